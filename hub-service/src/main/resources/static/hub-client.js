/**
 * SSE Hub's client: one import, no dependency, for browsers and Node 20 or later.
 *
 * ```js
 * import { connect } from '/hub-client.js';
 *
 * const hub = connect({
 *   clientId: 'alice',
 *   on: {
 *     state: (status) => console.log(status.state, status.node),
 *     message: (message) => console.log(message.id, message.text),
 *     gap: (gap) => console.warn('may be missing', gap),
 *   },
 * });
 * const { id } = await hub.ask('What is this?');
 * ```
 *
 * It reads with `fetch` instead of `EventSource`, because that one can carry no header, gives up for good at the first
 * 4xx or 5xx, and never notices a socket which died without a word.
 */
export { connect, Hub } from './hub-client/hub.js';
export { HubCalls } from './hub-client/calls.js';
export { HubConnection } from './hub-client/connection.js';
export { HubProblem } from './hub-client/problem.js';
export { MessageStore } from './hub-client/message-store.js';
export { Fragments } from './hub-client/fragments.js';
export { SseParser } from './hub-client/sse-parser.js';
export { Backoff } from './hub-client/backoff.js';
export { webStorage } from './hub-client/web-storage.js';
export { randomId } from './hub-client/platform.js';
