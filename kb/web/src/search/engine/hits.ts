/**
 * What is shown of the documents that came out best.
 *
 * In: sets of translations in their order.  Out: hits, in the language of the reader where there is
 * such a version; pages of tags apart from notes.
 */

import { spacingKey } from "../words";
import type { Field, HeadingHit, Hit, MarkedText, SearchAnswer } from "./api";
import { cardsBeside } from "./cards";
import { tagKey } from "./conditions";
import type { NameHit } from "./details";
import { findExcerpt, sectionsOf } from "./excerpts";
import { ALIAS, type Card, FIELDS, HEADING, SET_SHIFT, TITLE } from "./files";
import { markedIn } from "./marking";
import type { ConditionClause } from "./query";
import type { Ranked } from "./ranking";
import type { Search } from "./searching";

const MOST_TAGS = 5;
const MOST_HEADINGS = 3;
/** Cards that are asked for at once. */
const AT_ONCE = 12;

interface Found {
  readonly ranked: Ranked;
  /** The document that fits best. */
  readonly card: Card;
  /** The one that is shown: the same, or its version in the language of the reader. */
  readonly shown: Card;
  readonly shownId: number;
}

export async function showHits(
  work: Search,
  order: readonly Ranked[],
  offset: number,
  limit: number,
  conditions: readonly ConditionClause[],
): Promise<Pick<SearchAnswer, "hits" | "total" | "tags">> {
  const notes: Found[] = [];
  const tags: Found[] = await askedTags(work, conditions);
  let read = 0;
  while (read < order.length && notes.length < offset + limit) {
    const next = order.slice(read, read + Math.max(AT_ONCE, limit));
    read += next.length;
    for (const found of await Promise.all(next.map((ranked) => find(work, ranked)))) {
      if (!found) continue;
      if (found.card.kind === "tag") tags.push(found);
      else notes.push(found);
    }
  }
  const { columns } = work;
  const isNote = ({ row }: Ranked) => !columns || columns.kind(row) !== "tag";
  const rest = order.slice(read).filter(isNote).length;
  const distinct = tags.filter(
    (tag, at) => tags.findIndex((other) => other.shown.url === tag.shown.url) === at,
  );
  const [hits, shownTags] = await Promise.all([
    Promise.all(notes.slice(offset, offset + limit).map((found) => show(work, found))),
    Promise.all(distinct.slice(0, MOST_TAGS).map((found) => show(work, found))),
  ]);
  return { hits, total: notes.length + rest, tags: offset === 0 ? shownTags : [] };
}

async function find(work: Search, ranked: Ranked): Promise<Found | undefined> {
  const { directory, shelf, documents } = work.opened;
  const id = documents.id(ranked.row);
  const cards = await cardsBeside(directory, shelf, id);
  const card = cards[id];
  // A page is older than the index: nothing can be shown of what is new.
  if (!card) return undefined;
  const asked = languageAsked(work);
  if (!asked || card.language === asked) return { ranked, card, shown: card, shownId: id };
  const own = Object.keys(cards).find(
    (other) =>
      Number(other) >> SET_SHIFT === id >> SET_SHIFT && cards[other as never]?.language === asked,
  );
  const shown = own === undefined ? undefined : cards[Number(own)];
  return shown
    ? { ranked, card, shown, shownId: Number(own) }
    : { ranked, card, shown: card, shownId: id };
}

/** Which version is shown: that of the reader, unless the query asks for one. */
function languageAsked(work: Search): string | undefined {
  const asksFor = work.query.clauses.some(
    (clause) => clause.kind === "condition" && clause.name === "lang",
  );
  return asksFor ? undefined : work.request.language;
}

/** The pages of the tags that a query has as conditions. */
async function askedTags(work: Search, conditions: readonly ConditionClause[]): Promise<Found[]> {
  const { vocabulary } = work.opened;
  const found: Found[] = [];
  for (const { name, value, isNot } of conditions) {
    if (name !== "tag" || isNot) continue;
    const term = `=${spacingKey(tagKey(value))}`;
    const postings = (await vocabulary.names.shard(vocabulary.names.fileOf(term)))?.get(term);
    for (let line = 0; line < (postings?.rows.length ?? 0); line++) {
      if (postings?.fields[line] !== TITLE) continue;
      const row = postings.rows[line] ?? -1;
      const set = work.opened.documents.setOf(row);
      const tag = await find(work, { row, set, score: 1, missing: 0 });
      if (tag?.card.kind === "tag") found.push(tag);
    }
  }
  return found;
}

