/** What a search is, as it stands in addresses.  In and out: text; no DOM. */

export interface Asked {
  readonly query: string;
  /** Only what was typed, and nothing like it. */
  readonly exact: boolean;
}

export const NOTHING: Asked = { query: "", exact: false };

/** More of a query helps nobody who gets the link. */
const LONGEST = 500;

/** More marks than this make a link unreadable. */
const MARKS = 12;

/** At most `length` characters, without half of one at its end. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

export function readAsked(search: string): Asked {
  const found = new URLSearchParams(search);
  return { query: found.get("q") ?? "", exact: found.has("exact") };
}

/** The address's query: what others have put there stays. */
export function writeAsked({ query, exact }: Asked, search: string): string {
  const written = new URLSearchParams(search);
  written.delete("q");
  written.delete("exact");
  if (query.trim() !== "") {
    written.set("q", query.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, ""));
    if (exact) written.set("exact", "1");
  }
  return written.size > 0 ? `?${written}` : "";
}

/** Where a result leads: the page says by `h` what to mark. */
export function writeTarget(url: string, root: string, marks: readonly string[]): string {
  const target = new URL(url, root);
  for (const mark of marks.slice(0, MARKS)) target.searchParams.append("h", mark);
  return target.href;
}

export function readMarks(search: string): string[] {
  const marks = new URLSearchParams(search).getAll("h").map((mark) => mark.slice(0, 100));
  return marks.filter((mark) => mark.trim() !== "").slice(0, MARKS);
}

/** The address without marks. */
export function withoutMarks(href: string): string {
  const url = new URL(href);
  url.searchParams.delete("h");
  return url.href;
}
