/**
 * Files of the index that were loaded, the latest used of them.
 *
 * In: what loads a file.  Out: files, made into what is worked with; each is loaded once while it
 * is kept, also where several ask for it at the same time.
 */

import type { Load } from "./api";

export class Shelf {
  readonly #load: Load;
  readonly #kept: number;
  readonly #made = new Map<string, unknown>();
  readonly #coming = new Map<string, Promise<unknown>>();

  constructor(load: Load, kept: number) {
    this.#load = load;
    this.#kept = kept;
  }

  /** The file `name`, as `make` makes it; whoever asks for a file gives the same `make`. */
  get<T>(name: string, make: (written: unknown) => T): T | Promise<T> {
    const made = this.#made.get(name);
    if (made !== undefined) {
      // A map remembers in which order it was filled: what stands first was used least lately.
      this.#made.delete(name);
      this.#made.set(name, made);
      return made as T;
    }
    const coming = this.#coming.get(name) ?? this.#fetch(name, make);
    return coming as Promise<T>;
  }

  #fetch<T>(name: string, make: (written: unknown) => T): Promise<T> {
    const coming = this.#load(name)
      .then((written) => {
        const made = make(written);
        this.#made.set(name, made);
        for (const oldest of this.#made.keys()) {
          if (this.#made.size <= this.#kept) break;
          this.#made.delete(oldest);
        }
        return made;
      })
      // What failed is asked for again: the network may be back.
      .finally(() => this.#coming.delete(name));
    this.#coming.set(name, coming);
    return coming;
  }
}
