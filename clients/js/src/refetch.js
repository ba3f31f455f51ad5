/**
 * What a gap leaves to be fetched again.
 *
 * @param {import('./types.js').Gap} gap
 * @param {import('./message-store.js').MessageStore} store
 * @param {boolean} reconciled  whether messages are read again without the app
 * @returns {import('./types.js').Refetch}
 */
export function refetch({ channel, from, to }, store, reconciled) {
  const [kind, name = null] = (channel ?? '').split('/');
  const unended = kind === 'client' ? store.all().filter(({ id, ended }) => !ended || store.needsText(id)) : [];
  return {
    channel,
    kind: /** @type {'client'|'topic'|'broadcast'} */ (kind),
    name,
    after: from ?? null,
    before: to ?? null,
    messages: unended.map(({ id }) => id),
    messagesAreRead: kind === 'client' && reconciled,
  };
}
