import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../main/resources/static/chat/doctor/verdict.js';
import { TEXTS } from '../../main/resources/static/chat/texts.js';

/** When a check sends its probes: eight close together, five a second apart, one after the silence. */
const CLOSE = Array.from({ length: 8 }, (_, i) => 60 * (i + 1));
const SENT = [...CLOSE, 1480, 2480, 3480, 4480, 5480, 21480];
/** The reader's clock has nothing to do with the node's. */
const APART = 987_654;

function seen({ came = (at) => at + 3, sent = SENT, ...other } = {}) {
  const probes = sent.map((at, i) => ({ n: i + 1, at, arrived: APART + came(at, i) }));
  return {
    end: 'complete',
    hello: { heartbeat: 15_000, saw: { protocol: 'HTTP/1.1', scheme: 'http', via: [], headers: [] } },
    probes,
    silence: { seconds: 16, arrived: APART + 5480, over: true },
    ended: APART + 21_490,
    protocol: 'h2',
    encoding: null,
    ...other,
  };
}

const codes = (observation) => judge(observation).findings.map(({ code }) => code);
const find = (observation, wanted) => judge(observation).findings.find(({ code }) => code === wanted);

describe('a check of the connection', () => {
  it('finds nothing where probes come as they were sent', () => {
    const { overall, findings } = judge(seen());
    assert.equal(overall, 'healthy');
    assert.deepEqual(findings.map(({ code }) => code), ['flows', 'survivesSilence', 'multiplexed', 'noProxyTold']);
  });

  it('does not mind a line that is slow, or jitters', () => {
    assert.equal(judge(seen({ came: (at) => at + 4_000 })).overall, 'healthy');
    assert.equal(judge(seen({ came: (at, i) => at + (i % 3) * 25 })).overall, 'healthy');
  });

  it('does not take a reader for a buffer that was busy once', () => {
    const busyFor = 1_900;
    const verdict = judge(seen({ came: (at) => (at > 2_000 && at < 2_000 + busyFor ? 2_000 + busyFor : at) }));
    assert.equal(verdict.overall, 'healthy');
  });

  it('finds a proxy that holds all of it back', () => {
    const observation = seen({ came: () => 21_480 });
    assert.equal(judge(observation).overall, 'trouble');
    assert.equal(find(observation, 'buffers').of.seconds, 21.4);
  });

  it('finds one that passes on what fills its buffer, or every few seconds', () => {
    assert.ok(codes(seen({ came: (at, i) => SENT[Math.min(SENT.length - 1, Math.ceil((i + 1) / 7) * 7 - 1)] })).includes('buffers'));
    assert.ok(codes(seen({ came: (at) => Math.ceil(at / 3_000) * 3_000 })).includes('buffers'));
  });

  it('says when only what was sent close together came in bundles', () => {
    const observation = seen({ came: (at) => Math.ceil(at / 500) * 500 });
    assert.equal(judge(observation).overall, 'healthy');
    assert.equal(find(observation, 'bundles').of.ms, 420);
  });

  it('names a compression, also where it holds nothing back', () => {
    const observation = seen({ encoding: ' GZIP' });
    assert.equal(judge(observation).overall, 'trouble');
    assert.deepEqual(find(observation, 'compressed').of, { encoding: 'gzip' });
    assert.ok(codes(observation).includes('flows'));
    assert.ok(!codes(seen({ encoding: 'identity' })).includes('compressed'));
  });

  it('finds what ends a stream for a silence that streams have', () => {
    const observation = seen({
      sent: SENT.slice(0, -1),
      end: 'cut',
      silence: { seconds: 16, arrived: APART + 5480, over: false },
      ended: APART + 5480 + 5_020,
    });
    assert.equal(judge(observation).overall, 'trouble');
    assert.deepEqual(find(observation, 'cutWhenSilent').of, { seconds: 5, heartbeat: 15 });
  });

  it('lets a longer silence be ended, and says so', () => {
    const observation = seen({
      sent: SENT.slice(0, -1),
      end: 'cut',
      silence: { seconds: 75, arrived: APART + 5480, over: false },
      ended: APART + 5480 + 60_100,
    });
    assert.equal(judge(observation).overall, 'healthy');
    assert.deepEqual(find(observation, 'cutWhenLongSilent').of, { seconds: 60, heartbeat: 15 });
  });

  it('finds a stream that is cut while it speaks', () => {
    assert.ok(codes(seen({ sent: SENT.slice(0, 10), end: 'cut', silence: null })).includes('cut'));
  });

  it('tells HTTP/1.1 from what carries many streams, and an old hop', () => {
    assert.ok(codes(seen({ protocol: 'http/1.1' })).includes('oneByOne'));
    assert.deepEqual(find(seen({ protocol: 'h3' }), 'multiplexed').of, { protocol: 'h3' });
    assert.ok(!codes(seen({ protocol: '' })).some((code) => code === 'oneByOne' || code === 'multiplexed'));
    const saw = { protocol: 'HTTP/1.0', scheme: 'https', via: [], headers: ['X-Real-IP'] };
    assert.ok(codes(seen({ hello: { heartbeat: 15_000, saw } })).includes('oldProtocol'));
  });

  it('counts the proxies that tell of themselves', () => {
    const saw = { protocol: 'HTTP/1.1', scheme: 'https', via: ['2.0', '1.1'], headers: ['Via', 'X-Forwarded-For'] };
    assert.deepEqual(find(seen({ hello: { heartbeat: 15_000, saw } }), 'proxies').of, { n: 2, headers: ['Via', 'X-Forwarded-For'] });
  });

  it('blames nothing where the server would not, or stops', () => {
    assert.deepEqual(judge(seen({ end: 'refused', code: 'doctor_busy', hello: null })).overall, 'unknown');
    assert.equal(judge(seen({ end: 'stopped', sent: SENT.slice(0, 9), silence: null })).overall, 'unknown');
  });

  it('judges what never came', () => {
    assert.deepEqual(codes(seen({ end: 'unreachable', hello: null, sent: [] })), ['unreachable']);
    assert.deepEqual(codes(seen({ end: 'cut', hello: null, sent: [], encoding: 'br' })), ['nothingCame', 'compressed']);
  });

  it('has a sentence for everything it finds, in both languages', () => {
    const all = [
      'flows', 'buffers', 'bundles', 'compressed', 'survivesSilence', 'cutWhenSilent', 'cutWhenLongSilent', 'cut', 'stopped',
      'refused', 'unreachable', 'nothingCame', 'multiplexed', 'oneByOne', 'oldProtocol', 'proxies', 'noProxyTold',
      'healthy', 'trouble', 'unknown',
    ];
    for (const texts of Object.values(TEXTS)) for (const code of all) assert.ok(texts[`doctor_${code}`], code);
  });
});
