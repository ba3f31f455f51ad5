/** The AI SDK, where it is installed (`npm ci`): tests hold the adapter against it, the adapter does not need it. */
export const sdk = await import('ai').catch(() => null);

/** A chat as a page's framework makes it, with its state in plain fields. */
export function chatOf({ messages = [], ...init }) {
  class PlainChat extends sdk.AbstractChat {}
  const state = {
    status: 'ready',
    error: undefined,
    messages,
    pushMessage: (message) => (state.messages = [...state.messages, message]),
    popMessage: () => (state.messages = state.messages.slice(0, -1)),
    replaceMessage: (at, message) => (state.messages = state.messages.with(at, structuredClone(message))),
    snapshot: (value) => structuredClone(value),
  };
  return new PlainChat({ ...init, state });
}
