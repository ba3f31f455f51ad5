/** The first retry is for the one connection that broke, not for the node that is down: soon, yet spread. */
const QUICK_MS = 500;

/** No server may send its clients away for longer. */
const LONGEST_HINT_MS = 300_000;

/**
 * How long to wait before the next try: full jitter over a doubling range, so that the readers of a lost node do not
 * come back as one. What the server said goes first.
 */
export class Backoff {
  #baseMs;
  #capMs;
  #random;
  #failures = 0;
  #hintMs = null;

  /** @param {{baseMs?: number, capMs?: number, random?: () => number}} [options] */
  constructor({ baseMs = 1_000, capMs = 30_000, random = Math.random } = {}) {
    this.#baseMs = baseMs;
    this.#capMs = capMs;
    this.#random = random;
  }

  /** Tries since the last success. */
  get failures() {
    return this.#failures;
  }

  /**
   * The server's `retry:`. It holds for the next try as it is, without jitter of ours: a draining node gives each of its
   * readers another one.
   * @param {number} ms
   */
  hint(ms) {
    this.#hintMs = Math.min(ms, LONGEST_HINT_MS);
  }

  /** A greeting was read: the connection stands. A `retry:` that came with it is the new base, and no farewell. */
  succeeded() {
    if (this.#hintMs !== null) this.#baseMs = Math.min(Math.max(this.#hintMs, 1), this.#capMs);
    this.#hintMs = null;
    this.#failures = 0;
  }

  /** @returns {number} ms until the next try */
  next() {
    const failures = this.#failures++;
    if (this.#hintMs !== null) {
      const hint = this.#hintMs;
      this.#hintMs = null;
      return hint;
    }
    const range = failures === 0 ? Math.min(QUICK_MS, this.#baseMs) : this.#baseMs * 2 ** Math.min(failures - 1, 20);
    return Math.round(this.#random() * Math.min(this.#capMs, range));
  }
}
