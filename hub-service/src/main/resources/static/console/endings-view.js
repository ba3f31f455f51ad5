import { byId, element } from '../chat/dom.js';
import { hasText, say, text } from '../chat/language.js';
import { calm, tell } from './action.js';
import { age, duration } from './ages.js';
import { calls } from './calls.js';
import { button, mark, put, Rows } from './cells.js';
import { colourOf } from './colours.js';
import { bytes, whole } from './format.js';
import { nameOf } from './names.js';

const AGAIN_MS = 5_000;
/** Others, such as those who watch the cluster, are no clients that could be found. */
const NAME = /^[A-Za-z0-9._~@:-]{1,128}$/;

/** Connections that ended lately, on all nodes, and why; by reason if wanted. */
export class EndingsView {
  #endings = [];
  #unanswered = [];
  #known = false;
  #reason = '';
  #rows;
  #chips = new Rows(byId('reasons'), ({ reason }) => reason, ({ reason }) => this.#chip(reason));

  /** @param {(clientId: string) => void} find */
  constructor(find) {
    this.#rows = new Rows(byId('ending-rows'), ({ id, ended }) => `${id} ${ended}`, (ending) => row(ending, find));
    setInterval(() => document.visibilityState === 'visible' && this.refresh(), AGAIN_MS);
  }

  async refresh() {
    try {
      const { endings, unanswered = [] } = await calls.endings();
      this.#endings = endings;
      this.#unanswered = unanswered;
      this.#known = true;
      calm(byId('endings-trouble'));
    } catch (problem) {
      tell(byId('endings-trouble'), problem);
    }
    this.show();
  }

  show() {
    const counts = new Map([['', this.#endings.length]]);
    for (const { reason } of this.#endings) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    // What is chosen stays in sight, though there is none of it any more.
    if (!counts.has(this.#reason)) counts.set(this.#reason, 0);
    const [all, ...reasons] = [...counts].map(([reason, count]) => ({ reason, count }));
    reasons.sort((a, b) => a.reason.localeCompare(b.reason));
    this.#chips.show(this.#endings.length === 0 && this.#reason === '' ? [] : [all, ...reasons]);
    const shown = this.#endings.filter(({ reason }) => this.#reason === '' || reason === this.#reason);
    this.#rows.show(shown);
    document.querySelector('#endings .scroll').hidden = shown.length === 0;
    byId('endings-none').hidden = shown.length > 0 || !this.#known;
    put(byId('endings-aside'), this.#unanswered.length > 0 ? text('unanswered', { nodes: this.#unanswered.map(nameOf).join(', ') }) : '');
  }

  #chip(reason) {
    const name = element('span', '');
    const count = element('b', '');
    const choose = button('chip', () => {
      this.#reason = reason;
      this.show();
    });
    choose.append(name, count);
    const root = element('li', '', choose);
    return {
      root,
      show: ({ count: n }) => {
        if (reason === '') say(name, 'all');
        else put(name, reason);
        put(count, whole(n));
        mark(choose, 'aria-pressed', String(reason === this.#reason));
        mark(choose, 'title', reasonText(reason));
      },
    };
  }
}

function reasonText(reason) {
  return hasText(`reason_${reason}`) ? text(`reason_${reason}`) : '';
}

function row({ clientId, node, since, ended, reason, events, bytes: size }, find) {
  const when = element('time', '');
  age(when, ended);
  const who = NAME.test(clientId) ? button('link', () => find(clientId)) : element('span', '');
  put(who, clientId);
  const why = element('span', 'badge', reason);
  why.dataset.state = reason;
  const swatch = element('i', 'swatch');
  const name = element('span', 'name');
  const lasted = element('td', 'figure');
  const root = element('tr', '',
    element('td', 'when', when), element('td', 'client', who), element('td', '', why),
    element('td', 'where', swatch, name),
    lasted, element('td', 'figure', whole(events)), element('td', 'figure', bytes(size)));
  root.dataset.reason = reason;
  return {
    root,
    show() {
      mark(swatch, 'class', `swatch ${colourOf(node)}`);
      put(name, nameOf(node));
      put(lasted, duration(Date.parse(ended) - Date.parse(since)));
      mark(why, 'title', reasonText(reason));
    },
  };
}
