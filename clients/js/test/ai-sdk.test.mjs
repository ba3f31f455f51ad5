import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HubChatTransport } from '../src/ai-sdk/index.js';
import { FakeHub, problem } from './fake-hub.mjs';
import { ManualClock, settled } from './manual-clock.mjs';
import { chatOf, sdk } from './sdk.mjs';
import { strictly, UiMessage } from './ui-message-protocol.mjs';

/** A transport on a stand-in whose answers are told by the test. */
function underTest(options = {}) {
  const clock = new ManualClock();
  const hub = new FakeHub({ clock, pauses: () => 1e9 });
  const transport = new HubChatTransport({ clientId: 'alice', nodes: ['', 'http://hub-2'], fetch: hub.fetch, clock, random: () => 0.5, ...options });
  return { clock, hub, transport };
}

const user = (text) => ({ id: 'u1', role: 'user', parts: [{ type: 'text', text }] });

function send(transport, text, more = {}) {
  return transport.sendMessages({ trigger: 'submit-message', chatId: 'c1', messageId: undefined, messages: [user(text)], ...more });
}

/** Reads a stream as it comes, and holds each chunk against the protocol. */
function reading(stream) {
  const chunks = [];
  const message = new UiMessage();
  const done = (async () => {
    for await (const chunk of stream) {
      chunks.push(strictly(chunk));
      message.take(chunk);
    }
  })();
  return { chunks, message, done, types: () => chunks.map(({ type }) => type) };
}

async function asked(options, more) {
  const test = underTest(options);
  const read = reading(await send(test.transport, 'What?', more));
  await settled();
  const [id] = test.hub.generations.keys();
  return { ...test, ...read, id };
}

const connects = (hub) => hub.requests.filter(({ method, path }) => method === 'GET' && path.includes('/messages/'));
const cancels = (hub) => hub.requests.filter(({ method }) => method === 'DELETE');

describe('an answer', () => {
  it('comes as one step of one part, by the protocol', async () => {
    const { hub, id, chunks, done } = await asked();
    hub.start(id);
    hub.fragment(id, 'One, ');
    hub.fragment(id, 'two.', true);
    hub.end(id);
    await done;
    assert.deepEqual(chunks, [
      { type: 'start', messageId: id },
      { type: 'start-step' },
      { type: 'text-start', id: 'text-1' },
      { type: 'text-delta', id: 'text-1', delta: 'One, ' },
      { type: 'text-delta', id: 'text-1', delta: 'two.' },
      { type: 'text-end', id: 'text-1' },
      { type: 'finish-step' },
      { type: 'finish', finishReason: 'stop' },
    ]);
    assert.equal(hub.streams.size, 0);
  });

  it('belongs to the conversation of its chat', async () => {
    const { hub, id } = await asked();
    assert.equal(hub.generations.get(id).conversationId, 'c1');
  });

  it('has its reasoning apart', async () => {
    const { hub, id, types, message, done } = await asked();
    hub.start(id);
    hub.fragment(id, 'Let me see. ', false, 'reasoning');
    hub.fragment(id, 'Yes.');
    hub.end(id);
    await done;
    assert.deepEqual(types().slice(2, -2), ['reasoning-start', 'reasoning-delta', 'reasoning-end', 'text-start', 'text-delta', 'text-end']);
    assert.deepEqual(message.parts, [{ type: 'reasoning', text: 'Let me see. ' }, { type: 'text', text: 'Yes.' }]);
  });

  it('goes on when its connection is cut, on the other node, with no character lost or twice', async () => {
    const { hub, clock, id, message, done } = await asked();
    hub.start(id);
    hub.fragment(id, 'One, ');
    await settled();
    for (const stream of hub.streams) stream.break();
    await settled();
    hub.fragment(id, 'two, ');
    await clock.advance(1_000);
    hub.fragment(id, 'three.');
    hub.end(id);
    await done;
    assert.equal(message.text, 'One, two, three.');
    assert.deepEqual(connects(hub).map(({ node }) => node), ['hub-1', 'hub-2']);
  });

  it('is begun anew when another worker takes it over', async () => {
    const { hub, id, message, types, done } = await asked();
    hub.start(id);
    hub.fragment(id, 'One, tw');
    await settled();
    hub.start(id);
    hub.fragment(id, 'Uno, ');
    hub.fragment(id, 'due.');
    hub.end(id);
    await done;
    assert.equal(message.text, 'Uno, due.');
    assert.ok(types().includes('reset-step'));
  });

  it('that fails ends with an error for people', async () => {
    const { hub, id, chunks, done } = await asked();
    hub.start(id);
    hub.fragment(id, 'One, ');
    hub.fail(id, 'The model said nothing for too long.');
    await done;
    assert.deepEqual(chunks.at(-1), { type: 'error', errorText: 'The model said nothing for too long.' });
  });

  it('that is cancelled elsewhere ends as aborted', async () => {
    const { hub, id, types, done } = await asked();
    hub.start(id);
    await hub.fetch(`/api/sse/messages/alice/${id}`, { method: 'DELETE' });
    await done;
    assert.deepEqual(types().slice(-3), ['finish-step', 'abort', 'finish']);
  });

  it('that may not be read ends with the reason', async () => {
    const test = underTest();
    test.hub.instead.push(null, () => problem(403, 'wrong_client', 'The token is of another client.'));
    const { chunks, done } = reading(await send(test.transport, 'What?'));
    await done;
    assert.deepEqual(chunks.at(-1), { type: 'error', errorText: 'The token is of another client.' });
  });

  it('that was not accepted is told by the promise', async () => {
    const { transport, hub } = underTest();
    hub.instead.push(() => problem(400, 'message_too_long', 'The message is too long.'));
    await assert.rejects(send(transport, 'What?'), { name: 'HubProblem', code: 'message_too_long' });
    await assert.rejects(send(transport, '  '), TypeError);
  });
});

