/**
 * Words that stand beside each other.
 *
 * In: what each word of a sequence was found as.  Out: the documents in which they follow each
 * other, in a name or in a text.
 */

import { HEADING } from "./files";
import { loadPlaces, type Places, placesAt } from "./places";
import type { Shelf } from "./shelf";
import type { FoundUnit } from "./vocabulary";

/** Where a sequence stands in a document, and how well its words fit there. */
export interface Sequence {
  readonly row: number;
  readonly quality: number;
  /** In a name: its field and length; in a text: its weight. */
  readonly field: number;
  readonly length: number;
  readonly weight: number;
}

export const IN_TEXT = HEADING + 1;

interface Reached {
  quality: number;
  weight: number;
  /** Where the words so far end. */
  ends: Set<number>;
}

/** Where the `parts` follow each other, `gaps[i]` words after the part before. */
export async function sequencesIn(
  parts: readonly FoundUnit[],
  gaps: readonly number[],
  shelf: Shelf,
): Promise<Sequence[]> {
  const rows = inAll(parts);
  // However wide they are: a phrase is where its words stand.
  const words = rows.size ? parts.flatMap((part) => part.words) : [];
  const places = await loadPlaces(
    shelf,
    words.map(({ postings }) => postings),
  );
  return [...inTexts(parts, gaps, rows, places), ...inNames(parts, gaps)];
}

function inTexts(
  parts: readonly FoundUnit[],
  gaps: readonly number[],
  rows: ReadonlySet<number>,
  loaded: Places,
): Sequence[] {
  let reached: Map<number, Reached> | undefined;
  for (const [at, part] of parts.entries()) {
    const next = new Map<number, Reached>();
    for (const { postings, quality } of part.words) {
      for (let line = 0; line < postings.rows.length; line++) {
        const row = postings.rows[line] ?? -1;
        if (!rows.has(row)) continue;
        const before = reached?.get(row);
        if (reached && !before) continue;
        const places = placesAt(postings, loaded, line);
        const gap = gaps[at] ?? 1;
        const ends = before ? places.filter((place) => before.ends.has(place - gap)) : places;
        if (!ends.length) continue;
        const weight = Math.min(before?.weight ?? 15, postings.weights[line] ?? 1);
        merge(next, row, quality * (before?.quality ?? 1), weight, ends);
      }
    }
    reached = next;
  }
  return [...(reached ?? [])].map(([row, { quality, weight }]) => ({
    row,
    quality,
    weight,
    field: IN_TEXT,
    length: 0,
  }));
}

/** The documents in whose texts each of `parts` stands. */
function inAll(parts: readonly FoundUnit[]): Set<number> {
  let rows: Set<number> | undefined;
  for (const part of parts) {
    const own = new Set<number>();
    for (const { postings } of part.words) {
      for (const row of postings.rows) if (!rows || rows.has(row)) own.add(row);
    }
    rows = own;
  }
  return rows ?? new Set();
}

function merge(
  into: Map<number, Reached>,
  key: number,
  quality: number,
  weight: number,
  ends: readonly number[],
): void {
  const known = into.get(key);
  if (!known) {
    into.set(key, { quality, weight, ends: new Set(ends) });
    return;
  }
  known.quality = Math.max(known.quality, quality);
  known.weight = Math.max(known.weight, weight);
  for (const end of ends) known.ends.add(end);
}

const FIELDS_EACH = 4;
const ORDINALS = 1 << 16;

function inNames(parts: readonly FoundUnit[], gaps: readonly number[]): Sequence[] {
  let reached: Map<number, Reached> | undefined;
  const lengths = new Map<number, number>();
  for (const [at, part] of parts.entries()) {
    const next = new Map<number, Reached>();
    for (const { postings, quality } of part.names) {
      for (let line = 0; line < postings.rows.length; line++) {
        const name = (postings.ordinals[line] ?? 0) * FIELDS_EACH + (postings.fields[line] ?? 0);
        const key = (postings.rows[line] ?? 0) * ORDINALS * FIELDS_EACH + name;
        const before = reached?.get(key);
        if (reached && !before) continue;
        const place = postings.positions[line] ?? 0;
        if (before && !before.ends.has(place - (gaps[at] ?? 1))) continue;
        merge(next, key, quality * (before?.quality ?? 1), 0, [place]);
        lengths.set(key, postings.lengths[line] ?? 0);
      }
    }
    reached = next;
  }
  return [...(reached ?? [])].map(([key, { quality }]) => ({
    row: Math.floor(key / (ORDINALS * FIELDS_EACH)),
    quality,
    weight: 0,
    field: key % FIELDS_EACH,
    length: lengths.get(key) ?? 0,
  }));
}
