import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axis, marks, span } from '../../main/resources/static/console/axis.js';
import { ClusterFeed } from '../../main/resources/static/console/cluster-feed.js';
import { bytes, deviation, lasting, millis, plain, short, whole } from '../../main/resources/static/console/format.js';
import { History } from '../../main/resources/static/console/history.js';
import { area, path } from '../../main/resources/static/console/lines.js';
import { byName, learnNames, nameOf } from '../../main/resources/static/console/names.js';
import { TEXTS } from '../../main/resources/static/console/texts.js';
import { TEXTS as CHAT_TEXTS } from '../../main/resources/static/chat/texts.js';
import { ManualClock, settled } from '../../../../clients/js/test/manual-clock.mjs';

const table = (format, rows) => {
  for (const [value, expected] of rows) assert.equal(format(value), expected, `of ${value}`);
};

describe('figures', () => {
  it('are whole and grouped', () => table(whole, [[0, '0'], [12345, '12,345'], [0.6, '1']]));

  it('have three digits that count', () => table(short, [
    [0, '0'], [0.004, '<0.01'], [0.4, '0.40'], [1.25, '1.3'], [9.96, '10'], [12.4, '12'], [999.4, '999'], [999.6, '1.00k'],
    [1234, '1.23k'], [45_678, '45.7k'], [830_000, '830k'], [999_600, '1.00M'], [2.5e9, '2.50G'],
  ]));

  it('of bytes go by 1024', () => table(bytes, [[0, '0 B'], [830, '830 B'], [1023.6, '1.00 KB'], [18_340, '17.9 KB'], [3 * 1024 ** 3, '3.00 GB']]));

  it('of time have a unit', () => table(millis, [[0, '0 ms'], [0.81, '0.81 ms'], [4.25, '4.3 ms'], [120, '120 ms'], [999.6, '1.00 s'], [12_345, '12.3 s']]));

  it('of long times have their largest two units', () => table(lasting, [
    [0, '0 s'], [59_999, '59 s'], [60_000, '1 min'], [3_599_000, '59 min'], [3_600_000, '1 h'], [7_500_000, '2 h 5 min'], [273_600_000, '3 d 4 h'],
    [-5, '0 s'],
  ]));

  it('that are not known are a dash', () => {
    for (const format of [whole, short, bytes, millis, lasting]) table(format, [[null, '–'], [undefined, '–'], [NaN, '–'], ['7', '–']]);
  });

  it('say how far they are from a mean', () => {
    assert.deepEqual([deviation(132, 100), deviation(92, 100), deviation(100, 100), deviation(0, 100), deviation(5, 0)],
      ['+32 %', '−8 %', '±0 %', '−100 %', '']);
  });

  it('that are round lose what says nothing', () => table(plain, [['1.00k', '1k'], ['1.50k', '1.5k'], ['0.50 ms', '0.5 ms'], ['10', '10'], ['100 KB', '100 KB'], ['2.0', '2'], ['0 B', '0 B']]));
});

describe('an axis', () => {
  it('reaches above all there is, in a few round steps', () => {
    for (const most of [0, 0.03, 0.9, 1, 3, 7, 99, 100, 101, 1_234, 98_765, 5e7]) {
      const { top, ticks } = axis(most, { least: 0.01 });
      assert.ok(top >= most, `${top} is not above ${most}`);
      assert.ok(ticks.length >= 3 && ticks.length <= 6, `${ticks} for ${most}`);
      assert.equal(ticks[0], 0);
      const step = ticks[1] / 10 ** Math.floor(Math.log10(ticks[1]) + 1e-9);
      assert.ok([1, 2, 5].includes(Math.round(step * 1e6) / 1e6), `a step of ${ticks[1]}`);
    }
    assert.deepEqual(axis(1_240).ticks, [0, 500, 1000, 1500]);
  });

  it('does not magnify next to nothing', () => assert.deepEqual(axis(0.2, { least: 4 }), { top: 4, ticks: [0, 1, 2, 3, 4] }));

  it('of bytes goes by round figures of their units', () => {
    assert.deepEqual(axis(3_000, { base: 1024 }).ticks.map(bytes).map(plain), ['0 B', '1 KB', '2 KB', '3 KB']);
    assert.deepEqual(axis(600_000, { base: 1024 }).ticks.map(bytes).map(plain), ['0 B', '200 KB', '400 KB', '600 KB']);
    assert.deepEqual(axis(1_000_000, { base: 1024 }).ticks.map(bytes).map(plain), ['0 B', '500 KB', '1,000 KB']);
  });

  it('of time grows with what there is, up to ten minutes', () => {
    assert.deepEqual([0, 60_000, 60_001, 299_000, 301_000, 9_000_000].map(span), [60_000, 60_000, 120_000, 300_000, 600_000, 600_000]);
    assert.deepEqual(marks(600_000), [600_000, 480_000, 360_000, 240_000, 120_000, 0]);
    assert.deepEqual(marks(60_000), [60_000, 45_000, 30_000, 15_000, 0]);
  });
});

