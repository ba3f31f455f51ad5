import { announce, element } from './dom.js';
import { say, text } from './language.js';

const SHOWN_MS = 2_000;

/**
 * What stands around a block of code: its language and a button to copy it.
 * @param {Element} code
 * @param {string} language
 */
export function codeFrame(code, language) {
  const copy = /** @type {HTMLButtonElement} */ (element('button', 'tool copy'));
  copy.type = 'button';
  say(copy, 'copy');
  copy.addEventListener('click', async () => {
    const done = await copied(code.textContent ?? '');
    say(copy, done ? 'copied' : 'notCopied');
    announce(text(done ? 'copied' : 'notCopied'));
    setTimeout(() => say(copy, 'copy'), SHOWN_MS);
  });
  const block = element('pre', '', code);
  // It scrolls sideways, by keyboard too.
  block.tabIndex = 0;
  return element('figure', 'code', element('figcaption', '', element('span', '', language), copy), block);
}

/** @returns {Promise<boolean>} whether it is in the clipboard now */
async function copied(content) {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    return copiedByCommand(content);
  }
}

/** On plain http, except on localhost, browsers have no clipboard; this old way they have. */
function copiedByCommand(content) {
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  const field = document.createElement('textarea');
  field.className = 'unseen';
  field.value = content;
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
    before?.focus({ preventScroll: true });
  }
}
