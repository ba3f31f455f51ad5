import { keep, setting } from './settings.js';

/** @type {Record<string, Record<string, any>>} sentences by language and key */
let texts = {};
let language = 'en';

// The values in an element's sentence, to say it again in another language.
/** @type {WeakMap<Element, object>} */
const values = new WeakMap();

/** Gives the page its sentences, and takes the language chosen last time, or the browser's. */
export function speak(sentences) {
  texts = sentences;
  const wanted = setting('language') ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');
  language = wanted in texts ? wanted : 'en';
}

/** @param {string} key @param {object} [of] */
export function text(key, of = {}) {
  const sentence = texts[language][key];
  return typeof sentence === 'function' ? sentence(of) : sentence;
}

/** @param {string} key */
export function hasText(key) {
  return key in texts[language];
}

/** Gives an element its sentence, which follows the language from now on. @param {Element} element */
export function say(element, key, of = {}) {
  values.set(element, of);
  element.setAttribute('data-i18n', key);
  const sentence = text(key, of);
  // Unchanged text stays untouched, so that nobody's selection is lost.
  if (element.textContent !== sentence) element.textContent = sentence;
}

function sayAll() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : language;
  for (const element of document.querySelectorAll('[data-i18n]')) {
    say(element, element.getAttribute('data-i18n'), values.get(element));
  }
  for (const element of document.querySelectorAll('[data-i18n-label]')) {
    const label = text(element.getAttribute('data-i18n-label'));
    element.setAttribute('aria-label', label);
    if (element.tagName === 'BUTTON') element.setAttribute('title', label);
  }
  for (const element of document.querySelectorAll('[data-i18n-placeholder]')) {
    element.setAttribute('placeholder', text(element.getAttribute('data-i18n-placeholder')));
  }
}

/**
 * @param {HTMLButtonElement} button  named after the other language
 * @param {() => void} onChange
 */
export function languageToggle(button, onChange) {
  const other = () => (language === 'en' ? 'zh' : 'en');
  const show = () => {
    button.textContent = texts[other()].name;
    button.lang = other();
    sayAll();
    onChange();
  };
  button.addEventListener('click', () => {
    language = other();
    keep('language', language);
    show();
  });
  show();
}
