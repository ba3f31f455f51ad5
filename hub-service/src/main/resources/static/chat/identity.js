/** Longer than a node needs to come back, shorter than anybody waits. */
const TRIES = 5;
const PAUSE_MS = 1_000;
const TIMEOUT_MS = 5_000;

/**
 * Who this browser is, where the hub gives identities away: a name it has signed, kept in a cookie no script can read.
 * The same again for a browser that has one. Also what renews it.
 * @returns {Promise<string|null>}  null if the hub knows nobody
 */
export async function identify() {
  for (let tried = 1; ; tried++) {
    try {
      const response = await fetch('api/sse/identity', { method: 'POST', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (response.ok) return (await response.json()).clientId;
      if (response.status < 500) return null;
    } catch {
      // As if it had said "later".
    }
    if (tried === TRIES) return null;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
