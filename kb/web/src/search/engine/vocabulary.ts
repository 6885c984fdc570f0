/**
 * Both halves of the vocabulary, and what of them a unit finds.
 *
 * In: units of a query.  Out: the terms that fit them, each with where it stands and how well it
 * fits. Loads the files that this takes, all at the same time.
 */

import { order } from "../words";
import type { Documents } from "./documents";
import type { Directory } from "./files";
import { type NamePostings, namePostings, type WordPostings, wordPostings } from "./postings";
import type { Shelf } from "./shelf";
import { type TermShard, Tier } from "./tier";
import type { Lookup, Unit } from "./units";

export interface Fitting<P> {
  readonly term: string;
  /** From 0 to 1: how well the term fits. */
  readonly quality: number;
  readonly postings: P;
}

export interface FoundUnit {
  readonly unit: Unit;
  readonly names: readonly Fitting<NamePostings>[];
  readonly words: readonly Fitting<WordPostings>[];
}

/** Files that are loaded for terms that begin alike: more of them says too little to be waited
 * for. */
const MOST_NAMES = 10;
const MOST_WORDS = 8;
const MOST_WIDE_NAMES = 4;
const MOST_WIDE_WORDS = 3;

export class Vocabulary {
  readonly names: Tier<NamePostings>;
  readonly words: Tier<WordPostings>;
  readonly shelf: Shelf;

  constructor(directory: Directory, shelf: Shelf, documents: Documents) {
    this.names = new Tier(directory.names, shelf, documents, namePostings);
    this.words = new Tier(directory.words, shelf, documents, wordPostings);
    this.shelf = shelf;
  }

  /** What each of `units` finds, in names alone where that is asked for. */
  find(units: readonly Unit[], inNamesOnly = false): Promise<FoundUnit[]> {
    return Promise.all(
      units.map(async (unit) => {
        const { lookups } = unit;
        const isOfNames = lookups.some((lookup) => lookup.isOfNames);
        const inNames = lookUpAll(this.names, lookups, MOST_NAMES, MOST_WIDE_NAMES);
        const isSaid = !inNamesOnly && !(isOfNames && (await inNames).length);
        const [names, words] = await Promise.all([
          inNames,
          isSaid ? lookUpAll(this.words, lookups, MOST_WORDS, MOST_WIDE_WORDS) : [],
        ]);
        return { unit, names, words };
      }),
    );
  }

  /** What the glossary has in place of the term that has this `termKey`. */
  async equivalents(key: string): Promise<readonly string[]> {
    return sameAs(await this.names.shardOf(key), key);
  }

  /** The terms of what dictionaries have for the word `form`. */
  async lemmas(form: string): Promise<readonly string[]> {
    return sameAs(await this.words.shardOf(form), form);
  }
}

function sameAs<P>(shard: TermShard<P> | undefined, key: string): readonly string[] {
  // What notes say may also be the name of what every object has.
  return shard && Object.hasOwn(shard.same, key) ? (shard.same[key] ?? []) : [];
}

async function lookUpAll<P>(
  tier: Tier<P>,
  lookups: readonly Lookup[],
  most: number,
  mostWide: number,
): Promise<Fitting<P>[]> {
  const found = await Promise.all(
    lookups.map((lookup) => lookUp(tier, lookup, lookup.isWide ? mostWide : most)),
  );
  const best = new Map<string, Fitting<P>>();
  for (const fitting of found.flat()) {
    const other = best.get(fitting.term);
    if (!other || other.quality < fitting.quality) best.set(fitting.term, fitting);
  }
  return [...best.values()];
}

async function lookUp<P>(tier: Tier<P>, lookup: Lookup, most: number): Promise<Fitting<P>[]> {
  const { begins, quality } = lookup;
  if (lookup.isWhole) {
    const postings = await tier.get(begins);
    return postings ? [{ term: begins, quality: quality(begins), postings }] : [];
  }
  const shards = await tier.shardsOf(begins, most, lookup.likely);
  const key = order(begins);
  const found = shards.flatMap((shard) => [...shard.begins(key, (term) => quality(term) > 0)]);
  const isWord = lookup.shows !== undefined && found.some(({ term }) => lookup.shows?.(term));
  return found.map(({ term, postings }) => ({ term, quality: quality(term, isWord), postings }));
}
