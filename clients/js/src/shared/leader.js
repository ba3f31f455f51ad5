import { HubProblem } from '../problem.js';
import { opened } from './envelope.js';

/** Tabs that are opened together get their topics by one reconnect. */
const GATHER_MS = 20;

/** The tab that holds the connection: it listens to what all of them want, and tells each event to all. */
export class Leader {
  #group;
  #reader;
  #connection;
  #stopped = false;

  // What is listened to; what of it the hub has accepted, and what it has not; who wants what.
  /** @type {string[]} */
  #topics;
  /** @type {string[]} */
  #accepted;
  /** @type {Set<string>} */
  #declined = new Set();
  /** @type {Map<string, string[]>} */
  #wishes = new Map();
  /** @type {{from: string, cursor: string|null}[]} */
  #newcomers = [];
  #gathering = null;

  /**
   * @param {import('./shared-connection.js').Group} group
   * @param {import('./reader.js').Reader} reader
   * @param {string[]} topics  the connection's until now
   */
  constructor(group, reader, topics) {
    this.#group = group;
    this.#reader = reader;
    this.#topics = union(topics, reader.topics);
    this.#accepted = reader.topics;
    reader.recent.standAt(reader.cursor);
    this.#connection = group.connect(this.#topics, reader.cursor, {
      event: (event) => this.#received(event),
      state: (status) => this.#stateChanged(status),
      cursor: () => {},
      problem: (problem) => this.#refused(problem),
    });
  }

  /** @returns {import('../types.js').Role} */
  get role() {
    return 'holder';
  }

  get topics() {
    return this.#topics;
  }

  /** @param {string|null} reason */
  start(reason) {
    this.#group.post('lead');
    this.#connection.open(reason);
  }

  /** Another tab goes on from here. */
  stop() {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#group.clock.clearTimeout(this.#gathering);
    this.#connection.close();
    this.#group.post('resign');
  }

  /** @param {any} message  of another tab */
  on(message) {
    const { kind, from } = message;
    if (kind === 'hello') this.#hello(message);
    else if (kind === 'bye') this.#wishes.delete(from);
    else if (kind === 'ping') this.#group.post('pong');
    else if (kind === 'order') this.order(message.order, message.argument);
  }

  /** @param {'cut'|'retryNow'|'listenTo'|'checkStall'} order @param {string} [argument] */
  order(order, argument) {
    this.#connection[order](argument);
  }

  networkGone() {
    this.#connection.networkGone();
  }

  networkBack() {
    this.#connection.networkBack();
  }

  #hello({ from, topics, cursor }) {
    this.#wishes.set(from, topics);
    if (topics.every((topic) => this.#topics.includes(topic) || this.#declined.has(topic))) {
      this.#welcome(from, cursor);
      return;
    }
    this.#newcomers.push({ from, cursor });
    this.#gathering ??= this.#group.clock.setTimeout(() => this.#listenToMore(), GATHER_MS);
  }

  #listenToMore() {
    this.#gathering = null;
    // Whoever has gone is left out at the occasion.
    let wanted = this.#reader.topics;
    for (const topics of this.#wishes.values()) {
      const more = union(wanted, topics);
      if (more.length <= this.#group.mostTopics && !topics.some((topic) => this.#declined.has(topic))) wanted = more;
    }
    if (!sameSet(wanted, this.#topics)) {
      // What came before lacks the new topics: whoever stands there reads the hub's log.
      this.#reader.recent.restart(this.#reader.cursor);
      this.#listenTo(wanted);
    }
    const newcomers = this.#newcomers;
    this.#newcomers = [];
    for (const { from, cursor } of newcomers) this.#welcome(from, cursor);
  }

  #listenTo(topics) {
    this.#topics = topics;
    this.#connection.listenToTopics(topics);
    this.#group.post('topics', { topics });
  }

  #welcome(to, cursor) {
    const { cursor: now, recent } = this.#reader;
    const since = cursor === null ? [] : recent.since(cursor);
    this.#group.post('welcome', { to, topics: this.#topics, cursor: now, recent: since, status: told(this.#connection.status) });
  }

  #received(wrapped) {
    const { event, channel } = opened(wrapped);
    const chars = JSON.stringify(event.data)?.length ?? 0;
    const entry = { event, channel, after: this.#reader.cursor, chars };
    // A renewal is the holder's business.
    if (event.type !== 'tokenExpiring') this.#group.post('event', { entry });
    this.#reader.offer(entry);
  }

  #stateChanged(status) {
    if (this.#stopped || status.reason === 'refused') return;
    const { state } = status;
    if (state === 'live' || state === 'catching-up') this.#accepted = this.#topics;
    this.#group.post('status', { status: told(status) });
    this.#group.become(status);
    if (state === 'ended') this.#group.over();
  }

  #refused(problem) {
    if (this.#stopped) return;
    if (sameSet(this.#topics, this.#accepted)) {
      // Another tab may have a better token: it tries next.
      this.#group.refused(this.#connection.status, problem);
      return;
    }
    // It went well without the others: whoever wants one of those asks for itself.
    for (const topic of this.#topics) if (!this.#accepted.includes(topic)) this.#declined.add(topic);
    this.#listenTo(this.#accepted);
  }
}

/** A status as it can be posted. */
function told(status) {
  return { ...status, problem: status.problem && { ...status.problem } };
}

/** @param {any} status  as it was posted @returns {import('../types.js').Status} */
export function heard(status) {
  return { ...status, problem: status.problem && new HubProblem(status.problem) };
}

function union(some, more) {
  return [...new Set([...some, ...more])].sort();
}

function sameSet(some, others) {
  return some.length === others.length && some.every((each) => others.includes(each));
}
