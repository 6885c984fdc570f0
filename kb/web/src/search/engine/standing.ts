/**
 * Which places of wide words a search loads.
 *
 * In: documents that came out best, and what fulfils each need.  Out: where the words stand in
 * these documents, when it is asked for.
 *
 * What is loaded depends on the query alone, never on what was loaded before: the same query has
 * the same answers.
 */

import type { Cover } from "./covers";
import { type PlaceHit, placeHitsIn } from "./details";
import { loadPlaces, widthOf } from "./places";
import type { WordPostings } from "./postings";
import type { Shelf } from "./shelf";

/** Bytes, as they are sent, that one query may take for wide words: for the documents that have
 * them, which are there, and for their places. Those of phrases are loaded whatever they take. */
const MOST_BYTES = 32_000;
/** What a place takes, about, */
const PLACE = 2.3;
/** and a document. */
const DOCUMENT = 3.5;

export interface Standing {
  /** Words of two needs may stand together: the order of the answers depends on it. */
  readonly isDecisive: boolean;
  /** Where the words stand, by row. */
  readonly hits: () => Promise<ReadonlyMap<number, readonly PlaceHit[]>>;
}

/** Where words stand in the documents `rows`. What a word has apart is loaded for the narrowest
 * first, as far as it is not too much; the others take part without. */
export function standingIn(
  covers: readonly Cover[],
  rows: readonly number[],
  shelf: Shelf,
): Standing {
  const own = covers.map((cover) => ({ cover, postings: postingsIn(cover, rows) }));
  const wide = new Map<string, WordPostings>();
  const taken = new Set<string>();
  let isAnyNear = false;
  for (const { cover, postings } of own) {
    for (const each of postings) {
      if (typeof each.places !== "string") isAnyNear = true;
      // The places of a phrase that was found are there.
      else if (cover.sequences?.length) taken.add(each.places);
      else wide.set(each.places, each);
    }
  }
  let left = MOST_BYTES;
  for (const { rows: documents } of wide.values()) left -= DOCUMENT * documents.length;
  for (const [file, width] of narrowestFirst(wide)) {
    left -= PLACE * width;
    // Without any, nothing would say which part of a text answers.
    if (left < 0 && (isAnyNear || taken.size)) break;
    taken.add(file);
  }
  const isThere = ({ places }: WordPostings) => typeof places !== "string" || taken.has(places);
  const needs = new Set<number>();
  for (const { cover, postings } of own) {
    if (!postings.some(isThere)) continue;
    for (let need = cover.from; need < cover.to; need++) needs.add(need);
  }
  let hits: Promise<Map<number, PlaceHit[]>> | undefined;
  const load = async () => {
    const all = own.flatMap(({ postings }) => postings.filter(isThere));
    return placeHitsIn(covers, rows, await loadPlaces(shelf, all));
  };
  return {
    isDecisive: needs.size > 1,
    hits: () => {
      hits ??= load();
      return hits;
    },
  };
}

/** What of a cover stands in one of `rows` at least. */
function postingsIn(cover: Cover, rows: readonly number[]): WordPostings[] {
  return cover.found
    .flatMap((unit) => unit.words.map(({ postings }) => postings))
    .filter((postings) => rows.some((row) => postings.lineOf(row) >= 0));
}

function narrowestFirst(wide: ReadonlyMap<string, WordPostings>): [file: string, width: number][] {
  return [...wide]
    .map(([file, postings]): [string, number] => [file, widthOf(postings)])
    .sort(([one, ones], [other, others]) => ones - others || (one < other ? -1 : 1));
}
