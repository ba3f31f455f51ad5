/**
 * What a check of the connection has seen, judged. Only differences count: when a probe came against when it was sent, each
 * by its own clock, so the clocks may be apart.
 *
 * @typedef {{n: number, at: number, arrived: number}} Probe  at: ms since the check began, by the node's clock;
 *     arrived: ms by the clock of whoever reads
 *
 * @typedef {object} Observation
 * @property {'complete'|'cut'|'stopped'|'refused'|'unreachable'} end
 * @property {string} [code]  what a refusal is called
 * @property {object|null} hello  the stream's first event
 * @property {Probe[]} probes
 * @property {{seconds: number, arrived: number, over: boolean}|null} silence  over: a probe came after it
 * @property {number} ended  when the stream ended, by the reader's clock
 * @property {string} protocol  of the first hop, as `nextHopProtocol` has it; '' if it is not known
 * @property {string|null} encoding  the header Content-Encoding of the answer
 *
 * @typedef {{code: string, level: 'good'|'note'|'warn'|'bad', of: object}} Finding
 * @typedef {{overall: 'healthy'|'trouble'|'unknown', findings: Finding[]}} Verdict
 */

/** Probes sent at least so far apart should come apart. */
const APART_MS = 500;
/** Two that come within this share of the time between them were held back together. */
const TOGETHER = 0.4;
/** So many of them have to, since a busy machine also takes two at once now and then. */
const HELD_SHARE = 0.4;
const HELD_MS = 900;
const BUNDLED_SHARE = 0.7;
const BUNDLED_MS = 150;

/** @param {Observation} seen @returns {Verdict} */
export function judge(seen) {
  if (seen.end === 'unreachable' || seen.end === 'refused' || !seen.hello) return nothingSeen(seen);
  const findings = [flow(seen.probes), ...compression(seen), ...ending(seen), ...protocols(seen), ...hops(seen.hello.saw)];
  return { overall: overall(seen, findings), findings };
}

/** @param {Observation} seen @param {Finding[]} findings */
function overall({ end }, findings) {
  if (findings.some(({ level }) => level === 'warn' || level === 'bad')) return 'trouble';
  return end === 'complete' || findings.some(({ code }) => code === 'cutWhenLongSilent') ? 'healthy' : 'unknown';
}

/** @param {Observation} seen @returns {Verdict} */
function nothingSeen(seen) {
  const { end, code } = seen;
  if (end === 'refused') return { overall: 'unknown', findings: [{ code: 'refused', level: 'note', of: { code } }] };
  if (end === 'unreachable') return { overall: 'trouble', findings: [{ code: 'unreachable', level: 'bad', of: {} }] };
  // Held back to the last, then thrown away.
  return { overall: 'trouble', findings: [{ code: 'nothingCame', level: 'bad', of: {} }, ...compression(seen)] };
}

/** @param {Probe[]} probes @returns {Finding} */
function flow(probes) {
  const pairs = probes.slice(1).map((probe, i) => ({
    sent: probe.at - probes[i].at,
    came: probe.arrived - probes[i].arrived,
  }));
  const held = heldBack(probes);
  if (held >= HELD_MS && togetherShare(pairs.filter(({ sent }) => sent >= APART_MS)) >= HELD_SHARE) {
    return { code: 'buffers', level: 'bad', of: { seconds: Math.round(held / 100) / 10 } };
  }
  const close = pairs.filter(({ sent }) => sent < APART_MS);
  const first = probes.slice(0, close.length + 1);
  if (heldBack(first) >= BUNDLED_MS && togetherShare(close) >= BUNDLED_SHARE) {
    return { code: 'bundles', level: 'note', of: { ms: Math.round(heldBack(first)) } };
  }
  return { code: 'flows', level: 'good', of: { probes: probes.length } };
}

/** How much later than the quickest of them the slowest probe was. */
function heldBack(probes) {
  const delays = probes.map(({ at, arrived }) => arrived - at);
  return delays.length === 0 ? 0 : Math.max(...delays) - Math.min(...delays);
}

function togetherShare(pairs) {
  return pairs.length === 0 ? 0 : pairs.filter(({ sent, came }) => came < sent * TOGETHER).length / pairs.length;
}

/** @returns {Finding[]} */
function compression({ encoding }) {
  const named = (encoding ?? '').trim().toLowerCase();
  return named === '' || named === 'identity' ? [] : [{ code: 'compressed', level: 'warn', of: { encoding: named } }];
}

/** @param {Observation} seen @returns {Finding[]} */
function ending({ end, silence, ended, hello }) {
  if (end === 'stopped') return [{ code: 'stopped', level: 'note', of: {} }];
  if (end === 'cut' && silence && !silence.over) {
    const seconds = Math.round((ended - silence.arrived) / 1000);
    const heartbeat = hello.heartbeat / 1000;
    // What is longer than any silence of an ordinary stream does no harm.
    return [
      seconds <= heartbeat
        ? { code: 'cutWhenSilent', level: 'bad', of: { seconds, heartbeat } }
        : { code: 'cutWhenLongSilent', level: 'note', of: { seconds, heartbeat } },
    ];
  }
  if (end === 'cut') return [{ code: 'cut', level: 'bad', of: {} }];
  return silence ? [{ code: 'survivesSilence', level: 'good', of: { seconds: silence.seconds } }] : [];
}

/** @param {Observation} seen @returns {Finding[]} */
function protocols({ protocol, hello }) {
  const found = [];
  if (/^(h2|h3)/.test(protocol)) found.push({ code: 'multiplexed', level: 'good', of: { protocol: protocol.slice(0, 2) } });
  if (/^http\/1/.test(protocol)) found.push({ code: 'oneByOne', level: 'note', of: {} });
  if (hello.saw.protocol === 'HTTP/1.0' || hello.saw.via.includes('1.0')) {
    found.push({ code: 'oldProtocol', level: 'note', of: {} });
  }
  return found;
}

/** @returns {Finding[]} */
function hops({ via, headers }) {
  if (headers.length === 0) return [{ code: 'noProxyTold', level: 'note', of: {} }];
  return [{ code: 'proxies', level: 'note', of: { n: Math.max(1, via.length), headers } }];
}
