import { byId, element } from '../chat/dom.js';
import { say, text } from '../chat/language.js';
import { span } from './axis.js';
import { mark, put } from './cells.js';
import { bytes, millis, short, whole } from './format.js';
import { Sparkline } from './sparkline.js';

const sum = (nodes, field) => nodes.reduce((all, node) => all + (node[field] ?? 0), 0);
const most = (nodes, field) => nodes.reduce((top, node) => (typeof node[field] === 'number' ? Math.max(top ?? 0, node[field]) : top), null);

const TILES = [
  {
    title: 'connections', field: 'connections', how: 'sum',
    figure: ({ nodes }) => whole(sum(nodes, 'connections')),
    more: ({ nodes }) => text('nodesCount', { n: nodes.length, draining: nodes.filter(({ draining }) => draining).length }),
  },
  {
    title: 'delivered', field: 'deliveredPerSecond', how: 'sum',
    figure: ({ nodes }) => short(sum(nodes, 'deliveredPerSecond')), unit: 'perSecond',
    more: ({ nodes }) => text('receivedToo', { rate: short(sum(nodes, 'receivedPerSecond')) }),
  },
  {
    title: 'traffic', field: 'bytesPerSecond', how: 'sum',
    figure: ({ nodes }) => bytes(sum(nodes, 'bytesPerSecond')), unit: 'perSecond',
    more: ({ nodes }) => text('queuedBytes', { size: bytes(sum(nodes, 'queuedBytes')) }),
  },
  {
    title: 'deliveryP99', field: 'deliveryP99Millis', how: 'max',
    figure: ({ nodes }) => millis(most(nodes, 'deliveryP99Millis')),
    more: ({ nodes }) => text('halfWithin', { time: millis(most(nodes, 'deliveryP50Millis')) }),
  },
  {
    title: 'behind', field: 'catchingUp', how: 'sum',
    figure: ({ nodes }) => whole(sum(nodes, 'catchingUp')),
    more: ({ nodes }) => (sum(nodes, 'catchingUp') === 0 ? text('nobodyBehind') : text('furthest', { time: millis(most(nodes, 'behindMillis')) })),
    warns: ({ nodes }) => most(nodes, 'behindMillis') > 5_000,
  },
  {
    title: 'queue', field: 'waiting', how: 'queue',
    figure: ({ queue }) => whole(queue?.waiting),
    more: ({ queue, workers }) => text('queueMore', { time: queue?.waiting ? millis(queue.oldestMillis) : null, running: sum(workers, 'running'), capacity: sum(workers, 'capacity') }),
    warns: ({ queue, workers }) => queue?.waiting > 0 && (workers.length === 0 || queue.oldestMillis > 10_000),
  },
];

/** The cluster in a row of figures. */
export class TotalsView {
  #tiles = TILES.map((tile) => {
    const title = element('h3', '');
    say(title, tile.title);
    const value = element('b', '');
    const unit = element('span', 'unit');
    if (tile.unit) say(unit, tile.unit);
    const more = element('p', 'more', '\u00a0');
    const line = new Sparkline();
    const root = element('li', 'tile', title, element('p', 'value', value, unit), more, line.root);
    root.dataset.tile = tile.title;
    return { tile, root, value, more, line };
  });

  constructor() {
    byId('totals').append(...this.#tiles.map(({ root }) => root));
  }

  show(cluster, history, queue, now) {
    const shown = span(history.reach(now));
    for (const { tile, root, value, more, line } of this.#tiles) {
      put(value, tile.figure(cluster));
      put(more, tile.more(cluster));
      mark(root, 'data-warn', tile.warns?.(cluster) === true);
      line.draw(tile.how === 'queue' ? queue.total(tile.field) : history.total(tile.field, tile.how), now, shown);
    }
  }
}
