import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clientUnderTest, memoryStorage } from './client-fixture.mjs';
import { problem } from './fake-hub.mjs';
import { settled } from './manual-clock.mjs';

const asks = (hub) => hub.requests.filter(({ method, path }) => method === 'POST' && path.includes('/chat/'));

describe('asking', () => {
  it('gives the id, and the answer comes by the stream', async () => {
    const { client, hub, clock } = await clientUnderTest();
    const { id, node } = await client.ask('What is this?', { baseUrl: 'http://hub-2' });
    assert.equal(node, 'hub-2');
    await clock.advance(60_000);
    const message = client.store.get(id);
    assert.equal(message.state, 'completed');
    assert.equal(message.question, 'What is this?');
    assert.equal(message.text, hub.generations.get(id).text);
  });

  it('is repeated on the next node with the same request id, and is answered once', async () => {
    const { client, hub, clock } = await clientUnderTest({ reconcile: false });
    hub.instead.push(() => 'network-error', () => problem(503, 'unknown_outcome', 'Ask again.'));
    const asking = client.ask('hi');
    await clock.advance(5_000);
    const { id } = await asking;
    assert.deepEqual(asks(hub).map(({ node }) => node), ['hub-1', 'hub-2', 'hub-1']);
    assert.equal(hub.generations.size, 1);
    assert.ok(hub.generations.has(id));
  });

  it('that is refused says why, at once', async () => {
    const { client, hub } = await clientUnderTest();
    await assert.rejects(client.ask('x'.repeat(5000)), { code: 'message_too_long', field: 'message', limit: 4000, status: 400 });
    assert.equal(asks(hub).length, 1);
  });

  it('waits out a short Retry-After of 429 and gives up at a long one', async () => {
    const { client, hub, clock } = await clientUnderTest();
    hub.instead.push(() => problem(429, 'too_many', 'Slowly.', {}, { 'Retry-After': '2' }));
    const asking = client.ask('hi');
    await clock.advance(1_999);
    assert.equal(asks(hub).length, 1);
    await clock.advance(1_000);
    await asking;
    hub.instead.push(() => problem(429, 'too_many', 'Slowly.', {}, { 'Retry-After': '60' }));
    await assert.rejects(client.ask('hi'), { code: 'too_many', retryAfterMs: 60_000 });
  });

  it('gives up when no node answers', async () => {
    const { client, hub, clock } = await clientUnderTest({ reconcile: false });
    hub.instead.push(...Array(4).fill(() => 'network-error'));
    const asking = assert.rejects(client.ask('hi'), { code: 'unreachable', status: 0 });
    await clock.advance(60_000);
    await asking;
  });
});

