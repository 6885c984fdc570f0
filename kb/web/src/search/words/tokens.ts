/**
 * The words of a text, and where they stand: the twin of `kb/words/tokens.py`.
 *
 * In: a text. Out: its words; places are those of a script's strings, in UTF-16 code units.
 */

import { isParticle } from "./particles";

export interface Token {
  /** As it is written, particles included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export const HANGUL = "\\u1100-\\u11ff\\u3131-\\u318e\\ua960-\\ua97f\\uac00-\\ud7ff";
const HAN = "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
const KANA = "\\u3041-\\u3096\\u3099-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff";
const OTHER = `(?![${HANGUL}${HAN}${KANA}])[\\p{L}\\p{N}]`;

// C++, C# and F# are words, and so are 0.001 and don't.
const WORD = /* @__PURE__ */ new RegExp(
  `([${HANGUL}]+)|[${HAN}]+|[${KANA}]+` +
    "|[A-Za-z](?:\\+\\+|#)(?![A-Za-z0-9_])" +
    `|${OTHER}(?:${OTHER}|[\\u0300-\\u036f]|(?<=[0-9])[.,](?=[0-9])|['\\u2019](?=${OTHER}))*`,
  "gu",
);
const CLOSING = ")]}>\u201d\u2019\u300d\u300f\u3009\u300b\u3011";
const QUOTES = "\"'`*_=~$";
const ALSO_UNITS = "만도";
const WORDLIKE = /[\p{L}\p{N}]$/u;

/** The words of `text`, in their order. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let ended = 0;
  for (const match of text.matchAll(WORD)) {
    const [word] = match;
    const start = match.index;
    const isLeft =
      start > 0 && match[1] && isParticle(word) && belongs(text, start, word, ended === start);
    if (isLeft) continue;
    ended = start + word.length;
    found.push({ text: word, start, end: ended });
  }
  return found;
}

/** Whether the particle at `start` is written onto what stands before it. */
function belongs(text: string, start: number, particle: string, adjoins: boolean): boolean {
  const before = lastOf(text, start);
  if (adjoins) return !(/\p{Nd}/u.test(before) && ALSO_UNITS.includes(particle));
  if (!QUOTES.includes(before)) return CLOSING.includes(before);
  let end = start;
  while (end > 0 && QUOTES.includes(text.charAt(end - 1))) end--;
  const outside = lastOf(text, end);
  return outside !== "" && (CLOSING.includes(outside) || WORDLIKE.test(outside));
}

/** The character that ends at `end`. */
function lastOf(text: string, end: number): string {
  const pair = text.slice(Math.max(0, end - 2), end);
  return (pair.codePointAt(0) ?? 0) > 0xffff ? pair : pair.slice(-1);
}
