/**
 * Words that a misspelt one may have been meant for.
 *
 * In: a word that few documents have.  Out: words that many have and that differ from it by few
 * keys: a key too many, too few, a wrong one, or two in the wrong order.
 *
 * Korean is compared by the letters that are typed, so that a wrong vowel is one error.
 */

import { order } from "../words";
import type { Directory, Spelling } from "./files";
import type { Shelf } from "./shelf";
import { slipCost } from "./slips";
import { isHangul } from "./units";

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

/** The words of a file that differ from `letters` by `limit` keys at most. */
function near(file: Words, letters: string, limit: number): Suggestion[] {
  return file.terms.flatMap((term, at) => {
    const other = file.letters[at] ?? "";
    const distance = keysBetween(letters, other, limit);
    if (distance > limit || distance === 0) return [];
    const commonness = Number(file.counts[at] ?? 0);
    return [
      { term, distance, commonness, cost: slipCost(letters, other) - COMMON_GIVES * commonness },
    ];
  });
}

interface Words {
  readonly terms: readonly string[];
  /** By `order`. */
  readonly letters: readonly string[];
  readonly counts: string;
}

function readWords(written: unknown): Words {
  const { terms, counts } = written as Spelling;
  const list = terms.split("\n");
  return { terms: list, letters: list.map(order), counts };
}

/** At most `most` words that `form` may have been meant for, the likeliest first. */
export async function suggestions(
  directory: Directory,
  shelf: Shelf,
  form: string,
  most: number,
): Promise<Suggestion[]> {
  const letters = order(form);
  const length = letters.length;
  if (length < SHORTEST) return [];
  const limit = length >= TWO_ERRORS_FROM ? 2 : 1;
  const bucket = isHangul(form) ? "h" : "l";
  const found: Suggestion[] = [];
  // Words that are two keys longer or shorter are asked for only where no others are near.
  for (const around of limit === 1
    ? [[-1, 0, 1]]
    : [
        [-1, 0, 1],
        [-2, 2],
      ]) {
    if (found.length) break;
    const files = await Promise.all(
      around.map((more) => {
        const name = directory.spelling[`${bucket}${length + more}`];
        return name === undefined ? undefined : shelf.get(name, readWords);
      }),
    );
    for (const file of files) if (file) found.push(...near(file, letters, limit));
  }
  return found
    .sort((one, other) => one.cost - other.cost || (one.term < other.term ? -1 : 1))
    .slice(0, most);
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
