import { connect } from '../src/index.js';
import { FakeHub } from './fake-hub.mjs';
import { ManualClock, settled } from './manual-clock.mjs';

/** Both nodes of the stand-in. */
export const BOTH = ['', 'http://hub-2'];

/**
 * A client on a stand-in, in a time that the test moves. Jitter is fixed at half of its range.
 * @param {{nodes?: string[], hub?: FakeHub, clock?: ManualClock, storage?: object, reconcile?: boolean, topics?: string[],
 *   tellNextIndex?: boolean, cursor?: string, tell?: (refetch: object) => void}} [options]
 */
export async function clientUnderTest({ nodes = BOTH, clock = new ManualClock(), tellNextIndex, hub, tell = () => {}, ...options } = {}) {
  hub ??= new FakeHub({ clock, tellNextIndex, pauses: () => 100 });
  const seen = { states: [], events: [], gaps: [], farewells: [], problems: [], changes: [] };
  const client = connect({
    clientId: 'alice',
    nodes,
    clock,
    fetch: hub.fetch,
    random: () => 0.5,
    ...options,
    on: {
      state: (status) => seen.states.push(status),
      event: (event) => seen.events.push(event),
      gap: (gap, event, refetch) => (seen.gaps.push(gap), tell(refetch)),
      disconnected: (farewell) => seen.farewells.push(farewell.reason),
      problem: (problem) => seen.problems.push(problem),
      message: (message, change) => seen.changes.push([message.id, change.kind]),
    },
  });
  await settled();
  const names = () => seen.states.map(({ state }) => state);
  const connects = () => hub.requests.filter(({ path }) => path.includes('/connect/'));
  return { client, hub, clock, seen, names, connects };
}

/** A storage that holds one snapshot, as text, as browsers do. */
export function memoryStorage() {
  let text = null;
  return {
    load: () => JSON.parse(text),
    save: (snapshot) => (text = JSON.stringify(snapshot)),
  };
}
