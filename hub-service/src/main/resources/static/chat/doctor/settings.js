/** What to set where something is on the way; the same for whatever was found. */
export const SETTINGS = [
  {
    name: 'nginx',
    text: `server {
  listen 443 ssl;
  http2 on;
  location /api/sse/ {
    proxy_pass http://hubs;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_buffering off;
    gzip off;
    proxy_read_timeout 60s;
  }
}`,
  },
  {
    name: 'HAProxy',
    text: `defaults
  mode http
  timeout client 60s
  timeout server 60s
  # neither: compression algo gzip
frontend edge
  bind :443 ssl crt site.pem alpn h2,http/1.1`,
  },
  {
    name: 'Envoy',
    text: `# of the route
timeout: 0s
idle_timeout: 60s
# of the listener's connection manager
codec_type: AUTO
stream_idle_timeout: 60s
# in its TLS context
common_tls_context: { alpn_protocols: [h2, http/1.1] }
# no buffer filter, no compressor filter on this route`,
  },
  {
    name: 'Traefik',
    text: `entryPoints:
  websecure:
    address: ":443"
    http: { tls: {} }          # h2 comes with TLS
    transport:
      respondingTimeouts: { readTimeout: 0s, writeTimeout: 0s }
# no buffering, no compress middleware on this router`,
  },
];
