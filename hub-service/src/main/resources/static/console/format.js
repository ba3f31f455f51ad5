/** Figures as one reads them at a glance. What is not known is a dash, so that nothing stands where a figure would mislead. */

export const UNKNOWN = '–';

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const SUFFIXES = ['', 'k', 'M', 'G', 'T'];
const BYTES = ['B', 'KB', 'MB', 'GB', 'TB'];

const known = (value) => typeof value === 'number' && Number.isFinite(value);

/** 12,345 @param {number|null|undefined} value */
export function whole(value) {
  return known(value) ? WHOLE.format(value) : UNKNOWN;
}

/** Three digits that count, so that a figure keeps its width: 0.40, 1.2, 830, 12.5k. @param {number|null|undefined} value */
export function short(value) {
  return known(value) ? scaled(value, 1000, SUFFIXES, '') : UNKNOWN;
}

/** @param {number|null|undefined} value */
export function bytes(value) {
  return known(value) ? scaled(value, 1024, BYTES, ' ') : UNKNOWN;
}

/** 0.80 ms, 12 ms, 1.24 s @param {number|null|undefined} value */
export function millis(value) {
  if (!known(value)) return UNKNOWN;
  return value < 999.5 ? `${digits(value)} ms` : `${finer(value / 1000)} s`;
}

/** Its largest two units, the second only where it matters: 8 s, 3 min, 2 h 5 min, 3 d 4 h. */
export function lasting(value, units = { s: ' s', min: ' min', h: ' h', d: ' d', join: ' ' }) {
  if (!known(value)) return UNKNOWN;
  const s = Math.max(0, Math.floor(value / 1000));
  if (s < 60) return `${s}${units.s}`;
  const min = Math.floor(s / 60);
  if (min < 60) return `${min}${units.min}`;
  const h = Math.floor(min / 60);
  if (h < 24) return joined(h, units.h, min % 60, units.min, units);
  return joined(Math.floor(h / 24), units.d, h % 24, units.h, units);
}

function joined(first, unit, second, secondUnit, { join }) {
  return second === 0 ? `${first}${unit}` : `${first}${unit}${join}${second}${secondUnit}`;
}

/** +32 %, −8 % of a mean; nothing where there is no mean. */
export function deviation(value, mean) {
  if (!known(value) || !known(mean) || mean === 0) return '';
  const percent = Math.round((value / mean - 1) * 100);
  return percent === 0 ? '±0 %' : `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`;
}

function scaled(value, base, suffixes, space) {
  let power = 0;
  let rest = value;
  // What would be rounded up to the next unit is written in it.
  while (power < suffixes.length - 1 && Math.abs(rest) >= (base === 1024 ? 1023.5 : 999.5)) {
    rest /= base;
    power++;
  }
  return `${power === 0 ? digits(rest) : finer(rest)}${space}${suffixes[power]}`;
}

function digits(value) {
  if (value === 0) return '0';
  if (value < 0.0095) return '<0.01';
  if (value < 0.995) return value.toFixed(2);
  return value < 9.95 ? value.toFixed(1) : WHOLE.format(value);
}

/** One more, since what is left out here is worth a thousand of the smaller unit. */
function finer(value) {
  return value < 9.995 ? value.toFixed(2) : value < 99.95 ? value.toFixed(1) : WHOLE.format(value);
}

/** Without the noughts that say nothing: for round figures, such as those of an axis. @param {string} figure */
export function plain(figure) {
  return figure.replace(/(\.\d*?)0+(?!\d)/, '$1').replace(/\.(?!\d)/, '');
}
