/**
 * A stand-in for the hub: two nodes over one memory. For the tests of the client, in process (`fetch`), and for working
 * on the page, over real ports: `node fake-hub.mjs` and open http://localhost:8080.
 */
import { answerOf, reasoningOf } from './fake-answers.mjs';

const encoder = new TextEncoder();
const HEARTBEAT_MS = 15_000;
const ENDINGS = new Set(['messageEnd', 'messageError']);

export const realClock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer),
};

/** What all nodes share, as they share Redis. */
export class FakeHub {
  /** @type {Map<string, {type: string, data: object}[]>} client → log; a position is an index + 1 */
  logs = new Map();
  /** @type {Map<string, object>} message id → generation */
  generations = new Map();
  /** @type {Set<FakeStream>} */
  streams = new Set();
  /** What came in, for assertions. @type {{node: string, method: string, path: string, cursor: string|null}[]} */
  requests = [];
  /** Answers to give instead of serving, in turn. @type {((node: string) => Response|Promise<Response>|"network-error"|null)[]} */
  instead = [];
  /** @type {Set<string>} nodes whose connections get nothing any more, not even heartbeats */
  frozen = new Set();
  /** How many neighbouring notes one event of a catch-up may hold. */
  mergeUpTo = 1;
  #ids = 0;

  /** @param {{nodes?: Record<string, string>, clock?: typeof realClock, pauses?: () => number, tellNextIndex?: boolean}} [options] nodes: name → origin */
  constructor({ nodes = { 'hub-1': '', 'hub-2': 'http://hub-2' }, clock = realClock, pauses = () => 0, tellNextIndex = true } = {}) {
    Object.assign(this, { nodes, clock, pauses, tellNextIndex });
  }

  /** To be given to the client as its `fetch`. */
  get fetch() {
    return async (url, { method = 'GET', headers = {}, body, signal } = {}) => {
      const origin = Object.values(this.nodes).find((base) => base !== '' && url.startsWith(base)) ?? '';
      const node = Object.keys(this.nodes).find((name) => this.nodes[name] === origin);
      const request = { method, url: new URL(url, 'http://hub-1'), headers: new Headers(headers), body };
      const response = await this.handle(node, request);
      if (signal?.aborted) response.stream?.break();
      signal?.addEventListener('abort', () => response.stream?.break());
      return response;
    };
  }

  /** @returns {Promise<Response & {stream?: FakeStream}>} */
  async handle(node, { method, url, headers, body }) {
    const path = url.pathname;
    const authorization = headers.get('Authorization');
    this.requests.push({ node, method, path, cursor: headers.get('Last-Event-ID'), authorization, body });
    const instead = await this.instead.shift()?.(node);
    if (instead === 'network-error') throw new TypeError('fetch failed');
    const response = instead ?? this.#route(node, method, url, headers, body);
    response.headers.set('Hub-Node', node);
    return response;
  }

