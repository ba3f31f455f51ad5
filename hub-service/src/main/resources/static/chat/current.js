import { randomId } from '../hub-client.js';
import { keep, setting } from './settings.js';

/** In the address, so that a reload, a bookmark and "back" know it. */
const IN_ADDRESS = /^#c=([A-Za-z0-9._~@:-]{1,128})$/;

/** Which conversation this tab shows. A new tab shows the one that was looked at last. */
export const current = {
  id: inAddress() ?? setting('conversation') ?? 'default',

  /** @param {string} id */
  choose(id) {
    this.id = id;
    keep('conversation', id);
    if (inAddress() !== id) history.pushState(null, '', `#c=${id}`);
  },

  /** A name nobody has. */
  fresh() {
    return randomId('c-');
  },

  /** @param {(id: string) => void} run  when somebody went back or forth */
  onMove(run) {
    addEventListener('popstate', () => run(inAddress() ?? 'default'));
  },
};

function inAddress() {
  return location.hash.match(IN_ADDRESS)?.[1] ?? null;
}
