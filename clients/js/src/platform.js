/** What the client needs of its surroundings, in one place, so that tests can put their own there. */

/** @type {import('./types.js').Clock} */
export const systemClock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => globalThis.setTimeout(run, ms),
  clearTimeout: (timer) => globalThis.clearTimeout(timer),
};

/**
 * A random name. Not `crypto.randomUUID`: browsers hide that one on plain http except on localhost.
 * @param {string} [prefix]
 */
export function randomId(prefix = '') {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(12));
  return prefix + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Runs a callback of the app. A mistake in there is reported as one of the app, and does not end the connection.
 * @param {((...args: any[]) => void)|undefined} callback
 * @param {...any} args
 */
export function tell(callback, ...args) {
  try {
    callback?.(...args);
  } catch (mistake) {
    if (typeof globalThis.reportError === 'function') globalThis.reportError(mistake);
    else console.error(mistake);
  }
}

/**
 * @param {string} base  '' or 'http://host:port', with or without a slash at its end
 * @param {string} path
 */
export function join(base, path) {
  return base.replace(/\/+$/, '') + path;
}

/** @param {import('./types.js').ConnectOptions['headers']} headers */
export async function currentHeaders(headers) {
  return { ...(typeof headers === 'function' ? await headers() : headers) };
}
