import { link, safeAddress } from './links.js';

const SPECIAL = /[\\`*_~[!<]|https?:\/\//g;
const ESCAPABLE = /[!-/:-@[-`{-~]/;
const WORD = /[\p{L}\p{N}_]/u;
const SPACE = /\s/;
const BARE_ADDRESS = /^https?:\/\/[^\s<>"'`，。；：！？、（）【】《》“”‘’\p{Script=Han}]+/u;
const MARKED_ADDRESS = /^<((?:https?:\/\/|mailto:)[^\s<>]*)>/;
/** Longest first. */
const EMPHASES = [
  ['***', 'strong', 'em'],
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 'del'],
  ['*', 'em'],
  ['_', 'em'],
];
const DEEPEST = 8;

/**
 * The nodes of a piece of text: code, emphasis and links. All of it becomes text nodes in elements made here; nothing of
 * it is ever read as HTML.
 *
 * @param {string} text
 * @returns {(Node|string)[]}
 */
export function inline(text) {
  return new Inline(text, 0, true).nodes();
}

/** One pass from left to right over one piece. A closing mark that was searched in vain is not searched again. */
class Inline {
  #text;
  #depth;
  #links;
  #at = 0;
  #plain = '';
  /** @type {(Node|string)[]} */
  #nodes = [];
  /** @type {Set<string>} */
  #absent = new Set();

  constructor(text, depth, links) {
    this.#text = text;
    this.#depth = depth;
    this.#links = links;
  }

  nodes() {
    if (this.#depth >= DEEPEST) return [this.#text];
    while (this.#at < this.#text.length) {
      SPECIAL.lastIndex = this.#at;
      const next = SPECIAL.exec(this.#text)?.index ?? this.#text.length;
      this.#plain += this.#text.slice(this.#at, next);
      this.#at = next;
      if (next < this.#text.length && !this.#special()) this.#plain += this.#text[this.#at++];
    }
    this.#flush();
    return this.#nodes;
  }

  /** @returns {boolean} whether something begins here; else the character stands for itself */
  #special() {
    switch (this.#text[this.#at]) {
      case '\\':
        return this.#escape();
      case '`':
        return this.#code();
      case '!':
      case '[':
        return this.#link();
      case '<':
        return this.#markedAddress();
      case 'h':
        return this.#bareAddress();
      default:
        return this.#emphasis();
    }
  }

  #escape() {
    const next = this.#text[this.#at + 1];
    if (next === undefined || !ESCAPABLE.test(next)) return false;
    this.#plain += next;
    this.#at += 2;
    return true;
  }

  #code() {
    const run = this.#run('`');
    const close = this.#find(run, this.#at + run.length, (at) => !this.#isPartOfRun(at, run.length, '`'));
    if (close < 0) return this.#literal(run);
    const code = this.#text.slice(this.#at + run.length, close);
    const spaced = code.length > 2 && code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '';
    this.#add(wrapped('code', [spaced ? code.slice(1, -1) : code]), close + run.length);
    return true;
  }

  #emphasis() {
    for (const [mark, ...tags] of EMPHASES) {
      if (!this.#text.startsWith(mark, this.#at)) continue;
      const from = this.#at + mark.length;
      const close = this.#opens(mark, from) ? this.#find(mark, from + 1, (at) => this.#closes(mark, at)) : -1;
      if (close < 0) continue;
      const inner = this.#inner(from, close, this.#links);
      this.#add(tags.reduceRight((children, tag) => [wrapped(tag, children)], inner)[0], close + mark.length);
      return true;
    }
    return this.#literal(this.#run(this.#text[this.#at]));
  }

  #opens(mark, from) {
    const next = this.#text[from];
    if (next === undefined || SPACE.test(next) || next === mark[0]) return false;
    return mark[0] !== '_' || !WORD.test(this.#text[this.#at - 1] ?? ' ');
  }

  #closes(mark, at) {
    if (SPACE.test(this.#text[at - 1]) || this.#text[at - 1] === '\\') return false;
    const after = this.#text[at + mark.length] ?? ' ';
    if (after === mark[0] || (mark[0] === '_' && WORD.test(after))) return false;
    let before = 0;
    while (this.#text[at - 1 - before] === mark[0]) before++;
    // Three in a row close two emphases, this one last.
    return before === 0 || mark.length + before === 3;
  }

  /** `[text](address "title")`; of an image the description, as a link: nothing is loaded from elsewhere. */
  #link() {
    const image = this.#text[this.#at] === '!';
    const open = this.#at + (image ? 1 : 0);
    if (!this.#links || this.#text[open] !== '[') return false;
    const middle = this.#find('](', open + 1, () => true);
    if (middle < 0) return false;
    const close = this.#closingParenthesis(middle + 2);
    if (close < 0) return false;
    const [, marked, bare] = this.#text.slice(middle + 2, close).match(/^\s*(?:<([^<>]*)>|(\S*))(?:\s+["'(].*)?\s*$/s) ?? [];
    const href = safeAddress(marked ?? bare ?? '');
    if (href === null) return false;
    const inner = this.#inner(open + 1, middle, false);
    this.#add(link(href, ...(inner.length > 0 ? inner : [href])), close + 1);
    return true;
  }

  /** Addresses hold parentheses too, in pairs. */
  #closingParenthesis(from) {
    let depth = 0;
    for (let at = from; at < this.#text.length && this.#text[at] !== '\n'; at++) {
      if (this.#text[at] === '(') depth++;
      if (this.#text[at] === ')' && depth-- === 0) return at;
    }
    return -1;
  }

  #markedAddress() {
    const found = this.#links && this.#text.slice(this.#at, this.#at + 2_000).match(MARKED_ADDRESS);
    const href = found ? safeAddress(found[1]) : null;
    if (href === null) return false;
    this.#add(link(href, found[1]), this.#at + found[0].length);
    return true;
  }

  #bareAddress() {
    const within = WORD.test(this.#text[this.#at - 1] ?? ' ') && !isHan(this.#text[this.#at - 1]);
    const found = this.#links && !within && this.#text.slice(this.#at, this.#at + 2_000).match(BARE_ADDRESS);
    if (!found) return this.#literal('http');
    let address = found[0].replace(/[.,;:!?*_~\]]+$/, '');
    while (address.endsWith(')') && count(address, ')') > count(address, '(')) address = address.slice(0, -1);
    const href = safeAddress(address);
    if (href === null) return this.#literal('http');
    this.#add(link(href, address), this.#at + address.length);
    return true;
  }

  #run(mark) {
    let end = this.#at;
    while (this.#text[end] === mark) end++;
    return this.#text.slice(this.#at, end);
  }

  #isPartOfRun(at, length, mark) {
    return this.#text[at - 1] === mark || this.#text[at + length] === mark;
  }

  #find(mark, from, fits) {
    const key = mark + (mark[0] === '`' ? '' : this.#depth);
    if (this.#absent.has(key)) return -1;
    for (let at = this.#text.indexOf(mark, from); at >= 0; at = this.#text.indexOf(mark, at + 1)) {
      if (fits(at)) return at;
    }
    this.#absent.add(key);
    return -1;
  }

  #inner(from, to, links) {
    return new Inline(this.#text.slice(from, to), this.#depth + 1, links).nodes();
  }

  #literal(text) {
    this.#plain += text;
    this.#at += text.length;
    return true;
  }

  #add(node, at) {
    this.#flush();
    this.#nodes.push(node);
    this.#at = at;
  }

  #flush() {
    if (this.#plain !== '') this.#nodes.push(this.#plain);
    this.#plain = '';
  }
}

function wrapped(tag, children) {
  const node = document.createElement(tag);
  node.append(...children);
  return node;
}

function isHan(char) {
  return /\p{Script=Han}/u.test(char ?? '');
}

function count(text, char) {
  return text.split(char).length - 1;
}
