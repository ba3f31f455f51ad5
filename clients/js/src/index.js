/**
 * SSE Hub's client: one import, no dependency, for browsers and Node 20 or later.
 *
 * ```js
 * import { connect } from '@ssehub/client'; // a hub serves the same as /hub-client.js
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
export { connect, Hub } from './hub.js';
export { HubCalls } from './calls.js';
export { HubConnection } from './connection.js';
export { HubProblem } from './problem.js';
export { MessageStore } from './message-store.js';
export { Fragments } from './fragments.js';
export { SseParser } from './sse-parser.js';
export { Backoff } from './backoff.js';
export { webStorage } from './web-storage.js';
export { randomId } from './platform.js';