  #route(node, method, { pathname: path, searchParams }, headers, body) {
    if (`${method} ${path}` === 'POST /api/sse/token') return new Response(null, { status: 202 });
    const [, call, client, id] = path.match(/^\/api\/sse\/(connect|chat|messages|conversations|ack|disconnect)\/([^/]+)(?:\/(.+))?$/) ?? [];
    switch (`${method} ${call}`) {
      case 'GET connect':
        return this.#connect(node, client, headers.get('Last-Event-ID'), searchParams);
      case 'POST chat':
        return this.#ask(client, JSON.parse(body));
      case 'GET chat':
        return json(200, { messages: this.#messagesOf(client).reverse().map(({ text, ...rest }) => rest) });
      case 'GET messages':
        if (this.generations.has(id) && headers.get('Accept') === 'text/event-stream') return this.#stream(node, id, headers.get('Last-Event-ID'));
        return this.generations.has(id) ? json(200, this.#told(id)) : problem(404, 'message_not_found', 'No such message.');
      case 'DELETE messages':
        return this.#cancel(id);
      case 'GET conversations':
        return id ? this.#conversation(client, id) : json(200, { conversations: this.#conversationsOf(client) });
      case 'DELETE conversations':
        return this.#forget(client, id);
      case 'POST ack':
        this.generations.get(id).acked = true;
        return new Response(null, { status: 204 });
      case 'POST disconnect':
        for (const stream of this.#streamsOf(client)) stream.endForGood('requested');
        return new Response(null, { status: 204 });
      default:
        return problem(404, 'not_found', `Nothing at ${path}.`);
    }
  }

  /** A client's channels and topics are one log here; a stream skips what it did not ask for. */
  #connect(node, client, cursor, query) {
    const [, position, end] = cursor?.match(/^f1\.(\d+)(\.end)?$/) ?? [];
    if (end) return new Response(null, { status: 204 });
    const stream = new FakeStream(this, node, client, {
      topics: query.get('topics')?.split(',') ?? [],
      envelope: query.get('envelope') === 'true',
    });
    const log = this.log(client);
    stream.send('systemMessage', { code: 'connected', content: `Connected to ${node}.`, node }, cursor ? position : log.length);
    if (cursor) this.#catchUp(stream, log, Number(position));
    return stream.response;
  }

  /** One answer as a finite stream: the text so far, then what comes, and the end. */
  #stream(node, id, cursor) {
    const [, position, end] = cursor?.match(/^f1\.(\d+)(\.end)?$/) ?? [];
    if (end) return new Response(null, { status: 204 });
    const generation = this.generations.get(id);
    const { clientId, state, text, nextIndex, attempt } = generation;
    const stream = new FakeStream(this, node, clientId, { only: id });
    const log = this.log(clientId);
    stream.send('systemMessage', { code: 'connected', content: `Connected to ${node}.`, node });
    if (cursor) {
      this.#catchUp(stream, log, Number(position));
    } else if (attempt > 0) {
      stream.send('messageStart', this.#ofAttempt(generation));
      if (nextIndex > 0) stream.send('messageFragment', { ...this.#ofAttempt(generation), index: 0, lastIndex: nextIndex - 1, content: text }, log.length);
      if (state !== 'running') stream.tell(log.find(({ type, data }) => data.id === id && ENDINGS.has(type)), log.length);
    }
    return stream.response;
  }

  /** What came behind a position; with `mergeUpTo` neighbouring notes as one, as hubs do with fragments. */
  #catchUp(stream, log, position) {
    for (let at = position; at < log.length; ) {
      let end = at + 1;
      while (log[at].type === 'note' && log[end]?.type === 'note' && end - at < this.mergeUpTo) end++;
      const { type, data, channel } = log[at];
      stream.tell({ type, data: end - at > 1 ? { n: data.n, to: log[end - 1].data.n } : data, channel }, end);
      at = end;
    }
  }

  #cancel(id) {
    const generation = this.generations.get(id);
    if (!generation) return problem(404, 'unknown_message', 'No such message.');
    if (['completed', 'failed'].includes(generation.state)) return problem(409, 'already_ended', 'It has ended.');
    if (generation.state !== 'cancelled') {
      generation.state = 'cancelled';
      this.publish(generation.clientId, 'messageEnd', { ...this.#ofAttempt(generation), finishReason: 'cancelled' });
    }
    return new Response(null, { status: 202 });
  }

  #conversationsOf(client) {
    const conversations = new Map();
    for (const { conversationId, question, createdAt } of this.#messagesOf(client)) {
      const known = conversations.get(conversationId) ?? { id: conversationId, title: question, turns: 0 };
      conversations.set(conversationId, { ...known, turns: known.turns + 1, lastActivity: createdAt });
    }
    return [...conversations.values()].reverse();
  }

  #conversation(client, id) {
    const messages = this.#messagesOf(client).filter(({ conversationId }) => conversationId === id);
    return messages.length > 0
      ? json(200, { id, messages: messages.map((message) => this.#told(message.id)) })
      : problem(404, 'unknown_conversation', 'No such conversation.');
  }

  #forget(client, conversation) {
    for (const { id, conversationId } of this.#messagesOf(client)) {
      if (conversationId !== conversation) continue;
      this.#cancel(id);
      this.generations.delete(id);
    }
    return new Response(null, { status: 204 });
  }

  #ask(client, { message, requestId, conversationId = 'default' }) {
    const known = [...this.generations.values()].find((generation) => generation.requestId === requestId);
    if (known) return json(202, { id: known.id });
    if (message.length > 4000) return problem(400, 'message_too_long', 'The message is longer than 4000 characters.', { field: 'message', limit: 4000 });
    const id = `m${++this.#ids}-${client}`;
    const createdAt = new Date(this.clock.now()).toISOString();
    this.generations.set(id, { clientId: client, id, requestId, state: 'queued', attempt: 0, text: '', nextIndex: 0, acked: false, question: message, conversationId, createdAt });
    this.#generate(id, answerOf(message), reasoningOf(message));
    return json(202, { id });
  }

  #generate(id, answer, reasoning) {
    const parts = [...reasoning, ...answer];
    const next = (i) => {
      const { state } = this.generations.get(id) ?? {};
      if (state !== 'queued' && state !== 'running') return;
      if (i === 0) this.start(id);
      if (i < parts.length) this.fragment(id, parts[i], i === parts.length - 1, i < reasoning.length ? 'reasoning' : undefined);
      else return this.end(id);
      this.clock.setTimeout(() => next(i + 1), this.pauses());
    };
    this.clock.setTimeout(() => next(0), this.pauses());
  }

  start(id) {
    const generation = this.generations.get(id);
    Object.assign(generation, { state: 'running', attempt: generation.attempt + 1, text: '', nextIndex: 0 });
    this.publish(generation.clientId, 'messageStart', this.#ofAttempt(generation));
  }

  fragment(id, content, isLast = false, kind = undefined) {
    const generation = this.generations.get(id);
    const index = generation.nextIndex++;
    if (kind === undefined) generation.text += content;
    this.publish(generation.clientId, 'messageFragment', { ...this.#ofAttempt(generation), index, lastIndex: index, content, isLast, kind });
  }

  end(id) {
    const generation = this.generations.get(id);
    generation.state = 'completed';
    this.publish(generation.clientId, 'messageEnd', { ...this.#ofAttempt(generation), finishReason: 'stop' });
  }

  fail(id, message) {
    const generation = this.generations.get(id);
    generation.state = 'failed';
    this.publish(generation.clientId, 'messageError', { ...this.#ofAttempt(generation), code: 'internal', message });
  }

  #ofAttempt({ clientId, id, attempt }) {
    return { clientId, id, attempt };
  }

  #told(id) {
    const { requestId, nextIndex, ...told } = this.generations.get(id);
    return this.tellNextIndex ? { ...told, nextIndex } : told;
  }

  publish(client, type, data, channel = `client/${client}`) {
    const entry = { type, data, channel };
    const position = this.log(client).push(entry);
    for (const stream of this.#streamsOf(client)) stream.tell(entry, position);
  }

  log(client) {
    if (!this.logs.has(client)) this.logs.set(client, []);
    return this.logs.get(client);
  }

  #messagesOf(client) {
    return [...this.generations.values()].filter((generation) => generation.clientId === client);
  }

  #streamsOf(client) {
    return [...this.streams].filter((stream) => stream.client === client);
  }
}

/** One open connection. */
class FakeStream {
  constructor(hub, node, client, { topics = [], envelope = false, only } = {}) {
    Object.assign(this, { hub, node, client, topics, envelope, only });
    const body = new ReadableStream({ start: (controller) => (this.controller = controller), cancel: () => this.#forget() });
    this.response = new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
    this.response.stream = this;
    hub.streams.add(this);
    this.#beat();
  }

  send(type, data, position) {
    const id = position === undefined ? '' : `id: f1.${position}\n`;
    this.raw(`event: ${type}\n${id}data: ${JSON.stringify(data)}\n\n`);
  }

  /** An entry of the log, if it was asked for. */
  tell({ type, data, channel }, position) {
    const [kind, topic] = channel.split('/');
    if (kind === 'topic' && !this.topics.includes(topic)) return;
    if (this.only !== undefined) return this.#tellOfOne(type, data, position);
    const bare = !this.envelope || type === 'gap' || type === 'tokenExpiring';
    this.send(type, bare ? data : { channel, position: `1-${position}`, data }, position);
  }

  #tellOfOne(type, data, position) {
    if (data.id !== this.only) return;
    const ends = ENDINGS.has(type);
    this.send(type, data, ends ? `${position}.end` : position);
    if (ends) this.end();
  }

  raw(text) {
    if (!this.hub.frozen.has(this.node) && this.hub.streams.has(this)) this.controller.enqueue(encoder.encode(text));
  }

  #beat() {
    this.timer = this.hub.clock.setTimeout(() => {
      this.send('heartbeat', { ping: this.hub.clock.now() });
      this.#beat();
    }, HEARTBEAT_MS);
  }

  endForGood(reason) {
    const position = `${this.hub.log(this.client).length}.end`;
    this.send('disconnected', { reason }, position);
    this.end();
  }

  /** As a node that closes. */
  end() {
    if (this.#forget()) this.controller.close();
  }

  /** As a network that breaks. */
  break() {
    if (this.#forget()) this.controller.error(new TypeError('network error'));
  }

  #forget() {
    this.hub.clock.clearTimeout(this.timer);
    return this.hub.streams.delete(this);
  }
}

export function json(status, body, headers = {}) {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
}

export function problem(status, code, detail, more = {}, headers = {}) {
  const body = { type: 'about:blank', title: code, status, detail, code, ...more };
  return json(status, body, { 'Content-Type': 'application/problem+json', ...headers });
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const { serve } = await import('./fake-hub-server.mjs');
  serve();
}
