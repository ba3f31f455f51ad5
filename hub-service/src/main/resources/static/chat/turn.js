import { codeFrame } from './code-frame.js';
import { element } from './dom.js';
import { hasText, say } from './language.js';
import { Markdown } from './markdown/markdown.js';
import { Reasoning } from './reasoning.js';

const CJK = /[\u3400-\u9fff]/;

/**
 * What a person can do about an answer.
 * @typedef {object} Actions
 * @property {(id: string) => void} stop
 * @property {(question: string) => void} retry
 * @property {(question: string) => void} edit
 */

/** A question and its answer, as they are shown. */
export class Turn {
  element = element('article', 'turn');
  /** For the order: of whom nobody knows yet when it was asked, it was just now. */
  createdAt = Date.now();

  #actions;
  #question = message('question');
  #answer = message('answer');
  #markdown = new Markdown(this.#answer.text, codeFrame);
  /** What the Markdown was made of. */
  #source = '';
  #reasoning = new Reasoning();
  #problem = element('div', 'problem');
  #note = element('p', 'note');
  #doing = element('p', 'doing');
  #meta = element('p', 'meta');
  #breaks = element('div', 'breaks');
  #askedNode = null;
  #heardFrom = new Set();
  /** What `#doing` offers now. */
  #offer = '';

  /** @param {Actions} actions */
  constructor(actions) {
    this.#actions = actions;
    this.#problem.setAttribute('role', 'alert');
    this.#answer.element.prepend(this.#reasoning.element);
    this.#answer.element.append(this.#note, this.#doing, this.#breaks, this.#meta);
    for (const part of [this.#question.element, this.#problem, this.#answer.element, this.#note]) part.hidden = true;
    this.element.append(this.#question.element, this.#problem, this.#answer.element);
  }

  /** Where chips about the connection go while this answer is being written. */
  get breaks() {
    return this.#breaks;
  }

  /** The answer as it is read out: without the marks of its Markdown. */
  get spoken() {
    return this.#answer.text.textContent ?? '';
  }

  sending(question) {
    this.#showQuestion(question, 'sending');
    this.#problem.hidden = true;
    this.#showNote('sending');
  }

  /** @param {string|null} node  that took it */
  sent(id, node) {
    this.#question.element.dataset.id = id;
    this.#question.element.dataset.state = 'sent';
    this.#askedNode = node;
    this.#note.hidden = true;
  }

  /** @param {import('../hub-client/problem.js').HubProblem} problem @param {() => void} retry */
  notSent(problem, retry) {
    this.#question.element.dataset.state = 'failed';
    this.#note.hidden = true;
    const sentence = element('span', '');
    if (problem.code === 'unreachable') say(sentence, 'unreachable');
    else say(sentence, 'notSent', { detail: problem.message });
    this.#problem.replaceChildren(sentence, element('code', '', problem.code), button('retry', retry));
    this.#problem.dataset.code = problem.code;
    this.#problem.hidden = false;
  }

  /**
   * @param {import('../hub-client/message.js').Message} message
   * @param {{appended?: string, reasoned?: string, node?: string|null}} [news]  `node`: where it was just heard
   */
  show(message, { appended, reasoned, node } = {}) {
    this.createdAt = message.createdAt ?? this.createdAt;
    if (message.question !== undefined) this.#showQuestion(message.question, 'sent', message.id);
    if (node) this.#heardFrom.add(node);

    const { element: answer } = this.#answer;
    answer.hidden = false;
    answer.dataset.id = message.id;
    answer.dataset.state = message.state;
    answer.dataset.attempt = String(message.attempt);
    answer.dataset.fragments = String(message.nextIndex);
    this.#showText(message, appended);
    this.#reasoning.show(message, reasoned);
    this.#showStateOf(message);
    this.#offerWhatCanBeDone(message);
    this.#showMeta(message);
  }

  #showText({ text, ended }, appended) {
    // What is appended is all that is looked at: else an answer would cost the square of its length.
    if (appended !== undefined && this.#source.length + appended.length === text.length) {
      this.#source += appended;
      this.#markdown.append(appended);
      this.#showLanguage(appended);
    } else if (this.#source !== text) {
      this.#source = text;
      this.#markdown.replace(text);
      this.#showLanguage(text);
    }
    if (ended) this.#markdown.end();
  }

  #showQuestion(question, state, id = '') {
    const { element: bubble, text } = this.#question;
    bubble.hidden = false;
    bubble.dataset.state = state;
    bubble.dataset.id = id;
    if (question === '') say(text, 'unknownQuestion');
    else if (text.textContent !== question) text.textContent = question;
  }

  // Fonts and voices for Chinese differ from those for Japanese, and the page may be in English.
  #showLanguage(text) {
    if (!this.#answer.text.lang && CJK.test(text)) this.#answer.text.lang = 'zh-CN';
  }

  #showStateOf({ state, text, reasoning, holes, error }) {
    if (state === 'queued') this.#showNote('waiting');
    else if (state === 'cancelled') this.#showNote('cancelled');
    else if (state === 'failed') this.#showFailure(error);
    else if (holes.length > 0) this.#showNote('partMissing');
    else if (state === 'running' && text === '') this.#showNote(reasoning === '' ? 'waiting' : 'thinking');
    else this.#note.hidden = true;
  }