const told = (node, connections, more = {}) => ({ node, connections, ...more });

describe('the history', () => {
  it('holds a line for each node and drops what is too old', () => {
    const history = new History(10_000);
    for (let at = 0; at <= 30_000; at += 2_000) history.add(at, at < 22_000 ? [told('a', at), told('b', 1)] : [told('a', at)]);
    assert.deepEqual(history.line('a', 'connections').map(({ at }) => at), [20_000, 22_000, 24_000, 26_000, 28_000, 30_000]);
    assert.deepEqual(history.nodes, ['a', 'b']);
    history.add(32_000, [told('a', 1)]);
    assert.deepEqual(history.nodes, ['a'], 'b has been gone for as long as anything is kept');
    assert.equal(history.reach(32_000), 10_000);
  });

  it('leaves out what was not known and does not take it for nothing', () => {
    const history = new History(60_000);
    history.add(0, [told('a', 1, { p99: null })]);
    history.add(2_000, [told('a', 1, { p99: 4 })]);
    assert.deepEqual(history.line('a', 'p99'), [{ at: 2_000, value: 4 }]);
    assert.deepEqual(history.line('nobody', 'p99'), []);
  });

  it('adds nodes up, or takes the largest', () => {
    const history = new History(60_000);
    history.add(0, [told('a', 1), told('b', 5)]);
    history.add(2_000, [told('b', 7)]);
    assert.deepEqual(history.total('connections'), [{ at: 0, value: 6 }, { at: 2_000, value: 7 }]);
    assert.deepEqual(history.total('connections', 'max').map(({ value }) => value), [5, 7]);
  });

  it('takes what comes at once for one', () => {
    const history = new History(60_000);
    for (const at of [0, 100, 200]) history.add(at, [told('a', at)]);
    assert.deepEqual(history.line('a', 'connections'), [{ at: 200, value: 200 }]);
  });

  it('tells what was at a time, and nothing within a hole', () => {
    const history = new History(600_000);
    history.add(0, [told('a', 1)]);
    history.add(2_000, [told('a', 2)]);
    history.add(60_000, [told('a', 3)]);
    assert.deepEqual([900, 1_100, 30_000, 59_000].map((at) => history.at('a', 'connections', at)), [1, 2, null, 3]);
  });

  it('goes on after a reload, without what is too old by then', () => {
    const history = new History(10_000);
    history.add(0, [told('old', 1)]);
    history.add(8_000, [told('a', 2)]);
    const kept = JSON.parse(JSON.stringify(history));
    const again = new History(10_000);
    again.restore(kept, 12_000);
    assert.deepEqual(again.nodes, ['a']);
    assert.deepEqual(again.line('a', 'connections'), [{ at: 8_000, value: 2 }]);
    again.restore('rubbish', 12_000);
    assert.deepEqual(again.nodes, ['a']);
  });
});

describe('a line', () => {
  const x = (at) => at / 1_000;
  const y = (value) => 10 - value;

  it('goes from point to point and breaks where nothing was told', () => {
    const points = [0, 2_000, 4_000, 60_000, 62_000].map((at) => ({ at, value: 1 }));
    assert.equal(path(points, x, y), 'M0 9L2 9L4 9M60 9L62 9');
  });

  it('is a dot where a point stands alone', () => {
    assert.equal(path([{ at: 0, value: 1 }], x, y), 'M0 9h.01');
    assert.equal(path([{ at: 0, value: 1 }, { at: 60_000, value: 2 }], x, y), 'M0 9h.01M60 8h.01');
    assert.equal(path([], x, y), '');
  });

  it('is rounded to what can be seen', () => assert.equal(path([{ at: 1_234, value: 1.987 }, { at: 2_000, value: 0 }], x, y), 'M1.2 8L2 10'));

  it('is closed at the ground to be filled, run by run', () => {
    const points = [0, 2_000, 60_000, 62_000].map((at) => ({ at, value: 1 }));
    assert.equal(area(points, x, y, 10), 'M0 9L2 9L2 10L0 10ZM60 9L62 9L62 10L60 10Z');
  });
});

describe('nodes', () => {
  it('go by their names, and by their ids too where two have the same', () => {
    assert.equal(learnNames([{ node: 'k3f9', name: 'hub-10' }, { node: 'q8m2', name: 'hub-2' }, { node: 'zzzz' }]), true);
    assert.equal(learnNames([{ node: 'k3f9', name: 'hub-10' }]), false);
    assert.deepEqual(byName(['k3f9', 'zzzz', 'q8m2']).map(nameOf), ['hub-2', 'hub-10', 'zzzz']);
    learnNames([{ node: 'abcdefgh', name: 'hub-2' }]);
    assert.deepEqual([nameOf('abcdefgh'), nameOf('q8m2'), nameOf('k3f9')], ['hub-2 abcd', 'hub-2 q8m2', 'hub-10']);
  });
});