describe('an answer', () => {
  it('that is cut in the middle is whole in the end, and no fragment was added twice', async () => {
    const { client, hub, clock } = await clientUnderTest();
    const { id } = await client.ask('What is this?');
    for (let i = 0; i < 5; i++) {
      await clock.advance(777);
      client.cut();
      await clock.advance(333);
    }
    await clock.advance(60_000);
    assert.equal(client.store.get(id).text, hub.generations.get(id).text);
    assert.equal(client.store.get(id).state, 'completed');
  });

  it('survives a reload in the middle, from the snapshot and its cursor', async () => {
    const storage = memoryStorage();
    const before = await clientUnderTest({ storage });
    const { id } = await before.client.ask('What is this?');
    await before.clock.advance(1_000);
    const textThen = before.client.store.get(id).text;
    before.client.close();
    await before.clock.advance(1_000);

    const { hub, clock } = before;
    const after = await clientUnderTest({ storage, hub, clock, reconcile: false });
    assert.ok(textThen.length > 0);
    assert.ok(after.client.store.get(id).text.startsWith(textThen));
    await clock.advance(60_000);
    assert.equal(after.client.store.get(id).text, hub.generations.get(id).text);
    assert.equal(after.client.store.get(id).question, 'What is this?');
  });

  it('is not lost by a crash between two saves: the older snapshot has the older cursor', async () => {
    const storage = memoryStorage();
    const before = await clientUnderTest({ storage });
    const { id } = await before.client.ask('What is this?');
    await before.clock.advance(1_000);
    const old = storage.load();
    await before.clock.advance(1_000);
    storage.save(old); // as if the page had died there

    const { hub, clock } = before;
    const after = await clientUnderTest({ storage, hub, clock, reconcile: false });
    await clock.advance(60_000);
    assert.equal(after.client.store.get(id).text, hub.generations.get(id).text);
  });

  for (const tellNextIndex of [true, false]) {
    it(`is followed by a page without memory, ${tellNextIndex ? 'live' : 'by reading it again'}`, async () => {
      const first = await clientUnderTest({ tellNextIndex });
      const done = await first.client.ask('hello');
      await first.clock.advance(20_000);
      const { id } = await first.client.ask('What is this?');
      await first.clock.advance(1_000);

      const { hub, clock } = first;
      const late = await clientUnderTest({ hub, clock });
      await clock.advance(1_000);
      const message = late.client.store.get(id);
      const soFar = message.text;
      assert.ok(soFar.length > 0 && hub.generations.get(id).text.startsWith(soFar), soFar);
      assert.equal(message.question, 'What is this?');
      await clock.advance(60_000);
      assert.equal(message.text, hub.generations.get(id).text);
      assert.equal(message.state, 'completed');
      assert.equal(late.client.store.get(done.id).text, hub.generations.get(done.id).text);
      assert.deepEqual(late.client.store.all().map((each) => each.id), [done.id, id]);
    });
  }

  it('to a question of another tab brings its question along', async () => {
    const first = await clientUnderTest();
    const { hub, clock } = first;
    const other = await clientUnderTest({ hub, clock });
    const { id } = await first.client.ask('hello');
    await clock.advance(60_000);
    const message = other.client.store.get(id);
    assert.equal(message.question, 'hello');
    assert.equal(message.text, hub.generations.get(id).text);
  });

  it('with a hole is read again', async () => {
    const { client, hub, clock } = await clientUnderTest();
    const { id } = await client.ask('What is this?');
    await clock.advance(500);
    hub.frozen.add('hub-1');
    await clock.advance(500);
    hub.frozen.clear(); // the stand-in has lost events without a word, which a hub never does
    await clock.advance(200);
    assert.ok(client.store.get(id).holes.length > 0);
    await clock.advance(1_000);
    assert.deepEqual(client.store.get(id).holes, []);
    await clock.advance(60_000);
    assert.equal(client.store.get(id).text, hub.generations.get(id).text);
  });

  it('whose ending fell into a gap is read again', async () => {
    const { client, hub, clock, seen } = await clientUnderTest();
    const { id } = await client.ask('hello');
    await clock.advance(500);
    hub.frozen.add('hub-1');
    await clock.advance(20_000);
    hub.frozen.clear();
    hub.publish('alice', 'gap', { channel: 'client/alice', reason: 'failover', from: '1-5', to: '2-1' });
    await clock.advance(100);
    assert.equal(seen.gaps.length, 1);
    assert.equal(client.store.get(id).state, 'completed');
    assert.equal(client.store.get(id).text, hub.generations.get(id).text);
  });

  it('that the server no longer holds does not run for ever', async () => {
    const { client, hub, clock } = await clientUnderTest();
    const { id } = await client.ask('hello');
    await clock.advance(300);
    hub.frozen.add('hub-1');
    await clock.advance(10_000);
    hub.frozen.clear();
    hub.generations.delete(id);
    hub.publish('alice', 'gap', { channel: 'client/alice', reason: 'vanished' });
    await clock.advance(100);
    assert.equal(client.store.get(id).state, 'failed');
    assert.equal(client.store.get(id).error.code, 'expired');
  });

  it('can be acknowledged', async () => {
    const { client, hub, clock } = await clientUnderTest();
    const { id } = await client.ask('hello');
    await clock.advance(60_000);
    await client.ack(id);
    assert.equal(hub.generations.get(id).acked, true);
    assert.equal(client.store.get(id).acked, true);
  });
});

describe('what is stored', () => {
  it('belongs to one client', async () => {
    const storage = memoryStorage();
    storage.save({ v: 2, clientId: 'bob', cursor: 'f1.9', messages: [] });
    const { client, connects } = await clientUnderTest({ storage });
    assert.equal(connects()[0].cursor, null);
    assert.equal(client.store.all().length, 0);
  });

  it('is written soon after a change, and not at each', async () => {
    let saves = 0;
    const { client, clock, hub } = await clientUnderTest({ storage: { load: () => null, save: () => saves++ } });
    await clock.advance(1_000);
    saves = 0;
    for (let i = 0; i < 50; i++) hub.publish('alice', 'note', { i });
    await settled();
    await clock.advance(250);
    assert.equal(saves, 1);
    assert.equal(client.cursor, 'f1.50');
  });
});

