/** What was told of each node in the last minutes, for plots. Bounded by time, and by the pace at which it is told. */

/** A line has a hole where nothing was told for so long. */
export const HOLE_MS = 9_000;
/** Samples that come faster than this replace one another. */
const CLOSEST_MS = 900;

/** @typedef {{at: number, of: Record<string, number|null>}} Sample */

export class History {
  /** @type {Map<string, Sample[]>} */
  #nodes = new Map();
  #span;

  /** @param {number} span  ms that are kept */
  constructor(span) {
    this.#span = span;
  }

  /** @param {number} at  ms @param {{node: string}[]} nodes  with their figures */
  add(at, nodes) {
    for (const { node, ...figures } of nodes) {
      const samples = this.#nodes.get(node) ?? [];
      if (samples.length > 0 && at - samples.at(-1).at < CLOSEST_MS) samples.pop();
      samples.push({ at, of: numbers(figures) });
      this.#nodes.set(node, samples);
    }
    for (const [node, samples] of this.#nodes) {
      const old = samples.findIndex((sample) => sample.at >= at - this.#span);
      if (old === -1) this.#nodes.delete(node);
      else samples.splice(0, old);
    }
  }

  /** Everybody something is known of, also those that left. */
  get nodes() {
    return [...this.#nodes.keys()].sort();
  }

  /** How far back it reaches. @param {number} now */
  reach(now) {
    return Math.max(0, ...[...this.#nodes.values()].map((samples) => now - samples[0].at));
  }

  /** @param {string} node @param {string} field @returns {{at: number, value: number}[]} */
  line(node, field) {
    return pointsOf(this.#nodes.get(node) ?? [], field);
  }

  /** The same of all nodes together, told at the same time. @param {'sum'|'max'} how */
  total(field, how = 'sum') {
    /** @type {Map<number, number>} */
    const byTime = new Map();
    for (const node of this.#nodes.keys()) {
      for (const { at, value } of this.line(node, field)) {
        const sofar = byTime.get(at);
        byTime.set(at, sofar === undefined ? value : how === 'sum' ? sofar + value : Math.max(sofar, value));
      }
    }
    return [...byTime].sort(([a], [b]) => a - b).map(([at, value]) => ({ at, value }));
  }

  /** The value told nearest to a time; null where there is a hole. */
  at(node, field, time) {
    const points = this.line(node, field);
    const nearest = points.reduce(
      (best, point) => (best === null || Math.abs(point.at - time) < Math.abs(best.at - time) ? point : best), null);
    return nearest !== null && Math.abs(nearest.at - time) < HOLE_MS / 2 ? nearest.value : null;
  }

  /** To be kept over a reload. */
  toJSON() {
    return [...this.#nodes];
  }

  /** @param {unknown} kept  what toJSON gave @param {number} now */
  restore(kept, now) {
    if (!Array.isArray(kept)) return;
    for (const [node, samples] of kept) {
      const fresh = samples.filter(({ at }) => at <= now && at >= now - this.#span);
      if (fresh.length > 0) this.#nodes.set(node, fresh);
    }
  }
}

function numbers(figures) {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => typeof value === 'number'));
}

function pointsOf(samples, field) {
  return samples.filter(({ of }) => typeof of[field] === 'number').map(({ at, of }) => ({ at, value: of[field] }));
}
