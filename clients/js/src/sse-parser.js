/**
 * @typedef {object} ParsedEvent
 * @property {string} type  'message' when the stream named none
 * @property {string} data
 * @property {string|null} id  the id given with this very event, null when it gave none
 */

/** A line or an event beyond this is no event of ours; better end the connection than the page's memory. */
const MAX_EVENT_CHARS = 16 * 1024 * 1024;

const LF = 10;
const CR = 13;
const BOM = '\uFEFF';

/**
 * Reads `text/event-stream` piece by piece, wherever the network cut it, as WHATWG HTML 9.2.6 has it: CR, LF and CRLF,
 * also a CRLF split over two pieces, one leading byte order mark, comments, several data lines, ids with NUL ignored.
 */
export class SseParser {
  #onEvent;
  #onRetry;
  #onComment;
  // ignoreBOM leaves the mark in the text: it is taken off below, once, for strings and bytes alike.
  #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #atStart = true;
  #afterCr = false;
  #rest = '';
  #scanned = 0;

  #data = '';
  #hasData = false;
  #type = '';
  #id = '';
  #ownId = null;
  #lastEventId = '';

  /**
   * @param {object} handlers
   * @param {(event: ParsedEvent) => void} handlers.onEvent
   * @param {(ms: number) => void} [handlers.onRetry]
   * @param {(comment: string) => void} [handlers.onComment]
   */
  constructor({ onEvent, onRetry = () => {}, onComment = () => {} }) {
    this.#onEvent = onEvent;
    this.#onRetry = onRetry;
    this.#onComment = onComment;
  }

  /** The last event id of the stream, as `EventSource` would send it back. */
  get lastEventId() {
    return this.#lastEventId;
  }

  /** @param {Uint8Array|string} chunk */
  push(chunk) {
    let text = typeof chunk === 'string' ? chunk : this.#decoder.decode(chunk, { stream: true });
    if (text === '') return;
    if (this.#atStart) {
      this.#atStart = false;
      if (text.startsWith(BOM)) text = text.slice(1);
    }
    this.#rest += text;
    this.#takeLines();
    if (this.#rest.length + this.#data.length > MAX_EVENT_CHARS) throw new RangeError('event too large');
  }

  #takeLines() {
    const buffer = this.#rest;
    let start = 0;
    // What an earlier piece left behind was searched already: a long line in many pieces is not searched each time.
    for (let i = this.#scanned; i < buffer.length; i++) {
      const char = buffer.charCodeAt(i);
      const secondHalf = this.#afterCr && char === LF && i === start;
      this.#afterCr = false;
      if (secondHalf) {
        start = i + 1;
      } else if (char === LF || char === CR) {
        this.#line(buffer.slice(start, i));
        start = i + 1;
        this.#afterCr = char === CR;
      }
    }
    this.#rest = buffer.slice(start);
    this.#scanned = this.#rest.length;
  }

  #line(line) {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    if (colon === 0) return this.#onComment(line.slice(1));
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) value = value.slice(1);
    this.#field(field, value);
  }

  #field(field, value) {
    switch (field) {
      case 'event':
        this.#type = value;
        break;
      case 'data':
        this.#data += this.#hasData ? '\n' + value : value;
        this.#hasData = true;
        break;
      case 'id':
        if (!value.includes('\0')) this.#id = this.#ownId = value;
        break;
      case 'retry':
        if (/^[0-9]+$/.test(value)) this.#onRetry(Number(value));
        break;
    }
  }

  #dispatch() {
    const event = { type: this.#type || 'message', data: this.#data, id: this.#ownId };
    const complete = this.#hasData;
    this.#lastEventId = this.#id;
    this.#data = '';
    this.#hasData = false;
    this.#type = '';
    this.#ownId = null;
    if (complete) this.#onEvent(event);
  }
}
