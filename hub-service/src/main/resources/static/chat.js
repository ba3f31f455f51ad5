/** The chat page: puts the hub's client and the parts of the page together. */
import { connect, randomId, webStorage } from './hub-client.js';
import { Breaks } from './chat/breaks.js';
import { composer } from './chat/composer.js';
import { ConnectionView } from './chat/connection-view.js';
import { Conversation } from './chat/conversation.js';
import { ConversationList } from './chat/conversation-list.js';
import { current } from './chat/current.js';
import { DoctorView } from './chat/doctor/view.js';
import { announce, byId, element } from './chat/dom.js';
import { identify } from './chat/identity.js';
import { languageToggle, speak, text } from './chat/language.js';
import { factsOfThisPage, nodeChoosers } from './chat/nodes.js';
import { following } from './chat/scrolling.js';
import { keep, setting } from './chat/settings.js';
import { TEXTS } from './chat/texts.js';
import { themeToggle } from './chat/theme.js';
import { unsent } from './chat/unsent.js';

speak(TEXTS);
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const scroll = following(byId('scroller'), byId('messages'), byId('newest'));
const conversation = new Conversation(byId('messages'), byId('empty'), {
  stop,
  retry: (question) => ask(question),
  edit: (question) => field.edit(question),
});
const list = new ConversationList({ choose: show, begin, remove });
const connection = new ConnectionView(() => hub.open());
const breaks = new Breaks(placeOfChip, () => shown().findLast((message) => !message.ended));
const counts = { events: 0, gaps: 0 };
const acknowledging = new Set();
/** Several changes make one call. */
const LIST_AFTER_MS = 300;
let refreshing = 0;

themeToggle(byId('theme'));
languageToggle(byId('language'), showSamples);
new DoctorView(byId('check'));
const field = composer({ form: byId('composer'), field: byId('question'), button: byId('send') }, (question) => ask(question), () => {
  for (const { id, ended } of shown()) if (!ended) stop(id);
});
byId('cut').addEventListener('click', () => hub.cut());
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.isComposing || byId('doctor').open) return;
  byId('question').focus();
  scroll.follow();
});

const { nodes: known, identities } = await factsOfThisPage();
const clientId = (identities && (await identify())) || chosenClient();
const choosers = nodeChoosers(known, (url) => hub.listenTo(url));
const hub = connect({
  clientId,
  nodes: known.map(({ url }) => url),
  storage: webStorage(sessionStorage, `hub.chat.${clientId}`),
  onTokenExpiring: identities ? identify : undefined,
  on: { state: onState, event: onEvent, message: onMessage, gap: onGap },
});
show(current.id);
for (const { requestId, question, conversationId } of unsent.all()) ask(question, { requestId, conversationId });
current.onMove(show);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refreshList());
// Where there is a keyboard already; on a phone it would cover half of the page.
if (matchMedia('(hover: hover)').matches) byId('question').focus({ preventScroll: true });

function onState(status) {
  connection.show(status);
  breaks.onState(status);
  if (status.state === 'live') {
    choosers.listensTo(status.url);
    acknowledge();
    refreshList();
  }
}

function onEvent({ type }) {
  if (type === 'heartbeat') return;
  byId('events').textContent = String(++counts.events);
  if (type.startsWith('message')) pulse();
}

function onMessage(message, change) {
  if (change.kind === 'ended') acknowledge();
  if (change.kind !== 'text') refreshList();
  // What another tab asked is shown once it is known where it belongs.
  if (message.conversationId !== current.id) return;
  const heard = change.kind === 'text' || change.kind === 'ended';
  const { appended, reasoned } = change;
  conversation.show(message, { appended, reasoned, node: heard ? hub.status.node : null });
  breaks.onText(message);
  if (change.kind !== 'text') showRunning();
  if (change.kind === 'started') announce(text('sayAnswering'));
  if (change.kind === 'ended') announce(text('sayAnswer', { text: conversation.turnOf(message.id)?.spoken }));
}

