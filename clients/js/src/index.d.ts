/** SSE Hub's client for browsers and Node 20 or later. */
import type {
  CallOptions,
  Change,
  Clock,
  ConnectOptions,
  ConversationSummary,
  MessageSnapshot,
  MessageState,
  PatienceOptions,
  Role,
  SnapshotStorage,
  Status,
  HubEvent,
} from './types.js';

export type * from './types.js';

/** Connects, and keeps connected until `close()`, a refusal or the server's "for good". */
export function connect(options: ConnectOptions): Hub;

export interface AskOptions {
  /** The same one never starts a second answer. */
  requestId?: string;
  conversationId?: string;
  /** The node that is asked first. */
  baseUrl?: string;
}

export interface Asked {
  /** The answer's. */
  id: string;
  requestId: string;
  node: string | null;
}

/** One client of the hub: its stream, its messages and its calls. */
export class Hub {
  constructor(options: ConnectOptions);
  readonly store: MessageStore;
  readonly clientId: string;
  readonly status: Status;
  /** null: not connected. */
  readonly role: Role | null;
  /** Where to go on. */
  readonly cursor: string | null;
  /** Connects again after an end. */
  open(): void;
  /** Drops the socket as a bad network would; the connection comes back by itself. */
  cut(): void;
  /** Goes on at this node, from the same cursor. */
  listenTo(url: string): void;
  /** Does not wait for the next try. */
  retryNow(): void;
  close(): void;
  /** The page is about to stand still, as its browser tells; what is shared is left to other tabs. */
  suspend(): void;
  /** The page goes on. */
  resume(): void;
  ask(text: string, options?: AskOptions): Promise<Asked>;
  message(id: string): Promise<MessageSnapshot>;
  /** Newest first. */
  messages(): Promise<Partial<MessageSnapshot>[]>;
  /** Stops an answer; what was said of it stays. */
  cancel(id: string): Promise<void>;
  conversations(): Promise<ConversationSummary[]>;
  /** Reads a conversation into the store. */
  openConversation(id: string): Promise<void>;
  /** Removes it on the server and here. */
  deleteConversation(id: string): Promise<void>;
  ack(id: string): Promise<void>;
  /** Ends all connections of this client on all nodes, for good. */
  disconnect(): Promise<void>;
  /** Writes cursor and messages of this instant to the storage; happens by itself when something has changed. */
  save(): void;
}

/** The JSON calls. All of them may be repeated without harm (`ask` by its requestId). */
export class HubCalls {
  constructor(nodes: string[], options: CallOptions);
  /** Asks; the answer comes through the event stream. */
  ask(text: string, options?: AskOptions): Promise<Asked>;
  message(id: string): Promise<MessageSnapshot>;
  /** Newest first. */
  messages(): Promise<Partial<MessageSnapshot>[]>;
  cancel(id: string): Promise<void>;
  conversations(): Promise<ConversationSummary[]>;
  /** Its messages, oldest first. */
  conversation(id: string): Promise<MessageSnapshot[]>;
  deleteConversation(id: string): Promise<void>;
  ack(id: string): Promise<void>;
  disconnect(): Promise<void>;
  /** Lets a stream go on with another token, if there is one. */
  renew(connection: string): Promise<void>;
}

export interface ConnectionHandlers {
  event(event: HubEvent): void;
  state(status: Status): void;
  cursor(cursor: string | null): void;
  problem(problem: HubProblem): void;
}

/** One event stream that is kept open: reads, notices silence, comes back with its cursor. */
export class HubConnection {
  constructor(
    nodes: string[],
    options: ConnectOptions & {
      /** Of another stream than `connect`. */
      path?: string;
      envelope?: boolean;
    },
    on: ConnectionHandlers,
  );
  readonly status: Status;
  readonly cursor: string | null;
  open(reason?: string | null): void;
  cut(): void;
  listenTo(url: string): void;
  /** Goes on with other topics, from the same cursor: those that are new begin now. */
  listenToTopics(topics: string[]): void;
  retryNow(reason?: string): void;
  /** Timers sleep in hidden pages: does now what should have been done meanwhile. */
  checkStall(): void;
  networkGone(): void;
  networkBack(): void;
  suspend(): void;
  resume(): void;
  close(reason?: string): void;
}

