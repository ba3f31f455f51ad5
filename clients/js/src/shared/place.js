/** What this client knows of the form of cursors; one of another version is compared as it is. */
const KNOWN = '1-';

/**
 * Where a cursor stands, to see whether two stand at the same place. A channel that has never had an event is in a cursor by
 * the time this was seen, which differs between two connections and says nothing about what they got.
 * @param {string|null} cursor
 */
export function placeOf(cursor) {
  if (cursor === null || !cursor.startsWith(KNOWN)) return cursor;
  const positions = cursor.slice(KNOWN.length).split('-').filter((part) => part.includes('.'));
  return positions.sort().join('-');
}
