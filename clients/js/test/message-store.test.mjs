import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MessageStore } from '../src/index.js';

const of = (data) => ({ clientId: 'alice', id: 'm1', attempt: 1, ...data });
const fragment = (index, content, more) => ['messageFragment', of({ index, lastIndex: index, content, ...more })];
const start = (attempt = 1) => ['messageStart', of({ attempt })];
const end = (more) => ['messageEnd', of({ finishReason: 'stop', ...more })];

function storeOf(...events) {
  const changes = [];
  const store = new MessageStore((message, change) => changes.push(change.kind));
  for (const [type, data] of events) store.apply(type, data);
  return { store, changes, message: store.get('m1') };
}

describe('a message in the store', () => {
  it('collects fragments and ends', () => {
    const { message, changes } = storeOf(start(), fragment(0, 'He'), fragment(1, 'llo'), end());
    assert.equal(message.text, 'Hello');
    assert.equal(message.state, 'completed');
    assert.deepEqual(changes, ['added', 'started', 'text', 'text', 'ended']);
  });

  it('takes every event once, however often it comes', () => {
    const events = [start(), fragment(0, 'a'), fragment(1, 'b'), end()];
    const { message } = storeOf(...events.flatMap((event) => [event, event]), ...events);
    assert.equal(message.text, 'ab');
    assert.equal(message.nextIndex, 2);
  });

  it('takes merged fragments once, beside and over single ones', () => {
    const merged = fragment(0, 'abc', { lastIndex: 2 });
    assert.deepEqual(storeOf(start(), merged, fragment(1, 'b')).changes, ['added', 'started', 'text']);
    assert.equal(storeOf(start(), merged, fragment(1, 'b'), fragment(3, 'd')).message.text, 'abcd');
    assert.equal(storeOf(start(), fragment(0, 'a'), fragment(1, 'b'), merged, fragment(3, 'd')).message.text, 'abcd');
  });

  it('remembers a hole, shows the rest, and heals when the missing part comes', () => {
    const { message, store } = storeOf(start(), fragment(0, 'a'), fragment(3, 'd'), fragment(4, 'e'));
    assert.deepEqual(message.holes, [{ from: 1, to: 2 }]);
    assert.equal(message.text, 'ade');
    store.apply(...fragment(1, 'bc', { lastIndex: 2 }));
    assert.equal(message.text, 'abcde');
    assert.deepEqual(message.holes, []);
  });

  it('does not double the known part of an overlap that it cannot cut, and says that text is missing', () => {
    const { message, changes } = storeOf(start(), fragment(0, 'ab', { lastIndex: 1 }), fragment(1, 'bc', { lastIndex: 2 }));
    assert.equal(message.text, 'ab');
    assert.deepEqual(message.holes, [{ from: 2, to: 2 }]);
    assert.equal(changes.at(-1), 'stale');
  });

  it('clears the text at a higher attempt and ignores a lower one', () => {
    const { message, store } = storeOf(start(1), fragment(0, 'old'), start(2));
    assert.equal(message.text, '');
    store.apply(...fragment(0, 'new', { attempt: 2 }));
    store.apply(...fragment(1, 'late', { attempt: 1 }));
    store.apply(...end({ attempt: 1 }));
    assert.equal(message.text, 'new');
    assert.equal(message.state, 'running');
  });

  it('clears the text at a higher attempt whose start it has not seen', () => {
    const { message } = storeOf(start(1), fragment(0, 'old'), fragment(0, 'new', { attempt: 2 }));
    assert.equal(message.text, 'new');
  });

  it('ends once: the first ending stays', () => {
    const failed = ['messageError', of({ code: 'timed_out', message: 'too slow' })];
    const { message, changes } = storeOf(start(), failed, end(), fragment(0, 'late'), start(2));
    assert.equal(message.state, 'failed');
    assert.deepEqual(message.error, { code: 'timed_out', message: 'too slow' });
    assert.equal(message.text, '');
    assert.equal(changes.filter((kind) => kind === 'ended').length, 1);
  });

  it('tells a cancelled message from a completed one', () => {
    assert.equal(storeOf(start(), end({ finishReason: 'cancelled' })).message.state, 'cancelled');
  });

  it('ignores what is no chat event', () => {
    const { store } = storeOf();
    assert.equal(store.apply('note', { id: 'x', attempt: 1 }), false);
    assert.equal(store.apply('messageStart', { id: 'x' }), false);
    assert.deepEqual(store.all(), []);
  });
});

