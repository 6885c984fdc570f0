/**
 * How well documents fit one word or phrase of a query.
 *
 * In: what the word was found as.  Out: for each document and field a number, higher for what fits
 * better; numbers of different words can be added.
 *
 * What is called so counts more than what is said, and the word itself more than what it may have
 * been: the word itself in a text stands before an inflected form of it in a heading.
 */

import { ALIAS, HEADING, TAG, TITLE } from "./files";
import type { Place } from "./query";
import { IN_TEXT, type Sequence } from "./sequences";
import type { FoundUnit } from "./vocabulary";

/** What a word that fits fully gives, by field; the last is the text. */
const FIELD_GIVES = [1, 0.96, 0.72, 0.62, 0.5] as const;
export const FIELD_COUNT = FIELD_GIVES.length;
/** Of what the best field gives, this part of what the others give is added. */
const OTHERS_GIVE = 0.15;
/** What a text gives at least in which a word stands once. */
const LEAST_OF_TEXT = 0.6;
const WEIGHTS = 15;
/** A name that has other words too gives so much less at most, by field. */
const LENGTH_TAKES = [0.25, 0.25, 0.25, 0.1];
/** By `FORMS`; a stem's loss is in the quality of its term already. */
const FORM_GIVES = [1, 0.97, 0.72, 1, 1, 1];
/** How much it matters that a term fits less. */
const QUALITY_MATTERS = [1.1, 1.1, 1.5, 1.2, 1];
const FIELD_OF_PLACE: Readonly<Record<Place, number>> = {
  title: TITLE,
  alias: ALIAS,
  heading: HEADING,
};

export class Matches {
  /** By field, then by row. */
  readonly #scores: readonly Float32Array[];
  readonly #isMet: Uint8Array;
  /** The documents that fit at all. */
  readonly rows: number[] = [];
  /** How many words the query has: a name of as many is no longer than it. */
  readonly #words: number;
  readonly #place: number | undefined;

  constructor(size: number, words: number, place: Place | undefined) {
    this.#scores = FIELD_GIVES.map(() => new Float32Array(size));
    this.#isMet = new Uint8Array(size);
    this.#words = words;
    this.#place = place && FIELD_OF_PLACE[place];
  }

  /** Adds what a unit was found as; `factor` below 1 where it is not what was typed. */
  addUnit(found: FoundUnit, factor = 1): void {
    for (const { postings, quality } of found.names) {
      const gives = FORM_GIVES.map((form) =>
        [TITLE, ALIAS, TAG, HEADING].map((field) => this.#gives(field, form * quality * factor)),
      );
      for (let line = 0; line < postings.rows.length; line++) {
        const field = postings.fields[line] ?? 0;
        const score = gives[postings.forms[line] ?? 0]?.[field] ?? 0;
        this.#add(
          postings.rows[line] ?? 0,
          field,
          score * this.#ofLength(field, postings.lengths[line] ?? 0),
        );
      }
    }
    for (const { postings, quality } of found.words) {
      const gives = this.#gives(IN_TEXT, quality * factor);
      for (let line = 0; line < postings.rows.length; line++) {
        const score = gives * ofWeight(postings.weights[line] ?? 0);
        this.#add(postings.rows[line] ?? 0, IN_TEXT, score);
      }
    }
  }

  addSequences(found: readonly Sequence[], factor = 1): void {
    for (const { row, quality, field, length, weight } of found) {
      const part = field === IN_TEXT ? ofWeight(weight) : this.#ofLength(field, length);
      this.#add(row, field, this.#gives(field, quality * factor) * part);
    }
  }

  /** All fields of a document together. */
  score(row: number): number {
    if (!this.#isMet[row]) return 0;
    let best = 0;
    let sum = 0;
    for (const scores of this.#scores) {
      const score = scores[row] ?? 0;
      sum += score;
      if (score > best) best = score;
    }
    return best + OTHERS_GIVE * (sum - best);
  }

  has(row: number): boolean {
    return this.#isMet[row] === 1;
  }

  #gives(field: number, quality: number): number {
    return (FIELD_GIVES[field] ?? 0) * quality ** (QUALITY_MATTERS[field] ?? 1);
  }

  #ofLength(field: number, length: number): number {
    return 1 - (LENGTH_TAKES[field] ?? 0) * (1 - Math.min(1, this.#words / Math.max(length, 1)));
  }

  #add(row: number, field: number, score: number): void {
    const scores = this.#scores[field];
    if (!scores || score <= 0 || (this.#place !== undefined && field !== this.#place)) return;
    if (score > (scores[row] ?? 0)) scores[row] = score;
    if (this.#isMet[row]) return;
    this.#isMet[row] = 1;
    this.rows.push(row);
  }
}

function ofWeight(weight: number): number {
  return LEAST_OF_TEXT + ((1 - LEAST_OF_TEXT) * weight) / WEIGHTS;
}
