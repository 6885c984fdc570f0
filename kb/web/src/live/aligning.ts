/**
 * Which of two lists' items are the same.
 *
 * In: items with a number that equal ones share, and a weight. Out: pairs of places, in order. No
 * DOM.
 */

export interface Item {
  readonly id: number;
  /** How much it matters that it is found again. */
  readonly weight: number;
}

export type Pair = readonly [number, number];

/** The most cells of a table that is filled. */
const CELLS = 1_000_000;

/** Equal items, in the order of both lists, of the greatest weight. */
export function commonItems(olds: readonly Item[], news: readonly Item[]): Pair[] {
  let first = 0;
  while (first < olds.length && first < news.length && olds[first]?.id === news[first]?.id) {
    first += 1;
  }
  let [oldEnd, newEnd] = [olds.length, news.length];
  while (oldEnd > first && newEnd > first && olds[oldEnd - 1]?.id === news[newEnd - 1]?.id) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  const found: Pair[] = [];
  for (let at = 0; at < first; at++) found.push([at, at]);
  const [rows, columns] = [oldEnd - first, newEnd - first];
  const weigh = (row: number, column: number) => {
    const [old, young] = [olds[first + row], news[first + column]];
    return old && young && old.id === young.id ? old.weight : 0;
  };
  const between =
    rows * columns <= CELLS
      ? bestPairs(rows, columns, weigh)
      : uniquePairs(olds.slice(first, oldEnd), news.slice(first, newEnd));
  for (const [row, column] of between) found.push([first + row, first + column]);
  for (let at = 0; at < olds.length - oldEnd; at++) found.push([oldEnd + at, newEnd + at]);
  return found;
}

/** Pairs in order whose weights add up to the most; a weight of 0 pairs nothing. */
export function bestPairs(
  rows: number,
  columns: number,
  weigh: (row: number, column: number) => number,
): Pair[] {
  if (rows === 0 || columns === 0) return [];
  const width = columns + 1;
  const sums = new Float64Array((rows + 1) * width);
  const at = (row: number, column: number) => sums[row * width + column] ?? 0;
  const weights = new Float64Array(rows * columns);
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const weight = weigh(row, column);
      weights[row * columns + column] = weight;
      const together = weight > 0 ? weight + at(row + 1, column + 1) : 0;
      sums[row * width + column] = Math.max(together, at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: Pair[] = [];
  let [row, column] = [0, 0];
  while (row < rows && column < columns) {
    const best = at(row, column);
    const weight = weights[row * columns + column] ?? 0;
    if (weight > 0 && best === weight + at(row + 1, column + 1)) {
      pairs.push([row, column]);
      row += 1;
      column += 1;
    } else if (best === at(row + 1, column)) row += 1;
    else column += 1;
  }
  return pairs;
}

/** For long lists: items that each list has once, as far as their orders agree. */
function uniquePairs(olds: readonly Item[], news: readonly Item[]): Pair[] {
  const counts = new Map<number, { times: number; at: number }>();
  for (const [at, { id }] of olds.entries()) {
    counts.set(id, { times: (counts.get(id)?.times ?? 0) + 1, at });
  }
  const seen = new Map<number, number>();
  for (const { id } of news) seen.set(id, (seen.get(id) ?? 0) + 1);
  const candidates: Pair[] = [];
  for (const [column, { id }] of news.entries()) {
    const own = counts.get(id);
    if (own?.times === 1 && seen.get(id) === 1) candidates.push([own.at, column]);
  }
  // The longest run of places that grow.
  const ends: number[] = [];
  const before: number[] = [];
  for (const [index, [row]] of candidates.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((candidates[ends[middle] ?? 0]?.[0] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = index;
  }
  const pairs: Pair[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const pair = candidates[index];
    if (pair) pairs.push(pair);
  }
  return pairs.reverse();
}

/** How many of their words two texts share, from 0 to 1. */
export function likeness(one: string, other: string): number {
  const [ones, others] = [wordsOf(one), wordsOf(other)];
  if (ones.size === 0 && others.size === 0) return 0.5;
  let shared = 0;
  for (const word of ones) if (others.has(word)) shared += 1;
  return (2 * shared) / (ones.size + others.size);
}

const WORDS = 300;

function wordsOf(text: string): Set<string> {
  // Pairs of letters of Hangul: a particle more makes no other word.
  const words = text.slice(0, 4000).match(/[가-힣]{1,2}|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.slice(0, WORDS));
}
