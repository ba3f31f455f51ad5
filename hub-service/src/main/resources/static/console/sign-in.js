import { byId } from '../chat/dom.js';
import { HubProblem } from '../hub-client/problem.js';

/**
 * Takes a token from whoever was refused and has the hub put it into the cookie, which the event stream carries too. No
 * script keeps it.
 * @param {() => void} then  it was taken
 */
export function signIn(then) {
  byId('token-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const token = byId('token').value.trim();
    byId('token').value = '';
    if (!token) return;
    try {
      const response = await fetch('api/sse/cookie', { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
      if (!response.ok) throw await HubProblem.of(response, Date.now());
      then();
    } catch (problem) {
      byId('token-problem').textContent = problem.message;
    }
  });
}
