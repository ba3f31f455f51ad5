/** Where the draft waits, should the page be reloaded before it was sent. */
const DRAFT = 'hub.draft';
const MAX_HEIGHT_PX = 180;

/**
 * The question's field: Enter sends, Shift+Enter makes a line, and Enter that ends an input method's composition is the
 * input method's.
 * @param {{form: HTMLFormElement, field: HTMLTextAreaElement, button: HTMLButtonElement}} parts
 * @param {(question: string) => void} send
 */
export function composer({ form, field, button }, send) {
  const changed = () => {
    button.disabled = field.value.trim() === '';
    field.style.height = 'auto';
    field.style.height = Math.min(field.scrollHeight, MAX_HEIGHT_PX) + 'px';
    remember(field.value);
  };
  const submit = () => {
    const question = field.value.trim();
    if (question === '') return;
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
    submit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });

  field.value = remembered();
  changed();
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
