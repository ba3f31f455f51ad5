import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HubConnection } from '../src/index.js';
import { clientUnderTest } from './client-fixture.mjs';
import { FakeHub, json, problem } from './fake-hub.mjs';
import { ManualClock, settled } from './manual-clock.mjs';

const note = (n) => ['note', { n }];
const notes = (seen) => seen.events.filter(({ type }) => type === 'note').map(({ data }) => data.n);
const onlyNode = { nodes: [''], reconcile: false };

describe('a connection', () => {
  it('is live after the greeting and knows its node', async () => {
    const { client, names } = await clientUnderTest();
    assert.deepEqual(names(), ['connecting', 'connecting', 'live']);
    assert.equal(client.status.node, 'hub-1');
    assert.equal(client.cursor, 'f1.0');
  });

  it('comes back on the next node with its cursor and misses nothing', async () => {
    const { client, hub, clock, seen, names, connects } = await clientUnderTest();
    hub.publish('alice', ...note(1));
    await settled();
    client.cut();
    assert.equal(client.status.state, 'reconnecting');
    assert.equal(client.status.reason, 'cut');
    hub.publish('alice', ...note(2));
    await clock.advance(250);
    hub.publish('alice', ...note(3));
    await settled();
    assert.deepEqual(notes(seen), [1, 2, 3]);
    assert.deepEqual(connects().map(({ node, cursor }) => [node, cursor]), [['hub-1', null], ['hub-2', 'f1.1']]);
    assert.deepEqual(names().slice(-4), ['reconnecting', 'connecting', 'catching-up', 'live']);
    assert.equal(client.status.node, 'hub-2');
  });

  it('gives a handler that closed it nothing more, not even the rest of the same piece', async () => {
    const { client, hub, seen } = await clientUnderTest();
    const [stream] = hub.streams;
    const keep = seen.events.push.bind(seen.events);
    seen.events.push = (event) => (event.data.n === 1 && client.close(), keep(event));
    stream.raw('id: f1.1\nevent: note\ndata: {"n":1}\n\nid: f1.2\nevent: note\ndata: {"n":2}\n\n');
    await settled();
    assert.deepEqual(notes(seen), [1]);
    assert.equal(client.cursor, 'f1.1');
  });

  it('moves to another node on demand, from the same cursor', async () => {
    const { client, hub, connects } = await clientUnderTest();
    hub.publish('alice', ...note(1));
    await settled();
    client.listenTo('http://hub-2');
    await settled();
    assert.deepEqual(connects().map(({ node, cursor }) => [node, cursor]), [['hub-1', null], ['hub-2', 'f1.1']]);
    assert.equal(hub.streams.size, 1);
  });

  it('gives a mistake of the app to the app and reads on', async (test) => {
    const complaints = test.mock.method(console, 'error', () => {});
    const { hub, seen } = await clientUnderTest();
    seen.gaps.push = () => { throw new Error('mistake of the app'); };
    hub.publish('alice', 'gap', { channel: 'topic/x', reason: 'trimmed' });
    hub.publish('alice', ...note(1));
    await settled();
    assert.deepEqual(notes(seen), [1]);
    assert.equal(complaints.mock.callCount(), 1);
  });
});

