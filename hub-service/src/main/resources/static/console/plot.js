import { element } from '../chat/dom.js';
import { say, text } from '../chat/language.js';
import { duration } from './ages.js';
import { axis, marks } from './axis.js';
import { mark, put, svg } from './cells.js';
import { colourOf } from './colours.js';
import { plain } from './format.js';
import { path } from './lines.js';
import { byName, nameOf } from './names.js';

const HEIGHT = 168;
const LEFT = 52;
const RIGHT = 14;
const TOP = 10;
const BOTTOM = 22;
/** Time the keyboard moves by. */
const STEP_MS = 2_000;

/**
 * One plot over time, a line a node. Drawn as SVG, in the page's own pixels, so that it is as crisp as the letters beside it
 * and follows its colours.
 */
export class Plot {
  root;
  #figure;
  #svg = svg('svg', { role: 'img', height: HEIGHT });
  #grid = svg('g', { class: 'grid-lines' });
  #lines = svg('g', { class: 'lines' });
  #cursor = svg('line', { class: 'cursor', y1: TOP, y2: HEIGHT - BOTTOM, visibility: 'hidden' });
  #dots = svg('g', { class: 'dots' });
  #latest = element('b', 'latest');
  #tip = element('div', 'tip');
  #width = 0;
  /** @type {{history: import('./history.js').History, now: number, span: number}|null} */
  #drawn = null;
  #axis = axis(0);
  #drawnGrid = '';

