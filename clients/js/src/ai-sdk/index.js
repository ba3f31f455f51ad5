/**
 * SSE Hub behind the AI SDK's `useChat`, for its version 7:
 *
 * ```js
 * import { useChat } from '@ai-sdk/react';
 * import { HubChatTransport } from '@ssehub/client/ai-sdk';
 *
 * const transport = new HubChatTransport({ clientId: 'alice' });
 * const { messages, sendMessage, stop } = useChat({ id: 'c1', transport, resume: true });
 * ```
 */
export { HubChatTransport } from './transport.js';
