/** The shapes of the wire and of the options. */
import type { HubProblem, Message } from './index.js';

/** First event of every connection (`connected`), and news of the node later. */
export interface SystemMessage {
  code: 'connected' | 'redis_unavailable' | 'redis_back' | 'token_renewed' | (string & {});
  /** A sentence for people. */
  content: string;
  /** Name of the node that speaks. */
  node?: string;
}

export interface Heartbeat {
  /** The node's clock, ms since 1970. */
  ping: number;
}

/** Events of this channel may be missing here; told in order, in place of what is missing. */
export interface Gap {
  /** `client/{id}`, `topic/{name}` or `broadcast` */
  channel: string;
  reason: 'failover' | 'trimmed' | 'no_history' | 'vanished' | 'unknown_cursor' | 'unreadable' | (string & {});
  /** Last position before it. */
  from?: string | null;
  /** The stream is complete again from here on. */
  to?: string | null;
}

/** What a gap leaves to be fetched again. */
export interface Refetch {
  channel: string;
  kind: 'client' | 'topic' | 'broadcast';
  /** The client's or topic's; null for `broadcast`. */
  name: string | null;
  /** The last position that is surely here; null: not known, take all there is. */
  after: string | null;
  /** From here on the stream is complete; null: not known. */
  before: string | null;
  /** Of the client's messages those that may lack something. */
  messages: string[];
  /** Whether those are read again without the app, which then only has to care for what else was published. */
  messagesAreRead: boolean;
}

/** The node ends this connection on purpose and says why. */
export interface Disconnected {
  reason: string;
}

/** The stream's token ends soon. With `token` or `onTokenExpiring` the client renews it. */
export interface TokenExpiring {
  connection: string;
  /** ISO 8601 */
  expiresAt: string;
  expiresInMillis: number;
}

export interface MessageStart {
  clientId: string;
  /** The message's. */
  id: string;
  /** Counts from 1; a higher one replaces the text of the lower. */
  attempt: number;
}

export interface MessageFragment {
  clientId: string;
  id: string;
  attempt: number;
  /** First fragment in here, from 0. */
  index: number;
  /** Last fragment in here, inclusive; more than `index` when a catch-up merged several. */
  lastIndex?: number;
  content: string;
  /** `reasoning`: no part of the answer; absent: the answer. */
  kind?: 'reasoning' | (string & {});
  isLast?: boolean;
}

export interface MessageEnd {
  clientId: string;
  id: string;
  attempt: number;
  finishReason: 'stop' | 'length' | 'cancelled' | (string & {});
  usage?: Record<string, number>;
}

export interface MessageError {
  clientId: string;
  id: string;
  attempt: number;
  code: string;
  message: string;
}

/** Any event, as it came. */
export interface HubEvent {
  /** `systemMessage`, `heartbeat`, `gap`, …, or whatever a publisher named. */
  type: string;
  /** Parsed JSON; the raw text where it is none. */
  data: any;
  /** The cursor that came with it. */
  id: string | null;
  /** Name of the node it came from. */
  node: string | null;
}

export type MessageState = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';

/** Answer of `GET /api/sse/messages/{clientId}/{id}`. */
export interface MessageSnapshot {
  clientId?: string;
  id: string;
  state: MessageState;
  attempt: number;
  /** So far. */
  text: string;
  /**
   * The text holds the fragments before it; with it a reader who comes in the middle can go on live at once, without it the
   * text is read again until the message has ended.
   */
  nextIndex?: number;
  acked?: boolean;
  question?: string;
  conversationId?: string;
  /** ISO 8601 or ms since 1970 */
  createdAt?: string | number;
  finishReason?: string;
  error?: { code: string; message: string };
}

/** One of `GET /api/sse/conversations/{clientId}`. */
export interface ConversationSummary {
  id: string;
  /** Its first question, shortened. */
  title: string;
  turns: number;
  /** ISO 8601 */
  lastActivity: string;
}

/** What an event did to a message. */
export interface Change {
  /** `stale`: more text exists than is known here. */
  kind: 'added' | 'started' | 'text' | 'ended' | 'updated' | 'stale';
  /** On `text`: the text is the former one plus this; absent: show it all anew. */
  appended?: string;
  /** On `text`: the reasoning is the former one plus this. */
  reasoned?: string;
}

