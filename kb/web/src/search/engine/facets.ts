/**
 * What the answers of a query are, counted, so that it can be narrowed.
 *
 * In: the documents that have the words of a query, its conditions, and what is known of documents.
 * Out: for each value how many answers there would be with it, and the query that has it chosen, or
 * no longer.
 */

import type { Facet, Facets } from "./api";
import type { Columns } from "./columns";
import { type Condition, meetsAll } from "./conditions";
import type { Documents } from "./documents";
import { type ConditionName, type Query, replaced, tagKey } from "./query";

const MOST_TAGS = 40;

export function countFacets(
  query: Query,
  rows: readonly number[],
  conditions: readonly Condition[],
  columns: Columns,
  documents: Documents,
): Facets {
  const shown = rows.filter((row) => !documents.isTag(row));
  const count = (name: ConditionName, but: ConditionName | undefined, of: Values): Facet[] => {
    const meets = meetsAll(conditions, but);
    const sets = new Map<string, Set<number>>();
    for (const row of shown) {
      if (!meets(row)) continue;
      for (const value of of(row)) {
        const known = sets.get(value) ?? new Set();
        sets.set(value, known.add(documents.setOf(row)));
      }
    }
    return facetsOf(query, name, sets, conditions);
  };
  return {
    tags: count("tag", undefined, (row) => withAbove(columns.tags(row))).slice(0, MOST_TAGS),
    // Whoever has chosen one wants to know what there is in the other.
    languages: count("lang", "lang", (row) => [columns.language(row)]),
    kinds: count("kind", "kind", (row) => [columns.kind(row)]),
    has: count("has", undefined, (row) => columns.has(row)),
  };
}

type Values = (row: number) => Iterable<string>;

/** `tags` and those above them. */
function withAbove(tags: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const tag of tags) {
    const levels = tag.split("/");
    for (let depth = 1; depth <= levels.length; depth++) {
      found.add(levels.slice(0, depth).join("/"));
    }
  }
  return found;
}

function facetsOf(
  query: Query,
  name: ConditionName,
  sets: ReadonlyMap<string, ReadonlySet<number>>,
  conditions: readonly Condition[],
): Facet[] {
  const own = conditions.filter(({ clause }) => clause.name === name && !clause.isNot);
  return [...sets]
    .map(([value, { size }]) => {
      const chosen = own.find(({ clause }) => tagKey(clause.value) === tagKey(value))?.clause;
      const added = `${name}:${/[\s"]/.test(value) ? `"${value}"` : value}`;
      return {
        value,
        count: size,
        isChosen: chosen !== undefined,
        query: chosen
          ? replaced(query.text, chosen.span, "")
          : `${query.text.trimEnd()} ${added}`.trimStart(),
      };
    })
    .sort(
      (one, other) =>
        Number(other.isChosen) - Number(one.isChosen) ||
        other.count - one.count ||
        (one.value < other.value ? -1 : 1),
    );
}
