/**
 * Which of a browser's tabs holds the connection: a Web Lock, so that a tab which is closed or crashes gives it up without a
 * word, and the next in line has it.
 */
export class Leadership {
  #locks;
  #name;
  #on;
  /** The request under way, or the lock held. @type {{withdraw: AbortController, release: (() => void)|null}|null} */
  #turn = null;

  /**
   * @param {Pick<LockManager, 'request'>} locks
   * @param {string} name
   * @param {{granted: () => void, lost: () => void, denied: () => void}} on  `lost`: another tab has taken it; `denied`: there
   *   are no locks for this page
   */
  constructor(locks, name, on) {
    this.#locks = locks;
    this.#name = name;
    this.#on = on;
  }

  /** Waits in line. */
  seek() {
    const withdraw = new AbortController();
    this.#request(withdraw, { signal: withdraw.signal });
  }

  /** Takes it from a holder that does not answer any more. */
  take() {
    this.#request(new AbortController(), { steal: true });
  }

  /** Gives it up, or the place in line. */
  leave() {
    const turn = this.#turn;
    this.#turn = null;
    turn?.withdraw.abort();
    turn?.release?.();
  }

  async #request(withdraw, options) {
    // Never twice in line: a tab would wait for itself.
    this.leave();
    const turn = (this.#turn = { withdraw, release: null });
    try {
      await this.#locks.request(this.#name, options, () => this.#hold(turn));
    } catch {
      if (turn !== this.#turn) return;
      this.#turn = null;
      if (turn.release) this.#on.lost();
      else this.#on.denied();
    }
  }

  #hold(turn) {
    if (turn !== this.#turn) return undefined;
    return new Promise((release) => {
      turn.release = release;
      this.#on.granted();
    });
  }
}
