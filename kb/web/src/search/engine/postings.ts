/**
 * Where terms stand: postings as they are written, made into typed arrays.
 *
 * In: the numbers of one term.  Out: in which documents it stands, and where and how there.
 */

import type { Documents } from "./documents";
import { type Deltas, TITLE, TITLE_OF_TAG } from "./files";

/** Of a term among names: a line for each place. */
export interface NamePostings {
  readonly rows: Int32Array;
  /** `field` of `FIELDS`. */
  readonly fields: Uint8Array;
  /** `form` of `FORMS`. */
  readonly forms: Uint8Array;
  /** Which word of the name it is. */
  readonly positions: Uint8Array;
  /** How many words the name has. */
  readonly lengths: Uint8Array;
  /** Which alias, tag or heading it is. */
  readonly ordinals: Uint16Array;
}

export function namePostings(written: Deltas, documents: Documents): NamePostings {
  const size = written.length >> 1;
  const made = {
    rows: new Int32Array(size),
    fields: new Uint8Array(size),
    forms: new Uint8Array(size),
    positions: new Uint8Array(size),
    lengths: new Uint8Array(size),
    ordinals: new Uint16Array(size),
  };
  let id = 0;
  for (let at = 0; at < size; at++) {
    id += written[2 * at] ?? 0;
    const code = written[2 * at + 1] ?? 0;
    made.rows[at] = documents.row(id);
    made.fields[at] = code & 3;
    made.forms[at] = (code >> 2) & 7;
    made.positions[at] = (code >> 5) & 15;
    made.lengths[at] = (code >> 9) & 15;
    const ordinal = Math.floor(code / 8192);
    made.ordinals[at] = ordinal;
    if ((code & 3) === TITLE && ordinal === TITLE_OF_TAG) documents.setTag(made.rows[at] ?? 0);
  }
  return made;
}

/** Of a term among words: a line for each document. */
export interface WordPostings {
  readonly rows: Int32Array;
  /** From 1 to 15: how much it says of the document. */
  readonly weights: Uint8Array;
  /** Where its places begin among those of the term, */
  readonly starts: Int32Array;
  /** and how many they are. */
  readonly counts: Int32Array;
  /** Differences of places, as they are written; the name of their file where they are apart. */
  readonly places: Deltas | string;
  /** Which line a document has. */
  lineOf(row: number): number;
}

const WEIGHTS = 16;

/** `apart`: the file in which the places are. */
export function wordPostings(
  written: Deltas,
  documents: Documents,
  apart: string | undefined,
): WordPostings {
  const within = apart === undefined ? 1 : 0;
  const countOf = (code: number) => Math.floor(code / WEIGHTS);
  let size = 0;
  for (let at = 0; at < written.length; size++) at += 2 + within * countOf(written[at + 1] ?? 0);
  const rows = new Int32Array(size);
  const weights = new Uint8Array(size);
  const starts = new Int32Array(size);
  const counts = new Int32Array(size);
  let id = 0;
  for (let line = 0, at = 0, start = 0; line < size; line++) {
    id += written[at] ?? 0;
    const code = written[at + 1] ?? 0;
    const count = countOf(code);
    rows[line] = documents.row(id);
    weights[line] = code % WEIGHTS;
    counts[line] = count;
    starts[line] = within ? at + 2 : start;
    at += 2 + within * count;
    start += count;
  }
  let lines: Map<number, number> | undefined;
  const lineOf = (row: number): number => {
    if (!lines) {
      lines = new Map();
      for (let line = 0; line < size; line++) lines.set(rows[line] ?? -1, line);
    }
    return lines.get(row) ?? -1;
  };
  return { rows, weights, starts, counts, places: apart ?? written, lineOf };
}
