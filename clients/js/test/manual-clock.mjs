/** Time that stands still until a test moves it. */
export class ManualClock {
  #now = 1_000_000;
  #timers = new Map();
  #ids = 0;

  now = () => this.#now;

  setTimeout = (run, ms) => {
    this.#timers.set(++this.#ids, { run, at: this.#now + ms });
    return this.#ids;
  };

  clearTimeout = (id) => this.#timers.delete(id);

  /** Time passes and nothing runs, as in a page whose timers sleep. */
  skip(ms) {
    this.#now += ms;
  }

  /** Runs what falls due, in order, and lets promises settle after each. */
  async advance(ms) {
    const until = this.#now + ms;
    await settled();
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= until).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
      if (!due) break;
      const [id, { run, at }] = due;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, at);
      run();
      await settled();
    }
    this.#now = until;
  }
}

/** Until promises and in-memory streams have nothing left to do: no time passes in here. */
export async function settled() {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}
