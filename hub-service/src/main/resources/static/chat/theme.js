import { keep } from './settings.js';

const root = document.documentElement;
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** @param {HTMLButtonElement} button */
export function themeToggle(button) {
  button.addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : systemIsDark.matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    keep('theme', root.dataset.theme);
  });
}
