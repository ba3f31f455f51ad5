/** The stand-in on two real ports, with the page. */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FakeHub, json } from './fake-hub.mjs';

const STATIC = fileURLToPath(new URL('../../../hub-service/src/main/resources/static', import.meta.url));
/** Where the build takes them from. */
const CLIENT = fileURLToPath(new URL('../src', import.meta.url));
const CLIENT_PATH = '/hub-client/';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** @param {{ports?: number[], pauses?: () => number, tellNextIndex?: boolean}} [options] */
export function serve({ ports = [8080, 8081], pauses = () => 40 + Math.random() * 60, tellNextIndex } = {}) {
  const nodes = Object.fromEntries(ports.map((port, i) => [`hub-${i + 1}`, `http://localhost:${port}`]));
  const hub = new FakeHub({ nodes, pauses, tellNextIndex });
  const servers = Object.entries(nodes).map(([name, url], i) => {
    console.log(`${name}: ${url}`);
    return createServer((req, res) => answer(hub, name, req, res)).listen(ports[i]);
  });
  return { hub, servers };
}

async function answer(hub, node, req, res) {
  for (const [name, value] of Object.entries(corsOf(req))) res.setHeader(name, value);
  if (req.method === 'OPTIONS') return res.writeHead(204).end();
  try {
    await send(await responseTo(hub, node, req), res);
  } catch {
    res.destroy();
  }
}

async function responseTo(hub, node, req) {
  const url = new URL(req.url, hub.nodes[node]);
  if (url.pathname === '/page.json') return json(200, pageOf(hub, node));
  if (!url.pathname.startsWith('/api/')) return fileAt(url.pathname);
  const chunks = await req.toArray();
  return hub.handle(node, { method: req.method, url, headers: new Headers(req.headers), body: Buffer.concat(chunks).toString() });
}

async function send(response, res) {
  res.writeHead(response.status, Object.fromEntries(response.headers));
  res.flushHeaders();
  res.on('close', () => response.stream?.break());
  for await (const chunk of response.body ?? []) res.write(chunk);
  res.end();
}

function pageOf(hub, node) {
  return { node, nodes: Object.entries(hub.nodes).map(([name, url]) => ({ name, url: name === node ? '' : url })) };
}

async function fileAt(path) {
  const wanted = normalize(path === '/' ? '/index.html' : path);
  const file = wanted.startsWith(CLIENT_PATH) ? join(CLIENT, wanted.slice(CLIENT_PATH.length)) : join(STATIC, wanted);
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  return readFile(file).then(
    (bytes) => new Response(bytes, { headers: { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-cache' } }),
    () => new Response('not found', { status: 404 }),
  );
}

function corsOf(req) {
  return {
    'Access-Control-Allow-Origin': req.headers.origin ?? '*',
    'Access-Control-Allow-Headers': 'content-type, last-event-id',
    'Access-Control-Allow-Methods': 'GET, POST, DELETE',
    'Access-Control-Expose-Headers': 'Hub-Node, Retry-After',
    'Access-Control-Max-Age': '600',
  };
}
