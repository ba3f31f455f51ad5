import { text } from './language.js';

/** Where the draft waits, should the page be reloaded before it was sent. */
const DRAFT = 'hub.draft';
const MAX_HEIGHT_PX = 180;

/**
 * The button stops what is being written while there is nothing to send.
 * The question's field: Enter sends, Shift+Enter makes a line, and Enter that ends an input method's composition is the
 * input method's.
 * @param {{form: HTMLFormElement, field: HTMLTextAreaElement, button: HTMLButtonElement}} parts
 * @param {(question: string) => void} send
 * @param {() => void} stop
 */
export function composer({ form, field, button }, send, stop) {
  let running = false;
  const showButton = () => {
    const empty = field.value.trim() === '';
    const mode = empty && running ? 'stop' : 'send';
    button.disabled = empty && !running;
    button.dataset.mode = mode;
    button.setAttribute('data-i18n-label', mode);
    button.setAttribute('aria-label', text(mode));
    button.title = text(mode);
  };
  const changed = () => {
    showButton();
    field.style.height = 'auto';
    field.style.height = Math.min(field.scrollHeight, MAX_HEIGHT_PX) + 'px';
    remember(field.value);
  };
  const submit = () => {
    const question = field.value.trim();
    if (question === '') return running ? stop() : undefined;
    field.value = '';
    changed();
    send(question);
    field.focus();
  };

  field.addEventListener('input', changed);
  field.addEventListener('keydown', (event) => {
    // Safari ends the composition before it tells of the key; 229 is what it calls such a key.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    // Only the button stops: Enter in an empty field is a slip.
    if (field.value.trim() !== '') submit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });

  field.value = remembered();
  changed();
  return {
    /** @param {boolean} now  whether something is being written */
    running(now) {
      running = now;
      showButton();
    },
    /** Puts a question there to be changed. @param {string} question */
    edit(question) {
      field.value = question;
      changed();
      field.focus();
    },
  };
}

function remember(draft) {
  try {
    sessionStorage.setItem(DRAFT, draft);
  } catch {
    // A draft is no great loss.
  }
}

function remembered() {
  try {
    return sessionStorage.getItem(DRAFT) ?? '';
  } catch {
    return '';
  }
}
