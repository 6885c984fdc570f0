/**
 * One spelling for all ways of writing a name: the twin of `kb/words/spacing.py` and `terms.py`.
 *
 * In: words. Out: a key that does not change with case, hyphens, the spaces of Korean, or, for a
 * term, with the plural of Latin words.
 */

import { HANGUL, tokens } from "./tokens";

const ENDS = /* @__PURE__ */ new RegExp(`[${HANGUL}]$`);
const BEGINS = /* @__PURE__ */ new RegExp(`^[${HANGUL}]`);
const SHORTEST = 4;

/** `key` with one more word. */
export function join(key: string, word: string): string {
  const folded = word.toLowerCase().replaceAll("\u2019", "'");
  return key === "" || ENDS.test(key) || BEGINS.test(folded) ? key + folded : `${key} ${folded}`;
}

/** What all spellings of `text` have in common. */
export function spacingKey(text: string): string {
  return tokens(text).reduce((key, token) => join(key, token.text), "");
}

/** What all spellings of a term have in common. */
export function termKey(term: string): string {
  const key = spacingKey(term);
  const start = key.lastIndexOf(" ") + 1;
  return key.slice(0, start) + singular(key.slice(start));
}

function singular(word: string): string {
  if (!/^[\0-\x7f]+s$/.test(word) || word.length <= SHORTEST) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:sse|xe|ze|che|she)s$/.test(word)) return word.slice(0, -2);
  return /(?:ss|us|is|os|ics)$/.test(word) ? word : word.slice(0, -1);
}
