/**
 * As much of a document as the page's renderer needs, for tests without a browser. There is no `innerHTML`: setting it
 * would be a mistake, and fails.
 */
class FakeNode {
  /** @type {FakeElement|null} */ parent = null;

  remove() {
    if (this.parent) this.parent.childNodes.splice(this.parent.childNodes.lastIndexOf(this), 1);
    this.parent = null;
  }
}

class FakeText extends FakeNode {
  constructor(data) {
    super();
    this.data = String(data);
  }

  get textContent() {
    return this.data;
  }
}

export class FakeElement extends FakeNode {
  childNodes = [];
  attributes = {};
  made = 0;

  constructor(tag) {
    super();
    this.tag = tag;
    Object.preventExtensions(this);
  }

  append(...children) {
    for (const child of children) {
      const node = child instanceof FakeNode ? child : new FakeText(child);
      node.parent = this;
      this.childNodes.push(node);
      FakeElement.appended++;
    }
  }

  replaceChildren(...children) {
    this.childNodes.length = 0;
    this.append(...children);
  }

  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }

  set className(value) {
    this.setAttribute('class', value);
  }

  get lastElementChild() {
    return this.childNodes.findLast((node) => node instanceof FakeElement) ?? null;
  }

  get textContent() {
    return this.childNodes.map((node) => node.textContent).join('');
  }

  /** How many nodes were added to any element so far. */
  static appended = 0;
}

/** All elements below and including this one. */
export function elementsOf(node) {
  return node instanceof FakeElement ? [node, ...node.childNodes.flatMap(elementsOf)] : [];
}

/** As one would write it down; text next to text is one text. */
export function html(node) {
  if (node instanceof FakeText) return node.data.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `<${node.tag}${attributes.join('')}>${inner(node)}</${node.tag}>`;
}

export function inner(node) {
  return node.childNodes.map(html).join('');
}

export const fakeDocument = {
  createElement: (tag) => new FakeElement(tag),
  createTextNode: (data) => new FakeText(data),
};