describe('stopping', () => {
  it('cancels the answer, and the stream ends at once', async () => {
    const stop = new AbortController();
    const { hub, id, types, done } = await asked({}, { abortSignal: stop.signal });
    hub.start(id);
    hub.fragment(id, 'One, ');
    await settled();
    stop.abort();
    await done;
    assert.equal(hub.generations.get(id).state, 'cancelled');
    assert.deepEqual(types().slice(-4), ['text-end', 'finish-step', 'abort', 'finish']);
    assert.equal(hub.streams.size, 0);
  });

  it('can mean to look away only', async () => {
    const stop = new AbortController();
    const { hub, id, done } = await asked({ stop: 'leave' }, { abortSignal: stop.signal });
    stop.abort();
    await done;
    assert.equal(hub.generations.get(id).state, 'queued');
  });

  it('is not what a reader does who goes away', async () => {
    const { hub, transport } = underTest();
    const stream = await send(transport, 'What?');
    await settled();
    await stream.cancel();
    await settled();
    assert.equal(hub.streams.size, 0);
    assert.deepEqual(cancels(hub), []);
  });
});

describe('a chat that is opened again', () => {
  it('gets the running answer from its beginning', async () => {
    const { hub, id, transport } = await asked();
    hub.start(id);
    hub.fragment(id, 'One, ');
    hub.fragment(id, 'two, ');
    const stream = await transport.reconnectToStream({ chatId: 'c1' });
    const { message, chunks, done } = reading(stream);
    await settled();
    hub.fragment(id, 'three.');
    hub.end(id);
    await done;
    assert.equal(message.text, 'One, two, three.');
    assert.equal(chunks[0].messageId, id);
    assert.equal(transport.resumeStreamIsReplay, true);
  });

  it('gets nothing when none runs, or nothing was ever asked', async () => {
    const { hub, id, transport } = await asked();
    hub.start(id);
    hub.end(id);
    assert.equal(await transport.reconnectToStream({ chatId: 'c1' }), null);
    assert.equal(await transport.reconnectToStream({ chatId: 'never' }), null);
  });

  it('reads what was said, without the answer that runs', async () => {
    const { hub, id, transport } = await asked();
    hub.start(id);
    hub.fragment(id, 'This.');
    hub.end(id);
    await send(transport, 'And that?');
    const said = await transport.messages('c1');
    assert.deepEqual(said.map(({ role, parts }) => [role, parts[0].text]), [['user', 'What?'], ['assistant', 'This.'], ['user', 'And that?']]);
    assert.deepEqual(await transport.messages('never'), []);
  });
});

