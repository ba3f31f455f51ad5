import { byId, element } from './dom.js';
import { say, text } from './language.js';

/** Below this the list lies over the page, and is closed until somebody wants it. */
const WIDE = matchMedia('(min-width: 64rem)');

/** The conversations at the side: choose one, begin one, delete one. */
export class ConversationList {
  #nav = byId('conversations');
  #list = byId('conversation-list');
  #toggle = byId('drawer');
  #curtain = byId('curtain');
  #does;
  /** @type {import('../hub-client/types.js').ConversationSummary[]} */
  #known = [];
  #current = '';

  /** @param {{choose: (id: string) => void, begin: () => void, remove: (id: string) => void}} does */
  constructor(does) {
    this.#does = does;
    byId('begin').addEventListener('click', () => {
      this.close();
      does.begin();
    });
    this.#toggle.addEventListener('click', () => (this.#isOpen ? this.close() : this.#open()));
    this.#curtain.addEventListener('click', () => this.close());
    this.#nav.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || WIDE.matches) return;
      event.stopPropagation();
      this.close();
      this.#toggle.focus();
    });
    WIDE.addEventListener('change', () => this.close());
    this.close();
  }

  /** @param {import('../hub-client/types.js').ConversationSummary[]} conversations */
  show(conversations) {
    this.#known = conversations;
    this.#draw();
  }

  /** @param {string} id */
  mark(id) {
    this.#current = id;
    this.#draw();
  }

  close() {
    this.#nav.dataset.open = 'false';
    // Nothing that cannot be seen gets the focus.
    this.#nav.inert = !WIDE.matches;
    this.#toggle.setAttribute('aria-expanded', 'false');
    this.#curtain.hidden = true;
  }

  get #isOpen() {
    return this.#nav.dataset.open === 'true';
  }

  #open() {
    this.#nav.dataset.open = 'true';
    this.#nav.inert = false;
    this.#toggle.setAttribute('aria-expanded', 'true');
    this.#curtain.hidden = false;
    byId('begin').focus();
  }

  #draw() {
    const focused = /** @type {HTMLElement|null} */ (document.activeElement)?.dataset.entry;
    this.#list.replaceChildren(...this.#known.map((summary) => this.#entry(summary)));
    if (focused) [...this.#list.querySelectorAll('[data-entry]')].find((each) => each.dataset.entry === focused)?.focus();
    byId('conversations-none').hidden = this.#known.length > 0;
  }

  #entry({ id, title, turns }) {
    const count = element('span', 'count');
    say(count, 'questions', { n: turns });
    const choose = button('entry', element('span', 'title', title), count);
    choose.dataset.entry = `choose ${id}`;
    if (id === this.#current) choose.setAttribute('aria-current', 'true');
    choose.addEventListener('click', () => {
      this.close();
      this.#does.choose(id);
    });
    const remove = button('remove', '×');
    remove.dataset.entry = `remove ${id}`;
    remove.setAttribute('aria-label', text('removeConversation', { title }));
    remove.addEventListener('click', () => this.#confirm(id, title));
    const item = element('li', '', choose, remove);
    item.dataset.id = id;
    return item;
  }

  #confirm(id, title) {
    const dialog = byId('confirm');
    say(byId('confirm-text'), 'confirmRemove', { title });
    byId('confirm-keep').onclick = () => dialog.close();
    byId('confirm-remove').onclick = () => {
      dialog.close();
      this.#does.remove(id);
    };
    dialog.showModal();
  }
}

function button(className, ...children) {
  const node = /** @type {HTMLButtonElement} */ (element('button', className, ...children));
  node.type = 'button';
  return node;
}
