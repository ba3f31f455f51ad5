/** Where a link may lead. Everything else, scripts above all, stays text. */
const PROTOCOLS = new Set(['http:', 'https:', 'mailto:']);

/**
 * @param {string} address  as the model wrote it
 * @returns {string|null} the address as the browser reads it; null: not to be linked
 */
export function safeAddress(address) {
  try {
    // Without a base: what a relative address would lead to is this page's business, not a model's.
    const { protocol, href } = new URL(address);
    return PROTOCOLS.has(protocol) ? href : null;
  } catch {
    return null;
  }
}

/** @param {string} href  a safe one @param {...(Node|string)} children */
export function link(href, ...children) {
  const anchor = document.createElement('a');
  anchor.setAttribute('href', href);
  anchor.setAttribute('target', '_blank');
  // Neither a handle on this page nor its address, which names the client.
  anchor.setAttribute('rel', 'noopener noreferrer nofollow');
  anchor.append(...children);
  return anchor;
}
