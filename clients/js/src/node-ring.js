/** The nodes a connection may use, one after the other, and until when each asked to be left alone. */
export class NodeRing {
  #nodes;
  #notBefore;
  #at = 0;

  /** @param {string[]} nodes  base URLs */
  constructor(nodes) {
    this.#nodes = [...nodes];
    this.#notBefore = nodes.map(() => 0);
  }

  get url() {
    return this.#nodes[this.#at];
  }

  /** @param {string} url */
  prefer(url) {
    const at = this.#nodes.indexOf(url);
    if (at >= 0) this.#at = at;
  }

  /** The present node wants no try before then. @param {number} time */
  avoid(time) {
    this.#notBefore[this.#at] = time;
  }

  /** @param {number} time */
  avoidAll(time) {
    this.#notBefore.fill(time);
  }

  /**
   * Takes the next node; one that may be tried sooner goes before its turn.
   * @param {number} now
   * @returns {number} the time from which it may be tried
   */
  advance(now) {
    const count = this.#nodes.length;
    const order = Array.from({ length: count }, (_, step) => (this.#at + 1 + step) % count);
    const opensAt = (node) => Math.max(now, this.#notBefore[node]);
    this.#at = order.reduce((best, node) => (opensAt(node) < opensAt(best) ? node : best));
    return opensAt(this.#at);
  }
}
