import { lasting } from './format.js';
import { text } from '../chat/language.js';

/** Less than this may be the way the answer took. */
const WORTH_MS = 2_000;
const TICK_MS = 1_000;

let skew = 0;

/** Notes how far the server's clock is from this one's. @param {string|null} date  of a response @param {number} now */
export function heardServerTime(date, now) {
  const server = date === null ? NaN : Date.parse(date);
  if (Number.isNaN(server)) return;
  const ahead = server + 500 - now;
  skew = Math.abs(ahead) > WORTH_MS ? ahead : 0;
}

/** Now, by the server's clock. */
export function serverNow() {
  return Date.now() + skew;
}

/**
 * Shows how long ago something was, or how long it has lasted; it goes on by itself from then on.
 *
 * @param {HTMLElement} element @param {string|null|undefined} instant  ISO @param {'ago'|'for'} kind
 */
export function age(element, instant, kind = 'ago') {
  if (element.dataset.instant === (instant ?? '') && element.dataset.age === kind) return;
  element.dataset.age = kind;
  element.dataset.instant = instant ?? '';
  element.title = instant ? new Date(instant).toLocaleString() : '';
  show(element);
}

/** @param {number} ms */
export function duration(ms) {
  return lasting(ms, text('units'));
}

function show(element) {
  const { instant, age: kind } = element.dataset;
  const ms = serverNow() - Date.parse(instant);
  const shown = !instant ? text(kind === 'ago' ? 'never' : 'unknown') : kind === 'ago' ? text('ago', { ms }) : duration(ms);
  if (element.textContent !== shown) element.textContent = shown;
}

/** All ages of the page, as of now. */
export function showAges() {
  for (const element of document.querySelectorAll('[data-age]')) show(element);
}

export function startAges() {
  setInterval(showAges, TICK_MS);
}
