import { byId, element } from './dom.js';

/** Where all of the browser's connections to this address are taken, no answer comes: then at least say so. */
const TIMEOUT_MS = 5_000;

/** @typedef {{name: string, url: string}} Node  url '' is the page's own origin */

/**
 * Which nodes there are, as the one that served the page knows it, and whether it gives identities away.
 * @returns {Promise<{nodes: Node[], identities: boolean}>}
 */
export async function factsOfThisPage() {
  try {
    const { nodes, identities = false } = await (await fetch('page.json', { signal: AbortSignal.timeout(TIMEOUT_MS) })).json();
    // The page's own node first: it answers, as one can see.
    return { nodes: [...nodes].sort((a, b) => Number(a.url !== '') - Number(b.url !== '')), identities };
  } catch {
    return { nodes: [{ name: '', url: '' }], identities: false };
  }
}

/**
 * Who is asked and who is listened to. With one node there is nothing to choose.
 * At first another one is asked than listened to: that is what this is about.
 *
 * @param {Node[]} nodes
 * @param {(url: string) => void} onListen
 */
export function nodeChoosers(nodes, onListen) {
  const [ask, listen] = [byId('ask'), byId('listen')];
  for (const select of [ask, listen]) {
    select.append(...nodes.map(({ name }) => Object.assign(element('option', ''), { value: name, textContent: name })));
  }
  const urlOf = (name) => nodes.find((node) => node.name === name)?.url ?? '';
  listen.value = nodes[0].name;
  ask.value = nodes.at(-1).name;
  listen.addEventListener('change', () => onListen(urlOf(listen.value)));
  byId('route').hidden = nodes.length < 2;
  return {
    get askUrl() {
      return urlOf(ask.value);
    },
    /** A retry may have gone to another one. @param {string} url */
    listensTo(url) {
      listen.value = nodes.find((node) => node.url === url)?.name ?? listen.value;
    },
  };
}
