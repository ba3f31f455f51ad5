import { tell } from '../platform.js';
import { placeOf } from './place.js';
import { Recent } from './recent.js';

/** What one tab has of the shared stream: where it stands, what it wants of it, and what came lately. */
export class Reader {
  /** @type {string|null} */
  cursor;
  recent;
  /** @type {string[]} */
  topics;
  #on;

  /**
   * @param {{cursor?: string|null, topics?: string[]}} options
   * @param {{event: (event: import('../types.js').HubEvent) => void, cursor: (cursor: string|null) => void}} on
   */
  constructor({ cursor = null, topics = [] }, on) {
    this.cursor = cursor;
    this.recent = new Recent(cursor);
    this.topics = topics;
    this.#on = on;
  }

  /** Begins where the stream is now. @param {string|null} cursor */
  begin(cursor) {
    this.cursor = cursor;
    this.recent.restart(cursor);
    tell(this.#on.cursor, cursor);
  }

  /**
   * @param {import('./recent.js').Entry} entry
   * @returns {boolean} whether it needs nothing before it: it was the next one, or is known already
   */
  offer(entry) {
    if (entry.event.id === null) {
      this.#give(entry);
      return true;
    }
    if (placeOf(entry.after) === placeOf(this.cursor)) {
      this.recent.push(entry);
      this.advance(entry);
      return true;
    }
    return this.recent.since(entry.event.id) !== null;
  }

  /** @param {import('./recent.js').Entry} entry */
  advance(entry) {
    // The cursor first, as everywhere: whoever saves from within a handler saves both of one instant.
    this.cursor = entry.event.id;
    this.#give(entry);
    tell(this.#on.cursor, this.cursor);
  }

  /** Other tabs may listen to topics that are none of this one's. */
  #give({ event, channel }) {
    const [kind, topic] = channel?.split('/') ?? [];
    if (kind !== 'topic' || this.topics.includes(topic)) this.#on.event(event);
  }
}