async function show(work: Search, { ranked, card, shown, shownId }: Found): Promise<Hit> {
  const { marks, weights, request, opened } = work;
  const detail = work.details.get(ranked.row);
  const names = detail?.names ?? [];
  const page = pageOf(shown, request.language);
  const mark = (text: string): MarkedText => ({ text, marks: markedIn(text, marks) });
  const isNamed = names.some((hit) => hit.field === HEADING);
  const [sections, found] = await Promise.all([
    isNamed ? sectionsOf(opened.shelf, card) : [],
    findExcerpt(opened.shelf, card, detail?.places ?? [], weights, marks),
  ]);
  const isSame = card === shown;
  const headings = isSame ? headingsOf(names, sections, page, mark, weights) : [];
  const alias = card.aliases?.[bestAlias(names, weights)];
  const isInTitle = names.some((hit) => hit.field === TITLE);
  const anchor = isSame && !isInTitle && found?.excerpt.marks.length ? found.anchor : "";
  return {
    id: shownId,
    kind: card.kind,
    page,
    url: withAnchor(page, headings.length && !isInTitle ? "" : anchor),
    language: shown.language,
    title: mark(shown.title),
    score: ranked.score,
    fields: fieldsOf(names, found?.excerpt),
    ...(alias !== undefined && !isInTitle ? { alias: mark(alias) } : {}),
    tags: (shown.tags ?? []).map(mark),
    headings,
    ...(found ? { excerpt: found.excerpt } : {}),
    marks,
  };
}

/** Where a reader of `language` is led who finds a document. */
export function pageOf(card: Card, language: string | undefined): string {
  const { versions } = card;
  return (
    (language !== undefined && versions && Object.hasOwn(versions, language)
      ? versions[language]
      : undefined) ?? card.url
  );
}

function withAnchor(page: string, anchor: string): string {
  return anchor === "" ? page : `${page}#${encodeURIComponent(anchor)}`;
}

function headingsOf(
  names: readonly NameHit[],
  sections: readonly (readonly [text: string, anchor: string])[],
  page: string,
  mark: (text: string) => MarkedText,
  weights: readonly number[],
): HeadingHit[] {
  return best(names, HEADING, weights)
    .slice(0, MOST_HEADINGS)
    .sort((one, other) => one - other)
    .flatMap((ordinal) => {
      const section = sections[ordinal];
      return section ? [{ title: mark(section[0]), url: withAnchor(page, section[1]) }] : [];
    });
}

/** Which names of a field fit, the best first. */
function best(names: readonly NameHit[], field: number, weights: readonly number[]): number[] {
  const sums = new Map<number, Map<number, number>>();
  for (const hit of names) {
    if (hit.field !== field) continue;
    const needs = sums.get(hit.ordinal) ?? new Map<number, number>();
    needs.set(hit.need, Math.max(needs.get(hit.need) ?? 0, hit.quality * (weights[hit.need] ?? 0)));
    sums.set(hit.ordinal, needs);
  }
  return [...sums]
    .map(([ordinal, needs]) => {
      const sum = [...needs.values()].reduce((one, other) => one + other, 0);
      return [ordinal, sum] as const;
    })
    .sort(([first, one], [second, other]) => other - one || first - second)
    .map(([ordinal]) => ordinal);
}

function bestAlias(names: readonly NameHit[], weights: readonly number[]): number {
  return best(names, ALIAS, weights)[0] ?? -1;
}

function fieldsOf(names: readonly NameHit[], excerpt: Hit["excerpt"]): Field[] {
  const numbers = [...new Set(names.map((hit) => hit.field))].sort((one, other) => one - other);
  const fields: Field[] = numbers.flatMap((number) => FIELDS[number] ?? []);
  if (excerpt?.marks.length) fields.push(excerpt.isCode ? "code" : "body");
  return fields;
}
