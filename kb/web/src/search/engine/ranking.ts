/**
 * Which sets of translations come first.
 *
 * In: how well documents fit each need, what whole names they have, and which may be shown.  Out:
 * sets in their order, each with the document of it that fits best.
 *
 * Whoever has all that is asked for comes before whoever lacks something; then the sum of what each
 * word gives decides, where rare words count more; whoever is called just so gets a bonus.
 */

import type { Documents } from "./documents";
import type { Matches } from "./matching";

export interface Asked {
  readonly matches: Matches;
  /** A document may lack it. */
  readonly isSmall: boolean;
}

export interface Ranked {
  /** The document that fits best. */
  readonly row: number;
  readonly set: number;
  score: number;
  /** How many needs it has nothing for. */
  readonly missing: number;
}

/** What lacks something is worth so much less. */
const MISSING_COSTS = 10;
const SMALL_WEIGHS = 0.1;

/** What each need counts; all together 1. */
export function weightsOf(asked: readonly Asked[], documents: number): number[] {
  const rarities = asked.map(({ matches, isSmall }) => {
    const found = matches.rows.length;
    const rarity = Math.log(1 + (documents + 1) / (found + 0.5));
    return isSmall ? rarity * SMALL_WEIGHS : rarity;
  });
  const sum = rarities.reduce((one, other) => one + other, 0) || 1;
  return rarities.map((rarity) => rarity / sum);
}

/** All sets that have something of what is asked for, unsorted. */
export function rank(
  asked: readonly Asked[],
  weights: readonly number[],
  names: ReadonlyMap<number, number>,
  documents: Documents,
  mayShow: (row: number) => boolean,
): Ranked[] {
  // What no document has cannot be lacked.
  const isNeeded = asked.map(({ matches, isSmall }) => !isSmall && matches.rows.length > 0);
  const needed = isNeeded.filter(Boolean).length;
  const best = asked.map(() => new Float32Array(documents.sets));
  const rowOf = new Int32Array(documents.sets).fill(-1);
  const scoreOf = new Float32Array(documents.sets);
  const isMet = new Uint8Array(documents.size);
  const sets: number[] = [];
  for (const { matches } of asked) {
    for (const row of matches.rows) {
      if (isMet[row]) continue;
      isMet[row] = 1;
      if (!mayShow(row)) continue;
      const set = documents.setOf(row);
      let own = names.get(row) ?? 0;
      for (let at = 0; at < asked.length; at++) {
        const score = asked[at]?.matches.score(row) ?? 0;
        own += score * (weights[at] ?? 0);
        const scores = best[at];
        if (scores && score > (scores[set] ?? 0)) scores[set] = score;
      }
      if (rowOf[set] === -1) sets.push(set);
      if (rowOf[set] === -1 || own > (scoreOf[set] ?? 0)) {
        rowOf[set] = row;
        scoreOf[set] = own;
      }
    }
  }
  return sets.map((set) => {
    let score = 0;
    let has = 0;
    for (let at = 0; at < asked.length; at++) {
      const own = best[at]?.[set] ?? 0;
      score += own * (weights[at] ?? 0);
      if (own > 0 && isNeeded[at]) has++;
    }
    const row = rowOf[set] ?? -1;
    const missing = needed - has;
    return { row, set, missing, score: score + (names.get(row) ?? 0) - MISSING_COSTS * missing };
  });
}

export function sortRanked(ranked: Ranked[], documents: Documents): void {
  ranked.sort(
    (one, other) => other.score - one.score || documents.id(one.row) - documents.id(other.row),
  );
}
