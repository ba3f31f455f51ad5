import { element } from './dom.js';
import { say } from './language.js';

const KINDS = { cut: 'cut', moved: 'moved', stalled: 'stalled' };

/**
 * Writes down what happens when the connection breaks, as a chip of three parts: where it broke, when and where it came
 * back, and that nothing was lost.
 */
export class Breaks {
  #place;
  #unended;
  /** @type {ReturnType<typeof chip>|null} */
  #open = null;
  #wasLive = false;

  /**
   * @param {(message: import('../hub-client/message.js').Message|undefined) => HTMLElement} place  for a chip
   * @param {() => import('../hub-client/message.js').Message|undefined} unended  the message that is being written
   */
  constructor(place, unended) {
    this.#place = place;
    this.#unended = unended;
  }

  /** @param {import('../hub-client/types.js').Status} status */
  onState({ state, node, reason }) {
    if (state === 'live') {
      this.#wasLive = true;
      this.#back(node);
    } else if (this.#wasLive && (state === 'reconnecting' || state === 'connecting')) {
      this.#wasLive = false;
      this.#begin(KINDS[reason] ?? 'lost');
    } else if (this.#open && state === 'reconnecting') {
      this.#open.tries++;
      say(this.#open.back, 'trying', { n: this.#open.tries });
    } else if (state === 'ended') {
      this.#wasLive = false;
      this.#open = null;
    }
  }

  /** @param {import('../hub-client/message.js').Message} message */
  onText(message) {
    const open = this.#open;
    if (!open?.isBack || open.message !== message || message.holes.length > 0) return;
    if (message.nextIndex > open.fragments) this.#close('resumedAt', { n: open.fragments + 1 });
    else if (message.ended) this.#close('resumed');
  }

  onGap() {
    if (!this.#open) return;
    this.#open.element.dataset.gap = 'true';
    this.#close('gapSince');
  }

  #begin(kind) {
    const message = this.#unended();
    const fragments = message?.nextIndex ?? 0;
    this.#open = { ...chip(kind, fragments), message, fragments };
    this.#place(message).append(this.#open.element);
  }

  #back(node) {
    const open = this.#open;
    if (!open || open.isBack) return;
    open.isBack = true;
    const ms = performance.now() - open.since;
    say(open.back, node ? 'back' : 'backNoNode', { ms, node });
    if (!open.message) this.#close('resumed');
  }

  #close(key, of) {
    say(this.#open.resumed, key, of);
    this.#open.element.dataset.done = 'true';
    this.#open = null;
  }
}

function chip(kind, fragments) {
  const [broke, back, resumed] = ['broke', 'back', 'resumed'].map((name) => element('span', name));
  say(broke, fragments > 0 ? `break_${kind}` : `break_${kind}_idle`, { n: fragments });
  const whole = element('p', 'break', broke, back, resumed);
  whole.dataset.kind = kind;
  whole.dataset.done = 'false';
  return { element: whole, back, resumed, since: performance.now(), tries: 1, isBack: false };
}