describe('waiting before the next try', () => {
  const refusing = async (count, answer) => {
    const test = await clientUnderTest(onlyNode);
    test.hub.instead.push(...Array(count).fill(answer));
    test.client.cut();
    const waits = [];
    while (test.client.status.state === 'reconnecting') {
      waits.push(test.client.status.retryAt - test.clock.now());
      await test.clock.advance(waits.at(-1));
    }
    return { ...test, waits };
  };

  it('is short at first, then doubles its range up to the cap', async () => {
    const { waits, client } = await refusing(7, () => 'network-error');
    assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 8000, 15000, 15000]);
    assert.equal(client.status.state, 'live');
  });

  it('starts anew once a greeting was read', async () => {
    const { client, clock } = await refusing(4, () => 'network-error');
    client.cut();
    assert.equal(client.status.retryAt - clock.now(), 250);
  });

  it('does not start anew by a 200 without a greeting', async () => {
    const empty = () => new Response('', { headers: { 'Content-Type': 'text/event-stream' } });
    assert.deepEqual((await refusing(3, empty)).waits, [250, 500, 1000, 2000]);
  });

  it('goes on after a page that is no event stream, such as a hotel\'s', async () => {
    const { waits, seen } = await refusing(1, () => json(200, {}));
    assert.equal(waits.length, 2);
    assert.ok(seen.states.some(({ reason }) => reason === 'not_an_event_stream'));
  });

  for (const status of [408, 425, 429, 500, 502, 503]) {
    it(`goes on after ${status} and waits as long as it was told`, async () => {
      const { waits, client } = await refusing(1, () => problem(status, 'later', 'Later.', {}, { 'Retry-After': '7' }));
      assert.deepEqual(waits, [250, 7500]);
      assert.equal(client.status.state, 'live');
    });
  }

  it('takes the server\'s farewell as it is, and its standing value as base', async () => {
    const { client, hub, clock } = await clientUnderTest(onlyNode);
    const [stream] = hub.streams;
    stream.raw('retry: 4321\n\n');
    await settled();
    stream.end();
    await settled();
    assert.equal(client.status.reason, 'closed_by_server');
    assert.equal(client.status.retryAt - clock.now(), 4321);

    await clock.advance(4321);
    const [next] = hub.streams;
    next.raw('retry: 4000\nevent: systemMessage\ndata: {"code":"connected"}\n\n');
    await settled();
    hub.instead.push(() => 'network-error');
    client.cut();
    assert.equal(client.status.retryAt - clock.now(), 250);
    await clock.advance(250);
    assert.equal(client.status.retryAt - clock.now(), 2000);
  });

  it('does not keep it from the other node when one is full', async () => {
    const { client, hub, clock } = await clientUnderTest({ reconcile: false });
    hub.instead.push(() => problem(503, 'full', 'Later.', {}, { 'Retry-After': '7' }));
    client.cut();
    await clock.advance(250); // hub-2 is full
    assert.deepEqual([client.status.url, client.status.retryAt - clock.now()], ['', 500]);
    await clock.advance(500);
    assert.equal(client.status.state, 'live');
  });

  it('keeps it from every node when the client asks too often', async () => {
    const { client, hub, clock } = await clientUnderTest({ reconcile: false });
    hub.instead.push(() => problem(429, 'too_many', 'Later.', {}, { 'Retry-After': '7' }));
    client.cut();
    await clock.advance(250);
    assert.equal(client.status.retryAt - clock.now(), 7500);
  });

  it('ends early when the network is back', async () => {
    const { client, connects } = await clientUnderTest(onlyNode);
    client.cut();
    client.retryNow();
    await settled();
    assert.equal(client.status.state, 'live');
    assert.equal(connects().length, 2);
  });
});

describe('silence', () => {
  it('is no trouble as long as heartbeats come', async () => {
    const { clock, connects } = await clientUnderTest(onlyNode);
    await clock.advance(10 * 60_000);
    assert.equal(connects().length, 1);
  });

  it('of 35 s ends the connection, which comes back with its cursor', async () => {
    const { client, hub, clock, seen, connects } = await clientUnderTest({ reconcile: false });
    hub.frozen.add('hub-1');
    hub.publish('alice', ...note(1));
    await clock.advance(34_999);
    assert.equal(client.status.state, 'live');
    await clock.advance(1);
    assert.equal(client.status.reason, 'stalled');
    await clock.advance(250);
    assert.deepEqual(notes(seen), [1]);
    assert.deepEqual(connects().map(({ node }) => node), ['hub-1', 'hub-2']);
  });

  it('before any answer counts as well', async () => {
    const { client, hub, clock } = await clientUnderTest(onlyNode);
    hub.instead.push(() => new Promise(() => {}));
    client.cut();
    await clock.advance(250 + 35_000);
    assert.equal(client.status.reason, 'stalled');
    await clock.advance(500);
    assert.equal(client.status.state, 'live');
  });

  it('is fed by any byte, also by half an event', async () => {
    const { client, hub, clock } = await clientUnderTest(onlyNode);
    const [stream] = hub.streams;
    clock.clearTimeout(stream.timer);
    await clock.advance(30_000);
    stream.raw('data');
    await clock.advance(30_000);
    assert.equal(client.status.state, 'live');
    await clock.advance(5_000);
    assert.equal(client.status.reason, 'stalled');
  });
});

