/** Two texts side by side.  In: where their headings stand.  Out: the space that aligns them. */

export interface Space {
  readonly left: number;
  readonly right: number;
}

/**
 * How much to leave free above each pair of headings so that both stand at one height. `pairs` are
 * the heights as they are without any such space, from above; what a space moves, it moves all
 * below it as well.
 */
export function align(pairs: readonly (readonly [number, number])[]): Space[] {
  let moved = 0; // the left text against the right one
  return pairs.map(([left, right]) => {
    const lacking = right - (left + moved);
    moved += lacking;
    return lacking > 0 ? { left: lacking, right: 0 } : { left: 0, right: -lacking };
  });
}

/** The pairs that are in order in both texts: the others cannot be aligned. */
export function inOrder<Item>(
  pairs: readonly Item[],
  heights: (pair: Item) => readonly [number, number],
): Item[] {
  const kept: Item[] = [];
  let [left, right] = [-Infinity, -Infinity];
  for (const pair of pairs) {
    const [one, other] = heights(pair);
    if (one <= left || other <= right) continue;
    kept.push(pair);
    [left, right] = [one, other];
  }
  return kept;
}
