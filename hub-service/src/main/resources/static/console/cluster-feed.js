/** Figures older than this are not those of now. They come every 2 s. */
const STALE_MS = 7_000;
/** A stream that looks open and has said nothing for so long is opened anew. */
const DEAD_MS = 15_000;
const TICK_MS = 1_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 10_000;
/** Whoever is refused may be let in later, but hardly in this second. */
const REFUSED_RETRY_MS = 15_000;

/**
 * The cluster's figures by the hub's own event stream, for as long as the page is open. An `EventSource` comes back by
 * itself from most things; where it has given up, one plain call says why, and it is opened anew.
 *
 * States: `connecting`, `live`, `lost` (figures are getting old), `refused` (with a problem).
 */
export class ClusterFeed {
  #platform;
  #on;
  /** @type {EventSource|null} */
  #source = null;
  #state = 'connecting';
  #heardAt = 0;
  #openedAt = 0;
  #retryMs = FIRST_RETRY_MS;

  /**
   * @param {{open: () => EventSource, ask: () => Promise<object>, now: () => number,
   *   setTimeout: (run: () => void, ms: number) => any}} platform
   * @param {{cluster: (cluster: any) => void, state: (state: string, problem?: any) => void}} on
   */
  constructor(platform, on) {
    this.#platform = platform;
    this.#on = on;
  }

  start() {
    this.#open();
    this.#tick();
  }

  /** When figures last came; 0: never. */
  get heardAt() {
    return this.#heardAt;
  }

  get state() {
    return this.#state;
  }

  #open() {
    this.#source?.close();
    this.#openedAt = this.#platform.now();
    const source = this.#platform.open();
    this.#source = source;
    source.addEventListener('cluster', (event) => {
      if (source === this.#source) this.#hear(JSON.parse(event.data));
    });
    source.addEventListener('error', () => {
      // Otherwise it connects again by itself.
      if (source === this.#source && source.readyState === 2) this.#closed();
    });
  }

  async #closed() {
    this.#source = null;
    try {
      this.#hear(await this.#platform.ask());
      this.#again(FIRST_RETRY_MS);
    } catch (problem) {
      const refused = problem.status === 401 || problem.status === 403;
      if (refused) this.#become('refused', problem);
      else this.#become(this.#heardAt === 0 ? 'connecting' : 'lost', problem);
      this.#again(refused ? REFUSED_RETRY_MS : this.#retryMs);
      this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2);
    }
  }

  #again(ms) {
    this.#platform.setTimeout(() => this.#source ?? this.#open(), ms);
  }

  #hear(cluster) {
    this.#heardAt = this.#platform.now();
    this.#retryMs = FIRST_RETRY_MS;
    this.#on.cluster(cluster);
    this.#become('live');
  }

  #tick() {
    const now = this.#platform.now();
    if (this.#state === 'live' && now - this.#heardAt > STALE_MS) this.#become('lost');
    if (this.#source && now - Math.max(this.#heardAt, this.#openedAt) > DEAD_MS) this.#open();
    this.#platform.setTimeout(() => this.#tick(), TICK_MS);
  }

  #become(state, problem) {
    if (state === this.#state && !problem) return;
    this.#state = state;
    this.#on.state(state, problem);
  }
}
