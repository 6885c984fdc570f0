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
const APART: Record<string, string> = {
  ø: "o",
  đ: "d",
  ł: "l",
  ı: "i",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ð: "d",
  ß: "ss",
  ς: "σ",
};
/** Letters of Hangul that found no syllable, from U+1100, U+1161 and U+11A8 on. */
const LETTERS: [first: number, letters: string][] = [
  [0x1100, "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"],
  [0x1161, "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"],
  [0x11a8, "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"],
];
const WHOLE = /[øđłıæœþðßς\u2018\u2019\u02bc\u2032\u1100-\u1112\u1161-\u1175\u11a8-\u11c2]/g;

function whole(character: string): string {
  const code = character.charCodeAt(0);
  for (const [first, letters] of LETTERS) {
    if (code >= first && code < first + letters.length) return letters.charAt(code - first);
  }
  return APART[character] ?? "'";
}

/** `word` as it is looked for, whoever wrote it and on whichever keyboard. */
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
    .replace(WHOLE, whole);
}

/** What terms are sorted by: the letters that are typed. Scripts compare these as the index does. */
export const order = decompose;