describe('the end', () => {
  it('by 204 is for good, with the reason the server gave; opening again starts live', async () => {
    const { client, hub, clock, seen, connects } = await clientUnderTest(onlyNode);
    await client.disconnect();
    await clock.advance(250);
    assert.equal(client.status.state, 'ended');
    assert.equal(client.status.reason, 'requested');
    assert.deepEqual(seen.farewells, ['requested']);
    await clock.advance(10 * 60_000);
    assert.deepEqual(connects().map(({ cursor }) => cursor), [null, 'f1.0.end']);
    client.open();
    await settled();
    assert.equal(client.status.state, 'live');
    assert.equal(hub.streams.size, 1);
  });

  it('by a refusal hands the problem to the app, and keeps the cursor', async () => {
    const { client, hub, clock, seen, connects } = await clientUnderTest(onlyNode);
    hub.instead.push(() => problem(400, 'too_many_topics', 'At most 16 channels.', { field: 'topics', limit: 16 }));
    client.cut();
    await clock.advance(10 * 60_000);
    assert.equal(client.status.state, 'ended');
    const [{ status, code, field, limit, detail, node }] = seen.problems;
    assert.deepEqual({ status, code, field, limit, detail, node }, { status: 400, code: 'too_many_topics', field: 'topics', limit: 16, detail: 'At most 16 channels.', node: 'hub-1' });
    assert.equal(client.cursor, 'f1.0');
    assert.equal(connects().length, 2);
  });

  it('by close() is silent and final', async () => {
    const { client, hub, clock, connects } = await clientUnderTest(onlyNode);
    client.close();
    await clock.advance(10 * 60_000);
    assert.equal(client.status.reason, 'closed');
    assert.equal(hub.streams.size, 0);
    assert.equal(connects().length, 1);
  });
});

describe('Redis away', () => {
  it('shows as catching up until it is back', async () => {
    const { client, hub } = await clientUnderTest(onlyNode);
    const [stream] = hub.streams;
    stream.send('systemMessage', { code: 'redis_unavailable', content: '' });
    await settled();
    assert.deepEqual([client.status.state, client.status.reason], ['catching-up', 'redis_unavailable']);
    stream.send('systemMessage', { code: 'redis_back', content: '' });
    await settled();
    assert.equal(client.status.state, 'live');
  });
});

describe('a token', () => {
  const authorizations = (hub, call) => hub.requests.filter(({ path }) => path.includes(call)).map(({ authorization }) => authorization);
  const expired = () => problem(401, 'expired_token', 'The token has expired.');

  it('is carried by every request, and asked for anew', async () => {
    let asked = 0;
    const { client, hub } = await clientUnderTest({ ...onlyNode, token: () => `t${++asked}` });
    await client.ask('hello');
    assert.deepEqual(authorizations(hub, '/connect/'), ['Bearer t1']);
    assert.deepEqual(authorizations(hub, '/chat/'), ['Bearer t2']);
  });

  it('that was refused is replaced once, by one that is asked for as such', async () => {
    const why = [];
    const hub = new FakeHub({ clock: new ManualClock() });
    hub.instead.push(expired);
    const { client } = await clientUnderTest({ ...onlyNode, hub, token: ({ expired }) => (why.push(expired), expired ? 'new' : 'old') });
    assert.deepEqual(authorizations(hub, '/connect/'), ['Bearer old', 'Bearer new']);
    assert.deepEqual(why, [false, true]);
    assert.equal(client.status.state, 'live');
  });

  it('that is refused again ends the connection, as does one nobody can replace', async () => {
    for (const token of [() => 'never good', 'fixed']) {
      const hub = new FakeHub({ clock: new ManualClock() });
      hub.instead.push(expired, expired);
      const { client, seen } = await clientUnderTest({ ...onlyNode, hub, token });
      assert.equal(client.status.state, 'ended');
      assert.deepEqual(seen.problems.map(({ code }) => code), ['expired_token']);
    }
  });

  it('of a call is replaced once too', async () => {
    const { client, hub } = await clientUnderTest({ ...onlyNode, token: ({ expired }) => (expired ? 'new' : 'old') });
    hub.instead.push(expired);
    assert.ok((await client.ask('hello')).id);
    assert.deepEqual(authorizations(hub, '/chat/'), ['Bearer old', 'Bearer new']);
  });

  it('that nears its end is renewed in place', async () => {
    let renewals = 0;
    const { client, hub } = await clientUnderTest({ ...onlyNode, onTokenExpiring: async () => { renewals++; } });
    hub.publish('alice', 'tokenExpiring', { connection: 'abc', expiresInMillis: 60_000 });
    await settled();
    assert.equal(renewals, 1);
    const [renewal] = hub.requests.filter(({ path }) => path === '/api/sse/token');
    assert.deepEqual(JSON.parse(renewal.body), { connection: 'abc' });
    assert.equal(client.status.state, 'live');
  });

  it('that has ended is replaced when the connection comes back', async () => {
    const { client, hub, clock } = await clientUnderTest({ ...onlyNode, token: ({ expired }) => (expired ? 'new' : 'old') });
    const [stream] = hub.streams;
    stream.raw('event: disconnected\ndata: {"reason":"token_expired"}\n\n');
    await settled();
    stream.break();
    await settled();
    await clock.advance(client.status.retryAt - clock.now());
    assert.deepEqual(authorizations(hub, '/connect/'), ['Bearer old', 'Bearer new']);
  });
});

