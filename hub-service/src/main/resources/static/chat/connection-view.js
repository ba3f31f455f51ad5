import { announce, byId } from './dom.js';
import { say, text } from './language.js';

/** A connection that takes longer than this has something in its way. */
const SLOW_MS = 8_000;
const REDRAW_MS = 250;
/** Nobody should have to wait longer than this without being offered not to. */
const LONG_WAIT_MS = 3_000;

/** The state of the connection: the pill at the top, and a notice where somebody must do something. */
export class ConnectionView {
  #pill = byId('state');
  #cut = byId('cut');
  #notice = byId('notice');
  /** @type {import('../hub-client/types.js').Status|null} */
  #status = null;
  #countdown = 0;
  #slow = 0;

  /** @param {() => void} retry */
  constructor(retry) {
    byId('notice-retry').addEventListener('click', retry);
  }

  /** @param {import('../hub-client/types.js').Status} status */
  show(status) {
    const before = this.#status;
    this.#status = status;
    const { state, node } = status;
    this.#pill.dataset.state = state;
    this.#pill.dataset.node = node ?? '';
    this.#cut.disabled = state !== 'live' && state !== 'catching-up';
    byId('state-node').textContent = state === 'live' || state === 'catching-up' ? (node ?? '') : '';

    clearInterval(this.#countdown);
    if (state === 'reconnecting') this.#countdown = setInterval(() => this.#showState(), REDRAW_MS);
    this.#showState();
    this.#showNotice(status);
    if (before?.state !== state && (state === 'live' || state === 'reconnecting' || state === 'ended')) {
      announce(text('sayState', { state: text(state), node: state === 'live' ? node : '' }));
    }
  }

  #showState() {
    const { state, reason, retryAt } = this.#status;
    const left = Math.ceil(((retryAt ?? 0) - Date.now()) / 1000);
    if (state === 'reconnecting' && left > 1) say(byId('state-text'), 'reconnectingIn', { s: left });
    else if (reason === 'redis_unavailable') say(byId('state-text'), 'waitingForStore');
    else say(byId('state-text'), state === 'idle' ? 'connecting' : state);
  }

  #showNotice({ state, problem, retryAt }) {
    clearTimeout(this.#slow);
    if (state === 'live' || state === 'catching-up') this.#notice.hidden = true;
    if (state === 'connecting') this.#slow = setTimeout(() => this.#notify('slowConnect'), SLOW_MS);
    if (state === 'reconnecting' && retryAt - Date.now() > LONG_WAIT_MS) this.#notify('away', {}, problem?.code);
    if (state === 'ended' && problem) this.#notify('refused', { detail: problem.message }, problem.code);
    if (state === 'ended' && !problem) this.#notify('endedForGood');
  }

  #notify(key, of = {}, code = '') {
    say(byId('notice-text'), key, of);
    byId('notice-code').textContent = code;
    this.#notice.dataset.code = code;
    this.#notice.hidden = false;
  }
}
