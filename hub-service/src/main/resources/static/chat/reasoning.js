import { element } from './dom.js';
import { say } from './language.js';

/** What a model thought before it answered: folded, plain, and never mistaken for the answer. */
export class Reasoning {
  element = /** @type {HTMLDetailsElement} */ (element('details', 'reasoning'));
  #title = element('summary', '');
  #text = element('div', 'thought');
  #length = 0;

  constructor() {
    this.#text.dir = 'auto';
    this.element.append(this.#title, this.#text);
    this.element.hidden = true;
  }

  /** @param {import('../hub-client/message.js').Message} message @param {string} [reasoned]  what is new of it */
  show({ reasoning, text, ended }, reasoned) {
    if (reasoned !== undefined && this.#length + reasoned.length === reasoning.length) this.#text.append(reasoned);
    else if (this.#length !== reasoning.length) this.#text.textContent = reasoning;
    this.#length = reasoning.length;
    this.element.hidden = reasoning === '';
    if (reasoning !== '') say(this.#title, text === '' && !ended ? 'reasoningNow' : 'reasoning');
  }
}
