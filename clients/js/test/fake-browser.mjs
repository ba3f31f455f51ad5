/**
 * A stand-in for a browser: tabs with Web Locks and BroadcastChannel, on a stand-in for the hub, in a time the test moves. A tab
 * can be closed, crash without a word, and stand still with everything that comes to it waiting.
 */
import { connect } from '../src/index.js';
import { FakeHub } from './fake-hub.mjs';
import { ManualClock } from './manual-clock.mjs';

export class FakeBrowser {
  clock = new ManualClock();
  hub = new FakeHub({ clock: this.clock });
  /** @type {Set<object>} */
  channels = new Set();
  /** @type {Map<string, object[]>} name → holder first, then who waits */
  locks = new Map();
  random = () => 0.5;

  /** @param {object} [options]  of connect() */
  tab(options = {}) {
    return new FakeTab(this, options);
  }

  /** Connections the hub has. */
  get connections() {
    return this.hub.streams.size;
  }
}

export class FakeTab {
  events = [];
  states = [];
  problems = [];
  #frozen = false;
  #waiting = [];
  #streams = new Set();

  constructor(browser, { on = {}, ...options }) {
    this.browser = browser;
    const tab = this;
    this.hub = connect({
      clientId: 'alice',
      nodes: ['', 'http://hub-2'],
      shared: true,
      reconcile: false,
      clock: { ...browser.clock, setTimeout: (run, ms) => browser.clock.setTimeout(() => this.#when(run), ms) },
      random: browser.random,
      fetch: (url, request) => this.#fetch(url, request),
      locks: { request: (...args) => tab.#lock(...args) },
      BroadcastChannel: class extends FakeChannel {
        constructor(name) {
          super(tab, name);
        }
      },
      ...options,
      on: {
        event: (event) => this.events.push(event),
        state: (status) => this.states.push(status),
        problem: (problem) => this.problems.push(problem),
        ...on,
      },
    });
  }

  /** What was published, as the numbers in it. */
  get notes() {
    const range = ({ n, to = n }) => Array.from({ length: to - n + 1 }, (_, i) => n + i);
    return this.events.filter(({ type }) => type === 'note').flatMap(({ data }) => range(data));
  }

  close() {
    this.hub.close();
  }

  /** Without a word: its lock and its sockets are taken from it. */
  crash() {
    this.#frozen = true;
    this.crashed = true;
    for (const stream of this.#streams) stream.break();
    for (const line of this.browser.locks.values()) for (const each of line.filter(({ tab }) => tab === this)) each.drop();
  }

  freeze() {
    this.#frozen = true;
  }

  thaw() {
    this.#frozen = false;
    for (const run of this.#waiting.splice(0)) run();
  }

  /** Runs in this tab, now or when it goes on. */
  #when(run) {
    if (this.#frozen) this.#waiting.push(run);
    else run();
  }

  #passed() {
    return new Promise((resolve) => this.#when(resolve));
  }

  deliver(run) {
    setImmediate(() => this.#when(run));
  }

  async #fetch(url, request) {
    const response = await this.browser.hub.fetch(url, request);
    if (response.stream) this.#streams.add(response.stream);
    if (this.crashed) response.stream?.break();
    await this.#passed();
    if (!response.stream) return response;
    return { status: response.status, ok: response.ok, headers: response.headers, body: this.#gated(response.body) };
  }

  /** A body whose pieces wait as long as the tab stands still. */
  #gated(body) {
    const reader = body.getReader();
    const read = async () => {
      const piece = await reader.read();
      await this.#passed();
      return piece;
    };
    return { getReader: () => ({ read }) };
  }

  #lock(name, { signal, steal = false }, run) {
    const locks = this.browser.locks;
    if (!locks.has(name)) locks.set(name, []);
    const line = locks.get(name);
    return new Promise((resolve, reject) => {
      const next = () => line[0]?.grant();
      const drop = () => {
        const at = line.indexOf(request);
        if (at >= 0) line.splice(at, 1);
        next();
      };
      const request = {
        tab: this,
        drop,
        granted: false,
        grant: () => {
          if (request.granted) return;
          request.granted = true;
          this.deliver(() => Promise.resolve(run()).then((value) => (drop(), resolve(value)), (failure) => (drop(), reject(failure))));
        },
        rob: () => this.deliver(() => reject(new DOMException('stolen', 'AbortError'))),
      };
      signal?.addEventListener('abort', () => {
        if (request.granted) return;
        drop();
        reject(new DOMException('withdrawn', 'AbortError'));
      });
      if (steal) line.splice(0, line[0]?.granted ? 1 : 0, request).forEach((robbed) => robbed.rob());
      else line.push(request);
      next();
    });
  }
}

class FakeChannel {
  constructor(tab, name) {
    Object.assign(this, { tab, name, onmessage: null });
    tab.browser.channels.add(this);
  }

  postMessage(message) {
    const data = structuredClone(message);
    for (const other of this.tab.browser.channels) {
      if (other !== this && other.name === this.name) other.tab.deliver(() => other.onmessage?.({ data }));
    }
  }

  close() {
    this.tab.browser.channels.delete(this);
  }
}