describe('sentences', () => {
  for (const [page, texts] of Object.entries({ console: TEXTS, chat: CHAT_TEXTS })) {
    it(`of the ${page} are there in both languages, and take the same values`, () => {
      assert.deepEqual(Object.keys(texts.zh), Object.keys(texts.en));
      for (const key of Object.keys(texts.en)) assert.equal(typeof texts.zh[key], typeof texts.en[key], key);
    });
  }
});

/** An EventSource that does what a test says. */
class FakeSource {
  readyState = 1;
  closed = false;
  #listeners = new Map();

  addEventListener(type, listener) {
    this.#listeners.set(type, listener);
  }

  close() {
    this.closed = true;
    this.readyState = 2;
  }

  say(cluster) {
    this.#listeners.get('cluster')({ data: JSON.stringify(cluster) });
  }

  fail(readyState) {
    this.readyState = readyState;
    this.#listeners.get('error')({});
  }
}

function feedUnderTest() {
  const clock = new ManualClock();
  const sources = [];
  const heard = [];
  const states = [];
  const answers = [];
  const feed = new ClusterFeed(
    {
      open: () => (sources.push(new FakeSource()), sources.at(-1)),
      ask: async () => {
        const answer = answers.shift() ?? { status: 0 };
        if ('status' in answer) throw answer;
        return answer;
      },
      now: clock.now,
      setTimeout: clock.setTimeout,
    },
    { cluster: (cluster) => heard.push(cluster.n), state: (state) => states.at(-1) === state || states.push(state) },
  );
  feed.start();
  return { clock, sources, heard, states, answers, feed };
}

describe('the feed of figures', () => {
  it('is live with the first and lost when they get old', async () => {
    const { clock, sources, heard, states } = feedUnderTest();
    sources[0].say({ n: 1 });
    await clock.advance(2_000);
    sources[0].say({ n: 2 });
    assert.deepEqual([heard, states], [[1, 2], ['live']]);
    await clock.advance(6_000);
    assert.deepEqual(states, ['live']);
    await clock.advance(3_000);
    assert.deepEqual(states, ['live', 'lost']);
    sources[0].say({ n: 3 });
    assert.deepEqual(states, ['live', 'lost', 'live']);
  });

  it('does not mind a connection that comes back by itself at once', async () => {
    const { clock, sources, states } = feedUnderTest();
    sources[0].say({ n: 1 });
    sources[0].fail(0);
    await clock.advance(3_000);
    sources[0].say({ n: 2 });
    assert.deepEqual([sources.length, states], [1, ['live']]);
  });

  it('opens a stream anew that is open and says nothing, and hears no more of the old one', async () => {
    const { clock, sources, heard } = feedUnderTest();
    sources[0].say({ n: 1 });
    await clock.advance(17_000);
    assert.equal(sources.length, 2);
    assert.ok(sources[0].closed);
    sources[0].say({ n: 2 });
    sources[1].say({ n: 3 });
    assert.deepEqual(heard, [1, 3]);
  });

  it('that was given up asks why, tells a refusal, and is let in when it may', async () => {
    const { clock, sources, states, answers } = feedUnderTest();
    answers.push({ status: 403, code: 'loopback_only' });
    sources[0].fail(2);
    await settled();
    assert.deepEqual(states, ['refused']);
    await clock.advance(16_000);
    assert.equal(sources.length, 2);
    sources[1].say({ n: 1 });
    assert.deepEqual(states, ['refused', 'live']);
  });

  it('goes on by calls where streams are refused and calls are not', async () => {
    const { clock, sources, heard, states, answers } = feedUnderTest();
    for (let n = 1; n <= 5; n++) {
      answers.push({ n });
      sources.at(-1).fail(2);
      await clock.advance(1_500);
    }
    assert.deepEqual([heard, states], [[1, 2, 3, 4, 5], ['live']]);
  });

  it('tries again more and more seldom while nobody answers', async () => {
    const { clock, sources, states } = feedUnderTest();
    sources[0].say({ n: 1 });
    const opened = [];
    for (let i = 0; i < 60; i++) {
      if (!sources.at(-1).closed && sources.at(-1).readyState !== 2) {
        opened.push(i);
        sources.at(-1).fail(2);
      }
      await clock.advance(1_000);
    }
    assert.deepEqual(states, ['live', 'lost']);
    assert.ok(opened.length >= 6 && opened.length <= 12, `opened at ${opened}`);
  });
});
