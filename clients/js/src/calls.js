import { Backoff } from './backoff.js';
import { Credentials } from './credentials.js';
import { join, randomId, systemClock } from './platform.js';
import { HubProblem } from './problem.js';

/** Beyond this a call gives up and says why; a person is waiting. */
const LONGEST_WAIT_MS = 10_000;
const TIMEOUT_MS = 10_000;
const TRIES = 4;

/**
 * The JSON calls. All of them may be repeated without harm (`ask` by its requestId), so one that got no answer goes to
 * the next node.
 */
export class HubCalls {
  #nodes;
  #path;
  #options;
  #clock;
  #credentials;

  /**
   * @param {string[]} nodes  base URLs
   * @param {import('./types.js').ConnectOptions} options
   */
  constructor(nodes, options) {
    this.#nodes = nodes;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#credentials = new Credentials(options);
    const client = encodeURIComponent(options.clientId);
    this.#path = (call, id) => `/api/sse/${call}/${client}` + (id === undefined ? '' : '/' + encodeURIComponent(id));
  }

  /**
   * Asks; the answer comes through the event stream.
   * @param {string} text
   * @param {{requestId?: string, conversationId?: string, baseUrl?: string}} [options]  the same requestId never
   *   starts a second answer; `baseUrl`: the node that is asked first
   * @returns {Promise<{id: string, requestId: string, node: string|null}>}
   */
  async ask(text, { requestId = randomId('r-'), conversationId, baseUrl } = {}) {
    const body = { message: text, requestId, conversationId };
    const { json, node } = await this.#call('POST', this.#path('chat'), { body, baseUrl });
    return { id: json.id, requestId, node };
  }

  /** @param {string} id @returns {Promise<import('./types.js').MessageSnapshot>} */
  async message(id) {
    return (await this.#call('GET', this.#path('messages', id))).json;
  }

  /** Newest first. @returns {Promise<Partial<import('./types.js').MessageSnapshot>[]>} */
  async messages() {
    return (await this.#call('GET', this.#path('chat'))).json.messages;
  }

  /**
   * Stops an answer; what was said of it stays. One that has ended meanwhile is left as it is.
   * @param {string} id
   */
  async cancel(id) {
    try {
      await this.#call('DELETE', this.#path('messages', id));
    } catch (problem) {
      if (problem.code !== 'already_ended') throw problem;
    }
  }

  /** The newest first. @returns {Promise<import('./types.js').ConversationSummary[]>} */
  async conversations() {
    return (await this.#call('GET', this.#path('conversations'))).json.conversations;
  }

  /** Its messages, oldest first. @param {string} id @returns {Promise<import('./types.js').MessageSnapshot[]>} */
  async conversation(id) {
    return (await this.#call('GET', this.#path('conversations', id))).json.messages;
  }

  /** Removes a conversation with everything that was said in it; what still runs is stopped. @param {string} id */
  async deleteConversation(id) {
    await this.#call('DELETE', this.#path('conversations', id));
  }

  /** This client has the message, and need not get it again. @param {string} id */
  async ack(id) {
    await this.#call('POST', this.#path('ack', id));
  }

  /** Ends all connections of this client on all nodes, for good. */
  async disconnect() {
    await this.#call('POST', this.#path('disconnect'));
  }

  /**
   * Lets a stream go on with another token, if there is one.
   * @param {string} connection  as `tokenExpiring` names it
   */
  async renew(connection) {
    if (this.#credentials.renewable) await this.#call('POST', '/api/sse/token', { body: { connection }, expired: true });
  }

  /** @param {string} method @param {string} path @param {{body?: object, baseUrl?: string, expired?: boolean}} [request] */
  async #call(method, path, { body, baseUrl = this.#nodes[0], expired = false } = {}) {
    const nodes = [baseUrl, ...this.#nodes.filter((node) => node !== baseUrl)];
    const backoff = new Backoff({ random: this.#options.random });
    for (let tried = 1; ; tried++) {
      try {
        return await this.#once(method, join(nodes[(tried - 1) % nodes.length], path), body, expired);
      } catch (problem) {
        if (problem.status === 401 && !expired && this.#credentials.renewable) {
          expired = true;
          tried--;
          continue;
        }
        // "Too many" is meant for this client, wherever it asks; anything else may be that one node's own trouble.
        const wait = problem.status === 429 || nodes.length === 1 ? (problem.retryAfterMs ?? 0) : 0;
        if (!problem.passing || tried === TRIES || wait > LONGEST_WAIT_MS) throw problem;
        await this.#pause(wait + backoff.next());
      }
    }
  }

  async #once(method, url, body, expired) {
    const abort = new AbortController();
    const timer = this.#clock.setTimeout(() => abort.abort(), TIMEOUT_MS);
    try {
      const response = await this.#fetch(method, url, body, expired, abort.signal);
      if (!response.ok) throw await HubProblem.of(response, this.#clock.now());
      const json = response.status === 204 ? null : await response.json().catch(() => null);
      return { json, node: response.headers.get('Hub-Node') };
    } catch (failure) {
      throw failure instanceof HubProblem ? failure : HubProblem.unreachable(failure);
    } finally {
      this.#clock.clearTimeout(timer);
    }
  }

  async #fetch(method, url, body, expired, signal) {
    const headers = { Accept: 'application/json', ...(await this.#credentials.headers({ expired })) };
    if (body) headers['Content-Type'] = 'application/json';
    const { fetch = globalThis.fetch, credentials = 'same-origin' } = this.#options;
    return fetch(url, { method, headers, body: body && JSON.stringify(body), signal, credentials, cache: 'no-store' });
  }

  #pause(ms) {
    return new Promise((resolve) => this.#clock.setTimeout(() => resolve(undefined), ms));
  }
}
