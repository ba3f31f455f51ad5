// What index.d.ts declares is what the modules are. Compiled, never run.
import * as declared from '@ssehub/client';
import * as declaredForSdk from '@ssehub/client/ai-sdk';
import type { ChatTransport, UIMessage } from 'ai';
import { HubChatTransport } from '../../src/ai-sdk/transport.js';
import { Backoff } from '../../src/backoff.js';
import { HubCalls } from '../../src/calls.js';
import { HubConnection } from '../../src/connection.js';
import { Fragments } from '../../src/fragments.js';
import { connect, Hub } from '../../src/hub.js';
import { Message } from '../../src/message.js';
import { MessageStore } from '../../src/message-store.js';
import { randomId } from '../../src/platform.js';
import { HubProblem } from '../../src/problem.js';
import { SseParser } from '../../src/sse-parser.js';
import { webStorage } from '../../src/web-storage.js';

const modules = { Backoff, Fragments, Hub, HubCalls, HubConnection, HubProblem, MessageStore, SseParser, connect, randomId, webStorage };
export const asDeclared: typeof declared = modules;
export const message: declared.Message = new Message('m1');
export const forSdkAsDeclared: typeof declaredForSdk = { HubChatTransport };
export const transport: ChatTransport<UIMessage> = new declaredForSdk.HubChatTransport({ clientId: 'alice', stop: 'leave' });
