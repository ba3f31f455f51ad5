import { randomId } from '@ssehub/client';

/** A name that a reload does not change. @param {string} key @param {string} prefix */
export function kept(key, prefix) {
  const name = localStorage.getItem(key) ?? randomId(`${prefix}-`);
  localStorage.setItem(key, name);
  return name;
}
