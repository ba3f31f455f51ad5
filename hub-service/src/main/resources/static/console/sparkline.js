import { mark, svg } from './cells.js';
import { area, path } from './lines.js';

const WIDTH = 96;
const HEIGHT = 24;
/** Room for the stroke above and below. */
const EDGE = 2;

/** A small line without figures: which way it goes. The figure stands beside it. */
export class Sparkline {
  root = svg('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, 'aria-hidden': 'true', preserveAspectRatio: 'none' });
  #area = svg('path', { class: 'area' });
  #line = svg('path', { class: 'line' });

  /** @param {string} className */
  constructor(className = '') {
    this.root.setAttribute('class', `spark ${className}`);
    this.root.append(this.#area, this.#line);
  }

  /** @param {{at: number, value: number}[]} points @param {number} now @param {number} span */
  draw(points, now, span) {
    const shown = points.filter(({ at }) => at >= now - span);
    const top = Math.max(1e-9, ...shown.map(({ value }) => value));
    const x = (at) => (1 - (now - at) / span) * WIDTH;
    const y = (value) => HEIGHT - EDGE - (value / top) * (HEIGHT - 2 * EDGE);
    mark(this.#line, 'd', path(shown, x, y));
    mark(this.#area, 'd', area(shown, x, y, HEIGHT - EDGE));
  }
}