describe('what a browser tells', () => {
  /** As listenToBrowser has it, without a browser. */
  const onlyConnection = async () => {
    const clock = new ManualClock();
    const hub = new FakeHub({ clock });
    const connection = new HubConnection([''], { clientId: 'alice', fetch: hub.fetch, clock, random: () => 0.5 }, {
      event: () => {},
      state: () => {},
      cursor: () => {},
      problem: () => {},
    });
    connection.open();
    await settled();
    return { connection, hub, clock, tries: () => hub.requests.length };
  };

  it('of a network that is gone ends no connection', async () => {
    const { connection, clock, tries } = await onlyConnection();
    connection.networkGone();
    await clock.advance(20_000);
    assert.equal(connection.status.state, 'live');
    assert.equal(tries(), 1);
  });

  it('of a network that is back is a reason to try at once', async () => {
    const { connection, hub, clock, tries } = await onlyConnection();
    hub.instead.push(() => problem(503, 'node_full', 'Later.', {}, { 'Retry-After': '60' }));
    connection.networkGone();
    connection.cut();
    await clock.advance(1_000);
    assert.equal(connection.status.state, 'reconnecting');
    connection.networkBack();
    await settled();
    assert.equal(connection.status.state, 'live');
    assert.equal(tries(), 3);
  });

  it('of a network that is back ends a connection through which nothing has come since', async () => {
    const { connection, clock, tries } = await onlyConnection();
    await clock.advance(1_000);
    connection.networkGone();
    connection.networkBack();
    await settled();
    assert.equal(connection.status.state, 'live');
    assert.equal(tries(), 2);
  });

  it('of a network that is back leaves a connection alone that lived on', async () => {
    const { connection, hub, clock, tries } = await onlyConnection();
    connection.networkGone();
    await clock.advance(1_000);
    hub.publish('alice', ...note(1));
    await settled();
    connection.networkBack();
    connection.networkBack();
    await settled();
    assert.equal(tries(), 1);
  });

  it('of a page that is seen again is no reason to reconnect, unless a try is overdue', async () => {
    const { connection, hub, clock, tries } = await onlyConnection();
    for (let i = 0; i < 5; i++) connection.checkStall();
    await settled();
    assert.equal(tries(), 1);

    hub.instead.push(() => 'network-error');
    connection.cut();
    await clock.advance(connection.status.retryAt - clock.now());
    connection.checkStall();
    assert.equal(connection.status.state, 'reconnecting');
    // Timers of hidden pages sleep: the time passes without them.
    clock.skip(connection.status.retryAt - clock.now());
    connection.checkStall();
    await settled();
    assert.equal(connection.status.state, 'live');
  });

  it('reaches the connection, until the client is closed', async () => {
    const listeners = (target) => Object.assign(new EventTarget(), target);
    globalThis.window = listeners({});
    globalThis.document = listeners({ visibilityState: 'visible' });
    try {
      const { client, clock, connects } = await clientUnderTest(onlyNode);
      await clock.advance(1_000);
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('pagehide'));
      document.dispatchEvent(new Event('freeze'));
      document.dispatchEvent(new Event('resume'));
      assert.equal(connects().length, 1);
      window.dispatchEvent(new Event('offline'));
      window.dispatchEvent(new Event('online'));
      await settled();
      assert.equal(connects().length, 2);
      client.close();
      window.dispatchEvent(new Event('offline'));
      window.dispatchEvent(new Event('online'));
      await settled();
      assert.equal(connects().length, 2);
    } finally {
      delete globalThis.window;
      delete globalThis.document;
    }
  });
});

describe('a gap', () => {
  it('tells what to fetch again', async () => {
    const told = [];
    const { client, hub } = await clientUnderTest({ ...onlyNode, topics: ['news'], tell: (refetch) => told.push(refetch) });
    const { id } = await client.ask('hi');
    hub.publish('alice', 'gap', { channel: 'topic/news', reason: 'trimmed', from: '7-1', to: '7-9' }, 'topic/news');
    hub.publish('alice', 'gap', { channel: 'client/alice', reason: 'unknown_cursor', from: null, to: '0-0' });
    hub.publish('alice', 'gap', { channel: 'broadcast', reason: 'failover', from: '7-3', to: '8-1' });
    await settled();
    assert.deepEqual(told, [
      { channel: 'topic/news', kind: 'topic', name: 'news', after: '7-1', before: '7-9', messages: [], messagesAreRead: false },
      { channel: 'client/alice', kind: 'client', name: 'alice', after: null, before: '0-0', messages: [id], messagesAreRead: false },
      { channel: 'broadcast', kind: 'broadcast', name: null, after: '7-3', before: '8-1', messages: [], messagesAreRead: false },
    ]);
  });
});
