import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeBrowser } from './fake-browser.mjs';
import { problem } from './fake-hub.mjs';
import { settled } from './manual-clock.mjs';

const note = (n) => ['note', { n }];
const roles = (tabs) => tabs.map(({ hub }) => hub.role);
const states = (tabs) => tabs.map(({ hub }) => hub.status.state);

/** So many tabs, one after the other. */
async function tabs(count, options = {}) {
  const browser = new FakeBrowser();
  const open = [];
  for (let i = 0; i < count; i++) {
    open.push(browser.tab(options));
    await browser.clock.advance(100);
  }
  return { browser, open };
}

async function publish({ browser }, ...numbers) {
  for (const n of numbers) browser.hub.publish('alice', ...note(n));
  await settled();
}

describe('tabs that share', () => {
  it('have one connection, and all hear everything', async () => {
    const { browser, open } = await tabs(8);
    await publish({ browser }, 1, 2, 3);
    assert.equal(browser.connections, 1);
    for (const tab of open) assert.deepEqual(tab.notes, [1, 2, 3]);
    assert.deepEqual(roles(open), ['holder', ...Array(7).fill('sharer')]);
    assert.deepEqual(states(open), Array(8).fill('live'));
    assert.equal(new Set(open.map(({ hub }) => hub.cursor)).size, 1);
  });

  it('have one each where there are no locks, or no channel', async () => {
    for (const missing of [{ locks: undefined }, { BroadcastChannel: undefined }]) {
      const channel = globalThis.BroadcastChannel;
      globalThis.BroadcastChannel = undefined;
      try {
        const { browser, open } = await tabs(3, missing);
        await publish({ browser }, 1);
        assert.equal(browser.connections, 3);
        for (const tab of open) assert.deepEqual(tab.notes, [1]);
        assert.deepEqual(roles(open), ['alone', 'alone', 'alone']);
      } finally {
        globalThis.BroadcastChannel = channel;
      }
    }
  });

  it('are not shared with another client, another node or another name', async () => {
    const browser = new FakeBrowser();
    browser.tab();
    for (const other of [{ clientId: 'bob' }, { nodes: ['http://hub-2'] }, { shared: 'other' }, { broadcast: false }]) browser.tab(other);
    await browser.clock.advance(100);
    assert.equal(browser.connections, 5);
  });

  it('see one state: what happens to the connection happens to all', async () => {
    const { browser, open } = await tabs(3);
    open[2].hub.cut();
    await settled();
    assert.deepEqual(states(open), Array(3).fill('reconnecting'));
    await browser.clock.advance(250);
    assert.deepEqual(states(open), Array(3).fill('live'));
    assert.equal(open[1].hub.status.node, 'hub-2');
    assert.equal(browser.connections, 1);
  });

  it('end together when the hub ends the stream for good, and may begin again', async () => {
    const { browser, open } = await tabs(3);
    await open[1].hub.disconnect();
    await browser.clock.advance(1_000);
    assert.deepEqual(states(open), Array(3).fill('ended'));
    assert.deepEqual(open.map(({ hub }) => hub.status.reason), Array(3).fill('requested'));
    open[2].hub.open();
    await browser.clock.advance(100);
    assert.equal(open[2].hub.status.state, 'live');
  });

  it('are each refused for themselves, since another may have a better token', async () => {
    const { browser, open } = await tabs(2);
    browser.hub.instead.push(() => problem(403, 'wrong_client', 'Not yours.'));
    open[0].hub.cut();
    await browser.clock.advance(1_000);
    assert.deepEqual(states(open), ['ended', 'live']);
    assert.deepEqual(open[0].problems.map(({ code }) => code), ['wrong_client']);
    assert.deepEqual(open[1].problems, []);
    assert.equal(open[1].hub.role, 'holder');
  });

  it('renew a token once, by the holder', async () => {
    let renewals = 0;
    const { browser, open } = await tabs(3, { onTokenExpiring: () => { renewals++; } });
    browser.hub.publish('alice', 'tokenExpiring', { connection: 'abc', expiresInMillis: 60_000 });
    await settled();
    assert.equal(renewals, 1);
    assert.deepEqual(states(open), Array(3).fill('live'));
  });
});

