import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SseParser } from '../src/index.js';

function read(chunks) {
  const events = [];
  const retries = [];
  const comments = [];
  const parser = new SseParser({
    onEvent: (event) => events.push(event),
    onRetry: (ms) => retries.push(ms),
    onComment: (comment) => comments.push(comment),
  });
  for (const chunk of chunks) parser.push(chunk);
  return { events, retries, comments, lastEventId: parser.lastEventId };
}

const bytes = (text) => new TextEncoder().encode(text);

const STREAM =
  '\uFEFF: hello\r\n\r\nevent: greeting\r\nid: a1\r\ndata: 你好,\r\ndata:  world 🎈\r\n\r\n' +
  'data\n\ndata:x\rid: b2\r\rretry: 1500\nretry: 2s\nid\ndata: last\n\ndata: unfinished';

const EXPECTED = [
  { type: 'greeting', data: '你好,\n world 🎈', id: 'a1' },
  { type: 'message', data: '', id: null },
  { type: 'message', data: 'x', id: 'b2' },
  { type: 'message', data: 'last', id: '' },
];

describe('the SSE parser', () => {
  it('reads a stream with every kind of line end', () => {
    const { events, retries, comments, lastEventId } = read([bytes(STREAM)]);
    assert.deepEqual(events, EXPECTED);
    assert.deepEqual(retries, [1500]);
    assert.deepEqual(comments, [' hello']);
    assert.equal(lastEventId, '');
  });

  it('reads the same wherever the bytes are cut, also inside a character, the mark and a CRLF', () => {
    const all = bytes(STREAM);
    for (let first = 0; first <= all.length; first++) {
      assert.deepEqual(read([all.slice(0, first), all.slice(first)]).events, EXPECTED, `cut at ${first}`);
    }
    assert.deepEqual(read(Array.from(all, (_, i) => all.slice(i, i + 1))).events, EXPECTED, 'byte by byte');
  });

  it('takes off one byte order mark and no second one', () => {
    assert.equal(read([bytes('\uFEFFdata: a\n\n')]).events.length, 1);
    assert.equal(read([bytes('\uFEFF\uFEFFdata: a\n\n')]).events.length, 0);
  });

  it('ignores an id with NUL and keeps the former one', () => {
    const { events, lastEventId } = read(['id: 1\ndata: a\n\n', 'id: 2\0\ndata: b\n\n']);
    assert.deepEqual(events.map((event) => event.id), ['1', null]);
    assert.equal(lastEventId, '1');
  });

  it('takes an id without data as the last event id, and dispatches nothing', () => {
    const { events, lastEventId } = read(['id: 7\nevent: quiet\n\n']);
    assert.deepEqual(events, []);
    assert.equal(lastEventId, '7');
  });

  it('does not take an id before its event is complete', () => {
    assert.equal(read(['id: 7\ndata: a\n']).lastEventId, '');
  });

  it('forgets the event name after each event and strips one space only', () => {
    const { events } = read(['event: a\ndata:   two\n\ndata:none\n\n']);
    assert.deepEqual(events.map(({ type, data }) => [type, data]), [['a', '  two'], ['message', 'none']]);
  });

  it('ends with an error instead of keeping a line without end', () => {
    const parser = new SseParser({ onEvent: () => {} });
    const megabyte = 'x'.repeat(1024 * 1024);
    assert.throws(() => {
      for (let i = 0; i < 40; i++) parser.push(megabyte);
    }, RangeError);
  });
});
