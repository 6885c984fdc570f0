/**
 * What somebody may have meant who typed a word that hardly any document has.
 *
 * In: needs, and how many documents fulfil each.  Out: other words, with what they find: typed with
 * the keyboard in the other language, or misspelt.
 */

import { isInitials, order, otherLayout, searchForm, stems, tokens } from "../words";
import type { Cover } from "./covers";
import type { Need } from "./needs";
import type { QueryWord } from "./query";
import type { Opened } from "./searching";
import { Spelling, type Suggestion } from "./spelling";
import { isHangul, type Unit, unitOf } from "./units";
import type { FoundUnit } from "./vocabulary";

export interface Corrected {
  readonly need: number;
  readonly word: QueryWord;
  readonly to: string;
  readonly why: "spelling" | "layout";
  readonly isInstead: boolean;
  readonly covers: readonly Cover[];
}

/** Keys of a word that may be an error though some document has it: short ones are near many
 * others, above all in Korean, where a syllable takes two or three keys. */
const LONG = 5;
const LONG_HANGUL = 7;
const BESIDE = 0.4;
const INSTEAD = 0.8;
/** The likeliest word comes first. */
const SECOND = 0.9;
/** How many words an error may have been meant for. */
const MOST_MEANT = 2;
const MOST_LOOKED_AT = 8;

/** What `need` may have been meant to be; `found` documents have it as it is. */
export async function correct(
  opened: Opened,
  need: Need,
  at: number,
  found: number,
): Promise<Corrected | undefined> {
  const [word] = need.words;
  if (!word || need.isPhrase) return undefined;
  return (
    (await fromLayout(opened, need, word, at, found)) ??
    (isInitials(word.form) ? undefined : await fromSpelling(opened, word, at, found))
  );
}

async function fromLayout(
  opened: Opened,
  need: Need,
  word: QueryWord,
  at: number,
  found: number,
): Promise<Corrected | undefined> {
  for (const other of otherLayout(word.typed)) {
    if (!isPlausible(other)) continue;
    const words = wordsOf(other);
    if (words.length !== 1) continue;
    const units = words.map((each) => unitOf(each, 0, need.isOpen));
    const results = await opened.vocabulary.find(units);
    const count = countStrong(results);
    // One document more is no reason to believe that another keyboard was meant.
    if (count === 0 || (found > 0 && count < 4 * found)) continue;
    const covers = [coverOf(at, units, results, found ? BESIDE : INSTEAD)];
    return { need: at, word, to: other, why: "layout", isInstead: found === 0, covers };
  }
  return undefined;
}

/** Hangul in whole syllables, but for what is being typed; or Latin letters alone. */
function isPlausible(text: string): boolean {
  return /^[\uac00-\ud7a3]+[\u3131-\u314e]?$/.test(text) || /^[a-z]{3,}$/i.test(text);
}

async function fromSpelling(
  opened: Opened,
  word: QueryWord,
  at: number,
  found: number,
): Promise<Corrected | undefined> {
  const { directory, shelf, documents, vocabulary } = opened;
  const spelling = new Spelling(directory, shelf, documents);
  const long = isHangul(word.form) ? LONG_HANGUL : LONG;
  if (found && order(word.form).length < long) return undefined;
  // With a particle behind it an error is not where it seems to be.
  const forms = isHangul(word.form) ? stems(word.form) : [word.form];
  const meant: Suggestion[] = [];
  for (const form of forms) {
    const near = await spelling.suggestions(form, MOST_LOOKED_AT);
    meant.push(
      ...near
        .filter(({ term }) => !hasOtherParticle(term, word.form))
        .filter(({ distance, commonness }) => !found || (distance === 1 && commonness > found))
        .slice(0, MOST_MEANT),
    );
    if (meant.length) break;
  }
  const [first] = meant;
  if (!first) return undefined;
  const units = meant.map(({ term }) => unitOf({ ...word, form: term, typed: term }, 0, false));
  const results = await vocabulary.find(units);
  const factor = found ? BESIDE : INSTEAD;
  const covers = units.map((unit, place) => {
    const result = results[place];
    return coverOf(at, [unit], result ? [result] : [], factor * (place ? SECOND : 1));
  });
  return {
    need: at,
    word,
    to: first.term,
    why: "spelling",
    isInstead: found === 0,
    covers,
  };
}

/** Whether `term` is a word with a particle that `typed` has not: 학습을 for 학습률. */
function hasOtherParticle(term: string, typed: string): boolean {
  const [, stem] = isHangul(term) ? stems(term) : [];
  return stem !== undefined && !typed.endsWith(term.slice(stem.length));
}

function coverOf(
  at: number,
  units: readonly Unit[],
  found: readonly FoundUnit[],
  factor: number,
): Cover {
  const marks = units.flatMap((unit) => unit.marks);
  return { from: at, to: at + 1, found, sequences: undefined, factor, marks };
}

function countStrong(found: readonly FoundUnit[]): number {
  const rows = new Set<number>();
  for (const unit of found) {
    for (const { postings, quality } of [...unit.names, ...unit.words]) {
      if (quality >= 0.5) for (const row of postings.rows) rows.add(row);
    }
  }
  return rows.size;
}

function wordsOf(text: string): QueryWord[] {
  return tokens(text).map(({ text: typed, start, end }) => ({
    form: searchForm(typed),
    typed,
    span: [start, end],
  }));
}
