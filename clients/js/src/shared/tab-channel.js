/** How the tabs of one group talk: every message goes to all others, in the order its sender posted it. */
export class TabChannel {
  #tab;
  /** @type {BroadcastChannel|null} */
  #channel;

  /**
   * @param {typeof BroadcastChannel} Channel
   * @param {string} name
   * @param {string} tab  the sender
   * @param {(message: any) => void} onMessage
   */
  constructor(Channel, name, tab, onMessage) {
    this.#tab = tab;
    this.#channel = new Channel(name);
    this.#channel.onmessage = ({ data }) => this.#channel && onMessage(data);
  }

  /** @param {string} kind @param {object} [body] */
  post(kind, body = {}) {
    this.#channel?.postMessage({ kind, from: this.#tab, ...body });
  }

  close() {
    this.#channel?.close();
    this.#channel = null;
  }
}
