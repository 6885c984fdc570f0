/**
 * What a document must have to be found: the words and phrases of a query.
 *
 * In: the clauses of a query.  Out: needs, each with the units that fulfil it; and those that must
 * not be fulfilled.
 */

import { isStopWord } from "../words";
import type { Place, Query, QueryWord, WordsClause } from "./query";
import { joinedUnits, type Unit, unitOf } from "./units";

export interface Need {
  /** One word, or those of a phrase. */
  readonly words: readonly QueryWord[];
  readonly isPhrase: boolean;
  readonly place: Place | undefined;
  readonly isNot: boolean;
  /** More of the last word may follow. */
  readonly isOpen: boolean;
  /** For a phrase one after another; else one alone. */
  readonly units: readonly Unit[];
  /** Words between it and the one before in a phrase, and one. */
  readonly gaps: readonly number[];
  /** English grammar: a document does without it. */
  readonly isSmall: boolean;
}

export interface Needs {
  readonly wanted: readonly Need[];
  readonly unwanted: readonly Need[];
  /** Neighbouring words written together: `from` and `to` are places in `wanted`. */
  readonly joined: readonly Unit[];
  /** All words, in their order, where each stands for itself: together they may be a name. */
  readonly plain: readonly QueryWord[];
  /** There is a word that a slash holds, as in a tag. */
  readonly isPath: boolean;
}

export function needsOf(query: Query): Needs {
  const wanted: Need[] = [];
  const unwanted: Need[] = [];
  const joined: Unit[] = [];
  const plain: QueryWord[] = [];
  let run: QueryWord[] = [];
  let isPath = false;
  let isOnlyPlain = true;
  const clauses = query.clauses.filter((clause) => clause.kind === "words");
  const endRun = (isOpen: boolean): void => {
    const start = wanted.length - run.length;
    for (const unit of joinedUnits(run, isOpen)) {
      joined.push({ ...unit, from: unit.from + start, to: unit.to + start });
    }
    run = [];
  };
  for (const clause of clauses) {
    const isPlain = !clause.isNot && !clause.isPhrase && !clause.place;
    if (!isPlain) endRun(false);
    const made = clause.isPhrase ? [phraseNeed(clause)] : wordNeeds(clause);
    // What is said twice is not asked for twice.
    const others = made.filter((need) => !wanted.some((known) => isSame(known, need)));
    (clause.isNot ? unwanted : wanted).push(...others);
    if (!isPlain) {
      isOnlyPlain &&= clause.isNot;
      continue;
    }
    run.push(...others.flatMap((need) => need.words));
    plain.push(...clause.words);
    isPath ||= clause.isPath;
    if (clause.isOpen) endRun(true);
  }
  endRun(false);
  const isAllSmall = wanted.every((need) => need.isSmall);
  return {
    wanted: isAllSmall ? wanted.map((need) => ({ ...need, isSmall: false })) : wanted,
    unwanted,
    joined,
    plain: isOnlyPlain ? plain : [],
    isPath,
  };
}

function isSame(one: Need, other: Need): boolean {
  return (
    !one.isPhrase &&
    !other.isPhrase &&
    one.place === other.place &&
    one.isNot === other.isNot &&
    one.words[0]?.form === other.words[0]?.form
  );
}

function wordNeeds(clause: WordsClause): Need[] {
  const { words, place, isNot } = clause;
  return words.map((word, at) => {
    const isOpen = clause.isOpen && !isNot && at === words.length - 1;
    return {
      words: [word],
      isPhrase: false,
      place,
      isNot,
      isOpen,
      units: [unitOf(word, 0, isOpen, isNot)],
      gaps: [1],
      isSmall: isStopWord(word.form),
    };
  });
}

function phraseNeed(clause: WordsClause): Need {
  const { words, place, isNot, isOpen } = clause;
  // What no text is searched for can be told only by the space it takes.
  const spoken = words.filter((word) => words.length === 1 || !isStopWord(word.form));
  const kept = spoken.length ? spoken : words;
  const places = kept.map((word) => words.indexOf(word));
  return {
    words: kept,
    isPhrase: true,
    place,
    isNot,
    isOpen,
    units: kept.map((word, at) => unitOf(word, at, isOpen && at === kept.length - 1, true)),
    gaps: places.map((place, at) => place - (places[at - 1] ?? place - 1)),
    isSmall: false,
  };
}