describe('the connection moves', () => {
  for (const [how, leave] of Object.entries({ 'is closed': (tab) => tab.close(), crashes: (tab) => tab.crash() })) {
    it(`when its holder ${how}, and nothing is lost or doubled`, async () => {
      const { browser, open } = await tabs(4);
      await publish({ browser }, 1);
      leave(open[0]);
      browser.hub.publish('alice', ...note(2));
      await browser.clock.advance(100);
      await publish({ browser }, 3);
      const left = open.slice(1);
      for (const tab of left) assert.deepEqual(tab.notes, [1, 2, 3]);
      assert.deepEqual(roles(left), ['holder', 'sharer', 'sharer']);
      assert.equal(browser.connections, 1);
    });
  }

  it('when its holder stands still, which listens to the others when it goes on', async () => {
    const { browser, open } = await tabs(3);
    await publish({ browser }, 1);
    open[0].freeze();
    await publish({ browser }, 2);
    assert.deepEqual(open[1].notes, [1]);
    await browser.clock.advance(60_000);
    assert.deepEqual(open[1].notes, [1, 2]);
    assert.deepEqual(open[2].notes, [1, 2]);
    assert.equal(roles(open.slice(1)).filter((role) => role === 'holder').length, 1);
    await publish({ browser }, 3);
    open[0].thaw();
    await browser.clock.advance(1_000);
    await publish({ browser }, 4);
    for (const tab of open) assert.deepEqual(tab.notes, [1, 2, 3, 4]);
    assert.equal(browser.connections, 1);
  });

  it('not while its holder only waits for the next try', async () => {
    const { browser, open } = await tabs(2);
    browser.hub.instead.push(...Array(3).fill(() => problem(503, 'node_full', 'Later.', {}, { 'Retry-After': '120' })));
    open[0].hub.cut();
    await browser.clock.advance(100_000);
    assert.deepEqual(roles(open), ['holder', 'sharer']);
  });

  it('before the page is frozen, and the page comes back as one of the others', async () => {
    const { open, browser } = await tabs(2);
    await publish({ browser }, 1);
    // As the browser's events have it.
    const connection = open[0].hub;
    connection.suspend();
    await browser.clock.advance(100);
    await publish({ browser }, 2);
    assert.equal(open[1].hub.role, 'holder');
    assert.deepEqual(open[0].notes, [1]);
    connection.resume();
    await browser.clock.advance(100);
    assert.deepEqual(open[0].notes, [1, 2]);
    assert.deepEqual(roles(open), ['sharer', 'holder']);
  });
});

describe('a tab that comes', () => {
  it('with a cursor from a moment ago gets what came since from the others', async () => {
    const { browser, open } = await tabs(1);
    await publish({ browser }, 1);
    const { cursor } = open[0].hub;
    await publish({ browser }, 2, 3);
    const before = browser.hub.requests.length;
    const late = browser.tab({ cursor });
    await browser.clock.advance(100);
    assert.deepEqual(late.notes, [2, 3]);
    assert.equal(browser.hub.requests.length, before);
    assert.deepEqual(late.states.slice(-2).map(({ state }) => state), ['catching-up', 'live']);
  });

  it('with an old cursor reads the log by a connection of its own until it stands where they do', async () => {
    const { browser, open } = await tabs(1);
    const { cursor } = open[0].hub;
    open[0].close();
    await publish({ browser }, 1, 2);
    const other = browser.tab();
    await browser.clock.advance(100);
    const late = browser.tab({ cursor });
    await browser.clock.advance(100);
    assert.deepEqual(late.notes, [1, 2]);
    await publish({ browser }, 3);
    assert.deepEqual(late.notes, [1, 2, 3]);
    assert.deepEqual(other.notes, [3]);
    assert.equal(browser.connections, 1);
    assert.equal(late.hub.role, 'sharer');
  });

  it('without one begins now', async () => {
    const { browser } = await tabs(1);
    await publish({ browser }, 1);
    const late = browser.tab();
    await browser.clock.advance(100);
    await publish({ browser }, 2);
    assert.deepEqual(late.notes, [2]);
  });
});

