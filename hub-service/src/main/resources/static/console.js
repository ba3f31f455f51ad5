/** The console: the cluster's figures as they come, and the parts of the page that show them. */
import { byId } from './chat/dom.js';
import { languageToggle, speak } from './chat/language.js';
import { themeToggle } from './chat/theme.js';
import { showAges, startAges } from './console/ages.js';
import { calls } from './console/calls.js';
import { ClientView } from './console/client-view.js';
import { ClusterFeed } from './console/cluster-feed.js';
import { giveColours } from './console/colours.js';
import { EndingsView } from './console/endings-view.js';
import { History } from './console/history.js';
import { LettersView } from './console/letters-view.js';
import { byName, learnNames } from './console/names.js';
import { NodesView } from './console/nodes-view.js';
import { PlotsView } from './console/plots-view.js';
import { signIn } from './console/sign-in.js';
import { StateView } from './console/state-view.js';
import { TEXTS } from './console/texts.js';
import { TotalsView } from './console/totals-view.js';
import { WorkersView } from './console/workers-view.js';

const KEPT_MS = 10 * 60_000;
const KEPT_UNDER = 'hub.console';

speak(TEXTS);
const nodes = new History(KEPT_MS);
const queue = new History(KEPT_MS);
restore();

/** The last figures, and when they came. */
let cluster = null;
let at = 0;

const state = new StateView(() => feed.heardAt);
signIn(() => location.reload());
const totals = new TotalsView();
const plots = new PlotsView();
const nodesView = new NodesView();
const workers = new WorkersView();
const client = new ClientView();
const find = (clientId) => {
  client.find(clientId);
  byId('find').scrollIntoView({ block: 'nearest', behavior: 'smooth' });
};
const endings = new EndingsView(find);
const letters = new LettersView(find);

const feed = new ClusterFeed(
  {
    open: () => new EventSource('api/sse/cluster'),
    ask: calls.cluster,
    now: () => Date.now(),
    setTimeout: (run, ms) => setTimeout(run, ms),
  },
  { cluster: onCluster, state: onState },
);

themeToggle(byId('theme'));
languageToggle(byId('language'), showAll);
startAges();
feed.start();

document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey || byId('confirm').open) return;
  event.preventDefault();
  client.focus();
});
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && showAll());
addEventListener('pagehide', keep);

function onCluster(told) {
  cluster = told;
  at = Date.now();
  const newcomers = learnNames(told.nodes);
  nodes.add(at, told.nodes);
  giveColours(byName(nodes.nodes));
  queue.add(at, [{ node: 'queue', ...told.queue }]);
  if (newcomers) showAll();
  else showCluster();
}

function onState(now, problem) {
  const before = document.body.dataset.state;
  state.show(now, problem);
  if (now === 'live' && before !== 'live') {
    endings.refresh();
    letters.refresh();
  }
}

function showCluster() {
  if (cluster === null || document.visibilityState === 'hidden') return;
  totals.show(cluster, nodes, queue, at);
  plots.show(nodes, at, cluster.nodes.map(({ node }) => node));
  nodesView.show(cluster, nodes, at);
  workers.show(cluster);
}

/** Everything as it is known, in the language of now. */
function showAll() {
  showCluster();
  client.show();
  endings.show();
  letters.show();
  showAges();
}

/** The plots go on after a reload. */
function keep() {
  try {
    sessionStorage.setItem(KEPT_UNDER, JSON.stringify({ nodes, queue }));
  } catch {
    // Then they begin anew.
  }
}

function restore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT_UNDER) ?? '{}');
    nodes.restore(kept.nodes, Date.now());
    queue.restore(kept.queue, Date.now());
  } catch {
    // Kept by another version, or not allowed to look.
  }
}
