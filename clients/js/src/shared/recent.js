import { placeOf } from './place.js';

const KEPT = 2_000;
const KEPT_CHARS = 1_000_000;

/**
 * @typedef {object} Entry  An event of the shared stream, as tabs hand it on.
 * @property {import('../types.js').HubEvent} event
 * @property {string|null} channel  null: one of the hub's own that is for all
 * @property {string|null} after  the cursor before it
 * @property {number} chars  about how large it is
 */

/**
 * The newest events of the shared stream, without a hole, for tabs that come or fall behind. Bounded: who stands before its
 * beginning reads the hub's log.
 */
export class Recent {
  /** @type {(Entry & {place: string|null})[]} */
  #entries = [];
  #chars = 0;
  #begin;

  /** @param {string|null} cursor */
  constructor(cursor) {
    this.#begin = placeOf(cursor);
  }

  /** The place behind the newest. */
  get end() {
    return this.#entries.at(-1)?.place ?? this.#begin;
  }

  /** @param {Entry} entry  what it does not follow is forgotten */
  push(entry) {
    this.standAt(entry.after);
    const place = placeOf(entry.event.id);
    if (place === this.end) return;
    this.#entries.push({ ...entry, place });
    this.#chars += entry.chars;
    while (this.#entries.length > KEPT || this.#chars > KEPT_CHARS) this.#forgetOldest();
  }

  /** What comes next follows on this; what is here and ends elsewhere is forgotten. @param {string|null} cursor */
  standAt(cursor) {
    if (placeOf(cursor) !== this.end) this.restart(cursor);
  }

  /** @param {string|null} cursor */
  restart(cursor) {
    this.#entries = [];
    this.#chars = 0;
    this.#begin = placeOf(cursor);
  }

  /**
   * What came after a cursor.
   * @param {string|null} cursor
   * @returns {Entry[]|null} null: that place is not in here
   */
  since(cursor) {
    const place = placeOf(cursor);
    const at = this.#entries.findLastIndex((entry) => entry.place === place);
    if (at >= 0) return this.#entries.slice(at + 1);
    return place === this.#begin ? [...this.#entries] : null;
  }

  #forgetOldest() {
    const [oldest] = this.#entries.splice(0, 1);
    this.#begin = oldest.place;
    this.#chars -= oldest.chars;
  }
}
