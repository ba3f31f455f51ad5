import { announce, element } from '../chat/dom.js';
import { say } from '../chat/language.js';
import { button, mark } from './cells.js';
import { confirmed } from './confirm.js';

/**
 * A button that asks first, does something, and says beside itself why it could not.
 *
 * @param {string} label  key of its sentence
 * @param {{confirm?: string, of: () => object, run: () => Promise<any>, done?: (result: any) => any}} does  done may take
 *     its time; the button waits for it
 */
export class Action {
  button;
  /** Where its trouble is said. */
  trouble = element('p', 'trouble');
  #does;

  constructor(label, does) {
    this.#does = does;
    this.button = button('act', () => this.#act());
    say(this.button, label);
    this.trouble.hidden = true;
    this.trouble.setAttribute('role', 'alert');
  }

  async #act() {
    const { confirm, of, run, done } = this.#does;
    if (confirm && !(await confirmed(confirm, of()))) return;
    this.trouble.hidden = true;
    this.button.disabled = true;
    mark(this.button, 'aria-busy', true);
    try {
      const result = await run();
      await done?.(result);
    } catch (problem) {
      tell(this.trouble, problem, 'unknownOutcome');
      announce(this.trouble.textContent);
    } finally {
      this.button.disabled = false;
      mark(this.button, 'aria-busy', null);
    }
  }
}

/**
 * Says what went wrong, in the words of whoever refused.
 *
 * @param {HTMLElement} place @param {any} problem
 * @param {'unreachable'|'unknownOutcome'} silence  what it means that nobody answered
 */
export function tell(place, problem, silence = 'unreachable') {
  say(place, problem.status === 0 ? silence : 'refusedBecause', { detail: problem.message, code: problem.code });
  place.hidden = false;
}

/** @param {HTMLElement} place */
export function calm(place) {
  place.hidden = true;
}

