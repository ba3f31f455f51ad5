import { announce, byId, element } from '../chat/dom.js';
import { say, text } from '../chat/language.js';
import { Action, calm, tell } from './action.js';
import { age } from './ages.js';
import { calls } from './calls.js';
import { button, put, Rows } from './cells.js';

const AGAIN_MS = 10_000;

/** Requests that failed for good: look at one, have it asked again, discard it. */
export class LettersView {
  #find;
  #rows = new Rows(byId('letter-list'), ({ id }) => id, (letter) => this.#card(letter));
  /** The first page, which is read again and again, and what somebody asked for beyond it. */
  #first = [];
  #further = [];
  #total = 0;
  #known = false;

  /** @param {(clientId: string) => void} find */
  constructor(find) {
    this.#find = find;
    byId('letters-more').addEventListener('click', () => this.#more());
    setInterval(() => document.visibilityState === 'visible' && this.refresh(), AGAIN_MS);
  }

  async refresh() {
    await this.#read(async () => {
      const { letters, total } = await calls.letters();
      this.#first = letters;
      this.#total = total;
    });
  }

  async #more() {
    const last = this.#all().at(-1);
    await this.#read(async () => {
      const { letters, total } = await calls.letters(last?.id);
      this.#further.push(...letters);
      this.#total = total;
    });
  }

  async #read(read) {
    try {
      await read();
      this.#known = true;
      calm(byId('letters-trouble'));
    } catch (problem) {
      tell(byId('letters-trouble'), problem);
    }
    this.show();
  }

  #all() {
    const byLetter = new Map([...this.#first, ...this.#further].map((letter) => [letter.id, letter]));
    return [...byLetter.values()];
  }

  show() {
    const letters = this.#all();
    this.#rows.show(letters);
    byId('letters-none').hidden = letters.length > 0 || !this.#known;
    byId('letters-more').hidden = letters.length >= this.#total;
    put(byId('letters-aside'), this.#total === 0 ? '' : text('lettersCount', { n: this.#total, shown: letters.length }));
  }

  #card(letter) {
    const when = element('time', '');
    age(when, letter.time);
    const who = button('link', () => this.#find(letter.clientId));
    put(who, letter.clientId);
    const attempts = element('span', 'attempts');
    const requeue = new Action('requeue', {
      of: () => letter,
      run: () => calls.requeue(letter.id),
      done: ({ id }) => this.#done(letter, 'requeued', { client: letter.clientId, id }),
    });
    const discard = new Action('discard', {
      confirm: 'discard',
      of: () => ({ client: letter.clientId }),
      run: () => calls.discard(letter.id),
      done: () => this.#done(letter, 'discarded', { client: letter.clientId }),
    });
    const root = element('li', 'letter',
      element('div', 'title', who, badge(letter.code), when, attempts, requeue.button, discard.button),
      element('p', 'cause', letter.cause),
      element('p', 'ids', element('code', '', letter.messageId)),
      requeue.trouble, discard.trouble);
    root.dataset.id = letter.id;
    return { root, show: () => say(attempts, 'attempts', { n: letter.attempts }) };
  }

  #done(letter, sentence, of) {
    this.#first = this.#first.filter(({ id }) => id !== letter.id);
    this.#further = this.#further.filter(({ id }) => id !== letter.id);
    this.#total--;
    const note = byId('letters-done');
    say(note, sentence, of);
    note.hidden = false;
    announce(note.textContent);
    this.show();
    this.refresh();
  }
}

function badge(code) {
  const made = element('span', 'badge', code);
  made.dataset.state = 'failed';
  return made;
}
