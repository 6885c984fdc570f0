/**
 * Where exactly the words of a query stand in the documents that came out best.
 *
 * In: documents, and what fulfils each need.  Out: names and places in texts, and a bonus for
 * words that stand together there.
 */

import type { Cover } from "./covers";
import { FIELDS } from "./files";
import { FIELD_COUNT } from "./matching";
import { type Places, placesAt } from "./places";

export interface NameHit {
  readonly need: number;
  readonly field: number;
  readonly ordinal: number;
  readonly position: number;
  readonly length: number;
  readonly quality: number;
}

export interface PlaceHit {
  readonly need: number;
  /** Which word of a phrase it is. */
  readonly part: number;
  readonly place: number;
  readonly quality: number;
}

/** Places of a need in a document that are looked at. */
const MOST_PLACES = 64;

/** The names that fit, by row. */
export function nameHitsIn(
  covers: readonly Cover[],
  rows: readonly number[],
): Map<number, NameHit[]> {
  const hits = new Map<number, NameHit[]>(rows.map((row) => [row, []]));
  for (const cover of covers) {
    for (const { postings, quality } of cover.found.flatMap((unit) => unit.names)) {
      for (let line = 0; line < postings.rows.length; line++) {
        const own = hits.get(postings.rows[line] ?? -1);
        if (!own) continue;
        for (let need = cover.from; need < cover.to; need++) {
          own.push({
            need,
            field: postings.fields[line] ?? 0,
            ordinal: postings.ordinals[line] ?? 0,
            position: postings.positions[line] ?? 0,
            length: postings.lengths[line] ?? 0,
            quality: quality * cover.factor,
          });
        }
      }
    }
  }
  return hits;
}

/** The places in texts, by row, as far as they were `loaded`. */
export function placeHitsIn(
  covers: readonly Cover[],
  rows: readonly number[],
  loaded: Places,
): Map<number, PlaceHit[]> {
  const hits = new Map<number, PlaceHit[]>(rows.map((row) => [row, []]));
  for (const cover of covers) {
    for (const [at, unit] of cover.found.entries()) {
      const part = cover.sequences ? at : 0;
      for (const { postings, quality } of unit.words) {
        for (const row of rows) {
          const line = postings.lineOf(row);
          if (line < 0) continue;
          const places = placesAt(postings, loaded, line).slice(0, MOST_PLACES);
          for (let need = cover.from; need < cover.to; need++) {
            for (const place of places) {
              hits.get(row)?.push({ need, part, place, quality: quality * cover.factor });
            }
          }
        }
      }
    }
  }
  return hits;
}

const SAME_NAME_GIVES = 0.5;
const IN_ORDER_GIVES = 0.25;
const NEAR_GIVES = 0.2;
/** Words that are farther apart have nothing to do with each other. */
const FAR = 40;
const FIELD_COUNTS = [1, 0.96, 0.7, 0.6];

/** What a document gets for words that stand together; `weights` by need. */
export function togetherGives(
  names: readonly NameHit[],
  places: readonly PlaceHit[],
  weights: readonly number[],
): number {
  return Math.max(nameGives(names, weights), 0) + nearGives(places, weights);
}

function nameGives(hits: readonly NameHit[], weights: readonly number[]): number {
  const names = new Map<number, NameHit[]>();
  for (const hit of hits) {
    const key = hit.ordinal * FIELD_COUNT + hit.field;
    const known = names.get(key);
    if (known) known.push(hit);
    else names.set(key, [hit]);
  }
  let best = 0;
  for (const same of names.values()) {
    const byNeed = new Map<number, NameHit>();
    for (const hit of same) {
      const known = byNeed.get(hit.need);
      if (!known || known.quality < hit.quality) byNeed.set(hit.need, hit);
    }
    if (byNeed.size < 2) continue;
    let sum = 0;
    let inOrder = 0;
    for (const [need, { quality, position }] of byNeed) {
      sum += quality * (weights[need] ?? 0);
      const before = byNeed.get(need - 1);
      if (before && position - before.position <= 1 && position >= before.position) inOrder++;
    }
    const field = FIELD_COUNTS[(same[0]?.field ?? 0) % FIELDS.length] ?? 0;
    const order = 1 + (IN_ORDER_GIVES * inOrder) / (byNeed.size - 1);
    best = Math.max(best, SAME_NAME_GIVES * field * sum * order);
  }
  return best;
}

function nearGives(hits: readonly PlaceHit[], weights: readonly number[]): number {
  if (new Set(hits.map((hit) => hit.need)).size < 2) return 0;
  const sorted = [...hits].sort((one, other) => one.place - other.place);
  let best = 0;
  // The least distance from each word to the nearest of each other one.
  const last = new Map<number, PlaceHit>();
  for (const hit of sorted) {
    for (const [need, other] of last) {
      if (need === hit.need) continue;
      const distance = Math.max(1, hit.place - other.place);
      if (distance > FAR) continue;
      const share = (weights[need] ?? 0) + (weights[hit.need] ?? 0);
      best = Math.max(best, (share * Math.min(hit.quality, other.quality)) / Math.sqrt(distance));
    }
    last.set(hit.need, hit);
  }
  return NEAR_GIVES * best;
}
