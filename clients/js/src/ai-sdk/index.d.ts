/** SSE Hub behind the AI SDK's `useChat`, for its version 7. */
import type { ChatTransport, UIMessage, UIMessageChunk } from 'ai';
import type { CallOptions, PatienceOptions } from '../types.js';

export interface HubChatOptions extends CallOptions, PatienceOptions {
  /** What `stop()` does to the answer: cancel it for everybody (default), or only look away. */
  stop?: 'cancel' | 'leave';
}

type Transport = ChatTransport<UIMessage>;

/**
 * A transport for `useChat` and `Chat` of the AI SDK: questions go to the hub, answers come from it. A chat is a conversation of
 * the hub, so a chat's id is 1 to 128 characters out of `A-Z a-z 0-9 . _ ~ @ : -`. An answer that runs goes on when the page is
 * reloaded, the connection is cut or its node dies, and is resumed from any of them; only `stop()` ends it.
 */
export class HubChatTransport implements ChatTransport<UIMessage> {
  constructor(options: HubChatOptions);
  /** An answer that is resumed comes whole. */
  readonly resumeStreamIsReplay: boolean;
  sendMessages(options: Parameters<Transport['sendMessages']>[0]): Promise<ReadableStream<UIMessageChunk>>;
  reconnectToStream(options: Parameters<Transport['reconnectToStream']>[0]): Promise<ReadableStream<UIMessageChunk> | null>;
  /**
   * What was said in a chat so far, for `useChat({ messages })`. An answer that still runs is left out: it comes whole by
   * `resume`.
   */
  messages(chatId: string): Promise<UIMessage[]>;
}
