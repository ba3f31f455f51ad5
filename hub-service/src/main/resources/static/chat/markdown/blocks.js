/**
 * What a line of Markdown begins, seen by itself. Models write a small part of the language; what is not in here (HTML,
 * footnotes, indented code, underlined headings) stays text.
 */
const FENCE = /^( {0,3})(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const ITEM = /^([ \t]*)([-*+]|\d{1,9}[.)])(?:([ \t]+)(.*)|$)/;
const QUOTE = /^ {0,3}> ?/;
const ROW = /^ {0,3}\|(.*)$/;
const DELIMITERS = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$/;

/** @param {string} line @returns {{mark: string, language: string, indent: number}|null} */
export function fence(line) {
  const found = line.match(FENCE);
  return found && { mark: found[2], language: found[3], indent: found[1].length };
}

/** @param {string} line @param {string} mark  that opened it */
export function closesFence(line, mark) {
  const bare = line.trim();
  return bare.length >= mark.length && bare === mark[0].repeat(bare.length);
}

/** @param {string} line @returns {{level: number, text: string}|null} */
export function heading(line) {
  const found = line.match(HEADING);
  return found && { level: found[1].length, text: found[2] ?? '' };
}

/** @param {string} line */
export function isRule(line) {
  return RULE.test(line);
}

/** @param {string} line @returns {{indent: number, content: number, ordered: boolean, start: number, text: string}|null} */
export function item(line) {
  const found = line.match(ITEM);
  if (!found) return null;
  const [, before, mark, after = ' ', text = ''] = found;
  const indent = width(before);
  const content = indent + mark.length + (width(after) > 4 ? 1 : width(after));
  return { indent, content, ordered: mark.length > 1, start: Number.parseInt(mark, 10) || 0, text: checked(text) };
}

/** The line without its `>`; null if there is none. @param {string} line */
export function quoted(line) {
  const found = line.match(QUOTE);
  return found && line.slice(found[0].length);
}

/** The cells of a table's row; null if it is none. @param {string} line @returns {string[]|null} */
export function row(line) {
  const found = line.match(ROW);
  if (!found) return null;
  const cells = found[1].replace(/\|[ \t]*$/, '').split(/(?<!\\)\|/);
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** @param {string} line */
export function isDelimiterRow(line) {
  return DELIMITERS.test(line);
}

/** How far a line is indented. @param {string} line */
export function indentOf(line) {
  return width(line.match(/^[ \t]*/)[0]);
}

/** Takes up to so much indentation away. @param {string} line @param {number} most */
export function outdented(line, most) {
  let at = 0;
  for (let left = most; left > 0 && (line[at] === ' ' || line[at] === '\t'); at++) left -= width(line[at]);
  return line.slice(at);
}

function checked(text) {
  return text.replace(/^\[ \](?= )/, '☐').replace(/^\[[xX]\](?= )/, '☑');
}

function width(space) {
  let sum = 0;
  for (const char of space) sum += char === '\t' ? 4 : 1;
  return sum;
}
