/**
 * What may stand where the caret is.
 *
 * In: a query and a caret.  Out: operators, and what may follow each: tags, languages, dates.
 */

import { order, searchForm } from "../words";
import type { Completion, CompletionItem } from "./api";
import { loadColumns } from "./columns";
import { CONDITIONS, PLACES } from "./query";
import type { Opened } from "./searching";

const MOST = 8;
const LONGEST = 400;
const NOTHING: Completion = { start: 0, end: 0, items: [] };
const AT_CARET = /(?:^|\s)(-?)(#|[a-z]+:)?([^\s"]*)$/i;
const NEEDS_QUOTES = /[\s"]/;

export async function complete(opened: Opened, query: string, caret: number): Promise<Completion> {
  const end = Math.max(0, Math.min(caret, query.length, LONGEST));
  const match = AT_CARET.exec(query.slice(0, end));
  if (!match) return NOTHING;
  const [, sign = "", operator = "", value = ""] = match;
  const start = end - value.length - operator.length - sign.length;
  const name = operator === "#" ? "tag" : operator.slice(0, -1).toLowerCase();
  const items = operator
    ? await valuesOf(opened, name, value)
    : operatorsLike(value).map((text): CompletionItem => ({ kind: "operator", text }));
  const before = sign + operator;
  return {
    start,
    end,
    items: items.slice(0, MOST).map((item) => ({ ...item, text: before + item.text })),
  };
}

function operatorsLike(written: string): string[] {
  const wanted = written.toLowerCase();
  if (wanted === "") return [];
  return [...CONDITIONS, ...PLACES]
    .map((name) => `${name}:`)
    .filter((name) => name.startsWith(wanted));
}

async function valuesOf(opened: Opened, name: string, value: string): Promise<CompletionItem[]> {
  const begun = order(searchForm(value));
  const begins = (text: string) => order(searchForm(text)).startsWith(begun);
  if (name === "lang" || name === "language") {
    return opened.directory.languages
      .filter(begins)
      .map((text) => ({ kind: "language", text: `${text} ` }));
  }
  if (name === "kind") {
    return ["note", "page", "tag"]
      .filter(begins)
      .map((text) => ({ kind: "operator", text: `${text} ` }));
  }
  const isKnown = name === "tag" || name === "has" || name === "created";
  if (!isKnown) return [];
  const columns = await loadColumns(opened.directory, opened.shelf, opened.documents);
  if (name === "has") {
    return columns.hasNames.filter(begins).map((text) => ({ kind: "has", text: `${text} ` }));
  }
  if (name === "created") {
    const days = [...columns.rows].map((row) => columns.created(row)).filter((day) => day > 0);
    const years = new Map<string, number>();
    for (const day of days) {
      const year = String(new Date(day * 86_400_000).getUTCFullYear());
      years.set(year, (years.get(year) ?? 0) + 1);
    }
    return [...years]
      .filter(([year]) => year.startsWith(value))
      .sort(([one], [other]) => (one < other ? 1 : -1))
      .map(([text, count]) => ({ kind: "date", text: `${text} `, count }));
  }
  const tags = withAbove(columns.allTags());
  return [...tags]
    .filter(([tag]) => begins(tag) || tag.split("/").some(begins))
    .sort(
      ([one, ones], [other, others]) =>
        Number(begins(other)) - Number(begins(one)) || others - ones || (one < other ? -1 : 1),
    )
    .map(([tag, count]) => ({
      kind: "tag",
      text: NEEDS_QUOTES.test(tag) ? `"${tag}" ` : `${tag} `,
      count,
    }));
}

/** Tags and those above them; these have what all below have, as often as it is used. */
function withAbove(tags: readonly (readonly [string, number])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [tag, count] of tags) {
    const levels = tag.split("/");
    for (let depth = 1; depth <= levels.length; depth++) {
      const above = levels.slice(0, depth).join("/");
      counts.set(above, (counts.get(above) ?? 0) + count);
    }
  }
  return counts;
}