/** What a node refused, and why: a problem detail (RFC 9457). With status 0 no node could be reached. */
export class HubProblem extends Error {
  constructor(detail: Partial<Omit<HubProblem, 'passing'>>);
  status: number;
  /** Machine-readable, such as `too_many_topics`. */
  code: string;
  title: string;
  /** A sentence for people. */
  detail: string;
  type: string;
  /** The input it is about. */
  field?: string;
  /** What that input may be. */
  limit?: number | string;
  retryAfterMs: number | null;
  node: string | null;
  /** Whether the same request may go through later. */
  readonly passing: boolean;
  static of(response: Response, now: number): Promise<HubProblem>;
  static unreachable(cause: unknown): HubProblem;
}

/** One chat message: the question, and the answer as far as it is known here. To be read, not to be changed. */
export interface Message {
  readonly id: string;
  readonly state: MessageState;
  /** Counts from 1; 0: none has started. */
  readonly attempt: number;
  /** undefined until it is known. */
  readonly question?: string;
  readonly conversationId?: string;
  /** ms since 1970 */
  readonly createdAt?: number;
  readonly error?: { code: string; message: string };
  readonly finishReason?: string;
  readonly usage?: Record<string, number>;
  readonly acked: boolean;
  readonly text: string;
  /** What the model thought aloud before it answered, as far as it came by the stream; no part of the answer. */
  readonly reasoning: string;
  readonly ended: boolean;
  readonly nextIndex: number;
  readonly holes: { from: number; to: number }[];
  readonly incomplete: boolean;
}

/** All messages of one client by their id. The same event twice changes nothing. */
export class MessageStore {
  constructor(onChange?: (message: Message, change: Change) => void);
  get(id: string): Message | undefined;
  /** Oldest first. */
  all(): Message[];
  /** Whether the text here is not what it should be. */
  needsText(id: string): boolean;
  /** @returns whether it was a chat event */
  apply(type: string, data: any): boolean;
  asked(id: string, asked: { question: string; createdAt: number; conversationId: string }): void;
  adopt(told: MessageSnapshot): void;
  remove(id: string): void;
  expire(id: string): void;
  toJSON(): object[];
  restore(messages: object[]): void;
}

export interface FragmentRange {
  from: number;
  to: number;
  content: string;
  reasoning?: string;
}

/** The text of one attempt: every fragment index once, in order, whatever arrived twice, merged or out of turn. */
export class Fragments {
  readonly text: string;
  readonly reasoning: string;
  readonly next: number;
  readonly holes: { from: number; to: number }[];
  insert(from: number, to: number, content: string, reasoning?: string): 'appended' | 'inserted' | 'repeated' | 'torn';
  replaceUpTo(next: number, content: string): void;
  toJSON(): FragmentRange[];
  static of(ranges: FragmentRange[]): Fragments;
}

export interface ParsedEvent {
  /** 'message' when the stream named none. */
  type: string;
  data: string;
  /** The id given with this very event, null when it gave none. */
  id: string | null;
}

/** Reads `text/event-stream` piece by piece, wherever the network cut it, as WHATWG HTML 9.2.6 has it. */
export class SseParser {
  constructor(handlers: {
    onEvent(event: ParsedEvent): void;
    onRetry?(ms: number): void;
    onComment?(comment: string): void;
  });
  readonly lastEventId: string;
  push(chunk: Uint8Array | string): void;
}

/** How long to wait before the next try: full jitter over a doubling range. What the server said goes first. */
export class Backoff {
  constructor(options?: Pick<PatienceOptions, 'baseMs' | 'capMs'> & { random?(): number });
  readonly failures: number;
  hint(ms: number): void;
  succeeded(): void;
  /** ms until the next try */
  next(): number;
}

/** Keeps snapshots in `sessionStorage`, or any Storage. */
export function webStorage(storage: Storage, key: string): SnapshotStorage;

/** A random name. */
export function randomId(prefix?: string): string;

export type { Clock };
