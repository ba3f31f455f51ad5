import { byId } from '../chat/dom.js';
import { say } from '../chat/language.js';

/**
 * Asks before something is done that others notice.
 *
 * @param {string} what  `end`, `drain`, `takeBack` or `discard`; the sentences are `confirm_…`, `…_text` and `…_yes`
 * @param {object} of  values in them
 * @returns {Promise<boolean>}
 */
export function confirmed(what, of) {
  const dialog = byId('confirm');
  say(byId('confirm-title'), `confirm_${what}`, of);
  say(byId('confirm-text'), `confirm_${what}_text`, of);
  say(byId('confirm-yes'), `confirm_${what}_yes`, of);
  dialog.dataset.what = what;
  return new Promise((resolve) => {
    let answer = false;
    byId('confirm-no').onclick = () => dialog.close();
    byId('confirm-yes').onclick = () => {
      answer = true;
      dialog.close();
    };
    dialog.onclose = () => resolve(answer);
    dialog.showModal();
    byId('confirm-no').focus();
  });
}
