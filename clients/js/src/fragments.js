/**
 * @typedef {object} Range  Fragments `from` to `to`, inclusive, and their text.
 * @property {number} from
 * @property {number} to
 * @property {string} content
 * @property {string} [reasoning]  what is in there and no part of the answer; numbered with it
 */

/** The text of one attempt: every fragment index once, in order, whatever arrived twice, merged or out of turn. */
export class Fragments {
  // Sorted and disjoint. What follows on from index 0 is one range; behind a hole the pieces stay as they came, since a
  // text that is read to fill the hole may end between any two of them.
  /** @type {Range[]} */
  #ranges = [];
  #highest = -1;

  get text() {
    return this.#ranges.length === 1 ? this.#ranges[0].content : this.#ranges.map((range) => range.content).join('');
  }

  get reasoning() {
    return reasoningOf(this.#ranges);
  }

  /** First index that is not known. */
  get next() {
    const first = this.#ranges[0];
    return first?.from === 0 ? first.to + 1 : 0;
  }

  /** Index ranges that are known to exist and whose text is not here. */
  get holes() {
    const holes = [];
    let expected = 0;
    for (const { from, to } of this.#ranges) {
      if (from > expected) holes.push({ from: expected, to: from - 1 });
      expected = to + 1;
    }
    if (expected <= this.#highest) holes.push({ from: expected, to: this.#highest });
    return holes;
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {string} content
   * @param {string} [reasoning]
   * @returns {'appended'|'inserted'|'repeated'|'torn'} `torn`: it overlaps what is known by a part, and a merged text
   *   cannot be cut at an index; what is new in it stays a hole
   */
  insert(from, to, content, reasoning = '') {
    const touched = this.#ranges.filter((range) => range.from <= to && range.to >= from);
    if (touched.some((range) => range.from <= from && range.to >= to)) return 'repeated';
    const atEnd = from > this.#highest;
    this.#highest = Math.max(this.#highest, to);
    if (!touched.every((range) => range.from >= from && range.to <= to)) return 'torn';

    const [first] = this.#ranges;
    if (this.#ranges.length === 1 && first.from === 0 && first.to + 1 === from) {
      extend(first, { from, to, content, reasoning });
    } else {
      const others = this.#ranges.filter((range) => !touched.includes(range));
      this.#ranges = joined([...others, { from, to, content, reasoning }]);
    }
    return atEnd ? 'appended' : 'inserted';
  }

  /**
   * Takes a text that was read as a whole and holds every fragment before `next`. A piece that reaches over that border
   * cannot be cut: it becomes a hole, and is read again. Reasoning is not part of such a text: what is known of it stays.
   * @param {number} next
   * @param {string} content
   */
  replaceUpTo(next, content) {
    const beyond = this.#ranges.filter((range) => range.from >= next);
    this.#highest = Math.max(this.#highest, next - 1);
    const reasoning = reasoningOf(this.#ranges.filter((range) => range.from < next));
    this.#ranges = next > 0 ? joined([{ from: 0, to: next - 1, content, reasoning }, ...beyond]) : beyond;
  }

  toJSON() {
    return this.#ranges;
  }

  /** @param {Range[]} ranges */
  static of(ranges) {
    const fragments = new Fragments();
    for (const { from, to, content, reasoning } of ranges) fragments.insert(from, to, content, reasoning);
    return fragments;
  }
}

/** Sorted; what follows on from index 0 in one. */
function joined(ranges) {
  const result = [];
  for (const range of ranges.sort((a, b) => a.from - b.from)) {
    const [first] = result;
    if (result.length === 1 && first.from === 0 && first.to + 1 === range.from) {
      extend(first, range);
    } else {
      result.push({ ...range });
    }
  }
  return result;
}

/** @param {Range} range @param {Range} next */
function extend(range, { to, content, reasoning }) {
  range.to = to;
  range.content += content;
  range.reasoning = (range.reasoning ?? '') + (reasoning ?? '');
}

function reasoningOf(ranges) {
  return ranges.map((range) => range.reasoning ?? '').join('');
}
