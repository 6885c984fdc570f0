/**
 * Conditions of a query: `tag:technique/`, `lang:ko`, `has:code`, `created:>2025-08`, `kind:note`.
 *
 * In: their clauses, and what is known of documents.  Out: which documents meet them. A condition
 * that nobody can read is met by none, so that nobody takes all for what was asked for.
 */

import { searchForm } from "../words";
import type { Columns } from "./columns";
import { type ConditionClause, type ConditionName, tagKey } from "./query";

export type Test = (row: number) => boolean;

export interface Condition {
  readonly clause: ConditionClause;
  readonly test: Test;
}

export function readConditions(
  clauses: readonly ConditionClause[],
  columns: Columns,
): readonly Condition[] {
  return clauses.map((clause) => {
    const test = testOf(clause, columns);
    return { clause, test: clause.isNot ? (row) => !test(row) : test };
  });
}

/** What meets all conditions, those of `but` aside. */
export function meetsAll(conditions: readonly Condition[], but?: ConditionName): Test {
  const tests = conditions.filter(({ clause }) => clause.name !== but).map(({ test }) => test);
  return (row) => tests.every((test) => test(row));
}

function testOf({ name, value }: ConditionClause, columns: Columns): Test {
  const wanted = value.split(",").map(searchForm).filter(Boolean);
  if (name === "tag") {
    return (row) => columns.tags(row).some((tag) => wanted.some((key) => isWithin(tag, key)));
  }
  if (name === "lang") {
    return (row) => wanted.some((language) => isLanguage(columns.language(row), language));
  }
  if (name === "kind") return (row) => wanted.includes(columns.kind(row));
  if (name === "has") return (row) => columns.has(row).some((each) => wanted.includes(each));
  const range = readDates(value);
  return (row) => {
    const day = columns.created(row);
    return range !== undefined && day > 0 && day >= range[0] && day < range[1];
  };
}

/** Whether `tag` is the one that is `wanted` or stands below it; with a slash at the end only what
 * stands below is wanted. */
function isWithin(tag: string, wanted: string): boolean {
  const own = searchForm(tag);
  const key = tagKey(wanted);
  return own.startsWith(`${key}/`) || (own === key && !wanted.endsWith("/"));
}

function isLanguage(language: string, wanted: string): boolean {
  const own = language.toLowerCase();
  return own === wanted || own.startsWith(`${wanted}-`);
}

const DATE = /^(?<sign>[<>]=?|=)?(?<year>\d{4})(?:-(?<month>\d{1,2})(?:-(?<day>\d{1,2}))?)?$/;
const A_DAY = 86_400_000;

/** The days that `written` means: from, and to; nothing where it is no date. */
export function readDates(written: string): readonly [from: number, to: number] | undefined {
  const between = /^(.+?)\.\.(.+)$/.exec(written);
  if (between) {
    const [from, to] = [readDates(between[1] ?? ""), readDates(between[2] ?? "")];
    return from && to && [from[0], to[1]];
  }
  const { sign, year, month, day } = DATE.exec(written)?.groups ?? {};
  if (!year) return undefined;
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)];
  const from = days(y, m, d);
  const to = day ? days(y, m, d + 1) : month ? days(y, m + 1, 1) : days(y + 1, 1, 1);
  if (sign === ">") return [to, Number.POSITIVE_INFINITY];
  if (sign === ">=") return [from, Number.POSITIVE_INFINITY];
  if (sign === "<") return [Number.NEGATIVE_INFINITY, from];
  if (sign === "<=") return [Number.NEGATIVE_INFINITY, to];
  return [from, to];
}

function days(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / A_DAY);
}
