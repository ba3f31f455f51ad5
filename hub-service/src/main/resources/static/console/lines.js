import { HOLE_MS } from './history.js';

/**
 * The path of a line, in an SVG's own words. It breaks where nothing was told for a while, and a single point is a dot.
 *
 * @param {{at: number, value: number}[]} points
 * @param {(at: number) => number} x
 * @param {(value: number) => number} y
 */
export function path(points, x, y) {
  let written = '';
  let before = null;
  points.forEach((point, i) => {
    const goesOn = before !== null && point.at - before.at <= HOLE_MS;
    const alone = !goesOn && !(points[i + 1]?.at - point.at <= HOLE_MS);
    written += `${goesOn ? 'L' : 'M'}${round(x(point.at))} ${round(y(point.value))}${alone ? 'h.01' : ''}`;
    before = point;
  });
  return written;
}

/** The same, closed at the ground, to be filled. */
export function area(points, x, y, ground) {
  const runs = [];
  for (const point of points) {
    const run = runs.at(-1);
    if (run && point.at - run.at(-1).at <= HOLE_MS) run.push(point);
    else runs.push([point]);
  }
  return runs
    .map((run) => `${path(run, x, y)}L${round(x(run.at(-1).at))} ${ground}L${round(x(run[0].at))} ${ground}Z`)
    .join('');
}

function round(value) {
  return Math.round(value * 10) / 10;
}
