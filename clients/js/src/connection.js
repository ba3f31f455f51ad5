import { Backoff } from './backoff.js';
import { Credentials } from './credentials.js';
import { NodeRing } from './node-ring.js';
import { join, systemClock, tell } from './platform.js';
import { HubProblem } from './problem.js';
import { SseParser } from './sse-parser.js';

/** Two heartbeats (15 s, jittered) lost, and some seconds for a slow network. */
const STALL_MS = 35_000;

/**
 * One event stream that is kept open: reads, notices silence, comes back with its cursor.
 *
 * One turn at a time: every try to connect has a number, and whatever a former turn still has to say is dropped. So a
 * cut, a stall or a move ends a turn by counting on, and needs no answer from the old socket, which may never come.
 */
export class HubConnection {
  #options;
  #clock;
  #on;
  #ring;
  #backoff;
  #credentials;
  /** What is listened to. @type {string[]} */
  #topics;
  /** The last token was refused, or has ended: the next request asks for another one. */
  #expired = false;

  // The present turn.
  #turn = 0;
  /** @type {AbortController|null} */
  #abort = null;
  #lastByteAt = 0;
  /** Since when the browser says that there is no network. @type {number|null} */
  #offlineSince = null;
  #watchdog = null;
  #retryTimer = null;

  /** @type {string|null} */
  #cursor;
  /** @type {string|null} */
  #farewell = null;
  /** @type {import('./types.js').Status} */
  #status;

  /**
   * @param {string[]} nodes  base URLs
   * @param {import('./types.js').ConnectOptions & {path?: string, envelope?: boolean}} options  `path`: of another stream
   * @param {{event: (event: import('./types.js').HubEvent) => void, state: (status: import('./types.js').Status) => void,
   *   cursor: (cursor: string|null) => void, problem: (problem: HubProblem) => void}} on
   */
  constructor(nodes, options, on) {
    this.#options = options;
    this.#on = on;
    this.#clock = options.clock ?? systemClock;
    this.#ring = new NodeRing(nodes);
    this.#backoff = new Backoff(options);
    this.#credentials = new Credentials(options);
    this.#topics = options.topics ?? [];
    this.#cursor = options.cursor ?? null;
    this.#status = { state: 'idle', node: null, url: nodes[0], reason: null, retryAt: null, problem: null };
  }

  get status() {
    return this.#status;
  }

  /** Where to go on: the last `id:` of the stream. */
  get cursor() {
    return this.#cursor;
  }

  /** Connects, also after an end. @param {string|null} [reason] */
  open(reason = null) {
    this.#endTurn();
    this.#become('connecting', { reason, url: this.#ring.url, problem: null });
    this.#run(this.#turn);
  }

