/** @param {string} id */
export function byId(id) {
  return /** @type {any} */ (document.getElementById(id));
}

/** @param {string} tag @param {string} className @param {...(Node|string)} children */
export function element(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

/** Read out by screen readers, seen by nobody. @param {string} sentence */
export function announce(sentence) {
  byId('announcer').textContent = sentence;
}
