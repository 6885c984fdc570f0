/**
 * Where in documents words stand.
 *
 * In: postings.  Out: places. Those of a word that very many documents have lie in a file of their
 * own, which is loaded where they decide something.
 */

import type { Deltas } from "./files";
import type { WordPostings } from "./postings";
import type { Shelf } from "./shelf";

/** Of those that were loaded, by the names of their files. */
export type Places = ReadonlyMap<string, Deltas>;

/** The places of those of `postings` that have them apart. */
export async function loadPlaces(shelf: Shelf, postings: Iterable<WordPostings>): Promise<Places> {
  const files = new Set<string>();
  for (const { places } of postings) if (typeof places === "string") files.add(places);
  const loaded = [...files].map(
    async (file) => [file, await shelf.get(file, (written) => written as Deltas)] as const,
  );
  return new Map(await Promise.all(loaded));
}

/** How many places a term has. */
export function widthOf({ counts }: WordPostings): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The places of a term in the document that has `line`; none where they were not loaded. */
export function placesAt(postings: WordPostings, places: Places, line: number): number[] {
  const written =
    typeof postings.places === "string" ? places.get(postings.places) : postings.places;
  if (!written) return [];
  const found: number[] = [];
  const start = postings.starts[line] ?? 0;
  let place = 0;
  for (let at = start; at < start + (postings.counts[line] ?? 0); at++) {
    place += written[at] ?? 0;
    found.push(place);
  }
  return found;
}
