/** What a reader asks the graph for, as it stands in the address.  In and out: text; no DOM. */

export interface Query {
  readonly words: string;
  readonly tag: string;
  readonly language: string;
  /** The key of the note whose neighbours are shown. */
  readonly note: string;
}

const NAMES = { words: "q", tag: "tag", language: "lang", note: "note" } as const;

export const NOTHING: Query = { words: "", tag: "", language: "", note: "" };

export function readQuery(search: string): Query {
  const found = new URLSearchParams(search);
  const get = (name: string) => (found.get(name) ?? "").normalize("NFC");
  return {
    words: get(NAMES.words),
    tag: get(NAMES.tag),
    language: get(NAMES.language),
    note: get(NAMES.note),
  };
}

/** The address's query: what others have put there stays. */
export function writeQuery(query: Query, search: string): string {
  const written = new URLSearchParams(search);
  for (const key of Object.keys(NAMES) as (keyof Query)[]) {
    if (query[key] === "") written.delete(NAMES[key]);
    else written.set(NAMES[key], query[key]);
  }
  return written.size > 0 ? `?${written}` : "";
}
