import { announce, byId, element } from '../dom.js';
import { say } from '../language.js';
import { examine } from './examination.js';
import { SETTINGS } from './settings.js';
import { judge } from './verdict.js';

const PROBING_SECONDS = 5;
/** A little longer than the longest silence of a stream with the usual heartbeat. */
const SHORT_SILENCE = 16;
/** Longer than what proxies usually bear. */
const LONG_SILENCE = 75;
const PERCENT = 100;

/** The check of the connection: the probes as they come, then what they mean and what to do. */
export class DoctorView {
  #dialog = byId('doctor');
  #findings = byId('doctor-findings');
  #again = byId('doctor-again');
  #long = byId('doctor-long');
  #running = new AbortController();

  /** @param {HTMLButtonElement} button */
  constructor(button) {
    button.addEventListener('click', () => this.#open());
    this.#again.addEventListener('click', () => this.#run());
    byId('doctor-close').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('close', () => this.#running.abort());
    byId('doctor-settings').append(
      ...SETTINGS.flatMap(({ name, text }) => [element('h3', '', name), element('pre', '', element('code', '', text))]),
    );
  }

  #open() {
    this.#dialog.showModal();
    this.#run();
  }

  async #run() {
    this.#running.abort();
    const { signal } = (this.#running = new AbortController());
    const silence = this.#long.checked ? LONG_SILENCE : SHORT_SILENCE;
    this.#begin(PROBING_SECONDS + silence);
    const url = new URL(`api/sse/doctor?seconds=${PROBING_SECONDS}&silence=${silence}`, document.baseURI).href;
    const seen = await examine({ url, signal, onProgress: (now) => this.#draw(now, PROBING_SECONDS + silence) });
    if (!signal.aborted) this.#show(judge(seen));
  }

  #begin(seconds) {
    this.#dialog.dataset.state = 'running';
    this.#again.disabled = true;
    this.#findings.replaceChildren();
    byId('doctor-help').hidden = true;
    byId('doctor-sent').replaceChildren();
    byId('doctor-came').replaceChildren();
    say(byId('doctor-state'), 'doctorRunning', { s: seconds });
  }

  /** Two lines, one above the other: when each probe was sent, and when it came. */
  #draw({ probes }, seconds) {
    // As if the quickest of them had come at once.
    const begin = Math.min(...probes.map(({ at, arrived }) => arrived - at));
    const total = (seconds + 1) * 1000;
    const tick = (ms) => {
      const mark = element('i', '');
      mark.style.left = `${Math.min(PERCENT, (ms / total) * PERCENT)}%`;
      return mark;
    };
    byId('doctor-sent').replaceChildren(...probes.map(({ at }) => tick(at)));
    byId('doctor-came').replaceChildren(...probes.map(({ arrived }) => tick(arrived - begin)));
  }

  /** @param {import('./verdict.js').Verdict} verdict */
  #show({ overall, findings }) {
    this.#dialog.dataset.state = overall;
    this.#again.disabled = false;
    say(byId('doctor-state'), `doctor_${overall}`);
    this.#findings.replaceChildren(
      ...findings.map(({ code, level, of }) => {
        const item = element('li', '');
        item.dataset.code = code;
        item.dataset.level = level;
        say(item, `doctor_${code}`, of);
        return item;
      }),
    );
    byId('doctor-help').hidden = overall === 'healthy';
    announce(byId('doctor-state').textContent);
  }
}