export type ConnectionState = 'idle' | 'connecting' | 'catching-up' | 'live' | 'reconnecting' | 'ended';

export interface Status {
  state: ConnectionState;
  /** Name of the node listened to, once it is known. */
  node: string | null;
  /** Base URL of that node, '' is the page's own origin. */
  url: string;
  /**
   * What led here: `cut`, `network`, `stalled`, `closed_by_server`, `online`, `moved`, `topics`, `http_503`,
   * `redis_unavailable`, `no_content`, `refused`, `closed`, …
   */
  reason: string | null;
  /** ms, when state is `reconnecting`. */
  retryAt: number | null;
  problem: HubProblem | null;
}

/** This tab's part in the connection: it has it for all, listens to the tab that has it, or has one of its own. */
export type Role = 'holder' | 'sharer' | 'alone';

/** Replaceable in tests. */
export interface Clock {
  /** ms */
  now(): number;
  setTimeout(run: () => void, ms: number): any;
  clearTimeout(timer: any): void;
}

/** Cursor and messages of one instant. Saved together, so the one never tells of text that the other does not hold. */
export interface Snapshot {
  v: number;
  clientId: string;
  cursor: string | null;
  messages: object[];
}

export interface SnapshotStorage {
  load(): Snapshot | null | undefined;
  save(snapshot: Snapshot): void;
}

export interface Handlers {
  state?(status: Status): void;
  /** Every event, heartbeats too. */
  event?(event: HubEvent): void;
  message?(message: Message, change: Change): void;
  gap?(gap: Gap, event: HubEvent, refetch: Refetch): void;
  systemMessage?(news: SystemMessage, event: HubEvent): void;
  disconnected?(farewell: Disconnected, event: HubEvent): void;
  /** Refused for good; the state is `ended`. */
  problem?(problem: HubProblem): void;
  /** To keep it somewhere of your own. */
  cursor?(cursor: string | null): void;
}

/** Where a hub is, and how one shows who one is. */
export interface CallOptions {
  clientId: string;
  /** One node, or the balancer before them; '' (default) is the page's own origin. */
  baseUrl?: string;
  /** Base URLs instead of `baseUrl`: the first is tried first, each retry takes the next. */
  nodes?: string[];
  /** The function is asked anew for every request. */
  headers?: Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);
  /**
   * For `Authorization: Bearer`; the function is asked anew for every request, so let it keep what it has, and get another one
   * if `expired`: the last one was refused, or is about to end.
   */
  token?: string | ((why: { expired: boolean }) => string | Promise<string>);
  /**
   * Gets what comes by itself renewed, such as a cookie, before the stream ends with its token, and when a token was refused;
   * awaited.
   */
  onTokenExpiring?(): unknown;
  /** Default 'same-origin'. */
  credentials?: RequestCredentials;
  fetch?: typeof globalThis.fetch;
  clock?: Clock;
  random?(): number;
}

/** How patiently one connection is kept. */
export interface PatienceOptions {
  /** Silence after which a connection counts as dead; default 35 s, two lost heartbeats. */
  stallMs?: number;
  /** First step of the back-off, default 1 s. */
  baseMs?: number;
  /** Its last step, default 30 s. */
  capMs?: number;
}

export interface ConnectOptions extends CallOptions, PatienceOptions {
  topics?: string[];
  /** Listen to the own channel, default true. */
  client?: boolean;
  /** Default true. */
  broadcast?: boolean;
  /** Go on from here; a snapshot in `storage` wins. */
  cursor?: string | null;
  /** Keeps cursor and texts over a reload, see `webStorage`. */
  storage?: SnapshotStorage;
  /** Read missing questions, texts and the history by JSON calls, default true. */
  reconcile?: boolean;
  /**
   * One connection for all tabs of this browser with the same client, nodes and value of this option, where the page has Web
   * Locks and BroadcastChannel; otherwise one a tab. Default false.
   */
  shared?: boolean | string;
  on?: Handlers;
  /** In place of `navigator.locks`. */
  locks?: Pick<LockManager, 'request'>;
  /** In place of the global one. */
  BroadcastChannel?: typeof globalThis.BroadcastChannel;
}
