/** Where a plot's lines of help stand: round figures, few, and the top one above all there is. */

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const LINES = 4;

/**
 * @param {number} most  the largest value shown
 * @param {{least?: number, base?: 1000|1024}} [options]  a top that is not gone below; what a unit has of the smaller one
 * @returns {{top: number, ticks: number[]}}
 */
export function axis(most, { least = 1, base = 1000 } = {}) {
  const reach = Math.max(most, least);
  const step = roundUp(reach / LINES, base);
  // A hair of tolerance, since 0.1 + 0.2 is not 0.3.
  const lines = Math.max(1, Math.ceil(reach / step - 1e-9));
  return { top: lines * step, ticks: Array.from({ length: lines + 1 }, (_, i) => i * step) };
}

function roundUp(wanted, base) {
  const unit = base ** Math.floor(Math.log(wanted) / Math.log(base) + 1e-9);
  return unit * (STEPS.find((each) => each * unit >= wanted * (1 - 1e-9)) ?? base);
}

const SPANS_MIN = [1, 2, 5, 10];

/** How much time a plot shows: as much as there is, in steps, up to ten minutes. @param {number} ms */
export function span(ms) {
  return (SPANS_MIN.find((minutes) => ms <= minutes * 60_000) ?? SPANS_MIN.at(-1)) * 60_000;
}

/** How long before now a plot of this length is marked, in ms, the longest first. @param {number} ms */
export function marks(ms) {
  const minutes = ms / 60_000;
  const step = minutes <= 1 ? 0.25 : minutes <= 2 ? 0.5 : minutes <= 5 ? 1 : 2;
  return Array.from({ length: Math.round(minutes / step) + 1 }, (_, i) => Math.round((minutes - i * step) * 60_000));
}
