import { byId, element } from '../chat/dom.js';
import { text } from '../chat/language.js';
import { age } from './ages.js';
import { mark, put, Rows } from './cells.js';
import { millis, whole } from './format.js';

/** The chat workers, and what waits before them. */
export class WorkersView {
  #rows = new Rows(byId('worker-rows'), ({ worker }) => worker, () => new WorkerRow());

  show({ workers, queue }) {
    this.#rows.show(workers);
    byId('workers-none').hidden = workers.length > 0;
    document.querySelector('table.workers').hidden = workers.length === 0;
    put(byId('queue'), queue.waiting === 0
      ? text('queueEmpty')
      : text('queueWaits', { n: whole(queue.waiting), time: millis(queue.oldestMillis) }));
    mark(byId('queue'), 'data-warn', queue.waiting > 0 && workers.length === 0);
  }
}

class WorkerRow {
  root = element('tr', '');
  #name = element('th', 'name');
  #work = element('span', 'number');
  #fill = element('i', 'fill');
  #since = element('time', '');

  constructor() {
    this.#name.scope = 'row';
    this.root.append(
      this.#name,
      element('td', 'load', element('span', 'load-line', this.#work), element('span', 'bar', this.#fill)),
      element('td', 'figure', this.#since),
    );
  }

  show({ worker, running, capacity, since }) {
    put(this.#name, worker);
    mark(this.#name, 'title', worker);
    put(this.#work, text('ofCapacity', { running: whole(running), capacity: whole(capacity) }));
    this.#fill.style.width = `${capacity > 0 ? Math.round((running / capacity) * 100) : 0}%`;
    age(this.#since, since, 'for');
  }
}
