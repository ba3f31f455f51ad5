// The package as an app's own TypeScript sees it, as strict as can be. Compiled, never run.
import { connect, HubProblem, webStorage } from '@ssehub/client';
import type { ConnectOptions, Gap, Message, Refetch, Role, Status } from '@ssehub/client';

const options: ConnectOptions = {
  clientId: 'alice',
  topics: ['news'],
  shared: true,
  token: async ({ expired }) => (expired ? 'new' : 'old'),
  storage: webStorage(sessionStorage, 'hub'),
  on: {
    state: (status: Status) => console.log(status.state, status.problem?.code),
    message: (message: Message, { appended }) => console.log(message.text, appended),
    gap: (gap: Gap, _event, { kind, after }: Refetch) => console.log(gap.reason, kind, after),
    event: ({ type, data }) => console.log(type, data),
  },
};
const hub = connect(options);
const role: Role | null = hub.role;
console.log(role);

try {
  const { id } = await hub.ask('hello', { conversationId: 'c1' });
  await hub.cancel(id);
} catch (problem) {
  if (problem instanceof HubProblem && problem.passing) console.log(problem.retryAfterMs);
}

// @ts-expect-error: a client id is needed
connect({});
// @ts-expect-error: read only
hub.store = null;
