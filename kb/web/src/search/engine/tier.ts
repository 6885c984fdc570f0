/**
 * One half of the vocabulary, in files of neighbouring terms.
 *
 * In: what the directory says of it.  Out: which file holds a term or the terms that begin alike,
 * and these terms with where they stand.
 */

import { order } from "../words";
import type { Documents } from "./documents";
import {
  type Deltas,
  NAME_LENGTH,
  NO_FILE,
  type Shard,
  STEM,
  type TierFiles,
  WHOLE,
} from "./files";
import type { Shelf } from "./shelf";

/** Behind everything that begins with the text before it. */
const BEHIND = "\uffff";

export interface Entry<P> {
  readonly term: string;
  readonly postings: P;
}

/** What is made of a term's postings; `apart`: the file that has its places. */
type Read<P> = (written: Deltas, apart: string | undefined) => P;

/** Terms of one file, in their order. */
export class TermShard<P> {
  readonly #orders: readonly string[];
  readonly #terms: readonly string[];
  readonly #written: readonly Deltas[];
  readonly #made: (P | undefined)[];
  readonly #read: Read<P>;
  readonly #apart: string | undefined;
  readonly same: Readonly<Record<string, readonly string[]>>;

  constructor(shard: Shard, read: Read<P>) {
    // Objects keep what looks like a number before all else.
    const entries = Object.entries(shard.terms)
      .map(([term, written]) => [order(term), term, written] as const)
      .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
    this.#orders = entries.map(([key]) => key);
    this.#terms = entries.map(([, term]) => term);
    this.#written = entries.map(([, , written]) => written);
    this.#made = new Array(entries.length);
    this.#read = read;
    this.#apart = shard.places;
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
      made = this.#read(this.#written[at] ?? [], this.#apart);
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

/** Files in the order of what stands in them, and where each begins. */
class Listing {
  readonly #firsts: readonly string[];
  readonly #files: string;

  constructor(written: TierFiles) {
    this.#firsts = written.first === "" ? [] : written.first.split("\n").map(order);
    this.#files = written.files;
  }

  get size(): number {
    return this.#firsts.length;
  }

  /** The number of the entry that `key` stands in, if it stands in any; -1 if it stood before all. */
  at(key: string): number {
    const at = lowerBound(this.#firsts, key);
    return this.#firsts[at] === key ? at : at - 1;
  }

  /** Nothing where no term stands. */
  file(number: number): string | undefined {
    if (number < 0 || number >= this.size) return undefined;
    const name = this.#files.slice(number * NAME_LENGTH, (number + 1) * NAME_LENGTH);
    return name === NO_FILE ? undefined : name;
  }
}

/** Where large vocabularies have pages of the directory, these are one more step. */
const asListing = (written: unknown): Listing => new Listing(written as TierFiles);

export class Tier<P> {
  readonly #root: Listing;
  readonly #isPaged: boolean;
  readonly #shelf: Shelf;
  readonly #make: (written: unknown) => TermShard<P>;

  constructor(
    files: TierFiles,
    shelf: Shelf,
    documents: Documents,
    read: (written: Deltas, documents: Documents, apart: string | undefined) => P,
  ) {
    this.#root = new Listing(files);
    this.#isPaged = files.pages === true;
    this.#shelf = shelf;
    this.#make = (written) =>
      new TermShard(written as Shard, (deltas, apart) => read(deltas, documents, apart));
  }

  /** The file in which `term` stands, if it stands anywhere. */
  async shardOf(term: string): Promise<TermShard<P> | undefined> {
    const key = order(term);
    const page = await this.#page(this.#root.at(key));
    return this.#shard(page?.file(page.at(key)));
  }

  /** What `term` has, without any that begin so. */
  async get(term: string): Promise<P | undefined> {
    return (await this.shardOf(term))?.get(term);
  }

  /** The files of the words that begin with `prefix`: all, or the first `most` of them and those of
   * the `likely` words. */
  async shardsOf(prefix: string, most: number, likely: readonly string[]): Promise<TermShard<P>[]> {
    const [from, to] = [order(prefix), order(prefix) + BEHIND];
    const names = new Set<string>();
    let isMore = false;
    const [first, last] = this.#isPaged
      ? [Math.max(this.#root.at(from), 0), this.#root.at(to)]
      : [0, 0];
    for (let at = first; at <= last && !isMore; at++) {
      const page = await this.#page(at);
      if (!page) break;
      const end = page.at(to);
      for (let number = Math.max(page.at(from), 0); number <= end; number++) {
        const name = page.file(number);
        if (name === undefined) continue;
        isMore = names.size === most;
        if (isMore) break;
        names.add(name);
      }
    }
    const asked: (TermShard<P> | undefined | Promise<TermShard<P> | undefined>)[] = [...names].map(
      (name) => this.#shard(name),
    );
    if (isMore) asked.push(...likely.map((term) => this.shardOf(term)));
    const shards = await Promise.all(asked);
    return [...new Set(shards)].filter((shard) => shard !== undefined);
  }

  #page(number: number): Listing | undefined | Promise<Listing> {
    if (!this.#isPaged) return this.#root;
    const name = this.#root.file(number);
    return name === undefined ? undefined : this.#shelf.get(name, asListing);
  }

  #shard(name: string | undefined): TermShard<P> | undefined | Promise<TermShard<P>> {
    return name === undefined ? undefined : this.#shelf.get(name, this.#make);
  }
}