describe('topics', () => {
  const publishTo = async (browser, topic, n) => {
    browser.hub.publish('alice', ...note(n), `topic/${topic}`);
    await settled();
  };

  it('of all tabs are listened to by one connection, and each tab gets its own', async () => {
    const browser = new FakeBrowser();
    const news = browser.tab({ topics: ['news'] });
    await browser.clock.advance(100);
    const sport = browser.tab({ topics: ['sport'] });
    const both = browser.tab({ topics: ['sport', 'news'] });
    await browser.clock.advance(100);
    await publishTo(browser, 'news', 1);
    await publishTo(browser, 'sport', 2);
    await publish({ browser }, 3);
    assert.equal(browser.connections, 1);
    assert.deepEqual([news.notes, sport.notes, both.notes], [[1, 3], [2, 3], [1, 2, 3]]);
    news.close();
    await browser.clock.advance(100);
    await publishTo(browser, 'sport', 4);
    await publishTo(browser, 'news', 5);
    assert.deepEqual([sport.notes, both.notes], [[2, 3, 4], [1, 2, 3, 4, 5]]);
    assert.equal(browser.connections, 1);
  });

  it('that the holder is not granted make their tab ask for itself, and nobody else is bothered', async () => {
    const browser = new FakeBrowser();
    const news = browser.tab({ topics: ['news'] });
    await browser.clock.advance(100);
    browser.hub.instead.push(() => problem(403, 'topic_not_granted', 'Not yours.'));
    const secret = browser.tab({ topics: ['secret'] });
    await browser.clock.advance(1_000);
    assert.deepEqual([news.hub.role, secret.hub.role], ['holder', 'alone']);
    await publishTo(browser, 'news', 1);
    await publishTo(browser, 'secret', 2);
    const more = browser.tab({ topics: ['sport'] });
    await browser.clock.advance(1_000);
    await publishTo(browser, 'sport', 3);
    assert.deepEqual([news.notes, secret.notes, more.notes], [[1], [2], [3]]);
    assert.deepEqual(states([news, secret, more]), ['live', 'live', 'live']);
    assert.equal(browser.connections, 2);
  });

  it('beyond what one connection may have make their tab have one of its own', async () => {
    const browser = new FakeBrowser();
    const many = browser.tab({ topics: Array.from({ length: 14 }, (_, i) => `t${i}`) });
    await browser.clock.advance(100);
    const more = browser.tab({ topics: ['one-more'] });
    await browser.clock.advance(100);
    await publishTo(browser, 'one-more', 1);
    await publishTo(browser, 't3', 2);
    assert.deepEqual([many.notes, more.notes], [[2], [1]]);
    assert.equal(browser.connections, 2);
  });
});

describe('whatever happens to tabs', () => {
  const first = Number(process.env.FIRST_SEED ?? 1);
  for (let seed = first; seed < first + Number(process.env.SEEDS ?? 25); seed++) {
    it(`nobody who is left lacks or doubles anything (seed ${seed})`, () => schedule(seed));
  }
});

/** Tabs are opened, closed, crash, stand still and go on, connections are cut, and things are published all the time. */
async function schedule(seed) {
  const random = mulberry32(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const browser = new FakeBrowser();
  browser.random = random;
  browser.hub.mergeUpTo = pick([1, 3]);
  const all = [browser.tab()];
  const snapshots = [];
  let n = 0;
  const alive = () => all.filter((tab) => !tab.crashed && !tab.closed);
  const awake = () => alive().filter((tab) => !tab.still);
  const steps = [
    () => alive().length < 6 && all.push(browser.tab()),
    () => alive().length < 6 && snapshots.length > 0 && all.push(browser.tab({ cursor: pick(snapshots) })),
    () => awake().length > 1 && Object.assign(pick(awake()), { closed: true }).close(),
    () => awake().length > 1 && pick(awake()).crash(),
    () => awake().length > 1 && Object.assign(pick(awake()), { still: true }).freeze(),
    () => alive().filter(({ still }) => still).forEach((tab) => Object.assign(tab, { still: false }).thaw()),
    () => awake().length > 0 && pick(awake()).hub.cut(),
    () => awake().length > 0 && snapshots.push(pick(awake()).hub.cursor),
    () => browser.hub.instead.push(pick([() => 'network-error', () => problem(503, 'node_full', 'Later.')])),
  ];
  for (let i = 0; i < 60; i++) {
    pick(steps)();
    for (let k = 0; k < random() * 4; k++) browser.hub.publish('alice', ...note(++n));
    await browser.clock.advance(Math.floor(random() * random() * 20_000));
  }
  browser.hub.instead.length = 0;
  for (const tab of alive().filter(({ still }) => still)) Object.assign(tab, { still: false }).thaw();
  await browser.clock.advance(180_000);
  browser.hub.publish('alice', ...note(++n));
  await browser.clock.advance(1_000);
  for (const tab of alive()) {
    const { notes } = tab;
    const expected = Array.from({ length: n - notes[0] + 1 }, (_, i) => notes[0] + i);
    assert.deepEqual(notes, expected, `${tab.hub.role} ${JSON.stringify(tab.hub.status)}`);
  }
  assert.deepEqual(states(alive()), alive().map(() => 'live'));
  assert.equal(browser.connections, alive().length === 0 ? 0 : 1);
}

function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
