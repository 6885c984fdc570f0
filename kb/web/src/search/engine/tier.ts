/**
 * One half of the vocabulary, in files of neighbouring terms.
 *
 * In: what the directory says of it.  Out: which file holds a term or the terms that begin alike,
 * and these terms with where they stand.
 */

import { order } from "../words";
import type { Documents } from "./documents";
import { type Deltas, NAME_LENGTH, type Shard, STEM, type TierFiles, WHOLE } from "./files";
import type { Shelf } from "./shelf";

/** Behind everything that begins with the text before it. */
const BEHIND = "\uffff";

export interface Entry<P> {
  readonly term: string;
  readonly postings: P;
}

/** Terms of one file, in their order. */
export class TermShard<P> {
  readonly #orders: readonly string[];
  readonly #terms: readonly string[];
  readonly #written: readonly Deltas[];
  readonly #made: (P | undefined)[];
  readonly #read: (written: Deltas) => P;
  readonly same: Readonly<Record<string, readonly string[]>>;

  constructor(shard: Shard, read: (written: Deltas) => P) {
    // Objects keep what looks like a number before all else.
    const entries = Object.entries(shard.terms)
      .map(([term, written]) => [order(term), term, written] as const)
      .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
    this.#orders = entries.map(([key]) => key);
    this.#terms = entries.map(([, term]) => term);
    this.#written = entries.map(([, , written]) => written);
    this.#made = new Array(entries.length);
    this.#read = read;
    this.same = shard.same ?? {};
  }

  /** The words that begin with `prefix`, as far as `accepts` takes them. */
  *begins(prefix: string, accepts: (term: string) => boolean): Generator<Entry<P>> {
    for (let at = lowerBound(this.#orders, prefix); at < this.#orders.length; at++) {
      if (!this.#orders[at]?.startsWith(prefix)) return;
      const term = this.#terms[at] ?? "";
      const isWord = !term.endsWith(STEM) && !term.endsWith(WHOLE);
      if (isWord && accepts(term)) yield { term, postings: this.#postings(at) };
    }
  }

  get(term: string): P | undefined {
    const key = order(term);
    for (let at = lowerBound(this.#orders, key); this.#orders[at] === key; at++) {
      if (this.#terms[at] === term) return this.#postings(at);
    }
    return undefined;
  }

  #postings(at: number): P {
    let made = this.#made[at];
    if (made === undefined) {
      made = this.#read(this.#written[at] ?? []);
      this.#made[at] = made;
    }
    return made;
  }
}

/** The first place of sorted `values` that is not before `value`. */
function lowerBound(values: readonly string[], value: string): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? "") < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class Tier<P> {
  readonly #firsts: readonly string[];
  readonly #files: string;
  readonly #shelf: Shelf;
  readonly #make: (written: unknown) => TermShard<P>;

  constructor(
    files: TierFiles,
    shelf: Shelf,
    documents: Documents,
    read: (written: Deltas, documents: Documents) => P,
  ) {
    this.#firsts = files.first === "" ? [] : files.first.split("\n").map(order);
    this.#files = files.files;
    this.#shelf = shelf;
    this.#make = (written) => new TermShard(written as Shard, (deltas) => read(deltas, documents));
  }

  /** Numbers of the files in which terms may stand that begin with `prefix`: from, and to. */
  range(prefix: string): readonly [from: number, to: number] {
    const key = order(prefix);
    return [Math.max(this.#at(key), 0), this.#at(key + BEHIND) + 1];
  }

  /** The number of the file in which `term` stands, if it stands anywhere. */
  fileOf(term: string): number {
    return this.#at(order(term));
  }

  /** -1 where the term would stand before all. */
  #at(key: string): number {
    const at = lowerBound(this.#firsts, key);
    return this.#firsts[at] === key ? at : at - 1;
  }

  /** The file `number`; nothing where there is none. */
  shard(number: number): TermShard<P> | undefined | Promise<TermShard<P>> {
    if (number < 0) return undefined;
    const start = number * NAME_LENGTH;
    return this.#shelf.get(this.#files.slice(start, start + NAME_LENGTH), this.#make);
  }
}
