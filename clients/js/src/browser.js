/**
 * What a browser tells its pages that matters to a connection: the network goes and comes, a page is hidden, seen, frozen, left.
 * Being hidden or seen is no reason to reconnect by itself: people change tabs all day.
 *
 * @param {Pick<import('./hub.js').Hub, 'save'|'suspend'|'resume'>} hub
 * @param {Pick<import('./connection.js').HubConnection, 'networkGone'|'networkBack'|'checkStall'>} connection
 * @returns {() => void} stops listening
 */
export function listenToBrowser(hub, connection) {
  if (typeof document === 'undefined') return () => {};
  const listening = new AbortController();
  const on = (target, type, run) => target.addEventListener(type, run, { signal: listening.signal });
  on(window, 'offline', () => connection.networkGone());
  on(window, 'online', () => connection.networkBack());
  on(document, 'visibilitychange', () => (document.visibilityState === 'visible' ? connection.checkStall() : hub.save()));
  on(window, 'pagehide', () => hub.suspend());
  on(document, 'freeze', () => hub.suspend());
  on(document, 'resume', () => hub.resume());
  // Out of the browser's cache of pages, where it stood still.
  on(window, 'pageshow', ({ persisted }) => persisted && hub.resume());
  return () => listening.abort();
}
