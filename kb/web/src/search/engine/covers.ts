/**
 * All that fulfils the needs of a query.
 *
 * In: needs.  Out: covers: what was found in place of one word or several, and how much of what was
 * typed it is. Beside the word itself: neighbouring words written together, a word written apart,
 * what the glossary and dictionaries have for it.
 */

import { isInitials, searchForm, termKey, tokens, verbStems } from "../words";
import type { Need, Needs } from "./needs";
import type { QueryWord } from "./query";
import { type Sequence, sequencesIn } from "./sequences";
import { isHangul, type Unit, unitOf } from "./units";
import type { FoundUnit, Vocabulary } from "./vocabulary";

export interface Cover {
  /** Which needs: from, and to. */
  readonly from: number;
  readonly to: number;
  readonly found: readonly FoundUnit[];
  /** Where the words of `found` have to follow each other. */
  readonly sequences: readonly Sequence[] | undefined;
  readonly factor: number;
  readonly marks: readonly string[];
}

const LEMMA = 0.55;
const EQUIVALENT = 0.4;
const APART = 0.9;
/** Terms of the glossary have so many words at most. */
const LONGEST_TERM = 4;

/** What fulfils `needs`, as they were typed or as the glossary has them. */
export async function coversOf(vocabulary: Vocabulary, needs: Needs): Promise<Cover[]> {
  const { wanted, joined } = needs;
  const [own, together, same] = await Promise.all([
    Promise.all(wanted.map((need, at) => ownCovers(vocabulary, need, at))),
    vocabulary.find(joined),
    equivalentCovers(vocabulary, wanted),
  ]);
  const joinedCovers = together.map((found) => ({
    from: found.unit.from,
    to: found.unit.to,
    found: [found],
    sequences: undefined,
    factor: 1,
    marks: found.unit.marks,
  }));
  return [...own.flat(), ...joinedCovers, ...same];
}

/** The word itself or the phrase, and what dictionaries have for the word. */
export async function ownCovers(vocabulary: Vocabulary, need: Need, at: number): Promise<Cover[]> {
  const part = { from: at, to: at + 1, factor: 1 };
  const marks = need.units.flatMap((unit) => unit.marks);
  if (need.isPhrase) {
    const found = await vocabulary.find(need.units, need.place !== undefined);
    const sequences = await sequencesIn(found, need.gaps, vocabulary.shelf);
    return [{ ...part, found, sequences, marks }];
  }
  const form = need.words[0]?.form ?? "";
  const [found, lemmas] = await Promise.all([
    vocabulary.find(need.units, need.place !== undefined),
    need.isNot ? [] : vocabulary.lemmas(form),
  ]);
  const own: Cover = { ...part, found, sequences: undefined, marks };
  if (!lemmas.length) return [own];
  const units = lemmas.map((term) => termUnit(term, at));
  const others = await vocabulary.find(units);
  return [own, { ...part, found: others, sequences: undefined, factor: LEMMA, marks: lemmas }];
}

/** A term as it stands in the index. */
function termUnit(term: string, at: number): Unit {
  const quality = (found: string) => (found === term ? 1 : 0);
  const lookup = { begins: term, isWhole: true, quality, likely: [] };
  return { from: at, to: at + 1, form: term, lookups: [lookup], marks: [] };
}

/** A Korean word, written as two: 손실 함수 where somebody looks for 손실함수. */
export async function apartCovers(
  vocabulary: Vocabulary,
  need: Need,
  at: number,
): Promise<Cover[]> {
  const [word] = need.words;
  if (!word || need.isPhrase || need.isNot || need.place || !isHangul(word.form)) return [];
  // Those of neighbouring words stand together in the index.
  if (isInitials(word.form)) return [];
  const verbs = verbStems(word.form);
  const cuts = Array.from(
    { length: Math.max(0, word.form.length - 3) },
    (_, cut) => cut + 2,
  ).filter((cut) => {
    // 한다 of 치환한다 stands in nearly every text, and 치환하 is looked for anyhow.
    const before = word.form.slice(0, cut);
    return !verbs.some((stem) => stem === `${before}하` || stem === `${before}되`);
  });
  return Promise.all(
    cuts.map(async (cut) => {
      const [before, after] = [word.form.slice(0, cut), word.form.slice(cut)];
      const units = [
        unitOf({ ...word, form: before }, at, false, true),
        unitOf({ ...word, form: after }, at, need.isOpen, false),
      ];
      const found = await vocabulary.find(units);
      return {
        from: at,
        to: at + 1,
        found,
        sequences: await sequencesIn(found, [1, 1], vocabulary.shelf),
        factor: APART,
        marks: [],
      };
    }),
  );
}

/** What the glossary has for words, or for several together. */
async function equivalentCovers(vocabulary: Vocabulary, wanted: readonly Need[]): Promise<Cover[]> {
  const asked: Promise<Cover[]>[] = [];
  for (let from = 0; from < wanted.length; from++) {
    for (let to = from + 1; to <= Math.min(from + LONGEST_TERM, wanted.length); to++) {
      const part = wanted.slice(from, to);
      if (part.some((need) => need.place || (need.isPhrase && part.length > 1))) break;
      const written = part.flatMap((need) => need.words.map((word) => word.form)).join(" ");
      asked.push(equivalentCover(vocabulary, written, from, to));
    }
  }
  return (await Promise.all(asked)).flat();
}

async function equivalentCover(
  vocabulary: Vocabulary,
  written: string,
  from: number,
  to: number,
): Promise<Cover[]> {
  const terms = await vocabulary.equivalents(termKey(written));
  return Promise.all(terms.map((term) => termCover(vocabulary, term, from, to, EQUIVALENT)));
}

/** A name of one or more words, in place of needs. */
export async function termCover(
  vocabulary: Vocabulary,
  term: string,
  from: number,
  to: number,
  factor: number,
): Promise<Cover> {
  const words: QueryWord[] = tokens(term).map(({ text, start, end }) => ({
    form: searchForm(text),
    typed: text,
    span: [start, end],
  }));
  const units = words.map((word, at) => unitOf(word, at, false));
  const found = await vocabulary.find(units);
  const gaps = words.map(() => 1);
  return {
    from,
    to,
    found,
    sequences: words.length > 1 ? await sequencesIn(found, gaps, vocabulary.shelf) : undefined,
    factor,
    marks: words.length > 1 ? words.map((word) => word.form) : units.flatMap((unit) => unit.marks),
  };
}
