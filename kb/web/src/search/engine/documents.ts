/**
 * Documents by small numbers, in the order in which they are met.
 *
 * In: ids as the index writes them, which are scattered over 27 bits.  Out: rows from 0 on, so that
 * what is known of a document stands in typed arrays.
 */

import { SET_SHIFT } from "./files";

export class Documents {
  readonly #rows = new Map<number, number>();
  readonly #sets = new Map<number, number>();
  #ids: Int32Array;
  #setOfRow: Int32Array;
  /** Rows of the pages of tags, as far as their names have been met. */
  readonly #tags = new Set<number>();

  constructor(size: number) {
    this.#ids = new Int32Array(Math.max(size, 1));
    this.#setOfRow = new Int32Array(Math.max(size, 1));
  }

  /** How many have been met. */
  get size(): number {
    return this.#rows.size;
  }

  /** How many sets of translations have been met. */
  get sets(): number {
    return this.#sets.size;
  }

  row(id: number): number {
    const known = this.#rows.get(id);
    if (known !== undefined) return known;
    const row = this.#rows.size;
    if (row === this.#ids.length) this.#grow();
    this.#rows.set(id, row);
    this.#ids[row] = id;
    const set = id >> SET_SHIFT;
    let number = this.#sets.get(set);
    if (number === undefined) {
      number = this.#sets.size;
      this.#sets.set(set, number);
    }
    this.#setOfRow[row] = number;
    return row;
  }

  id(row: number): number {
    return this.#ids[row] ?? -1;
  }

  /** The number of its set of translations, from 0 on as well. */
  setOf(row: number): number {
    return this.#setOfRow[row] ?? -1;
  }

  setTag(row: number): void {
    this.#tags.add(row);
  }

  /** Whether it is known to be the page of a tag. Whoever has met it by a name knows. */
  isTag(row: number): boolean {
    return this.#tags.has(row);
  }

  #grow(): void {
    const size = this.#ids.length * 2;
    const [ids, sets] = [new Int32Array(size), new Int32Array(size)];
    ids.set(this.#ids);
    sets.set(this.#setOfRow);
    [this.#ids, this.#setOfRow] = [ids, sets];
  }
}
