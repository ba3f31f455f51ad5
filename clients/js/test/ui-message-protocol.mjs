/**
 * The part of the AI SDK's UI message stream (version 7) that the adapter speaks, written down as strictly as it is documented:
 * what each chunk may hold, and what may follow what.
 */
import assert from 'node:assert/strict';

const text = (value) => typeof value === 'string';
const FINISH = new Set(['stop', 'length', 'content-filter', 'tool-calls', 'error', 'interrupted', 'other']);

/** @type {Record<string, Record<string, (value: unknown) => boolean>>} */
const FIELDS = {
  start: { messageId: text },
  'start-step': {},
  'reset-step': {},
  'finish-step': {},
  'text-start': { id: text },
  'text-delta': { id: text, delta: text },
  'text-end': { id: text },
  'reasoning-start': { id: text },
  'reasoning-delta': { id: text, delta: text },
  'reasoning-end': { id: text },
  abort: { reason: text },
  error: { errorText: text },
};

/** @template T @param {T} chunk @returns {T} the same, if it is as documented */
export function strictly(chunk) {
  const { type, ...rest } = chunk;
  if (type === 'finish') {
    const { messageMetadata, finishReason, ...more } = rest;
    assert.ok(FINISH.has(finishReason), finishReason);
    assert.deepEqual(more, {});
    return chunk;
  }
  const fields = FIELDS[type];
  assert.ok(fields, `no such chunk: ${type}`);
  assert.deepEqual(Object.keys(rest).sort(), Object.keys(fields).sort(), type);
  for (const [name, fits] of Object.entries(fields)) assert.ok(fits(rest[name]), `${type}.${name}`);
  return chunk;
}

/** The message a page shows, put together as the SDK does it. */
export class UiMessage {
  parts = [];
  #open = new Map();
  #state = 'before';

  get text() {
    return this.parts.filter(({ type }) => type === 'text').map((part) => part.text).join('');
  }

  take(chunk) {
    const { type } = chunk;
    const expected = { start: 'before', 'start-step': 'started', error: 'over', abort: 'over', finish: 'over' }[type] ?? 'step';
    assert.equal(this.#state, expected, type);
    if (type === 'start') this.#state = 'started';
    else if (type === 'start-step') this.#state = 'step';
    else if (type === 'finish-step') this.#finishStep();
    else if (type === 'reset-step') this.#reset();
    else if (expected === 'step') this.#part(chunk);
  }

  #part({ type, id, delta }) {
    const [kind, what] = type.split('-');
    if (what === 'start') {
      assert.ok(!this.#open.has(id), `${id} is open`);
      this.#open.set(id, { type: kind, text: '' });
      this.parts.push(this.#open.get(id));
      return;
    }
    const part = this.#open.get(id);
    assert.equal(part?.type, kind, `${id} is not open`);
    if (what === 'delta') part.text += delta;
    else this.#open.delete(id);
  }

  #reset() {
    this.parts = [];
    this.#open.clear();
  }

  #finishStep() {
    assert.equal(this.#open.size, 0, 'parts are open');
    this.#state = 'over';
  }
}
