import { defineConfig } from 'vite';

/** The page and the hub are one origin for the browser; in production a balancer does that. */
export default defineConfig({
  server: {
    proxy: { '/api': { target: process.env.HUB ?? 'http://localhost:8080', changeOrigin: true, configure: withoutOrigin } },
  },
});

/** For the hub the calls come from the proxy, not from a page of another origin. */
function withoutOrigin(proxy) {
  proxy.on('proxyReq', (request) => request.removeHeader('origin'));
}
