import { closesFence, fence, heading, indentOf, isDelimiterRow, isRule, item, outdented, quoted, row } from './blocks.js';
import { inline } from './inline.js';

/** A line longer than this is taken in pieces, so that no more than this is ever read twice. */
const LONGEST_PIECE = 2_000;
const DEEPEST = 12;
/** What may be the beginning of nearly anything: not shown before one knows of what. */
const UNDECIDED = /^[ \t>]*(?:[-*+_~`#|=]*|\d{1,9}[.)]?)[ \t]*$/;

/**
 * @typedef {object} Place  Where the next line goes. Never changed, only replaced, so that one can go back to it.
 * @property {readonly Container[]} containers  open ones, the outermost first
 * @property {Leaf|null} leaf  the open one
 * @property {boolean} blank  whether the line before was empty
 *
 * @typedef {{kind: 'quote'|'list'|'item', node: Element, indent: number, content: number, ordered: boolean}} Container
 * @typedef {{kind: 'paragraph'|'heading'|'code'|'table', node: Element, mark: string, indent: number, rows: number,
 *   body: Element|null}} Leaf  `mark`, `indent`: of the fence; `rows`: 0, 1 the head, 2 more; `body`: where rows go
 */

/**
 * Markdown that grows: builds elements below a node while the text comes in, whole or in any pieces, with the same result.
 *
 * Whatever is built stays as it is, except for the last line, which is unfinished: it is taken back and built again when
 * more of it comes. So an answer costs what its length is, and a reader's selection in it survives.
 */
export class Markdown {
  #root;
  #frame;
  /** @type {Place} */
  #place = { containers: [], leaf: null, blank: true };
  /** What came of the last line. */
  #line = '';
  /** The first pieces of it are built already: the rest belongs to the same leaf. */
  #within = false;

  // While the unfinished line is built: what has to be taken back, and where to go back to.
  /** @type {(ChildNode|Element)[]} */
  #provisional = [];
  /** @type {Place|null} */
  #before = null;

  /**
   * @param {Element} root
   * @param {(code: Element, language: string) => Element} [frame]  what stands around a block of code
   */
  constructor(root, frame = (code) => code) {
    this.#root = root;
    this.#frame = frame;
  }

  /** @param {string} text */
  append(text) {
    this.#takeBack();
    const lines = (this.#line + text).split('\n');
    this.#line = /** @type {string} */ (lines.pop());
    for (const line of lines) this.#finish(line.replace(/\r$/, ''));
    this.#line = this.#settled(this.#line);
    this.#showUnfinished();
  }

  /** Begins anew with this text. @param {string} text */
  replace(text) {
    this.#root.replaceChildren();
    this.#place = { containers: [], leaf: null, blank: true };
    this.#line = '';
    this.#within = false;
    this.#provisional = [];
    this.#before = null;
    this.append(text);
  }

  /** There will be no more of it. */
  end() {
    this.#takeBack();
    if (this.#line !== '') this.#finish(this.#line);
    this.#line = '';
  }

  #finish(line) {
    this.#build(this.#settled(line));
    if (this.#within && this.#place.leaf?.kind === 'code') this.#add(this.#place.leaf.node, '\n');
    if (this.#within && this.#place.leaf?.kind === 'heading') this.#become({ leaf: null });
    this.#within = false;
  }

  /** Builds a long line's first pieces for good. @returns {string} the rest */
  #settled(line) {
    let rest = line;
    while (rest.length > LONGEST_PIECE) {
      const space = rest.lastIndexOf(' ', LONGEST_PIECE);
      let end = space > LONGEST_PIECE / 2 ? space : LONGEST_PIECE;
      if (/[\ud800-\udbff]/.test(rest[end - 1])) end--;
      this.#build(rest.slice(0, end), false);
      this.#within = true;
      rest = rest.slice(end);
    }
    return rest;
  }

  #showUnfinished() {
    if (!this.#within && UNDECIDED.test(this.#line)) return;
    this.#before = this.#place;
    this.#build(this.#line, false);
  }

  #takeBack() {
    if (this.#before === null) return;
    for (const node of this.#provisional.reverse()) node.remove();
    this.#provisional = [];
    this.#place = this.#before;
    this.#before = null;
  }

  /** @param {string} line  or a piece of one @param {boolean} [whole]  it ends here */
  #build(line, whole = true) {
    const { leaf } = this.#place;
    if (this.#within && leaf) this.#more(leaf, line);
    else if (leaf?.kind === 'code') this.#code(leaf, line, whole);
    else this.#block(this.#quotes(line), whole);
  }

  #more(leaf, piece) {
    if (leaf.kind === 'code') this.#add(leaf.node, piece);
    else this.#add(leaf.kind === 'table' ? this.#lastCell(leaf) : leaf.node, ...inline(piece));
  }

  #lastCell(leaf) {
    return leaf.node.lastElementChild?.lastElementChild?.lastElementChild ?? leaf.node;
  }

  #code(leaf, line, whole) {
    let bare = line;
    for (const { kind } of this.#place.containers) {
      const inner = kind === 'quote' ? quoted(bare) : bare;
      if (inner === null) {
        // The quotation has ended, and its code with it.
        this.#become({ leaf: null });
        return this.#block(this.#quotes(line), whole);
      }
      bare = inner;
    }
    bare = outdented(bare, leaf.indent);
    if (closesFence(bare, leaf.mark)) this.#become({ leaf: null, blank: false });
    else this.#add(leaf.node, whole ? bare + '\n' : bare);
  }

  /** Opens and closes quotations as the line says. @returns {string} what is quoted */
  #quotes(line) {
    let rest = line;
    let depth = 0;
    for (let inner = quoted(rest); inner !== null && depth < DEEPEST; inner = quoted(rest)) {
      rest = inner;
      depth++;
    }
    const quotes = this.#place.containers.filter(({ kind }) => kind === 'quote');
    if (quotes.length !== depth) {
      this.#become({ containers: quotes.slice(0, depth), leaf: null });
      for (let i = quotes.length; i < depth; i++) this.#open('quote', element('blockquote'));
    }
    return rest;
  }

  #block(line, whole) {
    if (line.trim() === '') return this.#become({ leaf: null, blank: true });
    const next = isRule(line) ? null : item(line);
    if (next && this.#place.containers.length < DEEPEST && !this.#isInSentence(next)) {
      this.#item(next);
      if (next.text.trim() !== '') this.#leaf(next.text, whole);
    } else {
      this.#leaf(this.#inItem(line), whole);
    }
    this.#become({ blank: false });
  }

  /** "It was in\n1986. A good year": a list in the middle of a paragraph begins with 1. */
  #isInSentence({ ordered, start }) {
    const { leaf, containers } = this.#place;
    return ordered && start !== 1 && leaf?.kind === 'paragraph' && containers.at(-1)?.kind !== 'item';
  }

  /** Finds the list that an item belongs to, or opens one. Two columns further in is a list within the item above. */
  #item({ indent, content, ordered, start }) {
    const { containers } = this.#place;
    let kept = containers.length;
    for (; kept > 0; kept--) {
      const { kind, indent: of, ordered: same } = containers[kept - 1];
      const around = containers[kept - 2];
      if (kind === 'quote' || (kind === 'item' && indent >= of + 2)) break;
      if (kind === 'list' && same === ordered && (around?.kind !== 'item' || indent >= around.indent + 2)) break;
    }
    this.#become({ containers: containers.slice(0, kept), leaf: null });
    if (containers[kept - 1]?.kind !== 'list') this.#open('list', listNode(ordered, start), { indent, content, ordered });
    this.#open('item', element('li'), { indent, content, ordered });
  }

  /** Closes the items that a line is not indented enough for. @returns {string} without the indentation */
  #inItem(line) {
    const { containers, leaf, blank } = this.#place;
    const indent = indentOf(line);
    // A paragraph goes on without indentation, unless something else begins here.
    const begins = fence(line.trimStart()) ?? heading(line) ?? row(line);
    if (leaf?.kind === 'paragraph' && !blank && !begins && !isRule(line)) return line.trimStart();
    let kept = containers.length;
    while (kept > 0 && containers[kept - 1].kind !== 'quote') {
      const { kind, indent: of } = containers[kept - 1];
      if (kind === 'item' && indent >= of + 2) break;
      kept--;
    }
    if (kept < containers.length) this.#become({ containers: containers.slice(0, kept), leaf: null });
    const within = containers[kept - 1];
    return within?.kind === 'item' ? outdented(line, within.content) : line;
  }

  #leaf(line, whole) {
    const { leaf } = this.#place;
    const code = fence(line);
    if (code) return this.#openCode(code);
    const title = heading(line);
    if (title) {
      const node = element(`h${Math.min(6, title.level + 2)}`);
      node.append(...inline(title.text));
      this.#show(node);
      return this.#become({ leaf: whole ? null : leafOf('heading', node) });
    }
    if (isRule(line)) {
      this.#show(element('hr'));
      return this.#become({ leaf: null });
    }
    const cells = row(line);
    if (cells) return this.#row(cells, line);
    if (leaf?.kind === 'paragraph') return this.#add(leaf.node, '\n', ...inline(line.trimStart()));
    const node = element('p');
    node.append(...inline(line.trimStart()));
    this.#show(node);
    return this.#become({ leaf: leafOf('paragraph', node) });
  }

  #openCode({ mark, language, indent }) {
    const code = element('code');
    this.#show(this.#frame(code, language));
    const inner = this.#place.containers.at(-1);
    this.#become({ leaf: { ...leafOf('code', code), mark, indent: indent + (inner?.kind === 'item' ? inner.content : 0) } });
  }

  /** The first row is the head; the row of dashes below it is not shown. */
  #row(cells, line) {
    const leaf = this.#place.leaf?.kind === 'table' ? this.#place.leaf : this.#openTable();
    if (leaf.rows === 1 && isDelimiterRow(line)) return this.#become({ leaf: { ...leaf, rows: 2 } });
    const head = leaf.rows === 0;
    let { body } = leaf;
    if (body === null) {
      body = element(head ? 'thead' : 'tbody');
      this.#add(leaf.node, body);
    }
    const node = element('tr');
    for (const cell of cells) {
      const box = element(head ? 'th' : 'td');
      box.append(...inline(cell));
      node.append(box);
    }
    this.#add(body, node);
    return this.#become({ leaf: head ? { ...leaf, rows: 1 } : { ...leaf, rows: 2, body } });
  }

  #openTable() {
    const table = element('table');
    // It scrolls by itself where it is wider than the page, by keyboard too.
    const around = element('div');
    around.className = 'table';
    around.setAttribute('tabindex', '0');
    around.append(table);
    this.#show(around);
    return leafOf('table', table);
  }

  #open(kind, node, { indent = 0, content = 0, ordered = false } = {}) {
    this.#show(node);
    this.#become({ containers: [...this.#place.containers, { kind, node, indent, content, ordered }], leaf: null });
  }

  #show(node) {
    this.#add(this.#place.containers.at(-1)?.node ?? this.#root, node);
  }

  /** The only place that adds to what is there already. @param {Element} parent @param {...(Node|string)} children */
  #add(parent, ...children) {
    const nodes = children.map((child) => (typeof child === 'string' ? document.createTextNode(child) : child));
    parent.append(...nodes);
    if (this.#before !== null) this.#provisional.push(.../** @type {any} */ (nodes));
  }

  #become(change) {
    this.#place = { ...this.#place, ...change };
  }
}

function leafOf(kind, node) {
  return { kind, node, mark: '', indent: 0, rows: 0, body: null };
}

function listNode(ordered, start) {
  const node = element(ordered ? 'ol' : 'ul');
  if (ordered && start !== 1) node.setAttribute('start', String(start));
  return node;
}

function element(tag) {
  return document.createElement(tag);
}