describe('a request', () => {
  it('carries the token, which is asked for anew, and headers of its own', async () => {
    let asked = 0;
    const seen = [];
    const { fetch } = new FakeHub();
    const transport = new HubChatTransport({ clientId: 'alice', token: () => `t${++asked}`, fetch: (url, request) => (seen.push(request.headers), fetch(url, request)) });
    await send(transport, 'What?', { headers: { 'X-Trace': '7' } });
    await settled();
    assert.deepEqual(seen.map((headers) => [headers.Authorization, headers['x-trace']]), [['Bearer t1', '7'], ['Bearer t2', '7']]);
  });
});

describe('the AI SDK itself', { skip: sdk ? false : 'it is not here: npm ci in clients/js' }, () => {
  it('accepts every chunk', async () => {
    const { hub, id, chunks, done } = await asked();
    hub.start(id);
    hub.fragment(id, 'Hm. ', false, 'reasoning');
    hub.fragment(id, 'One, ');
    await settled();
    hub.start(id);
    hub.fragment(id, 'Uno.');
    hub.end(id);
    await done;
    const schema = sdk.uiMessageChunkSchema();
    for (const chunk of chunks) assert.ok((await schema.validate(chunk)).success, JSON.stringify(chunk));
  });

  it('shows an answer that is begun anew once', async () => {
    const { hub, transport } = underTest();
    const chat = chatOf({ id: 'c1', transport });
    const sending = chat.sendMessage({ text: 'What?' });
    await settled();
    const [id] = hub.generations.keys();
    hub.start(id);
    hub.fragment(id, 'One, tw');
    await settled();
    assert.equal(chat.status, 'streaming');
    hub.start(id);
    hub.fragment(id, 'Uno, due.');
    hub.end(id);
    await sending;
    assert.equal(chat.status, 'ready');
    assert.deepEqual(chat.messages.map(({ role, parts }) => [role, parts.filter(({ type }) => type === 'text').map(({ text }) => text)]), [
      ['user', ['What?']],
      ['assistant', ['Uno, due.']],
    ]);
  });

  it('resumes in a chat that is opened again', async () => {
    const { hub, transport, id } = await asked();
    hub.start(id);
    hub.fragment(id, 'One, ');
    const chat = chatOf({ id: 'c1', transport, messages: await transport.messages('c1') });
    const resuming = chat.resumeStream();
    await settled();
    hub.fragment(id, 'two.');
    hub.end(id);
    await resuming;
    assert.deepEqual(chat.messages.map(({ parts }) => parts.findLast(({ type }) => type === 'text').text), ['What?', 'One, two.']);
    assert.equal(chat.status, 'ready');
  });

  it('stops an answer on the hub', async () => {
    const { hub, transport } = underTest();
    const chat = chatOf({ id: 'c1', transport });
    const sending = chat.sendMessage({ text: 'What?' });
    await settled();
    const [id] = hub.generations.keys();
    hub.start(id);
    hub.fragment(id, 'One, ');
    await settled();
    await chat.stop();
    await sending;
    assert.equal(hub.generations.get(id).state, 'cancelled');
    assert.equal(chat.status, 'ready');
  });

  it('shows why an answer failed', async () => {
    const { hub, transport } = underTest();
    const chat = chatOf({ id: 'c1', transport });
    const sending = chat.sendMessage({ text: 'What?' });
    await settled();
    const [id] = hub.generations.keys();
    hub.start(id);
    hub.fail(id, 'Ask again later.');
    await sending;
    assert.equal(chat.status, 'error');
    assert.equal(chat.error.message, 'Ask again later.');
  });
});
