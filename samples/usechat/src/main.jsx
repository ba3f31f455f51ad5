import { HubChatTransport } from '@ssehub/client/ai-sdk';
import { createRoot } from 'react-dom/client';
import { Chat } from './chat.jsx';
import { kept } from './kept.js';

const clientId = kept('client', 'reader');
const chatId = kept('chat', 'chat');
// With tokens: new HubChatTransport({ clientId, token: () => myBackend.hubToken() })
const transport = new HubChatTransport({ clientId });
const said = await transport.messages(chatId);

createRoot(document.getElementById('root')).render(<Chat id={chatId} transport={transport} said={said} />);
