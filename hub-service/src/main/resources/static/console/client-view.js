import { byId, element } from '../chat/dom.js';
import { say, text } from '../chat/language.js';
import { Action, calm, tell } from './action.js';
import { age } from './ages.js';
import { calls } from './calls.js';
import { mark, put, Rows } from './cells.js';
import { colourOf } from './colours.js';
import { bytes, whole } from './format.js';
import { nameOf } from './names.js';

const AGAIN_MS = 3_000;
/** Of those that are not acknowledged; a client that never acknowledges has hundreds. */
const MESSAGES_SHOWN = 12;

/** One client: its connections on all nodes, where each stands, and what it has not acknowledged. */
export class ClientView {
  #field = byId('find-id');
  #rows = new Rows(byId('found'), ({ id }) => id, (connection) => new ConnectionCard(connection, () => this.#refresh()));
  #unacknowledged = new Rows(byId('unacknowledged-list'), (id) => id, (id) => ({ root: element('li', '', element('code', '', id)), show() {} }));
  #clientId = '';
  #found = null;
  #round = 0;

  constructor() {
    byId('find-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.find(this.#field.value);
    });
    this.#field.addEventListener('input', () => this.#field.value === '' && this.find(''));
    this.#field.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      this.#field.value = '';
      this.find('');
    });
    setInterval(() => document.visibilityState === 'visible' && this.#refresh(), AGAIN_MS);
    const wanted = new URLSearchParams(location.search).get('client');
    if (wanted) this.find(wanted);
  }

  /** Shows a client from now on; an empty name shows none. @param {string} clientId */
  find(clientId) {
    this.#clientId = clientId.trim();
    this.#field.value = this.#clientId;
    this.#found = null;
    this.#round++;
    const query = this.#clientId ? `?client=${encodeURIComponent(this.#clientId)}` : location.pathname;
    history.replaceState(null, '', query);
    calm(byId('find-trouble'));
    this.show();
    this.#refresh();
  }

  focus() {
    this.#field.focus();
    this.#field.select();
  }

  async #refresh() {
    if (this.#clientId === '') return;
    const round = ++this.#round;
    try {
      const found = await calls.client(this.#clientId);
      if (round !== this.#round) return;
      this.#found = found;
      calm(byId('find-trouble'));
    } catch (problem) {
      if (round !== this.#round) return;
      tell(byId('find-trouble'), problem);
      if (!problem.passing) this.#found = null;
    }
    this.show();
  }

  /** Draws what is known; also in another language. */
  show() {
    const { connections = [], more = 0, unacknowledged = [], unanswered = [] } = this.#found ?? {};
    this.#rows.show(connections);
    const none = byId('find-none');
    none.hidden = connections.length > 0 || !byId('find-trouble').hidden;
    if (this.#clientId === '') say(none, 'findHint');
    else if (this.#found === null) say(none, 'searching');
    else say(none, 'notConnected', { client: this.#clientId });
    put(byId('find-aside'), connections.length === 0 ? '' : text('connectionsCount', { n: connections.length + more }));
    byId('find-unanswered').hidden = unanswered.length === 0 && more === 0;
    if (unanswered.length > 0) say(byId('find-unanswered'), 'unanswered', { nodes: unanswered.map(nameOf).join(', ') });
    else say(byId('find-unanswered'), 'moreConnections', { n: more });
    byId('unacknowledged').hidden = unacknowledged.length === 0;
    this.#unacknowledged.show(unacknowledged.slice(0, MESSAGES_SHOWN));
    const further = unacknowledged.length - MESSAGES_SHOWN;
    put(byId('unacknowledged-more'), further > 0 ? text('moreMessages', { n: further }) : '');
    mark(byId('find'), 'aria-busy', this.#clientId !== '' && this.#found === null);
  }
}

class ConnectionCard {
  root = element('li', 'connection');
  #latest;
  #mode = element('span', 'badge');
  #node = element('b', 'name');
  #swatch = element('i', 'swatch');
  #since = element('time', '');
  #sent = element('time', '');
  #figures = element('span', '');
  #queued = element('span', '');
  #positions = element('tbody', '');
  #cursor = element('code', 'cursor');
  #end;

  constructor(connection, changed) {
    this.#latest = connection;
    this.root.dataset.id = connection.id;
    this.#end = new Action('end', {
      confirm: 'end',
      of: () => ({ client: byId('find-id').value, node: nameOf(this.#latest.node) }),
      run: () => calls.endConnection(connection.id),
      done: changed,
    });
    this.root.append(
      element('div', 'title', this.#swatch, this.#node, this.#mode, element('code', 'id', connection.id), this.#end.button),
      this.#end.trouble,
      element('dl', '', ...pair('connectedFor', this.#since), ...pair('lastSent', this.#sent), ...pair('sent', this.#figures), ...pair('queued', this.#queued)),
      element('table', 'positions', this.#positions),
      element('p', 'cursor-line', label('cursor'), this.#cursor),
    );
  }

  show(connection) {
    this.#latest = connection;
    put(this.#node, nameOf(connection.node));
    mark(this.#swatch, 'class', `swatch ${colourOf(connection.node)}`);
    say(this.#mode, `mode_${connection.mode}`);
    mark(this.#mode, 'data-state', connection.mode);
    age(this.#since, connection.since, 'for');
    age(this.#sent, connection.lastSent);
    put(this.#figures, text('eventsAndBytes', { events: whole(connection.sent?.events), bytes: bytes(connection.sent?.bytes) }));
    put(this.#queued, bytes(connection.queuedBytes));
    const rows = connection.channels.map((channel) => [channel, connection.positions?.[channel] ?? '–']);
    const same = this.#positions.children.length === rows.length;
    if (!same) this.#positions.replaceChildren(...rows.map(() => element('tr', '', element('th', ''), element('td', ''))));
    rows.forEach(([channel, position], i) => {
      const [name, at] = this.#positions.children[i].children;
      name.scope = 'row';
      put(name, channel);
      put(at, position);
    });
    put(this.#cursor, connection.cursor ?? '–');
  }
}

function pair(key, value) {
  const name = element('dt', '');
  say(name, key);
  return [name, element('dd', '', value)];
}

function label(key) {
  const made = element('span', 'key');
  say(made, key);
  return made;
}
