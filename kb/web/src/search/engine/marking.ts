/**
 * Where words that were searched for stand in a text.
 *
 * In: a text, and marks as `Hit.marks` has them.  Out: places.
 *
 * A mark is a word in its search form, which may carry particles or stand within a Korean word; or,
 * with `*` behind it, the beginning of a word; or, with `~` behind it, a stem. Korean words that are
 * written apart are found by what is written together.
 */

import {
  englishStem,
  fits,
  initials,
  isInitials,
  isParticle,
  order,
  searchForm,
  tokens,
  verbStems,
} from "../words";
import type { Span } from "./api";

const HANGUL = /^[\u3131-\u318e\uac00-\ud7a3]/;
/** Words that are one word when they are written together. */
const MOST_JOINED = 3;

interface Word {
  readonly form: string;
  readonly start: number;
  readonly end: number;
}

/** The places in `text` of what `marks` mean: in their order, none overlaps another. */
export function markedIn(text: string, marks: readonly string[]): Span[] {
  const words = tokens(text).map(({ text: written, start, end }) => ({
    form: searchForm(written),
    start,
    end,
  }));
  const read = readMarks(marks);
  const found: Span[] = [];
  for (let at = 0; at < words.length; ) {
    const span = spanAt(words, at, read);
    if (span) found.push([span[0], span[1]]);
    at += span?.[2] ?? 1;
  }
  return found;
}

/** Whether the word `form`, as a text has it, is meant by one of `marks`. */
export function isMarked(form: string, marks: readonly string[]): boolean {
  return spanAt([{ form, start: 0, end: form.length }], 0, readMarks(marks)) !== undefined;
}

interface Marks {
  readonly whole: ReadonlySet<string>;
  readonly hangul: readonly string[];
  readonly initials: readonly string[];
  readonly beginnings: readonly { readonly form: string; readonly letters: string }[];
  readonly stems: ReadonlySet<string>;
}

function readMarks(marks: readonly string[]): Marks {
  const plain = marks.filter((mark) => !/[~*]$/.test(mark));
  return {
    whole: new Set(plain),
    hangul: plain.filter((mark) => HANGUL.test(mark) && !isInitials(mark)),
    initials: plain.filter(isInitials),
    beginnings: marks
      .filter((mark) => mark.endsWith("*"))
      .map((mark) => ({ form: mark.slice(0, -1), letters: order(mark.slice(0, -1)) })),
    stems: new Set(marks.filter((mark) => mark.endsWith("~")).map((mark) => mark.slice(0, -1))),
  };
}

/** What is meant at the word `at`: from, to, and how many words it takes. */
function spanAt(
  words: readonly Word[],
  at: number,
  marks: Marks,
): readonly [start: number, end: number, count: number] | undefined {
  const word = words[at];
  if (!word) return undefined;
  const { form, start, end } = word;
  if (marks.whole.has(form)) return [start, end, 1];
  const isHangul = HANGUL.test(form);
  // A form that is as long as what is written has its letters in the same places.
  const isPlain = form.length === end - start;
  if (isHangul) {
    const inside = isPlain ? within(form, marks.hangul) : undefined;
    if (inside) return [start + inside[0], start + inside[1], 1];
    const joined = joinedAt(words, at, marks.hangul) ?? initialsAt(words, at, marks.initials);
    if (joined) return joined;
  }
  for (const { form: beginning, letters } of marks.beginnings) {
    if (!order(form).startsWith(letters)) continue;
    // A syllable that is being typed is marked as a whole.
    const length = form.startsWith(beginning) ? beginning.length : wholeSyllables(form, letters);
    return [start, isPlain ? start + length : end, 1];
  }
  if (marks.stems.size) {
    const stems = isHangul ? verbStems(form) : [englishStem(form)];
    if (stems.some((stem) => marks.stems.has(stem))) return [start, end, 1];
  }
  return undefined;
}

/** Where one of `marks` stands in `form`: at its beginning with anything behind it that is a
 * particle, or later. */
function within(form: string, marks: readonly string[]): readonly [number, number] | undefined {
  let best: readonly [number, number] | undefined;
  for (const mark of marks) {
    const at = form.indexOf(mark);
    if (at < 0 || (best && mark.length <= best[1] - best[0])) continue;
    const rest = form.slice(at + mark.length);
    const isWord = rest === "" || (isParticle(rest) && fits(rest, mark));
    // One syllable within a longer word says nothing.
    if (isWord ? at === 0 || mark.length > 1 : mark.length > 1) best = [at, at + mark.length];
  }
  return best;
}

/** Words whose first letters are one of `marks`, as far as these go. */
function initialsAt(
  words: readonly Word[],
  at: number,
  marks: readonly string[],
): readonly [start: number, end: number, count: number] | undefined {
  for (const mark of marks) {
    let left = mark;
    for (let next = at; next < words.length; next++) {
      const { form, start, end } = words[next] ?? { form: "", start: 0, end: 0 };
      const own = HANGUL.test(form) ? initials(form) : "";
      const length = Math.min(own.length, left.length);
      if (length === 0 || !own.startsWith(left.slice(0, length))) break;
      left = left.slice(length);
      const last = end - start === own.length ? start + length : end;
      if (left === "") return [words[at]?.start ?? 0, last, next - at + 1];
    }
  }
  return undefined;
}

function wholeSyllables(form: string, letters: string): number {
  let length = 0;
  while (length < form.length && order(form.slice(0, length)).length < letters.length) length++;
  return length;
}

/** Words that are written apart and are one mark together. */
function joinedAt(
  words: readonly Word[],
  at: number,
  marks: readonly string[],
): readonly [start: number, end: number, count: number] | undefined {
  let together = words[at]?.form ?? "";
  for (let count = 2; count <= MOST_JOINED; count++) {
    const next = words[at + count - 1];
    if (!next || !HANGUL.test(next.form)) return undefined;
    together += next.form;
    for (const mark of marks) {
      if (!together.startsWith(mark) || mark.length <= together.length - next.form.length) continue;
      const rest = together.slice(mark.length);
      if (rest !== "" && !(isParticle(rest) && fits(rest, mark))) continue;
      return [words[at]?.start ?? 0, next.end - rest.length, count];
    }
  }
  return undefined;
}