describe('stopping', () => {
  it('ends an answer for all who follow it, and keeps what was said', async () => {
    const first = await clientUnderTest();
    const { hub, clock } = first;
    const other = await clientUnderTest({ hub, clock });
    const { id } = await first.client.ask('What is this?');
    await clock.advance(1_000);
    await first.client.cancel(id);
    await clock.advance(60_000);
    const text = hub.generations.get(id).text;
    assert.ok(text.length > 0);
    for (const { client } of [first, other]) {
      assert.equal(client.store.get(id).state, 'cancelled');
      assert.equal(client.store.get(id).text, text);
    }
  });

  it('what has ended meanwhile is no problem', async () => {
    const { client, clock } = await clientUnderTest();
    const { id } = await client.ask('hello');
    await clock.advance(60_000);
    await client.cancel(id);
    assert.equal(client.store.get(id).state, 'completed');
    await assert.rejects(client.cancel('nothing'), { code: 'unknown_message' });
  });
});

describe('a conversation', () => {
  it('is named with a question, and known of messages of other tabs', async () => {
    const first = await clientUnderTest();
    const { hub, clock } = first;
    const other = await clientUnderTest({ hub, clock });
    const { id } = await first.client.ask('hello', { conversationId: 'c1' });
    const { id: plain } = await first.client.ask('hi');
    await clock.advance(60_000);
    for (const { client } of [first, other]) {
      assert.equal(client.store.get(id).conversationId, 'c1');
      assert.equal(client.store.get(plain).conversationId, 'default');
    }
    assert.deepEqual((await other.client.conversations()).map((each) => each.id), ['default', 'c1']);
  });

  it('is read into the store', async () => {
    const first = await clientUnderTest();
    const { hub, clock } = first;
    const { id } = await first.client.ask('hello', { conversationId: 'c1' });
    await clock.advance(60_000);
    const late = await clientUnderTest({ hub, clock, reconcile: false });
    assert.equal(late.client.store.get(id), undefined);
    await late.client.openConversation('c1');
    assert.equal(late.client.store.get(id).text, hub.generations.get(id).text);
  });

  it('is deleted on the server and here', async () => {
    const storage = memoryStorage();
    const { client, hub, clock } = await clientUnderTest({ storage });
    const { id } = await client.ask('hello', { conversationId: 'c1' });
    const { id: kept } = await client.ask('hi');
    await clock.advance(60_000);
    await client.deleteConversation('c1');
    await settled();
    assert.equal(hub.generations.has(id), false);
    assert.equal(client.store.get(id), undefined);
    assert.deepEqual(storage.load().messages.map((message) => message.id), [kept]);
  });

  it('that was deleted does not come back out of the log', async () => {
    const first = await clientUnderTest();
    const { hub, clock } = first;
    const storage = memoryStorage();
    storage.save({ v: 2, clientId: 'alice', cursor: first.client.cursor, messages: [] });
    const { id } = await first.client.ask('hello', { conversationId: 'c1' });
    await clock.advance(60_000);
    await first.client.deleteConversation('c1');
    const late = await clientUnderTest({ hub, clock, storage });
    await clock.advance(60_000);
    assert.ok(late.seen.events.some(({ data }) => data?.id === id));
    assert.deepEqual(late.client.store.all(), []);
    assert.deepEqual(first.client.store.all(), []);
  });
});

describe('reasoning', () => {
  it('is kept apart from the answer, over a reload too', async () => {
    const storage = memoryStorage();
    const { client, hub, clock } = await clientUnderTest({ storage });
    const { id } = await client.ask('think!');
    await clock.advance(1_000);
    assert.equal(client.store.get(id).text, '');
    assert.ok(client.store.get(id).reasoning.startsWith('The user'));
    client.close();
    const after = await clientUnderTest({ storage, hub, clock });
    await clock.advance(60_000);
    const message = after.client.store.get(id);
    assert.match(message.reasoning, /^The user wants .* short\.$/);
    assert.equal(message.text, hub.generations.get(id).text);
    assert.deepEqual(message.holes, []);
  });

  it('does not come into a text that is read as a whole in its middle', async () => {
    const first = await clientUnderTest();
    const { id } = await first.client.ask('think!');
    await first.clock.advance(3_500);
    const { hub, clock } = first;
    const late = await clientUnderTest({ hub, clock });
    await clock.advance(60_000);
    assert.equal(late.client.store.get(id).text, hub.generations.get(id).text);
    assert.equal(first.client.store.get(id).text, hub.generations.get(id).text);
  });
});
