/**
 * The shapes of the wire and of the options, for editors and type checkers. No code.
 *
 * @typedef {object} SystemMessage  First event of every connection (`connected`), and news of the node later.
 * @property {'connected'|'redis_unavailable'|'redis_back'|string} code
 * @property {string} content  a sentence for people
 * @property {string} [node]  name of the node that speaks
 *
 * @typedef {object} Heartbeat
 * @property {number} ping  the node's clock, ms since 1970
 *
 * @typedef {object} Gap  Events of this channel may be missing here; told in order, in place of what is missing.
 * @property {string} channel  `client/{id}`, `topic/{name}` or `broadcast`
 * @property {'failover'|'trimmed'|'vanished'|'unknown_cursor'|string} reason
 * @property {string} [from]  last position before it
 * @property {string} [to]  first position after it
 *
 * @typedef {object} Disconnected  The node ends this connection on purpose and says why.
 * @property {string} reason
 *
 * @typedef {object} TokenExpiring  The stream's token ends soon. With `token` or `onTokenExpiring` the client renews it.
 * @property {string} connection
 * @property {string} expiresAt  ISO 8601
 * @property {number} expiresInMillis
 *
 * @typedef {object} MessageStart
 * @property {string} clientId
 * @property {string} id  the message's
 * @property {number} attempt  counts from 1; a higher one replaces the text of the lower
 *
 * @typedef {object} MessageFragment
 * @property {string} clientId
 * @property {string} id
 * @property {number} attempt
 * @property {number} index  first fragment in here, from 0
 * @property {number} [lastIndex]  last fragment in here, inclusive; more than `index` when a catch-up merged several
 * @property {string} content
 * @property {'reasoning'|string} [kind]  `reasoning`: no part of the answer; absent: the answer
 * @property {boolean} [isLast]
 *
 * @typedef {object} MessageEnd
 * @property {string} clientId
 * @property {string} id
 * @property {number} attempt
 * @property {'stop'|'length'|'cancelled'|string} finishReason
 * @property {Record<string, number>} [usage]
 *
 * @typedef {object} MessageError
 * @property {string} clientId
 * @property {string} id
 * @property {number} attempt
 * @property {string} code
 * @property {string} message
 *
 * @typedef {object} HubEvent  Any event, as it came.
 * @property {string} type  `systemMessage`, `heartbeat`, `gap`, …, or whatever a publisher named
 * @property {any} data  parsed JSON; the raw text where it is none
 * @property {string|null} id  the cursor that came with it
 * @property {string|null} node  name of the node it came from
 *
 * @typedef {'queued'|'running'|'completed'|'failed'|'cancelled'} MessageState
 *
 * @typedef {object} MessageSnapshot  Answer of `GET /api/sse/messages/{clientId}/{id}`.
 * @property {string} clientId
 * @property {string} id
 * @property {MessageState} state
 * @property {number} attempt
 * @property {string} text  so far
 * @property {number} [nextIndex]  the text holds the fragments before it; with it a reader who comes in the middle can
 *   go on live at once, without it the text is read again until the message has ended
 * @property {boolean} [acked]
 * @property {string} [question]
 * @property {string} [conversationId]
 * @property {string|number} [createdAt]  ISO 8601 or ms since 1970
 * @property {string} [finishReason]
 * @property {{code: string, message: string}} [error]
 *
 * @typedef {object} ConversationSummary  One of `GET /api/sse/conversations/{clientId}`.
 * @property {string} id
 * @property {string} title  its first question, shortened
 * @property {number} turns
 * @property {string} lastActivity  ISO 8601
 *
 * @typedef {object} Change  What an event did to a message.
 * @property {'added'|'started'|'text'|'ended'|'updated'|'stale'} kind  `stale`: more text exists than is known here
 * @property {string} [appended]  on `text`: the text is the former one plus this; absent: show it all anew
 * @property {string} [reasoned]  on `text`: the reasoning is the former one plus this
 *
 * @typedef {'idle'|'connecting'|'catching-up'|'live'|'reconnecting'|'ended'} ConnectionState
 *
 * @typedef {object} Status
 * @property {ConnectionState} state
 * @property {string|null} node  name of the node listened to, once it is known
 * @property {string} url  base URL of that node, '' is the page's own origin
 * @property {string|null} reason  what led here: `cut`, `network`, `stalled`, `closed_by_server`, `online`, `moved`,
 *   `http_503`, `redis_unavailable`, `no_content`, `refused`, `closed`, …
 * @property {number|null} retryAt  ms, when state is `reconnecting`
 * @property {import('./problem.js').HubProblem|null} problem
 *
 * @typedef {object} Clock  Replaceable in tests.
 * @property {() => number} now  ms
 * @property {(run: () => void, ms: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 *
 * @typedef {object} Snapshot  Cursor and messages of one instant. Saved together, so the one never tells of text that the
 *   other does not hold.
 * @property {number} v
 * @property {string} clientId
 * @property {string|null} cursor
 * @property {object[]} messages
 *
 * @typedef {object} SnapshotStorage
 * @property {() => Snapshot|null|undefined} load
 * @property {(snapshot: Snapshot) => void} save
 *
 * @typedef {object} Handlers
 * @property {(status: Status) => void} [state]
 * @property {(event: HubEvent) => void} [event]  every event, heartbeats too
 * @property {(message: import('./message.js').Message, change: Change) => void} [message]
 * @property {(gap: Gap, event: HubEvent) => void} [gap]
 * @property {(news: SystemMessage, event: HubEvent) => void} [systemMessage]
 * @property {(farewell: Disconnected, event: HubEvent) => void} [disconnected]
 * @property {(problem: import('./problem.js').HubProblem) => void} [problem]  refused for good; the state is `ended`
 * @property {(cursor: string|null) => void} [cursor]  to keep it somewhere of your own
 *
 * @typedef {object} ConnectOptions
 * @property {string} clientId
 * @property {string} [baseUrl]  one node, or the balancer before them; '' (default) is the page's own origin
 * @property {string[]} [nodes]  base URLs instead of `baseUrl`: the first is tried first, each retry takes the next
 * @property {string[]} [topics]
 * @property {boolean} [client]  listen to the own channel, default true
 * @property {boolean} [broadcast]  default true
 * @property {string|null} [cursor]  go on from here; a snapshot in `storage` wins
 * @property {SnapshotStorage} [storage]  keeps cursor and texts over a reload, see `webStorage`
 * @property {boolean} [reconcile]  read missing questions, texts and the history by JSON calls, default true
 * @property {Record<string, string>|(() => Record<string, string>|Promise<Record<string, string>>)} [headers]
 *   the function is asked anew for every request
 * @property {string|((why: {expired: boolean}) => string|Promise<string>)} [token]  for `Authorization: Bearer`; the
 *   function is asked anew for every request, so let it keep what it has, and get another one if `expired`: the last one
 *   was refused, or is about to end
 * @property {() => any} [onTokenExpiring]  gets what comes by itself renewed, such as a cookie, before the stream ends with
 *   its token, and when a token was refused; awaited
 * @property {RequestCredentials} [credentials]  default 'same-origin'
 * @property {number} [stallMs]  silence after which a connection counts as dead; default 35 s, two lost heartbeats
 * @property {number} [baseMs]  first step of the back-off, default 1 s
 * @property {number} [capMs]  its last step, default 30 s
 * @property {Handlers} [on]
 * @property {typeof globalThis.fetch} [fetch]
 * @property {Clock} [clock]
 * @property {() => number} [random]
 */
export {};
