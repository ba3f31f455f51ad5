import { HubConnection } from '../connection.js';
import { randomId, systemClock, tell } from '../platform.js';
import { Follower } from './follower.js';
import { Leader } from './leader.js';
import { Leadership } from './leadership.js';
import { Reader } from './reader.js';
import { TabChannel } from './tab-channel.js';

/** What a hub allows on one connection. */
const MOST_CHANNELS = 16;
/** As a connection of its own has it. */
const STALL_MS = 35_000;

/**
 * What a tab's part in a group needs of it.
 * @typedef {object} Group
 * @property {string} tab  this one's name
 * @property {import('../types.js').Clock} clock
 * @property {() => number} random
 * @property {number} stallMs
 * @property {number} mostTopics
 * @property {(kind: string, body?: object) => void} post  to all other tabs
 * @property {(topics: string[], cursor: string|null, on: any) => HubConnection} connect
 * @property {(status: Partial<import('../types.js').Status>) => void} become
 * @property {() => void} takeOver
 * @property {() => void} alone
 * @property {() => void} over  the hub has ended the stream for good
 * @property {(status: import('../types.js').Status, problem: import('../problem.js').HubProblem) => void} refused
 */

/** Whether this page can share its connection with other tabs. @param {import('../types.js').ConnectOptions} options */
export function canShare({ locks = globalThis.navigator?.locks, BroadcastChannel = globalThis.BroadcastChannel }) {
  return locks !== undefined && BroadcastChannel !== undefined;
}

/**
 * One connection for all tabs of a browser that are the same client at the same nodes. To its tab it looks like a connection
 * of its own. Who holds it is decided by a lock; the others are told every event with the cursor before it, so each sees by
 * itself whether it lacks something, and knows where to go on when it has to hold the connection itself.
 */
export class SharedConnection {
  /*
   * Parts: a tab waits in line as Follower and is Leader once it has the lock. Neither outlives its part: whatever it still
   * has to say is dropped, since it was stopped. `alone`: a connection of its own, as if there were no other tabs.
   */
  #options;
  #nodes;
  #on;
  #reader;
  #group;
  #tab = randomId('tab-');
  /** @type {import('../types.js').Status} */
  #status;

  /** @type {TabChannel|null} */
  #channel = null;
  /** @type {Leadership|null} */
  #leadership = null;
  /** @type {Leader|Follower|null} */
  #part = null;
  /** @type {HubConnection|null} */
  #alone = null;
  #suspended = false;

  /** As for HubConnection. @param {string[]} nodes @param {import('../types.js').ConnectOptions} options @param {any} on */
  constructor(nodes, options, on) {
    this.#nodes = nodes;
    this.#options = options;
    this.#on = on;
    this.#reader = new Reader(options, on);
    this.#group = this.#asGroup();
    this.#status = { state: 'idle', node: null, url: nodes[0], reason: null, retryAt: null, problem: null };
  }

  get status() {
    return this.#status;
  }

  get cursor() {
    return this.#alone?.cursor ?? this.#reader.cursor;
  }

  /** @returns {import('../types.js').Role|null}  null: not connected */
  get role() {
    return this.#alone ? 'alone' : (this.#part?.role ?? null);
  }

  /** @param {string|null} [reason] */
  open(reason = null) {
    this.#leave();
    this.#join(reason);
  }

  cut() {
    this.#order('cut');
  }

  /** @param {string} url */
  listenTo(url) {
    this.#order('listenTo', url);
  }

  /** @param {string} [reason] */
  retryNow(reason = 'asked') {
    this.#order('retryNow', reason);
  }

  checkStall() {
    this.#order('checkStall');
  }

  networkGone() {
    (this.#alone ?? this.#part)?.networkGone();
  }

  networkBack() {
    (this.#alone ?? this.#part)?.networkBack();
  }

  /** The page is about to stand still: another tab goes on with the connection. */
  suspend() {
    if (this.#part === null) return;
    this.#leave();
    this.#suspended = true;
  }

  /** The page is back. */
  resume() {
    if (this.#suspended) this.#join('resumed');
    else this.checkStall();
  }

  close(reason = 'closed') {
    this.#leave();
    this.#become({ state: 'ended', reason });
  }

  #order(order, argument) {
    if (this.#alone) this.#alone[order](argument);
    else this.#part?.order(order, argument);
  }

  #asGroup() {
    const { clock = systemClock, random = Math.random, client = true, broadcast = true, stallMs = STALL_MS } = this.#options;
    return {
      tab: this.#tab,
      clock,
      random,
      stallMs,
      mostTopics: MOST_CHANNELS - Number(client) - Number(broadcast),
      post: (kind, body) => this.#channel?.post(kind, body),
      connect: (topics, cursor, on) => this.#connection({ topics, cursor, envelope: true }, on),
      become: (status) => this.#become(status),
      takeOver: () => this.#leadership?.take(),
      alone: () => this.#goAlone(),
      over: () => this.#over(),
      refused: (status, problem) => this.#refused(status, problem),
    };
  }

  #join(reason) {
    const { locks = navigator.locks, BroadcastChannel = globalThis.BroadcastChannel } = this.#options;
    const name = this.#groupName();
    this.#channel = new TabChannel(BroadcastChannel, name, this.#tab, (message) => this.#part?.on(message));
    this.#leadership = new Leadership(locks, name, {
      granted: () => this.#lead(reason),
      lost: () => this.#follow('moved'),
      denied: () => this.#goAlone(),
    });
    this.#follow(reason);
  }

  /** All that must be the same for two tabs to share. */
  #groupName() {
    const { clientId, client = true, broadcast = true, shared } = this.#options;
    return 'ssehub:' + JSON.stringify([[...this.#nodes].sort(), clientId, client, broadcast, shared]);
  }

  #follow(reason) {
    this.#play(new Follower(this.#group, this.#reader), reason);
    this.#leadership?.seek();
  }

  #lead(reason) {
    const { topics = [], knewHolder = false } = /** @type {any} */ (this.#part ?? {});
    this.#play(new Leader(this.#group, this.#reader, topics), knewHolder ? 'moved' : reason);
  }

  #play(part, reason) {
    this.#part?.stop();
    this.#part = part;
    part.start(reason);
  }

  #goAlone() {
    this.#leave();
    const { topics, cursor } = this.#reader;
    const alone = this.#connection({ topics, cursor }, { ...this.#on, state: (status) => this.#alone === alone && this.#become(status) });
    this.#alone = alone;
    alone.open();
  }

  #refused(status, problem) {
    this.#leave();
    this.#become(status);
    tell(this.#on.problem, problem);
  }

  #over() {
    this.#leave();
    // With that cursor every node would say so again.
    this.#reader.begin(null);
  }

  #leave() {
    this.#suspended = false;
    this.#leaveAlone();
    this.#part?.stop();
    this.#part = null;
    this.#channel?.close();
    this.#channel = null;
    this.#leadership?.leave();
    this.#leadership = null;
  }

  #leaveAlone() {
    const alone = this.#alone;
    if (alone === null) return;
    this.#alone = null;
    this.#reader.cursor = alone.cursor;
    alone.close();
  }

  #connection(own, on) {
    return new HubConnection(this.#nodes, { ...this.#options, ...own }, on);
  }

  #become(change) {
    const status = { ...this.#status, retryAt: null, ...change };
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    tell(this.#on.state, status);
  }
}
