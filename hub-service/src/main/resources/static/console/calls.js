import { HubProblem } from '../hub-client/problem.js';
import { heardServerTime } from './ages.js';

const TIMEOUT_MS = 10_000;

const part = encodeURIComponent;

/** The hub's calls for operators. What is refused, or does not arrive, throws a {@link HubProblem}. */
export const calls = {
  cluster: () => ask('GET', 'cluster'),
  client: (id) => ask('GET', `clients/${part(id)}`),
  endConnection: (id) => ask('DELETE', `connections/${part(id)}`),
  drain: (node) => ask('POST', `cluster/${part(node)}/drain`),
  takeBack: (node) => ask('DELETE', `cluster/${part(node)}/drain`),
  endings: () => ask('GET', 'cluster/endings?limit=200'),
  letters: (after = '') => ask('GET', `dead-letters?limit=20&after=${part(after)}`),
  requeue: (id) => ask('POST', `dead-letters/${part(id)}/requeue`),
  discard: (id) => ask('DELETE', `dead-letters/${part(id)}`),
};

async function ask(method, path) {
  let response;
  try {
    response = await fetch(`api/sse/${path}`, {
      method,
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw HubProblem.unreachable(cause);
  }
  heardServerTime(response.headers.get('Date'), Date.now());
  if (!response.ok) throw await HubProblem.of(response, Date.now());
  return response.status === 204 || response.headers.get('Content-Length') === '0' ? null : json(response);
}

async function json(response) {
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}
