import { Fragments } from './fragments.js';

const ENDINGS = new Set(['completed', 'failed', 'cancelled']);

/** One chat message: the question, and the answer as far as it is known here. To be read, not to be changed. */
export class Message {
  /** @type {string} */ id;
  /** @type {import('./types.js').MessageState} */ state = 'queued';
  /** Counts from 1; 0: none has started. */
  attempt = 0;
  /** @type {string|undefined} undefined until it is known, see Reconciler */ question;
  /** @type {string|undefined} undefined until it is known, as the question is */ conversationId;
  /** @type {number|undefined} ms since 1970 */ createdAt;
  /** @type {{code: string, message: string}|undefined} */ error;
  /** @type {string|undefined} */ finishReason;
  /** @type {Record<string, number>|undefined} */ usage;
  acked = false;

  #fragments = new Fragments();
  // A text read as a whole, of which nobody said which fragments are in it. While it is set, fragments only tell that
  // there is more: adding them could double what is in there already.
  /** @type {string|null} */
  #whole = null;

  /** @param {string} id */
  constructor(id) {
    this.id = id;
  }

  get text() {
    return this.#whole ?? this.#fragments.text;
  }

  /** What the model thought aloud before it answered, as far as it came by the stream; no part of the answer. */
  get reasoning() {
    return this.#fragments.reasoning;
  }

  get ended() {
    return ENDINGS.has(this.state);
  }

  /** Index of the next fragment; what a cut interrupted. */
  get nextIndex() {
    return this.#fragments.next;
  }

  get holes() {
    return this.#whole === null ? this.#fragments.holes : [];
  }

  /** Whether the text must be read once more to be complete (or to stay so). */
  get incomplete() {
    return (this.#whole !== null && !this.ended) || this.holes.length > 0;
  }

  /** @returns {import('./types.js').Change|null} */
  start(attempt) {
    if (this.ended || attempt < this.attempt) return null;
    // The same start again is a repeat, except for one who came in the middle: now the stream brings it all.
    if (attempt === this.attempt && this.state === 'running' && this.#whole === null) return null;
    this.#begin(attempt);
    return { kind: 'started' };
  }

  /** @returns {import('./types.js').Change|null} */
  fragment(attempt, from, to, content, kind) {
    if (this.ended || attempt < this.attempt) return null;
    if (attempt > this.attempt) this.#begin(attempt);
    this.state = 'running';
    if (this.#whole !== null) return { kind: 'stale' };
    const reasoning = kind === 'reasoning';
    switch (this.#fragments.insert(from, to, reasoning ? '' : content, reasoning ? content : '')) {
      case 'appended':
        return reasoning ? { kind: 'text', appended: '', reasoned: content } : { kind: 'text', appended: content };
      case 'inserted':
        return { kind: 'text' };
      case 'torn':
        return { kind: 'stale' };
      default:
        return null;
    }
  }

  /**
   * @param {number} attempt
   * @param {import('./types.js').MessageState} state
   * @param {{finishReason?: string, usage?: Record<string, number>, error?: {code: string, message: string}}} how
   * @returns {import('./types.js').Change|null}
   */
  end(attempt, state, { finishReason, usage, error }) {
    if (this.ended || attempt < this.attempt) return null;
    const missed = this.#whole !== null || attempt > this.attempt;
    if (attempt > this.attempt) this.#begin(attempt);
    this.state = state;
    this.finishReason = finishReason;
    this.usage = usage;
    this.error = error;
    return { kind: missed || this.incomplete ? 'stale' : 'ended' };
  }

  /**
   * Takes what a node said about it when asked.
   * @param {import('./types.js').MessageSnapshot} told
   * @param {boolean} textMissed  the ending came without the text
   * @returns {import('./types.js').Change|null}
   */
  adopt(told, textMissed) {
    const facts = () => [this.question, this.conversationId, this.createdAt, this.acked].join();
    const before = facts();
    const wasEnded = this.ended;
    this.question ??= told.question;
    this.conversationId ??= told.conversationId;
    this.createdAt ??= told.createdAt === undefined ? undefined : new Date(told.createdAt).getTime();
    this.acked ||= told.acked === true;
    const newText = this.#adoptText(told, textMissed);
    if (this.ended && (newText || !wasEnded)) return { kind: 'ended' };
    if (newText) return { kind: 'text' };
    return before === facts() ? null : { kind: 'updated' };
  }

  #adoptText(told, textMissed) {
    if (typeof told.text !== 'string' || told.state === 'queued' || told.attempt < this.attempt) return false;
    if (ENDINGS.has(told.state)) return this.#adoptEnding(told, textMissed);
    if (this.ended) return false; // said before the ending that is known here
    // The stream brought this attempt from its start: it is as complete, and it alone knows where it goes on.
    const streamed = told.attempt === this.attempt && this.#whole === null && this.holes.length === 0;
    if (streamed) return false;

    const former = this.text;
    if (told.attempt > this.attempt) this.#begin(told.attempt);
    if (Number.isInteger(told.nextIndex)) {
      this.#whole = null;
      this.#fragments.replaceUpTo(told.nextIndex, told.text);
    } else if (told.text.length >= this.text.length) {
      this.#whole = told.text;
    }
    return this.text !== former;
  }

  #adoptEnding(told, textMissed) {
    if (this.ended && !textMissed && !this.incomplete) return false;
    this.attempt = told.attempt;
    this.#whole = told.text;
    if (!this.ended) {
      this.state = told.state;
      this.finishReason = told.finishReason;
      this.error = told.error;
    }
    return true;
  }

  #begin(attempt) {
    this.attempt = attempt;
    this.state = 'running';
    this.#fragments = new Fragments();
    this.#whole = null;
  }

  toJSON() {
    const { id, state, attempt, question, conversationId, createdAt, error, finishReason, usage, acked } = this;
    const text = this.#whole === null ? { fragments: this.#fragments } : { whole: this.#whole };
    return { id, state, attempt, question, conversationId, createdAt, error, finishReason, usage, acked, ...text };
  }

  /** @param {any} json  what toJSON gave */
  static of({ fragments, whole, ...fields }) {
    const message = Object.assign(new Message(fields.id), fields);
    message.#fragments = Fragments.of(fragments ?? []);
    message.#whole = whole ?? null;
    return message;
  }
}
