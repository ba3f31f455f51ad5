import { element } from './dom.js';
import { say } from './language.js';

const CJK = /[\u3400-\u9fff]/;

/** A question and its answer, as they are shown. */
export class Turn {
  element = element('article', 'turn');
  /** For the order: of whom nobody knows yet when it was asked, it was just now. */
  createdAt = Date.now();

  #question = message('question');
  #answer = message('answer');
  #problem = element('div', 'problem');
  #note = element('p', 'note');
  #meta = element('p', 'meta');
  #breaks = element('div', 'breaks');
  #askedNode = null;
  #heardFrom = new Set();

  constructor() {
    this.#problem.setAttribute('role', 'alert');
    this.#answer.element.append(this.#note, this.#breaks, this.#meta);
    for (const part of [this.#question.element, this.#problem, this.#answer.element, this.#note]) part.hidden = true;
    this.element.append(this.#question.element, this.#problem, this.#answer.element);
  }

  /** Where chips about the connection go while this answer is being written. */
  get breaks() {
    return this.#breaks;
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
    const again = /** @type {HTMLButtonElement} */ (element('button', 'tool'));
    again.type = 'button';
    say(again, 'retry');
    again.addEventListener('click', retry);
    this.#problem.replaceChildren(sentence, element('code', '', problem.code), again);
    this.#problem.dataset.code = problem.code;
    this.#problem.hidden = false;
  }

  /**
   * @param {import('../hub-client/message.js').Message} message
   * @param {{appended?: string, node?: string|null}} [news]  `node`: where it was just heard
   */
  show(message, { appended, node } = {}) {
    this.createdAt = message.createdAt ?? this.createdAt;
    if (message.question !== undefined) this.#showQuestion(message.question, 'sent', message.id);
    if (node) this.#heardFrom.add(node);

    const { element: answer, text } = this.#answer;
    answer.hidden = false;
    answer.dataset.id = message.id;
    answer.dataset.state = message.state;
    answer.dataset.attempt = String(message.attempt);
    answer.dataset.fragments = String(message.nextIndex);
    if (appended !== undefined && text.data.length + appended.length === message.text.length) text.appendData(appended);
    else if (text.data !== message.text) text.data = message.text;
    this.#showLanguage(message);
    this.#showStateOf(message);
    this.#showMeta(message);
  }

  #showQuestion(question, state, id = '') {
    const { element: bubble, text } = this.#question;
    bubble.hidden = false;
    bubble.dataset.state = state;
    bubble.dataset.id = id;
    if (question !== '') text.data = question;
    else say(text.parentElement, 'unknownQuestion');
  }

  // Fonts and voices for Chinese differ from those for Japanese, and the page may be in English.
  #showLanguage({ text }) {
    const part = this.#answer.text.parentElement;
    if (!part.lang && CJK.test(text)) part.lang = 'zh-CN';
  }

  #showStateOf({ state, text, holes, error }) {
    if (state === 'queued') this.#showNote('waiting');
    else if (state === 'cancelled') this.#showNote('cancelled');
    else if (state === 'failed' && error?.code === 'expired') this.#showNote('expired', {}, error.code);
    else if (state === 'failed') this.#showNote('failed', { detail: error?.message ?? '' }, error?.code);
    else if (holes.length > 0) this.#showNote('partMissing');
    else if (state === 'running' && text === '') this.#showNote('waiting');
    else this.#note.hidden = true;
  }

  #showNote(key, of = {}, code = '') {
    const sentence = element('span', '');
    say(sentence, key, of);
    this.#note.replaceChildren(sentence, ...(code ? [' ', element('code', '', code)] : []));
    this.#note.dataset.kind = key;
    this.#note.hidden = false;
    this.#answer.element.hidden = false;
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
  const text = document.createTextNode('');
  const part = element('div', 'text', text);
  part.dir = 'auto';
  const whole = element('div', 'message', part);
  whole.dataset.role = role;
  return { element: whole, text };
}
