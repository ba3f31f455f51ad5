import { MessageStore } from '../message-store.js';

/** The providers' words for why an answer ended, as the AI SDK writes them. */
const FINISH_REASONS = { stop: 'stop', length: 'length', content_filter: 'content-filter', tool_calls: 'tool-calls' };

/**
 * Turns the events of one answer into chunks of the AI SDK's UI message stream: one step, in it parts of reasoning and text.
 * Each character goes out once, whatever came twice, merged, or again from the beginning; when another worker begins the answer
 * anew, the step is reset.
 */
export class Chunks {
  #id;
  #write;
  #store;
  /** What was written of the present attempt. */
  #written = { reasoning: '', text: '' };
  /** @type {{kind: 'reasoning'|'text', id: string}|null} */
  #open = null;
  #parts = 0;
  #ended = false;

  /**
   * @param {string} id  the answer's
   * @param {(chunk: import('ai').UIMessageChunk) => void} write
   */
  constructor(id, write) {
    this.#id = id;
    this.#write = write;
    this.#store = new MessageStore((message) => this.#changed(message));
    write({ type: 'start', messageId: id });
    write({ type: 'start-step' });
  }

  /** Whether the answer's ending was written. */
  get ended() {
    return this.#ended;
  }

  /** Whether the answer has ended and its text is not all here, so that it must be read. */
  get lacksText() {
    return !this.#ended && (this.#store.get(this.#id)?.ended ?? false);
  }

  /** @param {string} type @param {any} data  of an event */
  apply(type, data) {
    if (data?.id === this.#id) this.#store.apply(type, data);
  }

  /** @param {import('../types.js').MessageSnapshot} told */
  adopt(told) {
    this.#store.adopt(told);
  }

  /** The reader wanted it to end. */
  abort() {
    if (this.#ended) return;
    this.#closePart();
    this.#end({ type: 'abort', reason: 'cancelled' }, { type: 'finish', finishReason: 'other' });
  }

  /** @param {string} errorText  a sentence for people */
  fail(errorText) {
    if (this.#ended) return;
    this.#closePart();
    this.#end({ type: 'error', errorText });
  }

  /** @param {import('../message.js').Message} message */
  #changed(message) {
    if (this.#ended) return;
    this.#restart(message);
    this.#say('reasoning', message.reasoning);
    this.#say('text', message.text);
    if (message.ended && !this.#store.needsText(this.#id)) this.#finish(message);
  }

  /** What was said so far is not how this attempt begins: a later worker has begun anew. */
  #restart({ reasoning, text, holes }) {
    if (holes.length > 0) return;
    // A text that was read as a whole brings no reasoning, and takes none away.
    const same = text.startsWith(this.#written.text) && (reasoning.startsWith(this.#written.reasoning) || reasoning === '');
    if (same) return;
    this.#open = null;
    this.#written = { reasoning: '', text: '' };
    this.#write({ type: 'reset-step' });
  }

  #say(kind, whole) {
    const written = this.#written[kind];
    if (whole.length <= written.length || !whole.startsWith(written)) return;
    if (this.#open?.kind !== kind) this.#openPart(kind);
    this.#write({ type: `${kind}-delta`, id: this.#open.id, delta: whole.slice(written.length) });
    this.#written[kind] = whole;
  }

  #openPart(kind) {
    this.#closePart();
    this.#open = { kind, id: `${kind}-${++this.#parts}` };
    this.#write({ type: `${kind}-start`, id: this.#open.id });
  }

  #closePart() {
    if (this.#open === null) return;
    this.#write({ type: `${this.#open.kind}-end`, id: this.#open.id });
    this.#open = null;
  }

  #finish({ state, error, finishReason, usage }) {
    this.#closePart();
    if (state === 'failed') {
      this.#end({ type: 'error', errorText: error?.message ?? 'The answer failed.' });
    } else if (state === 'cancelled') {
      this.#end({ type: 'abort', reason: 'cancelled' }, { type: 'finish', finishReason: 'other' });
    } else {
      const metadata = usage ? { messageMetadata: { usage } } : {};
      this.#end({ type: 'finish', finishReason: FINISH_REASONS[finishReason] ?? 'other', ...metadata });
    }
  }

  #end(...last) {
    this.#ended = true;
    this.#write({ type: 'finish-step' });
    for (const chunk of last) this.#write(chunk);
  }
}
