import { HubCalls } from './calls.js';
import { HubConnection } from './connection.js';
import { MessageStore } from './message-store.js';
import { systemClock, tell } from './platform.js';
import { Reconciler } from './reconciler.js';
import { listenToBrowser } from './browser.js';
import { refetch } from './refetch.js';
import { canShare, SharedConnection } from './shared/shared-connection.js';

const SNAPSHOT_VERSION = 2;
const SAVE_EVERY_MS = 250;
/** The conversation of whoever names none. */
const DEFAULT_CONVERSATION = 'default';

/**
 * Connects, and keeps connected until `close()`, a refusal or the server's "for good".
 * @param {import('./types.js').ConnectOptions} options
 */
export function connect(options) {
  const hub = new Hub(options);
  hub.open();
  return hub;
}

/** One client of the hub: its stream, its messages and its calls. */
export class Hub {
  /** @type {MessageStore} */ store;
  #options;
  #on;
  #clock;
  #calls;
  #connection;
  #reconciler;
  #saveTimer = null;
  #unlisten = () => {};

  /** @param {import('./types.js').ConnectOptions} options */
  constructor(options) {
    const snapshot = usable(options.storage?.load(), options.clientId);
    this.#options = snapshot ? { ...options, cursor: snapshot.cursor } : options;
    this.#on = options.on ?? {};
    this.#clock = options.clock ?? systemClock;
    const nodes = options.nodes?.length ? options.nodes : [options.baseUrl ?? ''];

    this.store = new MessageStore((message, change) => this.#changed(message, change));
    this.store.restore(snapshot?.messages ?? []);
    this.#calls = new HubCalls(nodes, this.#options);
    if (options.reconcile ?? true) this.#reconciler = new Reconciler(this.#calls, this.store, this.#clock);
    const Connection = options.shared && canShare(options) ? SharedConnection : HubConnection;
    this.#connection = new Connection(nodes, this.#options, {
      event: (event) => this.#received(event),
      state: (status) => this.#stateChanged(status),
      cursor: (cursor) => this.#moved(cursor),
      problem: (problem) => tell(this.#on.problem, problem),
    });
  }

  get clientId() {
    return this.#options.clientId;
  }

  get status() {
    return this.#connection.status;
  }

  /**
   * This tab's part in the connection: `holder` has it for all, `sharer` listens to the holder, `alone` has one of its own.
   * @returns {import('./types.js').Role|null}  null: not connected
   */
  get role() {
    if (this.#connection instanceof SharedConnection) return this.#connection.role;
    return this.status.state === 'idle' || this.status.state === 'ended' ? null : 'alone';
  }

  get cursor() {
    return this.#connection.cursor;
  }

  /** Connects again after an end. */
  open() {
    this.#unlisten();
    this.#unlisten = listenToBrowser(this, this.#connection);
    this.#connection.open();
  }

  /** Drops the socket as a bad network would; the connection comes back by itself. */
  cut() {
    this.#connection.cut();
  }

  /** Goes on at this node, from the same cursor. @param {string} url */
  listenTo(url) {
    this.#connection.listenTo(url);
  }

  /** Does not wait for the next try. */
  retryNow() {
    this.#connection.retryNow();
  }

  /** The page is about to stand still, as its browser tells; what is shared is left to other tabs. */
  suspend() {
    this.save();
    this.#connection.suspend();
  }

  /** The page goes on. */
  resume() {
    this.#connection.resume();
  }

  close() {
    this.save();
    this.#unlisten();
    this.#reconciler?.close();
    this.#connection.close();
  }

  /** @see HubCalls.ask @param {string} text @param {Parameters<HubCalls['ask']>[1]} [options] */
  async ask(text, options) {
    const createdAt = this.#clock.now();
    const asking = this.#calls.ask(text, options).then((answer) => {
      this.store.asked(answer.id, { question: text, createdAt, conversationId: options?.conversationId ?? DEFAULT_CONVERSATION });
      return answer;
    });
    return this.#reconciler ? this.#reconciler.whileAsking(asking) : asking;
  }

  /** @param {string} id */
  message(id) {
    return this.#calls.message(id);
  }

  messages() {
    return this.#calls.messages();
  }

  /** @see HubCalls.cancel @param {string} id */
  cancel(id) {
    return this.#calls.cancel(id);
  }

  conversations() {
    return this.#calls.conversations();
  }

  /** Reads a conversation into the store. @param {string} id */
  async openConversation(id) {
    for (const told of await this.#calls.conversation(id)) this.store.adopt(told);
  }

  /** Removes it on the server and here. @param {string} id */
  async deleteConversation(id) {
    await this.#calls.deleteConversation(id);
    for (const message of this.store.all()) if (message.conversationId === id) this.store.remove(message.id);
    this.save();
  }

  /** @param {string} id */
  async ack(id) {
    await this.#calls.ack(id);
    if (this.store.get(id)) this.store.adopt(/** @type {any} */ ({ id, acked: true }));
  }

  disconnect() {
    return this.#calls.disconnect();
  }

  /** Writes cursor and messages of this instant to the storage; happens by itself when something has changed. */
  save() {
    this.#clock.clearTimeout(this.#saveTimer);
    this.#saveTimer = null;
    const { clientId, cursor, store } = this;
    this.#options.storage?.save({ v: SNAPSHOT_VERSION, clientId, cursor, messages: store.toJSON() });
  }

  #saveSoon() {
    if (!this.#options.storage || this.#saveTimer !== null) return;
    this.#saveTimer = this.#clock.setTimeout(() => this.save(), SAVE_EVERY_MS);
  }

  /** @param {import('./types.js').HubEvent} event */
  #received(event) {
    const { type, data } = event;
    // A publisher may send what it likes on a topic; a message of another client is none of ours.
    if (data?.clientId === this.clientId) this.store.apply(type, data);
    tell(this.#on.event, event);
    if (type === 'gap') this.#gap(event);
    if (type === 'tokenExpiring') this.#renew(data);
    if (type === 'systemMessage') tell(this.#on.systemMessage, data, event);
    if (type === 'disconnected') tell(this.#on.disconnected, data, event);
  }

  async #renew({ connection }) {
    try {
      await this.#calls.renew(connection);
    } catch {
      // The stream ends with its token then, and comes back with the next one.
    }
  }

  #gap(event) {
    tell(this.#on.gap, event.data, event, refetch(event.data, this.store, this.#reconciler !== undefined));
    if (event.data?.channel === `client/${this.clientId}`) this.#reconciler?.onGap();
  }

  #changed(message, change) {
    this.#saveSoon();
    this.#reconciler?.onChange(message, change);
    tell(this.#on.message, message, change);
  }

  #moved(cursor) {
    this.#saveSoon();
    tell(this.#on.cursor, cursor);
  }

  #formerState = 'idle';

  #stateChanged(status) {
    const former = this.#formerState;
    this.#formerState = status.state;
    if (status.state === 'live' && former !== 'live') this.#reconciler?.onLive(former === 'catching-up');
    tell(this.#on.state, status);
  }
}

function usable(snapshot, clientId) {
  return snapshot?.v === SNAPSHOT_VERSION && snapshot.clientId === clientId ? snapshot : null;
}