  /** Codes that are known are told in the reader's language. @param {{code: string, message: string}|undefined} error */
  #showFailure(error) {
    const known = `error_${error?.code}`;
    if (error?.code === 'expired') this.#showNote('expired', {}, error.code);
    else if (hasText(known)) this.#showNote(known, {}, error?.code, 'failed');
    else this.#showNote('failed', { detail: error?.message ?? '' }, error?.code);
  }

  #showNote(key, of = {}, code = '', kind = key) {
    const sentence = element('span', '');
    say(sentence, key, of);
    this.#note.replaceChildren(sentence, ...(code ? [' ', element('code', '', code)] : []));
    this.#note.dataset.kind = kind;
    this.#note.hidden = false;
    this.#answer.element.hidden = false;
  }

  /** To stop what runs; to ask again what did not come to its end. */
  #offerWhatCanBeDone({ id, state, question, error }) {
    const open = state === 'queued' || state === 'running';
    const again = (state === 'failed' || state === 'cancelled') && Boolean(question);
    const offer = open ? 'stop' : again ? (error?.code === 'provider_rejected' ? 'edit' : 'retry') : '';
    if (offer === this.#offer) return;
    this.#offer = offer;
    const does = { stop: () => this.#actions.stop(id), retry: () => this.#actions.retry(question), edit: () => this.#actions.edit(question) };
    const focused = this.#doing.contains(document.activeElement);
    this.#doing.replaceChildren(...(offer ? [button(offer, does[offer])] : []));
    // Whoever pressed "stop" by keyboard is not thrown out of the answer.
    if (focused) /** @type {HTMLElement|null} */ (this.#doing.firstElementChild)?.focus({ preventScroll: true });
  }

  #showMeta({ attempt, nextIndex }) {
    const facts = [];
    if (this.#askedNode) facts.push(['asked', { node: this.#askedNode }]);
    if (this.#heardFrom.size > 0) facts.push(['heard', { nodes: [...this.#heardFrom].join(' → ') }]);
    if (nextIndex > 0) facts.push(['fragments', { n: nextIndex }]);
    if (attempt > 1) facts.push(['attempt', { n: attempt }]);
    facts.forEach(([key, of], i) => say((this.#meta.children[i] ?? this.#meta.appendChild(element('span', ''))), key, of));
    this.#meta.dataset.asked = this.#askedNode ?? '';
  }
}

function message(role) {
  const text = element('div', 'text');
  text.dir = 'auto';
  const whole = element('div', 'message', text);
  whole.dataset.role = role;
  return { element: whole, text };
}

function button(key, onClick) {
  const node = /** @type {HTMLButtonElement} */ (element('button', `tool ${key}`));
  node.type = 'button';
  say(node, key);
  node.addEventListener('click', onClick);
  return node;
}
