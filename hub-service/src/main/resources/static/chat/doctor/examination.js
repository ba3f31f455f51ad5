import { SseParser } from '../../hub-client.js';

/** @typedef {import('./verdict.js').Observation} Observation */

/**
 * Reads one check of the connection to its end. Never fails: what goes wrong is what it is about.
 *
 * @param {object} of
 * @param {string} of.url
 * @param {AbortSignal} of.signal
 * @param {(seen: Observation) => void} of.onProgress  called at each event
 * @returns {Promise<Observation>}
 */
export async function examine({ url, signal, onProgress }) {
  /** @type {Observation} */
  const seen = { end: 'cut', hello: null, probes: [], silence: null, ended: 0, protocol: '', encoding: null };
  let response;
  try {
    response = await fetch(url, { signal, cache: 'no-store', headers: { Accept: 'text/event-stream' } });
  } catch {
    return { ...seen, end: 'unreachable', ended: performance.now() };
  }
  seen.encoding = response.headers.get('Content-Encoding');
  if (response.status !== 200 || !response.body) {
    return { ...seen, end: 'refused', code: await codeOf(response), ended: performance.now() };
  }
  const parser = new SseParser({
    onEvent: ({ type, data }) => {
      take(seen, type, JSON.parse(data), performance.now());
      onProgress(seen);
    },
  });
  try {
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parser.push(value);
    }
  } catch {
    // Cut: the end stays what it was.
  }
  seen.ended = performance.now();
  seen.protocol = protocolOf(response.url);
  return seen;
}

/** @param {Observation} seen @param {string} type @param {any} data @param {number} arrived */
function take(seen, type, data, arrived) {
  switch (type) {
    case 'hello':
      seen.hello = data;
      break;
    case 'probe':
      seen.probes.push({ n: data.n, at: data.at, arrived });
      if (seen.silence) seen.silence.over = true;
      break;
    case 'silence':
      seen.silence = { seconds: data.seconds, arrived, over: false };
      break;
    case 'report':
      seen.end = 'complete';
      break;
    case 'disconnected':
      seen.end = 'stopped';
      break;
  }
}

async function codeOf(response) {
  try {
    return (await response.json()).code ?? String(response.status);
  } catch {
    return String(response.status);
  }
}

/** Of this very answer; failing that, of the page, which has come the same way. */
function protocolOf(url) {
  const of = (/** @type {string} */ type) => /** @type {any[]} */ (performance.getEntriesByType(type));
  const own = of('resource').findLast(({ name }) => name === url);
  return own?.nextHopProtocol || of('navigation')[0]?.nextHopProtocol || '';
}
