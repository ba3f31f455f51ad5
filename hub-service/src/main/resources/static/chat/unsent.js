const KEY = 'hub.unsent';

/**
 * Questions that no node has taken yet. A page that is reloaded just then asks again, with the same request id, so that
 * one which did arrive is not answered twice.
 */
export const unsent = {
  /** @returns {{requestId: string, question: string, conversationId: string}[]} */
  all() {
    try {
      return JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    } catch {
      return [];
    }
  },
  add(requestId, question, conversationId) {
    write([...this.all().filter((other) => other.requestId !== requestId), { requestId, question, conversationId }]);
  },
  remove(requestId) {
    write(this.all().filter((other) => other.requestId !== requestId));
  },
};

function write(questions) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(questions));
  } catch {
    // Without storage a reload loses the question, as it does everywhere.
  }
}
