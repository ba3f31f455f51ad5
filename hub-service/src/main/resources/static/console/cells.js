import { element } from '../chat/dom.js';

/** Changes what an element says only where it changes, so that nothing flickers and no selection is lost. */
export function put(node, value) {
  const shown = String(value);
  if (node.textContent !== shown) node.textContent = shown;
  return node;
}

/** The same for an attribute; null takes it away. */
export function mark(node, name, value) {
  if (value === null || value === false) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, String(value));
  return node;
}

/** @param {string} className @param {string} label  key of its sentence @param {(event: Event) => void} does */
export function button(className, does) {
  const made = /** @type {HTMLButtonElement} */ (element('button', className));
  made.type = 'button';
  made.addEventListener('click', does);
  return made;
}

/** In the SVG's own namespace. @param {string} tag @param {Record<string, string|number>} attributes */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** Rows that stay the same elements for as long as what they are about is there. */
export class Rows {
  #parent;
  #keyOf;
  #make;
  /** @type {Map<string, {root: HTMLElement, show: (item: any) => void}>} */
  #rows = new Map();

  /**
   * @param {HTMLElement} parent
   * @param {(item: any) => string} keyOf
   * @param {(item: any) => {root: HTMLElement, show: (item: any) => void}} make
   */
  constructor(parent, keyOf, make) {
    this.#parent = parent;
    this.#keyOf = keyOf;
    this.#make = make;
  }

  /** @param {any[]} items  in the order they are to stand in */
  show(items) {
    const keys = new Set(items.map(this.#keyOf));
    for (const [key, { root }] of this.#rows) {
      if (keys.has(key)) continue;
      if (root.contains(document.activeElement)) this.#keepFocus();
      root.remove();
      this.#rows.delete(key);
    }
    let place = this.#parent.firstElementChild;
    for (const item of items) {
      const key = this.#keyOf(item);
      const row = this.#rows.get(key) ?? this.#make(item);
      this.#rows.set(key, row);
      row.show(item);
      if (row.root === place) place = place.nextElementSibling;
      else this.#parent.insertBefore(row.root, place);
    }
  }

  /** Whoever goes by the keyboard goes on from here when the row is gone. */
  #keepFocus() {
    this.#parent.tabIndex = -1;
    this.#parent.focus({ preventScroll: true });
  }
}
