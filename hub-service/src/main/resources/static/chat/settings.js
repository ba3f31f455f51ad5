/** What a person chose, kept in this browser; forgotten with the page where the browser forbids to keep anything. */
const memory = new Map();

/** @param {string} name @returns {string|null} */
export function setting(name) {
  try {
    return localStorage.getItem('hub.' + name) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

/** @param {string} name @param {string} value */
export function keep(name, value) {
  memory.set(name, value);
  try {
    localStorage.setItem('hub.' + name, value);
  } catch {
    // Kept for this page at least.
  }
}