  /** Drops the socket as a bad network would, and comes back with the cursor, on the next node if there is one. */
  cut() {
    if (this.#isOpen()) this.#lost('cut');
  }

  /** Goes on at another node, from the same cursor. @param {string} url */
  listenTo(url) {
    this.#ring.prefer(url);
    if (this.#status.state !== 'ended') this.open('moved');
  }

  /** Goes on with other topics, from the same cursor: those that are new begin now. @param {string[]} topics */
  listenToTopics(topics) {
    this.#topics = topics;
    this.open('topics');
  }

  /** Somebody does not want to wait. */
  retryNow(reason = 'asked') {
    if (this.#status.state !== 'ended') this.open(reason);
  }

  /** Timers sleep in hidden pages and in suspended machines: does now what should have been done meanwhile. */
  checkStall() {
    const now = this.#clock.now();
    const { retryAt, reason } = this.#status;
    if (retryAt !== null && now >= retryAt) this.open(reason);
    else if (this.#isOpen() && now - this.#lastByteAt >= this.#stallMs) this.#lost('stalled');
  }

  /** The browser has no network: that may be wrong, and pass, so nothing is given up. */
  networkGone() {
    this.#offlineSince = this.#clock.now();
  }

  /** It has one again. An open socket belongs to the network that was, unless something has come through it since. */
  networkBack() {
    const { state } = this.#status;
    const since = this.#offlineSince;
    this.#offlineSince = null;
    const survived = this.#isOpen() && (since === null || this.#lastByteAt > since);
    if (state !== 'idle' && state !== 'ended' && !survived) this.open('online');
  }

  /** The page stands still: its socket may live on. */
  suspend() {}

  resume() {
    this.checkStall();
  }

  close(reason = 'closed') {
    this.#endTurn();
    this.#become('ended', { reason });
  }

  get #stallMs() {
    return this.#options.stallMs ?? STALL_MS;
  }

  #isOpen() {
    return this.#abort !== null;
  }

  /** One turn, from the request to the end of its body. */
  async #run(turn) {
    const abort = (this.#abort = new AbortController());
    const current = () => turn === this.#turn;
    this.#fed();
    this.#watch();
    try {
      const response = await this.#request(abort.signal);
      if (!current()) return;
      this.#fed();
      if (response.status === 204) return this.#endedForGood();
      if (!response.ok) {
        const problem = await HubProblem.of(response, this.#clock.now());
        return current() ? this.#refused(problem) : undefined;
      }
      if (!isEventStream(response)) return this.#lost('not_an_event_stream');
      this.#accepted(response);
      await this.#read(response.body, current);
      if (current()) this.#lost('closed_by_server');
    } catch (failure) {
      if (current()) this.#lost('network');
    }
  }

  async #request(signal) {
    const { path = this.#path(), credentials = 'same-origin' } = this.#options;
    const url = join(this.#ring.url, path);
    const headers = { Accept: 'text/event-stream', ...(await this.#credentials.headers({ expired: this.#expired })) };
    if (this.#cursor !== null) headers['Last-Event-ID'] = this.#cursor;
    const { fetch = globalThis.fetch } = this.#options;
    return fetch(url, { headers, signal, credentials, cache: 'no-store' });
  }

  #path() {
    const { clientId, client = true, broadcast = true, envelope = false } = this.#options;
    const query = new URLSearchParams();
    if (this.#topics.length > 0) query.set('topics', this.#topics.join(','));
    if (!client) query.set('client', 'false');
    if (!broadcast) query.set('broadcast', 'false');
    if (envelope) query.set('envelope', 'true');
    const search = query.size > 0 ? '?' + query : '';
    return `/api/sse/connect/${encodeURIComponent(clientId)}${search}`;
  }

  #accepted(response) {
    const node = response.headers.get('Hub-Node');
    this.#farewell = null;
    this.#expired = false;
    // Without a cursor nothing is to be caught up with: it stays "connecting" until the greeting.
    this.#become(this.#cursor === null ? 'connecting' : 'catching-up', { node: node ?? this.#status.node, reason: null });
  }

  async #read(body, current) {
    const parser = new SseParser({
      // Events of one piece that follow a cut() made by a handler belong to a turn that is over: the cursor did not
      // move on, so they come again.
      onEvent: (event) => current() && this.#received(event),
      onRetry: (ms) => current() && this.#backoff.hint(ms),
    });
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (!current()) return;
      if (done) return;
      this.#fed();
      parser.push(value);
    }
  }

  #received({ type, data: raw, id }) {
    const event = { type, data: parsed(raw), id, node: this.#status.node };
    // The cursor first: whoever saves from within a handler saves this event's effect and its cursor together.
    if (id !== null) this.#cursor = id === '' ? null : id;
    if (type === 'systemMessage') this.#systemMessage(event.data);
    if (type === 'disconnected') this.#farewell = event.data?.reason ?? null;
    if (this.#farewell === 'token_expired') this.#expired = true;
    this.#on.event(event);
    if (id !== null) tell(this.#on.cursor, this.#cursor);
  }

  #systemMessage({ code, node }) {
    this.#backoff.succeeded();
    if (code === 'redis_unavailable') this.#become('catching-up', { reason: code });
    else if (code === 'connected') this.#become('live', { node: node ?? this.#status.node, reason: null });
    else if (code === 'redis_back') this.#become('live', { reason: null });
  }

  #endedForGood() {
    this.#endTurn();
    // The cursor carries the end: with it every node would say 204 again. A new open() starts live.
    this.#cursor = null;
    tell(this.#on.cursor, null);
    this.#become('ended', { reason: this.#farewell ?? 'no_content' });
  }

  #refused(problem) {
    if (problem.status === 401 && !this.#expired && this.#credentials.renewable) {
      this.#expired = true;
      this.open('token_expired');
      return;
    }
    if (!problem.passing) {
      this.#expired = false;
      this.#endTurn();
      this.#become('ended', { reason: 'refused', problem });
      tell(this.#on.problem, problem);
      return;
    }
    const notBefore = this.#clock.now() + (problem.retryAfterMs ?? 0);
    // "Too many" is meant for this client or address, wherever it goes; 503 speaks for one node.
    if (problem.status === 429) this.#ring.avoidAll(notBefore);
    else this.#ring.avoid(notBefore);
    this.#lost(`http_${problem.status}`, problem);
  }

  #lost(reason, problem = null) {
    this.#endTurn();
    const now = this.#clock.now();
    const opensAt = this.#ring.advance(now);
    const wait = Math.max(0, opensAt - now) + this.#backoff.next();
    this.#retryTimer = this.#clock.setTimeout(() => this.open(reason), wait);
    this.#become('reconnecting', { reason, problem, url: this.#ring.url, retryAt: now + wait });
  }

  #endTurn() {
    this.#turn++;
    this.#abort?.abort();
    this.#abort = null;
    this.#clock.clearTimeout(this.#watchdog);
    this.#clock.clearTimeout(this.#retryTimer);
  }

  #fed() {
    this.#lastByteAt = this.#clock.now();
  }

  /** One timer per silence, not per byte: when it fires it looks how long the silence really was. */
  #watch() {
    const left = this.#lastByteAt + this.#stallMs - this.#clock.now();
    this.#watchdog = this.#clock.setTimeout(() => {
      this.checkStall();
      if (this.#isOpen()) this.#watch();
    }, left);
  }

  #become(state, change) {
    const former = this.#status;
    this.#status = { ...former, retryAt: null, ...change, state };
    tell(this.#on.state, this.#status);
  }
}

function isEventStream(response) {
  return response.body !== null && (response.headers.get('Content-Type') ?? '').startsWith('text/event-stream');
}

function parsed(raw) {
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}
