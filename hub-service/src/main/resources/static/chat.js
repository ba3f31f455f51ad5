/** The chat page: puts the hub's client and the parts of the page together. */
import { connect, randomId, webStorage } from './hub-client.js';
import { Breaks } from './chat/breaks.js';
import { composer } from './chat/composer.js';
import { ConnectionView } from './chat/connection-view.js';
import { Conversation } from './chat/conversation.js';
import { announce, byId, element } from './chat/dom.js';
import { languageToggle, text } from './chat/language.js';
import { nodeChoosers, nodesOfThisPage } from './chat/nodes.js';
import { following } from './chat/scrolling.js';
import { keep, setting } from './chat/settings.js';
import { themeToggle } from './chat/theme.js';
import { unsent } from './chat/unsent.js';

const clientId = chosenClient();
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const scroll = following(byId('scroller'), byId('messages'), byId('newest'));
const conversation = new Conversation(byId('messages'), byId('empty'));
const connection = new ConnectionView(() => hub.open());
const breaks = new Breaks(placeOfChip, () => hub.store.all().findLast((message) => !message.ended));
const counts = { events: 0, gaps: 0 };
const acknowledging = new Set();

themeToggle(byId('theme'));
languageToggle(byId('language'), showSamples);
composer({ form: byId('composer'), field: byId('question'), button: byId('send') }, ask);
byId('cut').addEventListener('click', () => hub.cut());
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.isComposing) return;
  byId('question').focus();
  scroll.follow();
});

const known = await nodesOfThisPage();
const choosers = nodeChoosers(known, (url) => hub.listenTo(url));
const hub = connect({
  clientId,
  nodes: known.map(({ url }) => url),
  storage: webStorage(sessionStorage, `hub.chat.${clientId}`),
  on: { state: onState, event: onEvent, message: onMessage, gap: onGap },
});
for (const message of hub.store.all()) conversation.show(message);
for (const { requestId, question } of unsent.all()) ask(question, requestId);
conversation.showEmpty();
// Where there is a keyboard already; on a phone it would cover half of the page.
if (matchMedia('(hover: hover)').matches) byId('question').focus({ preventScroll: true });

function onState(status) {
  connection.show(status);
  breaks.onState(status);
  if (status.state === 'live') {
    choosers.listensTo(status.url);
    acknowledge();
  }
}

function onEvent({ type }) {
  if (type === 'heartbeat') return;
  byId('events').textContent = String(++counts.events);
  if (type.startsWith('message')) pulse();
}

function onMessage(message, change) {
  const heard = change.kind === 'text' || change.kind === 'ended';
  conversation.show(message, { appended: change.appended, node: heard ? hub.status.node : null });
  breaks.onText(message);
  if (change.kind === 'started') announce(text('sayAnswering'));
  if (change.kind === 'ended') {
    announce(text('sayAnswer', { text: message.text }));
    acknowledge();
  }
}

function onGap({ channel, reason }) {
  byId('gaps').textContent = String(++counts.gaps);
  byId('gaps-box').dataset.some = 'true';
  byId('gaps-box').title = text('gap', { channel, reason });
  breaks.onGap();
}

async function ask(question, requestId = randomId('r-')) {
  const turn = conversation.begin();
  unsent.add(requestId, question);
  scroll.follow();
  await send();

  async function send() {
    turn.sending(question);
    try {
      const { id, node } = await hub.ask(question, { requestId, baseUrl: choosers.askUrl });
      turn.sent(id, node);
      conversation.identified(turn, hub.store.get(id));
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
