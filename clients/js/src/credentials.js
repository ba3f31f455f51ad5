import { currentHeaders } from './platform.js';

/** What requests carry to show who is asking. One renewal at a time, however many requests wait for it. */
export class Credentials {
  #options;
  /** @type {Promise<void>|null} */
  #renewing = null;

  /** @param {import('./types.js').ConnectOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /** Whether there may be a better token than the one that was refused. */
  get renewable() {
    return typeof this.#options.token === 'function' || this.#options.onTokenExpiring !== undefined;
  }

  /**
   * The headers of one request.
   * @param {{expired?: boolean}} [why]  `expired`: the last token was refused, or is about to end
   */
  async headers({ expired = false } = {}) {
    if (expired) await this.#renew();
    const { headers, token } = this.#options;
    const present = typeof token === 'function' ? await token({ expired }) : token;
    return { ...(await currentHeaders(headers)), ...(present ? { Authorization: `Bearer ${present}` } : {}) };
  }

  async #renew() {
    this.#renewing ??= Promise.resolve(this.#options.onTokenExpiring?.()).finally(() => (this.#renewing = null));
    await this.#renewing;
  }
}
