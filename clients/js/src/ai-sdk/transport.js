import { HubCalls } from '../calls.js';
import { answerStream } from './answer-stream.js';

const UNENDED = new Set(['queued', 'running']);

/**
 * A transport for `useChat` and `Chat` of the AI SDK: questions go to the hub, answers come from it. A chat is a conversation of
 * the hub. An answer that runs goes on when the page is reloaded, the connection is cut or its node dies, and is resumed from
 * any of them; only `stop()` ends it.
 */
export class HubChatTransport {
  /** An answer that is resumed comes whole. */
  resumeStreamIsReplay = true;
  #options;
  #nodes;

  /** @param {import('./index.js').HubChatOptions} options */
  constructor(options) {
    this.#options = options;
    this.#nodes = options.nodes?.length ? options.nodes : [options.baseUrl ?? ''];
  }

  /** @type {import('ai').ChatTransport<import('ai').UIMessage>['sendMessages']} */
  async sendMessages({ chatId, messages, abortSignal, headers }) {
    const question = textOf(messages.findLast(({ role }) => role === 'user'));
    const options = this.#with(headers);
    const calls = new HubCalls(this.#nodes, options);
    const { id } = await calls.ask(question, { conversationId: chatId });
    return this.#answer(id, options, calls, abortSignal);
  }

  /** @type {import('ai').ChatTransport<import('ai').UIMessage>['reconnectToStream']} */
  async reconnectToStream({ chatId, abortSignal, headers }) {
    const options = this.#with(headers);
    const calls = new HubCalls(this.#nodes, options);
    const running = (await conversation(calls, chatId)).findLast(({ state }) => UNENDED.has(state));
    return running ? this.#answer(running.id, options, calls, abortSignal) : null;
  }

  /**
   * What was said in a chat so far, for `useChat({ messages })`. An answer that still runs is left out: it comes whole by
   * `resume`.
   * @param {string} chatId
   * @returns {Promise<import('ai').UIMessage[]>}
   */
  async messages(chatId) {
    const told = await conversation(new HubCalls(this.#nodes, this.#options), chatId);
    return told.flatMap((message) => [questionOf(message), ...(UNENDED.has(message.state) ? [] : [answerOf(message)])]);
  }

  #answer(id, options, calls, signal) {
    const onStop = () => {
      // It may have ended at the same moment; and whoever stops it does not wait.
      if (this.#options.stop !== 'leave') calls.cancel(id).catch(() => {});
    };
    return answerStream({ id, nodes: this.#nodes, options, calls, signal, onStop });
  }

  /** Headers of one request beside those of all. */
  #with(headers) {
    if (!headers) return this.#options;
    const { headers: own } = this.#options;
    const more = Object.fromEntries(new Headers(headers));
    return { ...this.#options, headers: async () => ({ ...(typeof own === 'function' ? await own() : own), ...more }) };
  }
}

async function conversation(calls, id) {
  try {
    return await calls.conversation(id);
  } catch (problem) {
    // Nothing was asked in it yet.
    if (problem.status === 404) return [];
    throw problem;
  }
}

function textOf(message) {
  const parts = message?.parts ?? [];
  const text = parts.filter(({ type }) => type === 'text').map((part) => part.text).join('\n');
  if (text.trim() === '') throw new TypeError('The hub takes questions of text; this message has none.');
  return text;
}

/** @returns {import('ai').UIMessage} */
function questionOf({ id, question }) {
  return { id: `${id}-question`, role: 'user', parts: [{ type: 'text', text: question ?? '' }] };
}

/** @returns {import('ai').UIMessage} */
function answerOf({ id, text }) {
  return { id, role: 'assistant', parts: [{ type: 'text', text, state: 'done' }] };
}
