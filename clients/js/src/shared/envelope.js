/** Events of the hub itself: they come without an envelope, and nobody else may use their names. */
const OWN = new Set(['systemMessage', 'heartbeat', 'gap', 'disconnected', 'tokenExpiring']);

/**
 * Takes an event out of its envelope.
 * @param {import('../types.js').HubEvent} event  as it came from a connection with `envelope=true`
 * @returns {{event: import('../types.js').HubEvent, channel: string|null}}
 */
export function opened(event) {
  if (OWN.has(event.type)) return { event, channel: event.data?.channel ?? null };
  const { channel, data } = event.data;
  return { event: { ...event, data }, channel };
}
