/**
 * What documents can be narrowed and counted by.
 *
 * In: the file of facets.  Out: the same by the rows of documents.
 */

import type { Documents } from "./documents";
import type { Deltas, Directory, FacetFile } from "./files";
import type { Shelf } from "./shelf";

export class Columns {
  readonly #file: FacetFile;
  /** Which line of the file a row has. */
  readonly #lines: Int32Array;
  /** The rows of all documents. */
  readonly rows: Int32Array;

  constructor(file: FacetFile, documents: Documents) {
    this.#file = file;
    let id = 0;
    this.rows = Int32Array.from(file.ids, (distance) => {
      id += distance;
      return documents.row(id);
    });
    this.#lines = new Int32Array(documents.size).fill(-1);
    for (let line = 0; line < this.rows.length; line++) {
      const row = this.rows[line] ?? 0;
      this.#lines[row] = line;
      if (this.kind(row) === "tag") documents.setTag(row);
    }
  }

  language(row: number): string {
    return this.#file.names[this.#file.language[this.#line(row)] ?? -1] ?? "";
  }

  kind(row: number): string {
    return this.#file.kinds[this.#file.kind[this.#line(row)] ?? -1] ?? "";
  }

  has(row: number): string[] {
    const bits = this.#file.has[this.#line(row)] ?? 0;
    return this.#file.hasNames.filter((_, at) => bits & (1 << at));
  }

  /** Days since 1970; 0 where nobody knows. */
  created(row: number): number {
    return this.#file.created[this.#line(row)] ?? 0;
  }

  tags(row: number): string[] {
    return places(this.#file.tags[this.#line(row)] ?? []).map(
      (place) => this.#file.tagNames[place] ?? "",
    );
  }

  /** All tags that documents have, each with how many have it. */
  allTags(): readonly (readonly [tag: string, count: number])[] {
    return this.#file.tagNames.map((tag, at) => [tag, this.#file.tagCounts[at] ?? 0]);
  }

  /** All that `has:` may ask for. */
  get hasNames(): readonly string[] {
    return this.#file.hasNames;
  }

  #line(row: number): number {
    return this.#lines[row] ?? -1;
  }
}

function places(distances: Deltas): number[] {
  let place = 0;
  return distances.map((distance) => {
    place += distance;
    return place;
  });
}

export async function loadColumns(
  directory: Directory,
  shelf: Shelf,
  documents: Documents,
): Promise<Columns> {
  return shelf.get(directory.facets, (file) => new Columns(file as FacetFile, documents));
}
