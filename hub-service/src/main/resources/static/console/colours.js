/** A colour for each node, kept for as long as the page is open: a node that leaves hands its colour to nobody. */

const COLOURS = 8;

/** @type {Map<string, number>} */
const given = new Map();

/** Gives colours in this order to those that have none. @param {string[]} nodes */
export function giveColours(nodes) {
  for (const node of nodes) if (!given.has(node)) given.set(node, given.size);
}

/** The class that paints a node's things; none for one that is not known. @param {string} node */
export function colourOf(node) {
  return given.has(node) ? `n${given.get(node) % COLOURS}` : '';
}
