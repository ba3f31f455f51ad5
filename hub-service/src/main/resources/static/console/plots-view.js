import { byId, element } from '../chat/dom.js';
import { text } from '../chat/language.js';
import { span } from './axis.js';
import { mark, put, Rows } from './cells.js';
import { colourOf } from './colours.js';
import { bytes, millis, short } from './format.js';
import { byName, nameOf } from './names.js';
import { Plot } from './plot.js';

const PLOTS = [
  { title: 'connections', unit: 'unitConnections', fields: [{ field: 'connections' }], format: short, least: 4, total: 'sum' },
  { title: 'delivered', unit: 'unitEvents', fields: [{ field: 'deliveredPerSecond' }], format: short, least: 4, total: 'sum' },
  { title: 'deliveryTime', unit: 'unitTime', fields: [{ field: 'deliveryP99Millis', label: 'p99' }, { field: 'deliveryP50Millis', label: 'p50' }], format: millis, least: 4, total: 'max' },
  { title: 'traffic', unit: 'unitBytes', fields: [{ field: 'bytesPerSecond' }], format: bytes, least: 4096, base: 1024, total: 'sum' },
];

/** The plots of the last minutes: one legend, one time somebody points at, in all of them. */
export class PlotsView {
  #plots = PLOTS.map((figure) => {
    const plot = new Plot(figure, (at) => this.#point(at, plot));
    return plot;
  });
  #legend = new Rows(byId('legend'), (node) => node, (node) => legendEntry(node, (on) => this.#highlight(on ? node : null)));

  constructor() {
    byId('plot-list').append(...this.#plots.map(({ root }) => root));
  }

  /** @param {import('./history.js').History} history @param {number} now @param {string[]} present */
  show(history, now, present) {
    const shown = span(history.reach(now));
    for (const plot of this.#plots) plot.draw(history, now, shown);
    this.#legend.show(byName(history.nodes));
    for (const entry of byId('legend').children) mark(entry, 'data-gone', !present.includes(entry.dataset.node) && text('gone'));
  }

  #point(at, pointed) {
    for (const plot of this.#plots) plot.point(at, plot === pointed);
  }

  #highlight(node) {
    const list = byId('plot-list');
    mark(list, 'data-one', node !== null);
    for (const line of list.querySelectorAll('.line')) mark(line, 'data-on', node !== null && line.getAttribute('data-node') === node);
  }
}

function legendEntry(node, onPoint) {
  const name = element('span', 'name');
  const root = element('li', '', element('i', `swatch ${colourOf(node)}`), name);
  root.dataset.node = node;
  root.addEventListener('pointerenter', () => onPoint(true));
  root.addEventListener('pointerleave', () => onPoint(false));
  return { root, show: () => put(name, nameOf(node)) };
}
