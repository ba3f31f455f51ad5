/** An answer that must be read as a whole is read again at most this often. */
const READ_AGAIN_MS = 700;
/** After a call that failed, which has tried several nodes itself. */
const FAILED_MS = 5_000;
const MAX_TRIES = 6;
/** How far back a page without memory looks. */
const HISTORY = 20;

/**
 * Asks for what the stream did not bring: the question of a message that another tab asked, the text of one that was
 * running before this client listened, what a gap took away, the history.
 *
 * It listens first and reads then: whatever happens in between arrives by the stream.
 */
export class Reconciler {
  #calls;
  #store;
  #clock;
  #askings = 0;
  #loaded = false;
  #closed = false;

  // Messages with a read under way or planned, and how often in a row it did not help.
  /** @type {Map<string, number>} */
  #reading = new Map();
  /** @type {Set<string>} */
  #again = new Set();

  /**
   * @param {Pick<import('./calls.js').HubCalls, 'message'|'messages'>} calls
   * @param {import('./message-store.js').MessageStore} store
   * @param {import('./types.js').Clock} clock
   */
  constructor(calls, store, clock) {
    this.#calls = calls;
    this.#store = store;
    this.#clock = clock;
  }

  /** @param {boolean} resumed  from a cursor, so that the stream brings what running messages miss */
  onLive(resumed) {
    if (!resumed) this.#readUnended();
    if (!resumed || !this.#loaded) this.#readHistory();
  }

  onGap() {
    this.#readUnended();
    this.#readHistory();
  }

  /** @param {import('./message.js').Message} message @param {import('./types.js').Change} change */
  onChange(message, change) {
    if (change.kind === 'stale') this.#want(message.id, message.ended ? 0 : READ_AGAIN_MS);
    else if (message.holes.length > 0) this.#want(message.id, READ_AGAIN_MS);
    else if (message.question === undefined && this.#askings === 0 && !this.#reading.has(message.id)) {
      this.#want(message.id, 0);
    }
  }

  /**
   * While an own question is under way, an unknown message is most likely its answer, and the question known here.
   * @template T @param {Promise<T>} asking @returns {Promise<T>}
   */
  async whileAsking(asking) {
    this.#askings++;
    try {
      return await asking;
    } finally {
      this.#askings--;
      // A step later: the asker first gets to say which message its question was.
      this.#clock.setTimeout(() => this.#readQuestions(), 0);
    }
  }

  close() {
    this.#closed = true;
  }

  #readQuestions() {
    if (this.#askings > 0) return;
    for (const { id, question } of this.#store.all()) if (question === undefined) this.#want(id, 0);
  }

  #readUnended() {
    for (const { id, ended } of this.#store.all()) if (!ended || this.#store.needsText(id)) this.#want(id, 0);
  }

  async #readHistory() {
    try {
      const listed = await this.#calls.messages();
      for (const { id } of listed.slice(0, HISTORY)) {
        if (this.#closed) return;
        if (!this.#store.get(id)) this.#store.adopt(await this.#calls.message(id));
      }
      this.#loaded = true;
    } catch {
      // Not loaded: the next connection tries again.
    }
  }

  #want(id, delay) {
    if (this.#reading.has(id)) {
      this.#again.add(id);
      return;
    }
    this.#reading.set(id, 0);
    this.#plan(id, delay);
  }

  #plan(id, delay) {
    this.#clock.setTimeout(() => this.#read(id), delay);
  }

  async #read(id) {
    if (this.#closed) return;
    this.#again.delete(id);
    let failed = false;
    try {
      this.#store.adopt(await this.#calls.message(id));
    } catch (problem) {
      if (problem.status === 404) this.#store.expire(id);
      else failed = true;
    }
    const message = this.#store.get(id);
    const helped = !failed && !(message?.ended && this.#store.needsText(id));
    const tries = helped ? 0 : this.#reading.get(id) + 1;
    if (tries < MAX_TRIES && (!helped || this.#again.has(id))) {
      this.#reading.set(id, tries);
      this.#plan(id, failed ? FAILED_MS : READ_AGAIN_MS);
    } else {
      this.#reading.delete(id);
    }
  }
}
