import { announce, byId } from '../chat/dom.js';
import { say, text } from '../chat/language.js';

const TICK_MS = 1_000;

/** Whether the figures are those of now: the pill at the top, greyed figures while they are not, and why one is refused. */
export class StateView {
  #state = 'connecting';
  #problem = null;
  #heardAt;

  /** @param {() => number} heardAt  when figures last came */
  constructor(heardAt) {
    this.#heardAt = heardAt;
    setInterval(() => this.#state === 'lost' && this.#showPill(), TICK_MS);
  }

  /** @param {string} state @param {any} [problem] */
  show(state, problem) {
    const before = this.#state;
    this.#state = state;
    this.#problem = problem;
    document.body.dataset.state = state;
    byId('refused').hidden = state !== 'refused';
    byId('all').hidden = state === 'refused';
    this.#showPill();
    if (state === 'refused') this.#showRefusal();
    if (before !== state && state === 'live') announce(text('sayLive'));
    if (before !== state && state === 'lost') announce(text('sayLost'));
  }

  #showPill() {
    say(byId('state-text'), this.#state, { ms: Date.now() - this.#heardAt() });
  }

  #showRefusal() {
    const { code, message } = this.#problem;
    const local = code === 'loopback_only';
    say(byId('refused-title'), 'refusedTitle');
    say(byId('refused-text'), local ? 'refused_loopback_only' : 'refused_other', { detail: message });
    byId('refused-code').textContent = code;
    const port = location.port || (location.protocol === 'https:' ? '443' : '80');
    byId('refused-command').textContent = `ssh -L 8080:localhost:${port} ${location.hostname}\nhttp://localhost:8080/console`;
    byId('refused-command').hidden = !local;
    byId('token-form').hidden = local;
  }
}
