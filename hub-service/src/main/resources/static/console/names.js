/** What people call a node; its id is random and new with each start. */

/** @type {Map<string, string>} */
const names = new Map();

/** @param {{node: string, name?: string}[]} nodes @returns {boolean} whether one was not known */
export function learnNames(nodes) {
  const before = names.size;
  for (const { node, name } of nodes) names.set(node, name || node);
  return names.size > before;
}

/** Node ids in the order of their names, hub-2 before hub-10. @param {string[]} nodes */
export function byName(nodes) {
  return [...nodes].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'en', { numeric: true }) || (a < b ? -1 : 1));
}

/** The name; with the id where another node that is known goes by the same one. @param {string} node  its id */
export function nameOf(node) {
  const name = names.get(node) ?? node;
  const shared = [...names].some(([other, its]) => other !== node && its === name);
  return shared ? `${name} ${node.slice(0, 4)}` : name;
}
