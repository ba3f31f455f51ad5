import { byId, element } from '../chat/dom.js';
import { say, text } from '../chat/language.js';
import { Action } from './action.js';
import { age } from './ages.js';
import { span } from './axis.js';
import { calls } from './calls.js';
import { mark, put, Rows } from './cells.js';
import { colourOf } from './colours.js';
import { bytes, deviation, millis, short, whole } from './format.js';
import { byName, nameOf } from './names.js';
import { Sparkline } from './sparkline.js';

const COLUMNS = 11;
/** So far from the mean is worth a colour, where there are enough connections to speak of a mean. */
const UNEVEN = 1.5;
const ENOUGH = 20;
/** A node tells of itself every few seconds. */
const LONGEST_CHANGE_MS = 10_000;

/** The nodes, a row each: what it carries, how fast, how far behind, and whether it takes connections. */
export class NodesView {
  #rows = new Rows(document.querySelector('table.nodes'), ({ node }) => node, (node) => new NodeRow(node));

  /** @param {any} cluster @param {import('./history.js').History} history @param {number} now */
  show({ nodes, sameHistory }, history, now) {
    const serving = nodes.filter(({ draining }) => !draining);
    const of = {
      most: Math.max(1, ...nodes.map(({ connections }) => connections)),
      mean: serving.length === 0 ? 0 : serving.reduce((sum, { connections }) => sum + connections, 0) / serving.length,
      serving: serving.length,
      history,
      now,
    };
    const ordered = byName(nodes.map(({ node }) => node)).map((id) => nodes.find(({ node }) => node === id));
    this.#rows.show(ordered.map((node) => ({ ...node, of })));
    byId('nodes-none').hidden = nodes.length > 0;
    // A node of an earlier version does not say.
    byId('histories-differ').hidden = sameHistory !== false;
    put(byId('nodes-aside'), nodes.length === 0 ? '' : text('nodesAside', { n: nodes.length, mean: whole(of.mean) }));
  }
}

class NodeRow {
  root = element('tbody', 'node');
  #latest;
  #name = element('b', 'name');
  #id = element('span', 'id');
  #badge = element('span', 'badge');
  #connections = element('span', 'number');
  #off = element('span', 'off');
  #bar = meanBar();
  #line;
  #cells = {};
  #since = element('time', '');
  #drain;
  #takeBack;
  #changed = () => {};

  constructor(node) {
    this.#latest = node;
    const colour = colourOf(node.node);
    this.#line = new Sparkline(colour);
    const of = () => ({ name: nameOf(node.node), connections: whole(this.#latest.connections), others: this.#latest.of.serving - 1 });
    const done = () => this.#change();
    this.#drain = new Action('drain', { confirm: 'drain', of, run: () => calls.drain(node.node), done });
    this.#takeBack = new Action('takeBack', { confirm: 'takeBack', of, run: () => calls.takeBack(node.node), done });
    this.#bar.root.classList.add(colour);
    const row = element('tr', '');
    const head = element('th', 'who', element('i', `swatch ${colour}`), element('span', 'names', this.#name, this.#id), this.#badge);
    head.scope = 'row';
    row.append(head, cell('load', 'connections', element('span', 'load-line', this.#connections, this.#off), this.#bar.root));
    row.append(this.#figure('delivered', 'deliveredRate', this.#line.root));
    for (const [name, label] of FIGURES) row.append(this.#figure(name, label));
    this.#cells.version = element('span', '');
    row.append(cell('version', 'version', this.#cells.version), cell('figure', 'up', this.#since));
    row.append(cell('does', '', this.#drain.button, this.#takeBack.button));
    const troubles = element('td', '', this.#drain.trouble, this.#takeBack.trouble);
    troubles.colSpan = COLUMNS;
    this.root.append(row, element('tr', 'troubles', troubles));
    this.root.dataset.node = node.node;
  }

  /** Until the figures show what was done. */
  #change() {
    return new Promise((resolve) => {
      this.#changed = resolve;
      setTimeout(resolve, LONGEST_CHANGE_MS);
    });
  }

  #figure(name, label, ...before) {
    this.#cells[name] = element('span', 'number');
    return cell(`figure ${name}`, label, ...before, this.#cells[name]);
  }

  show(node) {
    if (node.draining !== this.#latest.draining) this.#changed();
    this.#latest = node;
    const { most, mean, history, now } = node.of;
    put(this.#name, node.name || node.node);
    put(this.#id, node.node);
    const state = node.draining ? 'draining' : node.ready ? 'ready' : 'unready';
    say(this.#badge, state);
    mark(this.#badge, 'data-state', state);
    put(this.#connections, whole(node.connections));
    put(this.#off, node.draining ? '' : deviation(node.connections, mean));
    const uneven = !node.draining && mean >= ENOUGH && (node.connections > mean * UNEVEN || node.connections < mean / UNEVEN);
    mark(this.root, 'data-uneven', uneven);
    this.#bar.show(node.connections / most, node.draining ? null : mean / most);
    this.#line.draw(history.line(node.node, 'deliveredPerSecond'), now, span(history.reach(now)));
    put(this.#cells.delivered, short(node.deliveredPerSecond));
    put(this.#cells.received, short(node.receivedPerSecond));
    put(this.#cells.bytes, bytes(node.bytesPerSecond));
    put(this.#cells.latency, `${millis(node.deliveryP50Millis)} · ${millis(node.deliveryP99Millis)}`);
    put(this.#cells.behind, node.catchingUp > 0 ? `${whole(node.catchingUp)} · ${millis(node.behindMillis)}` : '0');
    put(this.#cells.queued, bytes(node.queuedBytes));
    put(this.#cells.version, node.version);
    age(this.#since, node.since, 'for');
    this.root.dataset.connections = node.connections;
    this.root.dataset.delivered = node.delivered ?? '';
    this.#drain.button.hidden = node.draining;
    this.#takeBack.button.hidden = !node.draining;
  }
}

const FIGURES = [
  ['received', 'receivedRate'], ['bytes', 'bytesRate'], ['latency', 'latency'], ['behind', 'behind'], ['queued', 'queued'],
];

function cell(className, label, ...children) {
  const made = element('td', className);
  if (label) {
    // Seen where the table is too wide for its head.
    const name = element('span', 'label');
    say(name, label);
    made.append(name);
  }
  made.append(...children);
  return made;
}

/** A bar, and a stroke where the mean is. */
function meanBar() {
  const fill = element('i', 'fill');
  const mean = element('i', 'mean');
  return {
    root: element('span', 'bar', fill, mean),
    /** @param {number} part @param {number|null} at */
    show(part, at) {
      fill.style.width = `${Math.round(part * 1000) / 10}%`;
      mean.hidden = at === null;
      if (at !== null) mean.style.left = `${Math.round(at * 1000) / 10}%`;
    },
  };
}
