import { Message } from './message.js';

/** Longer histories stay on the server: a snapshot is written several times a second. */
const KEPT_MESSAGES = 60;
const KEPT_CHARS = 300_000;

/**
 * All messages of one client by their id. Feed it events and answers of nodes, in any order and as often as you like:
 * the same event twice changes nothing.
 */
export class MessageStore {
  /** @type {Map<string, Message>} */
  #messages = new Map();
  // Messages whose ending was seen and whose text was not.
  /** @type {Set<string>} */
  #textMissed = new Set();
  #onChange;

  /** @param {(message: Message, change: import('./types.js').Change) => void} [onChange] */
  constructor(onChange = () => {}) {
    this.#onChange = onChange;
  }

  /** @param {string} id */
  get(id) {
    return this.#messages.get(id);
  }

  /** Oldest first; of whom no time is known yet last, since those have only just come. */
  all() {
    const time = (message) => message.createdAt ?? Number.MAX_SAFE_INTEGER;
    return [...this.#messages.values()].sort((a, b) => time(a) - time(b));
  }

  /** Whether the text here is not what it should be, so that somebody reads it again. @param {string} id */
  needsText(id) {
    return this.#textMissed.has(id) || (this.get(id)?.incomplete ?? false);
  }

  /**
   * @param {string} type  the event's name
   * @param {any} data
   * @returns {boolean} whether it was a chat event
   */
  apply(type, data) {
    const step = STEPS[type];
    if (!step || typeof data?.id !== 'string' || !Number.isInteger(data.attempt)) return false;
    this.#change(data.id, (message) => step(message, data));
    return true;
  }

  /**
   * What the asker knows before any event: its own question.
   * @param {string} id
   * @param {{question: string, createdAt: number, conversationId: string}} asked
   */
  asked(id, { question, createdAt, conversationId }) {
    this.#change(id, (message) => {
      message.question ??= question;
      message.conversationId ??= conversationId;
      message.createdAt ??= createdAt;
      return { kind: 'updated' };
    });
  }

  /** @param {import('./types.js').MessageSnapshot} told */
  adopt(told) {
    this.#change(told.id, (message) => message.adopt(told, this.#textMissed.has(told.id)));
  }

  /** It is no longer wanted here. @param {string} id */
  remove(id) {
    this.#messages.delete(id);
    this.#textMissed.delete(id);
  }

  /**
   * No node knows it any more: an answer that was still running will not go on. One of which nothing but events is known
   * was deleted, and its events are still in the log: it is dropped.
   * @param {string} id
   */
  expire(id) {
    const message = this.get(id);
    if (!message) return;
    if (message.question === undefined) return this.remove(id);
    this.#textMissed.delete(id);
    const error = { code: 'expired', message: 'The server no longer holds this message.' };
    const change = message.end(message.attempt, 'failed', { error }) ?? { kind: 'updated' };
    this.#onChange(message, { kind: change.kind === 'stale' ? 'ended' : change.kind });
  }

  #change(id, step) {
    const known = this.#messages.get(id);
    const message = known ?? new Message(id);
    const change = step(message);
    if (!known) {
      this.#messages.set(id, message);
      this.#onChange(message, { kind: 'added' });
    }
    if (change === null) return;
    if (message.ended && change.kind === 'stale') this.#textMissed.add(id);
    else if (change.kind === 'ended') this.#textMissed.delete(id);
    this.#onChange(message, change);
  }

  /** The newest messages, as many as a snapshot may hold. */
  toJSON() {
    const kept = [];
    let chars = 0;
    for (const message of this.all().reverse()) {
      chars += message.text.length;
      if (kept.length === KEPT_MESSAGES || (kept.length > 0 && chars > KEPT_CHARS)) break;
      kept.unshift({ ...message.toJSON(), textMissed: this.#textMissed.has(message.id) || undefined });
    }
    return kept;
  }

  /** @param {any[]} messages  what toJSON gave */
  restore(messages) {
    for (const { textMissed, ...json } of messages) {
      this.#messages.set(json.id, Message.of(json));
      if (textMissed) this.#textMissed.add(json.id);
    }
  }
}

/** What each event does to its message. @type {Record<string, (message: Message, data: any) => import('./types.js').Change|null>} */
const STEPS = {
  messageStart: (message, { attempt }) => message.start(attempt),
  messageFragment: (message, { attempt, index, lastIndex = index, content, kind }) =>
    Number.isInteger(index) && lastIndex >= index && typeof content === 'string'
      ? message.fragment(attempt, index, lastIndex, content, kind)
      : null,
  messageEnd: (message, { attempt, finishReason, usage }) =>
    message.end(attempt, finishReason === 'cancelled' ? 'cancelled' : 'completed', { finishReason, usage }),
  messageError: (message, { attempt, code, message: text }) =>
    message.end(attempt, 'failed', { error: { code, message: text } }),
};
