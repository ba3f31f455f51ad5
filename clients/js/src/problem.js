/** What a node refused, and why: a problem detail (RFC 9457). With status 0 no node could be reached. */
export class HubProblem extends Error {
  /**
   * @param {object} detail
   * @param {number} [detail.status]
   * @param {string} [detail.code]  machine-readable, such as `too_many_topics`
   * @param {string} [detail.title]
   * @param {string} [detail.detail]  a sentence for people
   * @param {string} [detail.type]
   * @param {string} [detail.field]  the input it is about
   * @param {number|string} [detail.limit]  what that input may be
   * @param {number|null} [detail.retryAfterMs]
   * @param {string|null} [detail.node]
   */
  constructor(detail) {
    super(detail.detail || detail.title || `HTTP ${detail.status}`);
    this.name = 'HubProblem';
    this.status = detail.status ?? 0;
    this.code = detail.code ?? (this.status ? `http_${this.status}` : 'unreachable');
    this.title = detail.title ?? '';
    this.detail = detail.detail ?? '';
    this.type = detail.type ?? 'about:blank';
    this.field = detail.field;
    this.limit = detail.limit;
    this.retryAfterMs = detail.retryAfterMs ?? null;
    this.node = detail.node ?? null;
  }

  /** Whether the same request may go through later. */
  get passing() {
    return isPassing(this.status);
  }

  /**
   * @param {Response} response
   * @param {number} now  ms, for a Retry-After that is a date
   */
  static async of(response, now) {
    const detail = await response.json().catch(() => null);
    return new HubProblem({
      ...(detail !== null && typeof detail === 'object' ? detail : { title: response.statusText }),
      status: response.status,
      retryAfterMs: retryAfterMs(response.headers.get('Retry-After'), now),
      node: response.headers.get('Hub-Node'),
    });
  }

  /** @param {unknown} cause */
  static unreachable(cause) {
    const problem = new HubProblem({ status: 0, code: 'unreachable', detail: 'No node answered.' });
    problem.cause = cause;
    return problem;
  }
}

/** Worth another try: nobody there, timeout, too early, too many, and the server's own failures. */
export function isPassing(status) {
  return status === 0 || status === 408 || status === 425 || status === 429 || status >= 500;
}

/**
 * @param {string|null} value  seconds or an HTTP date
 * @param {number} now
 * @returns {number|null} ms from now
 */
export function retryAfterMs(value, now) {
  if (!value) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
