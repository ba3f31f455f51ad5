/**
 * Keeps snapshots in `sessionStorage` (or any Storage). Written in one piece, since cursor and texts must be of one
 * instant. A full or forbidden store is no error: the older snapshot is as consistent, only older.
 *
 * @param {Storage} storage
 * @param {string} key
 * @returns {import('./types.js').SnapshotStorage}
 */
export function webStorage(storage, key) {
  return {
    load() {
      try {
        return JSON.parse(storage.getItem(key) ?? 'null');
      } catch {
        return null;
      }
    },
    save(snapshot) {
      try {
        storage.setItem(key, JSON.stringify(snapshot));
      } catch {
        // See above.
      }
    },
  };
}