/** The messages of the conversation that is shown, oldest first. */
function shown() {
  return hub.store.all().filter(({ conversationId }) => conversationId === current.id);
}

function showRunning() {
  field.running(shown().some(({ ended }) => !ended));
}

function begin() {
  open(current.fresh());
  byId('question').focus();
}

/** @param {string} id  of a conversation */
function open(id) {
  current.choose(id);
  list.mark(id);
  conversation.clear();
  for (const message of shown()) conversation.show(message);
  conversation.showEmpty();
  showRunning();
  scroll.follow();
}

/** Shows a conversation: what is known of it here at once, and the rest when it has come. @param {string} id */
async function show(id) {
  open(id);
  try {
    await hub.openConversation(id);
  } catch {
    // Nothing was asked in it yet, or a node that does not answer just now: what comes next comes by the stream.
  }
}

/** @param {string} id  of a conversation */
async function remove(id) {
  try {
    await hub.deleteConversation(id);
  } catch (problem) {
    if (problem.status !== 404) return announce(problem.message);
  }
  if (id === current.id) open(current.fresh());
  refreshList();
}

/** @param {string} id  of a message */
async function stop(id) {
  try {
    await hub.cancel(id);
  } catch (problem) {
    announce(problem.message);
  }
}

function refreshList() {
  clearTimeout(refreshing);
  refreshing = setTimeout(async () => {
    try {
      list.show(await hub.conversations());
    } catch {
      // The next change, or the next connection, tries again.
    }
  }, LIST_AFTER_MS);
}

function onGap({ channel, reason }) {
  byId('gaps').textContent = String(++counts.gaps);
  byId('gaps-box').dataset.some = 'true';
  byId('gaps-box').title = text('gap', { channel, reason });
  breaks.onGap();
}

async function ask(question, { requestId = randomId('r-'), conversationId = current.id } = {}) {
  if (conversationId !== current.id) show(conversationId);
  const turn = conversation.begin();
  unsent.add(requestId, question, conversationId);
  scroll.follow();
  await send();

  async function send() {
    turn.sending(question);
    try {
      const { id, node } = await hub.ask(question, { requestId, conversationId, baseUrl: choosers.askUrl });
      turn.sent(id, node);
      if (conversationId === current.id) conversation.identified(turn, hub.store.get(id));
      unsent.remove(requestId);
    } catch (problem) {
      // Refused as it is: asking the same again after a reload would help nobody.
      if (!problem.passing) unsent.remove(requestId);
      turn.notSent(problem, send);
    }
  }
}

/** Tells the hub which answers are here for good: first kept, then acknowledged. */
function acknowledge() {
  const finished = hub.store.all().filter(({ id, ended, acked, error }) => {
    return ended && !acked && error?.code !== 'expired' && !hub.store.needsText(id) && !acknowledging.has(id);
  });
  if (finished.length > 0) hub.save();
  for (const { id } of finished) {
    acknowledging.add(id);
    hub.ack(id).catch(() => acknowledging.delete(id)); // the next time it is live
  }
}

function placeOfChip(message) {
  return (message && conversation.turnOf(message.id)?.breaks) ?? byId('messages');
}

function showSamples() {
  const buttons = text('samples').map((sample) => {
    const button = Object.assign(element('button', 'sample', sample), { type: 'button' });
    button.addEventListener('click', () => ask(sample));
    return button;
  });
  byId('samples').replaceChildren(...buttons);
}

function pulse() {
  if (calm.matches) return;
  byId('pulse').animate({ left: ['0%', '100%'], opacity: [0, 1, 1, 0] }, { duration: 450, easing: 'ease-out' });
}

/** The same reader in all tabs of this browser; `?client=name` is another one. */
function chosenClient() {
  const named = new URLSearchParams(location.search).get('client');
  if (named) return named;
  const own = setting('client') ?? randomId('web-');
  keep('client', own);
  return own;
}