describe('a text that was read as a whole', () => {
  const told = (more) => ({ id: 'm1', clientId: 'alice', state: 'running', attempt: 1, text: 'abc', question: 'q', ...more });

  it('goes on live when the node says which fragments are in it', () => {
    const { store } = storeOf();
    store.adopt(told({ nextIndex: 3 }));
    for (const event of [fragment(1, 'b'), fragment(2, 'c'), fragment(3, 'd'), end()]) store.apply(...event);
    assert.equal(store.get('m1').text, 'abcd');
    assert.equal(store.needsText('m1'), false);
  });

  it('keeps what came live while it was read', () => {
    const { store } = storeOf(fragment(2, 'c'), fragment(3, 'd'), fragment(4, 'e'));
    store.adopt(told({ nextIndex: 3 }));
    assert.equal(store.get('m1').text, 'abcde');
  });

  it('is not guessed on when the node does not say: fragments only tell that there is more', () => {
    const { store, changes } = storeOf();
    store.adopt(told());
    store.apply(...fragment(2, 'c'));
    assert.equal(store.get('m1').text, 'abc');
    assert.equal(changes.at(-1), 'stale');
    store.apply(...end());
    assert.equal(store.needsText('m1'), true);
    store.adopt(told({ state: 'completed', text: 'abcd' }));
    assert.equal(store.get('m1').text, 'abcd');
    assert.equal(store.needsText('m1'), false);
  });

  it('gives way to the stream when that brings the attempt from its start', () => {
    const { store } = storeOf();
    store.adopt(told());
    for (const event of [start(), fragment(0, 'abc'), fragment(1, 'd')]) store.apply(...event);
    assert.equal(store.get('m1').text, 'abcd');
  });

  it('does not replace what the stream brought from its start', () => {
    const { store } = storeOf(start(), fragment(0, 'a'));
    store.adopt(told({ text: 'abc' }));
    store.apply(...fragment(1, 'b'));
    assert.equal(store.get('m1').text, 'ab');
    assert.equal(store.get('m1').question, 'q');
  });

  it('is taken after an ending that came without its text', () => {
    const { store } = storeOf(fragment(5, 'z'), end());
    assert.equal(store.needsText('m1'), true);
    store.adopt(told({ state: 'completed', text: 'vwxyz' }));
    assert.equal(store.get('m1').text, 'vwxyz');
  });

  it('does not reopen a message that has ended', () => {
    const { store } = storeOf(start(), fragment(0, 'a'), end());
    store.adopt(told({ text: 'abc' }));
    assert.equal(store.get('m1').text, 'a');
    assert.equal(store.get('m1').state, 'completed');
  });
});

describe('a snapshot of the store', () => {
  const copyOf = (store) => {
    const copy = new MessageStore();
    copy.restore(JSON.parse(JSON.stringify(store)));
    return copy;
  };

  it('goes on where it was, without doubling', () => {
    const { store } = storeOf(start(), fragment(0, 'a'), fragment(2, 'c'));
    const copy = copyOf(store);
    for (const event of [start(), fragment(0, 'a'), fragment(1, 'b'), fragment(2, 'c'), fragment(3, 'd'), end()]) {
      copy.apply(...event);
    }
    assert.equal(copy.get('m1').text, 'abcd');
    assert.equal(copy.get('m1').state, 'completed');
  });

  it('remembers which texts are missing', () => {
    assert.equal(copyOf(storeOf(fragment(5, 'z'), end()).store).needsText('m1'), true);
  });

  it('holds the newest messages only', () => {
    const store = new MessageStore();
    for (let i = 0; i < 100; i++) store.asked(`m${i}`, { question: `${i}`, createdAt: i });
    const ids = copyOf(store).all().map(({ id }) => id);
    assert.equal(ids.length, 60);
    assert.equal(ids[0], 'm40');
    assert.equal(ids.at(-1), 'm99');
  });
});

describe('any mixture of repeats, merges and swaps', () => {
  it('gives the text once every fragment has come', () => {
    const content = Array.from({ length: 12 }, (_, i) => String.fromCharCode(97 + i));
    for (let seed = 1; seed <= 300; seed++) {
      const random = randomOf(seed);
      const merged = [];
      for (let from = 0; from < content.length; ) {
        const to = Math.min(content.length - 1, from + Math.floor(random() * 3));
        merged.push(fragment(from, content.slice(from, to + 1).join(''), { lastIndex: to }));
        from = to + 1;
      }
      const singles = content.map((char, i) => fragment(i, char));
      const events = [...merged, ...singles, ...singles].sort(() => random() - 0.5);
      const { message } = storeOf(start(), ...events);
      assert.equal(message.text, content.join(''), `seed ${seed}`);
      assert.deepEqual(message.holes, [], `seed ${seed}`);
    }
  });
});

function randomOf(seed) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}
