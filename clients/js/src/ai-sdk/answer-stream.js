import { HubConnection } from '../connection.js';
import { Chunks } from './chunks.js';

/**
 * One answer from its beginning to its end as a stream of chunks, by the hub's stream of one answer: cut connections, other
 * nodes and expired tokens are the connection's business, and nobody sees them here.
 *
 * @param {object} answer
 * @param {string} answer.id
 * @param {string[]} answer.nodes
 * @param {import('../types.js').CallOptions & import('../types.js').PatienceOptions} answer.options
 * @param {import('../calls.js').HubCalls} answer.calls
 * @param {AbortSignal} [answer.signal]  somebody stopped it
 * @param {() => void} answer.onStop
 * @returns {ReadableStream<import('ai').UIMessageChunk>}
 */
export function answerStream({ id, nodes, options, calls, signal, onStop }) {
  /** @type {HubConnection} */
  let connection;
  let closed = false;
  return new ReadableStream({
    start(controller) {
      const chunks = new Chunks(id, (chunk) => closed || controller.enqueue(chunk));
      const close = () => {
        if (closed) return;
        closed = true;
        signal?.removeEventListener('abort', stop);
        connection.close();
        controller.close();
      };
      const fail = (text) => {
        chunks.fail(text);
        close();
      };
      const stop = () => {
        onStop();
        chunks.abort();
        close();
      };
      const readText = () => calls.message(id).then(
        (told) => {
          chunks.adopt(told);
          if (chunks.ended) close();
          else fail('The answer could not be read.');
        },
        (problem) => fail(problem.message),
      );
      const path = `/api/sse/messages/${encodeURIComponent(options.clientId)}/${encodeURIComponent(id)}`;
      connection = new HubConnection(nodes, { ...options, path }, {
        event: ({ type, data }) => {
          chunks.apply(type, data);
          if (chunks.ended) close();
          else if (chunks.lacksText) readText();
        },
        // Over without an ending: whoever ended the client's connections ended this one too.
        state: ({ state, problem }) => state === 'ended' && problem === null && !closed && readText(),
        cursor: () => {},
        problem: (problem) => fail(problem.message),
      });
      if (signal?.aborted) return stop();
      signal?.addEventListener('abort', stop);
      connection.open();
    },
    // Nobody reads any more; the answer goes on.
    cancel() {
      closed = true;
      connection.close();
    },
  });
}