  /**
   * @param {{title: string, unit: string, fields: {field: string, label?: string}[], format: (value: number) => string,
   *   least: number, base?: 1000|1024, total: 'sum'|'max'}} figure  titles and labels are keys of sentences
   * @param {(at: number|null) => void} onPoint  a time somebody points at
   */
  constructor(figure, onPoint) {
    this.#figure = figure;
    const title = element('span', 'title');
    say(title, figure.title);
    const unit = element('span', 'unit');
    say(unit, figure.unit);
    this.#svg.append(this.#grid, this.#lines, this.#cursor, this.#dots);
    this.#tip.hidden = true;
    const frame = element('div', 'frame', this.#svg, this.#tip);
    frame.tabIndex = 0;
    this.root = element('figure', 'plot', element('figcaption', '', title, unit, this.#latest), frame);
    frame.addEventListener('pointermove', (event) => onPoint(this.#timeAt(event.clientX)));
    frame.addEventListener('pointerdown', (event) => onPoint(this.#timeAt(event.clientX)));
    frame.addEventListener('pointerleave', () => onPoint(null));
    frame.addEventListener('blur', () => onPoint(null));
    frame.addEventListener('keydown', (event) => {
      const moved = { ArrowLeft: -STEP_MS, ArrowRight: STEP_MS, Home: -Infinity, End: Infinity }[event.key];
      if (event.key === 'Escape') onPoint(null);
      if (moved === undefined || this.#drawn === null) return;
      event.preventDefault();
      const { now, span } = this.#drawn;
      onPoint(Math.min(now, Math.max(now - span, (this.#pointed ?? now) + moved)));
    });
    new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width === this.#width) return;
      this.#width = contentRect.width;
      this.#redraw();
    }).observe(frame);
  }

  /** @type {number|null} */
  #pointed = null;

  /** @param {import('./history.js').History} history @param {number} now @param {number} span */
  draw(history, now, span) {
    this.#drawn = { history, now, span };
    this.#redraw();
  }

  /** Shows what was at a time, in all plots at once. @param {number|null} at @param {boolean} told  with figures */
  point(at, told) {
    this.#pointed = at;
    this.#showPoint(told);
  }

  #redraw() {
    if (this.#drawn === null || this.#width === 0) return;
    const { history, now, span } = this.#drawn;
    const { fields, least, base, format, total } = this.#figure;
    mark(this.#svg, 'width', this.#width);
    mark(this.#svg, 'viewBox', `0 0 ${this.#width} ${HEIGHT}`);
    const from = now - span;
    const all = history.nodes.flatMap((node) =>
      fields.map(({ field }, i) => ({ node, i, points: history.line(node, field).filter(({ at }) => at >= from) })));
    this.#axis = axis(Math.max(0, ...all.flatMap(({ points }) => points.map(({ value }) => value))), { least, base });
    this.#drawGrid(span);
    const paths = all.map(({ node, i, points }) => svg('path', {
      class: `${colourOf(node)} line line-${i}`, 'data-node': node, d: path(points, this.#x, this.#y),
    }));
    // The main line above the others.
    this.#lines.replaceChildren(...paths.reverse());
    const latest = history.total(fields[0].field, total).at(-1);
    const value = put(this.#latest, latest === undefined ? '' : format(latest.value)).textContent;
    mark(this.#svg, 'aria-label', text('plotLabel', { title: text(this.#figure.title), value }));
    if (this.#pointed !== null) this.#showPoint(!this.#tip.hidden);
  }

  #drawGrid(span) {
    const { top, ticks } = this.#axis;
    const { format } = this.#figure;
    const language = document.documentElement.lang;
    const wanted = [this.#width, top, ticks.length, span, language].join();
    if (wanted === this.#drawnGrid) return;
    this.#drawnGrid = wanted;
    const right = this.#width - RIGHT;
    const ground = HEIGHT - BOTTOM;
    const rows = ticks.map((tick) => {
      const y = Math.round(this.#y(tick)) + 0.5;
      return [
        svg('line', { x1: LEFT, x2: right, y1: y, y2: y, class: tick === 0 ? 'ground' : '' }),
        svg('text', { x: LEFT - 8, y: y + 3.5, 'text-anchor': 'end' }, plain(format(tick))),
      ];
    });
    const wide = this.#width > 360;
    const times = marks(span).filter((_, i) => wide || i % 2 === 1 || marks(span).length < 5).map((before) => {
      const x = Math.round(LEFT + (1 - before / span) * (right - LEFT)) + 0.5;
      const anchor = before === 0 ? 'end' : before === span ? 'start' : 'middle';
      return [
        svg('line', { x1: x, x2: x, y1: ground, y2: ground + 4, class: 'ground' }),
        svg('text', { x: before === 0 ? right : before === span ? LEFT : x, y: HEIGHT - 4, 'text-anchor': anchor },
          before === 0 ? text('now') : `−${duration(before)}`),
      ];
    });
    this.#grid.replaceChildren(...rows.flat(), ...times.flat());
  }

  #showPoint(told) {
    const shown = this.#pointed !== null && this.#drawn !== null && this.#width > 0;
    mark(this.#cursor, 'visibility', shown ? 'visible' : 'hidden');
    this.#tip.hidden = !shown || !told;
    if (!shown) return this.#dots.replaceChildren();
    const { history, now } = this.#drawn;
    const x = this.#x(this.#pointed);
    mark(this.#cursor, 'x1', x);
    mark(this.#cursor, 'x2', x);
    const values = byName(history.nodes).map((node) => ({
      node, values: this.#figure.fields.map(({ field }) => history.at(node, field, this.#pointed)),
    }));
    this.#dots.replaceChildren(...values.flatMap(({ node, values: of }) =>
      of.filter((value) => value !== null).map((value) => svg('circle', { class: colourOf(node), cx: x, cy: this.#y(value), r: 3 }))));
    if (this.#tip.hidden) return;
    const rows = values.map(({ node, values: of }) => element('p', '',
      element('i', `swatch ${colourOf(node)}`), element('span', 'name', nameOf(node)),
      ...of.map((value) => element('b', '', value === null ? '–' : this.#figure.format(value)))));
    const head = element('p', 'at', text('ago', { ms: now - this.#pointed }),
      ...(this.#figure.fields.length > 1 ? this.#figure.fields.map(({ label }) => element('b', '', label)) : []));
    this.#tip.replaceChildren(head, ...rows);
    const left = x > this.#width / 2 ? x - this.#tip.offsetWidth - 12 : x + 12;
    this.#tip.style.transform = `translate(${Math.round(left)}px, ${TOP}px)`;
  }

  #timeAt(clientX) {
    if (this.#drawn === null) return null;
    const { now, span } = this.#drawn;
    const inside = (clientX - this.#svg.getBoundingClientRect().left - LEFT) / (this.#width - LEFT - RIGHT);
    return now - (1 - Math.min(1, Math.max(0, inside))) * span;
  }

  #x = (at) => LEFT + (1 - (this.#drawn.now - at) / this.#drawn.span) * (this.#width - LEFT - RIGHT);

  #y = (value) => HEIGHT - BOTTOM - (value / this.#axis.top) * (HEIGHT - BOTTOM - TOP);
}
