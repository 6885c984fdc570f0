/**
 * The search: opens an index and answers queries.
 *
 * In: what loads the files of an index.  Out: a `SearchIndex`; the same in a browser's worker and
 * in Node, for it knows neither.
 */

import type { Load, Open, OpenOptions, SearchIndex } from "./api";
import { Documents } from "./documents";
import { type Directory, FORMAT } from "./files";
import { type Opened, search } from "./searching";
import { Shelf } from "./shelf";
import { Vocabulary } from "./vocabulary";

export type * from "./api";

/** Files in memory: most have 4 kB of JSON. */
const KEPT = 2500;

export const openIndex: Open = async ({ load, kept = KEPT }: OpenOptions): Promise<SearchIndex> => {
  const directory = await readDirectory(load);
  const shelf = new Shelf(load, kept);
  const documents = new Documents(directory.documents);
  const vocabulary = new Vocabulary(directory, shelf, documents);
  const opened: Opened = { directory, shelf, documents, vocabulary };
  return {
    documents: directory.documents,
    languages: directory.languages,
    prefixes: directory.prefixes,
    search: (request, early) => search(opened, request, early),
    complete: async (query, caret) => (await import("./completion")).complete(opened, query, caret),
  };
};

async function readDirectory(load: Load): Promise<Directory> {
  const directory = (await load("index")) as Directory;
  if (directory.format !== FORMAT) {
    // The page is older than the index, or newer: loading it again brings both together.
    // `kb/searching.py` knows this sentence.
    throw new Error(`The index has format ${directory.format}, not ${FORMAT}.`);
  }
  return directory;
}
