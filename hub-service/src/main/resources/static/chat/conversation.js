import { Turn } from './turn.js';

/** All turns, oldest first, by the id of their message. */
export class Conversation {
  #list;
  #empty;
  /** @type {Map<string, Turn>} */
  #turns = new Map();

  #actions;

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} empty  shown while there is no turn
   * @param {import('./turn.js').Actions} actions
   */
  constructor(list, empty, actions) {
    this.#list = list;
    this.#empty = empty;
    this.#actions = actions;
  }

  /** Another one is shown from now on. */
  clear() {
    this.#turns.clear();
    this.#list.replaceChildren();
  }

  /** A question that is only just being asked. */
  begin() {
    const turn = new Turn(this.#actions);
    this.#place(turn);
    return turn;
  }

  /**
   * Now the question has an id. The answer may have been faster and have opened a turn of its own.
   * @param {Turn} turn @param {import('../hub-client/message.js').Message} message
   */
  identified(turn, message) {
    const faster = this.#turns.get(message.id);
    if (faster && faster !== turn) {
      turn.breaks.append(...faster.breaks.children);
      faster.element.remove();
    }
    this.#turns.set(message.id, turn);
    turn.show(message);
  }

  /** @param {import('../hub-client/message.js').Message} message @param {{appended?: string, reasoned?: string, node?: string|null}} [news] */
  show(message, news) {
    const known = this.#turns.get(message.id);
    const turn = known ?? new Turn(this.#actions);
    turn.show(message, news);
    if (known) return;
    this.#turns.set(message.id, turn);
    this.#place(turn);
  }

  /** @param {string} id */
  turnOf(id) {
    return this.#turns.get(id);
  }

  showEmpty() {
    this.#empty.hidden = this.#list.childElementCount > 0;
  }

  #place(turn) {
    const shown = /** @type {HTMLElement[]} */ ([...this.#list.children]);
    const later = shown.find((other) => Number(other.dataset.createdAt ?? 0) > turn.createdAt);
    turn.element.dataset.createdAt = String(turn.createdAt);
    this.#list.insertBefore(turn.element, later ?? null);
    this.#empty.hidden = true;
  }
}
