import { heard } from './leader.js';
import { opened } from './envelope.js';

/** How long a holder may take to answer; it only has to be awake. */
const ANSWER_MS = 5_000;
/** Tabs that miss the holder together do not all take its place. */
const SPREAD_MS = 2_000;

/** A tab that listens to what the holder of the connection tells. */
export class Follower {
  #group;
  #reader;
  #stopped = false;

  // Whom it listens to.
  /** @type {string|null} */
  #leader = null;
  #topics;
  /** @type {import('../types.js').Status|null} */
  #shared = null;
  /** Counts its messages. */
  #heard = 0;
  #heardAt;
  #watchdog = null;

  // Whether what the holder tells is the next here; if not, why it may lack something is being cleared up.
  #joined = false;
  /** A connection of its own from its own cursor, until it stands where the shared one stood lately.
   *  @type {import('../connection.js').HubConnection|null} */
  #detour = null;

  /**
   * @param {import('./shared-connection.js').Group} group
   * @param {import('./reader.js').Reader} reader
   */
  constructor(group, reader) {
    this.#group = group;
    this.#reader = reader;
    this.#topics = reader.topics;
    this.#heardAt = group.clock.now();
  }

  /** @returns {import('../types.js').Role} */
  get role() {
    return 'sharer';
  }

  /** Whether there was a holder. */
  get knewHolder() {
    return this.#heard > 0;
  }

  /** What the shared connection listens to, as far as is known here. */
  get topics() {
    return this.#topics;
  }

  /** @param {string|null} reason */
  start(reason) {
    this.#group.become({ state: 'connecting', reason, problem: null });
    this.#hello();
    this.#ask();
  }

  stop() {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#group.post('bye');
    this.#group.clock.clearTimeout(this.#watchdog);
    this.#endDetour();
  }

  /** @param {any} message  of another tab */
  on(message) {
    const { kind, from } = message;
    if (kind === 'lead') this.#led(message);
    else if (kind === 'welcome' && message.to === this.#group.tab) this.#welcomed(message);
    if (from !== this.#leader) return;
    this.#heard++;
    this.#heardAt = this.#group.clock.now();
    if (kind === 'event') this.#received(message.entry);
    else if (kind === 'status') this.#told(heard(message.status));
    else if (kind === 'topics') this.#listening(message.topics);
    else if (kind === 'resign') this.#leaderless();
  }

  /** @param {'cut'|'retryNow'|'listenTo'|'checkStall'} order @param {string} [argument] */
  order(order, argument) {
    if (order === 'checkStall') this.#ask();
    this.#group.post('order', { order, argument });
    this.#detour?.[order](argument);
  }

  networkGone() {
    this.#detour?.networkGone();
  }

  networkBack() {
    this.#detour?.networkBack();
  }

  #hello() {
    this.#group.post('hello', { topics: this.#reader.topics, cursor: this.#reader.cursor });
  }

  #led({ from }) {
    this.#leader = from;
    this.#hello();
  }

  #leaderless() {
    this.#leader = null;
    if (this.#detour === null) this.#group.become({ state: 'connecting', reason: 'moved' });
    // It may have been one that did not know yet that another has its place: that one answers.
    this.#hello();
    this.#ask();
  }

  #welcomed({ from, topics, cursor, recent, status }) {
    this.#leader = from;
    this.#topics = topics;
    this.#shared = heard(status);
    if (!this.#reader.topics.every((topic) => topics.includes(topic))) {
      this.#group.alone();
    } else if (this.#reader.cursor === null) {
      this.#reader.begin(cursor);
      this.#join([]);
    } else if (recent !== null) {
      this.#join(recent);
    } else if (!this.#joined) {
      this.#reader.recent.standAt(cursor);
      this.#takeDetour();
    }
  }

  /** @param {import('./recent.js').Entry[]} entries */
  #join(entries) {
    const late = !this.#joined && this.#reader.cursor !== null;
    this.#endDetour();
    this.#joined = true;
    if (late) this.#group.become({ ...this.#shared, state: 'catching-up', reason: null });
    for (const entry of entries) {
      if (this.#stopped) return;
      this.#reader.offer(entry);
    }
    if (!this.#stopped) this.#group.become(this.#shared);
  }

  #received(entry) {
    if (this.#detour !== null) {
      if (entry.event.id !== null) this.#reader.recent.push(entry);
      this.#meet();
    } else if (this.#joined && !this.#reader.offer(entry)) {
      // Something before it was not heard here: the holder may still have it.
      this.#joined = false;
      this.#hello();
    }
  }

  #told(status) {
    this.#shared = status;
    if (status.state === 'ended') {
      this.#group.become(status);
      this.#group.over();
    } else if (this.#joined) {
      this.#group.become(status);
    }
  }

  #listening(topics) {
    this.#topics = topics;
    const lacks = this.#reader.topics.some((topic) => !topics.includes(topic));
    if (lacks && this.#joined) {
      this.#joined = false;
      this.#hello();
    }
  }

  #takeDetour() {
    this.#endDetour();
    const current = () => this.#detour === connection;
    const connection = this.#group.connect(this.#topics, this.#reader.cursor, {
      event: (event) => current() && this.#readAlone(event),
      state: (status) => current() && this.#detoured(status),
      cursor: () => {},
      problem: (problem) => current() && this.#group.refused(connection.status, problem),
    });
    this.#detour = connection;
    connection.open('catching_up');
  }

  #readAlone(wrapped) {
    const entry = { ...opened(wrapped), after: this.#reader.cursor, chars: 0 };
    if (entry.event.id === null) return;
    this.#reader.advance(entry);
    this.#meet();
  }

  #detoured(status) {
    if (status.reason === 'refused') return;
    if (status.state === 'ended') {
      this.#group.become(status);
      this.#group.over();
    } else {
      this.#group.become(status.state === 'live' ? { ...status, state: 'catching-up' } : status);
    }
  }

  /** Where the shared connection stood lately this tab stands now: the rest is known. */
  #meet() {
    const rest = this.#detour === null ? null : this.#reader.recent.since(this.#reader.cursor);
    if (rest === null) return;
    this.#endDetour();
    this.#joined = true;
    for (const entry of rest) {
      if (this.#stopped) return;
      this.#reader.advance(entry);
    }
    if (!this.#stopped) this.#group.become(this.#shared);
  }

  #endDetour() {
    const detour = this.#detour;
    this.#detour = null;
    detour?.close();
  }

  /** Is anybody there? */
  #ask() {
    const heard = this.#heard;
    this.#group.post('ping');
    this.#wait(ANSWER_MS + this.#group.random() * SPREAD_MS, () => {
      if (this.#heard === heard) this.#group.takeOver();
      else this.#watch();
    });
  }

  /** A connection is never silent for so long; if it is, its holder is asked. */
  #watch() {
    this.#wait(this.#group.stallMs, () => {
      const silence = this.#group.clock.now() - this.#heardAt;
      if (silence >= this.#group.stallMs) this.#ask();
      else this.#watch();
    });
  }

  #wait(ms, run) {
    this.#group.clock.clearTimeout(this.#watchdog);
    this.#watchdog = this.#group.clock.setTimeout(() => !this.#stopped && run(), ms);
  }
}
