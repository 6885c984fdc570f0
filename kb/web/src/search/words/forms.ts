/**
 * The form in which a word is looked for, and the order in which words are kept: the twin of
 * `kb/words/forms.py`.
 *
 * In: a word, as it is written or typed. Out: its form without case, accents and other accidents
 * of writing; or what to sort it by.
 */

import { decompose } from "./jamo";

const UNUSUAL = /[^\0-\x7f\u3131-\u318e\uac00-\ud7a3]/;
/** NFKC would put letters together that stand alone. */
const ALONE = /([\u3131-\u318e]+)/;
const ACCENTS = /(?<=[a-z\u00df-\u02af])[\u0300-\u036f]+/g;
/** What Unicode does not take apart, and letters of Hangul that have found no syllable. */
/* @__NO_SIDE_EFFECTS__ */
function asWritten(): Map<string, string> {
  const pairs = "øo đd łl ıi æae œoe þth ðd ßss ςσ \u2018' \u2019' \u02bc' \u2032'".split(" ");
  const found = new Map(pairs.map((pair) => [pair.charAt(0), pair.slice(1)]));
  for (let code = 0x3131; code < 0x3164; code++) {
    const letter = String.fromCharCode(code);
    found.set(letter.normalize("NFKC"), letter);
  }
  return found;
}

const AS_WRITTEN = asWritten();

/** `word`, or a name of several, as it is looked for, whoever wrote it on whichever keyboard. */
export function searchForm(word: string): string {
  if (!UNUSUAL.test(word)) return word.toLowerCase();
  return word
    .split(ALONE)
    .map((part, at) => (at % 2 ? part : part.normalize("NFKC")))
    .join("")
    .toLowerCase()
    .normalize("NFD")
    .replace(ACCENTS, "")
    .normalize("NFC")
    .replace(/./gu, (character) => AS_WRITTEN.get(character) ?? character);
}

/** What terms are sorted by: the letters that are typed. Scripts compare these as the index does. */
export const order = decompose;
