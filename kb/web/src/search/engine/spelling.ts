/**
 * Words that a misspelt one may have been meant for.
 *
 * In: a word that few documents have.  Out: words that many have and that differ from it by few
 * keys: a key too many, too few, a wrong one, or two in the wrong order.
 *
 * Korean is compared by the letters that are typed, so that a wrong vowel is one error. Of one error
 * one half of a word knows nothing: words are looked up by how they begin and by how they end, and
 * only the files of those that share a half are loaded.
 */

import { compose, order } from "../words";
import type { Documents } from "./documents";
import type { Deltas, Directory } from "./files";
import type { Shelf } from "./shelf";
import { slipCost } from "./slips";
import { Tier } from "./tier";

export interface Suggestion {
  readonly term: string;
  /** How many keys differ. */
  readonly distance: number;
  /** How common it is: twice as common is one more. */
  readonly commonness: number;
  /** The likeliest costs least. */
  readonly cost: number;
}

/** Shorter words are near too many others. */
const SHORTEST = 4;
/** From so many keys on, two may be wrong. */
const TWO_ERRORS_FROM = 8;
const COMMON_GIVES = 0.06;
/** Files of the words that begin or end so: more would be loaded for an end that very many have. */
const MOST_FILES = 6;
/** How common a word is. */
type Common = number;

const readCommon = (written: Deltas): Common => written[0] ?? 0;
const backwards = (letters: string): string => [...letters].reverse().join("");

export class Spelling {
  readonly #heads: Tier<Common>;
  readonly #tails: Tier<Common>;

  constructor(directory: Directory, shelf: Shelf, documents: Documents) {
    this.#heads = new Tier(directory.heads, shelf, documents, readCommon);
    this.#tails = new Tier(directory.tails, shelf, documents, readCommon);
  }

  /** At most `most` words that `form` may have been meant for, the likeliest first. */
  async suggestions(form: string, most: number): Promise<Suggestion[]> {
    const letters = order(form);
    if (letters.length < SHORTEST) return [];
    let found = await this.#near(letters, letters.length >> 1, 1);
    if (!found.length && letters.length >= TWO_ERRORS_FROM) {
      // Of two errors one third of the word knows nothing; the middle one is not looked up.
      found = await this.#near(letters, Math.floor(letters.length / 3), 2);
    }
    return found
      .sort((one, other) => one.cost - other.cost || (one.term < other.term ? -1 : 1))
      .slice(0, most);
  }

  /** The words that `limit` keys at most make of `letters`, of which the first or the last `kept`
   * are right. */
  async #near(letters: string, kept: number, limit: number): Promise<Suggestion[]> {
    const begins = [letters.slice(0, kept)];
    const ends = [backwards(letters.slice(limit === 1 ? kept : -kept))];
    if (limit === 1) {
      // Two keys in the wrong order may be the last of one half and the first of the other.
      const swapped = `${letters.slice(0, kept - 1)}${letters.charAt(kept)}${letters.charAt(kept - 1)}`;
      begins.push(swapped + letters.slice(kept + 1));
    }
    const [heads, tails] = await Promise.all([
      lookUp(this.#heads, begins),
      lookUp(this.#tails, ends),
    ]);
    for (const [term, common] of tails) heads.set(compose(backwards(term)), common);
    return [...heads].flatMap(([term, commonness]) => {
      const other = order(term);
      const distance = keysBetween(letters, other, limit);
      if (distance > limit || distance === 0) return [];
      const cost = slipCost(letters, other) - COMMON_GIVES * commonness;
      return [{ term, distance, commonness, cost }];
    });
  }
}

async function lookUp(tier: Tier<Common>, beginnings: readonly string[]) {
  const found = new Map<string, Common>();
  await Promise.all(
    beginnings.map(async (begins) => {
      for (const shard of await tier.shardsOf(begins, MOST_FILES, [])) {
        for (const { term, postings } of shard.begins(begins, () => true)) {
          found.set(term, postings);
        }
      }
    }),
  );
  return found;
}

let rows: [Uint8Array, Uint8Array, Uint8Array] = [
  new Uint8Array(64),
  new Uint8Array(64),
  new Uint8Array(64),
];

/** How many keys `one` and `other` differ by (Damerau and Levenshtein, neighbours swapped at most
 * once: "optimal string alignment"); more than `limit` where that is exceeded. */
export function keysBetween(one: string, other: string, limit: number): number {
  const [width, height] = [one.length, other.length];
  if (Math.abs(width - height) > limit) return limit + 1;
  if (width + 1 > rows[0].length) {
    rows = [new Uint8Array(width + 1), new Uint8Array(width + 1), new Uint8Array(width + 1)];
  }
  let [before, last, row] = rows;
  for (let x = 0; x <= width; x++) last[x] = x;
  for (let y = 1; y <= height; y++) {
    const letter = other.charCodeAt(y - 1);
    row[0] = y;
    let least = y;
    for (let x = 1; x <= width; x++) {
      const isSame = one.charCodeAt(x - 1) === letter;
      let cost = Math.min(
        (row[x - 1] ?? 0) + 1,
        (last[x] ?? 0) + 1,
        (last[x - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (
        x > 1 &&
        y > 1 &&
        one.charCodeAt(x - 2) === letter &&
        one.charCodeAt(x - 1) === other.charCodeAt(y - 2)
      ) {
        cost = Math.min(cost, (before[x - 2] ?? 0) + 1);
      }
      row[x] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [before, last, row] = [last, row, before];
  }
  return last[width] ?? limit + 1;
}
