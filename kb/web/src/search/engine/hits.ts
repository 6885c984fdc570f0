/**
 * What is shown of the documents that came out best.
 *
 * In: sets of translations in their order.  Out: hits, in the language of the reader where there is
 * such a version; pages of tags apart from notes.
 */

import { spacingKey } from "../words";
import type { Field, HeadingHit, Hit, MarkedText, SearchAnswer } from "./api";
import { cardsBeside } from "./cards";
import type { NameHit } from "./details";
import type { Found as FoundExcerpt } from "./excerpts";
import { ALIAS, type Card, FIELDS, HEADING, SET_SHIFT, TITLE, WHOLE } from "./files";
import { markedIn } from "./marking";
import { type ConditionClause, tagKey } from "./query";
import type { Ranked } from "./ranking";
import type { Search } from "./searching";

const MOST_TAGS = 5;
const MOST_HEADINGS = 3;
/** Hits that a reader sees at once: those are shown before what the others need is loaded. */
const EARLY = 5;

interface Found {
  readonly ranked: Ranked;
  /** The document that fits best. */
  readonly card: Card;
  /** The one that is shown: the same, or its version in the language of the reader. */
  readonly shown: Card;
  readonly shownId: number;
}

type Shown = Pick<SearchAnswer, "hits" | "total" | "tags">;

/** The hits from `offset` on. `early` is called with the first of them, before their texts and
 * what the others need are loaded. */
export async function showHits(
  work: Search,
  order: readonly Ranked[],
  offset: number,
  limit: number,
  conditions: readonly ConditionClause[],
  early: ((shown: Shown) => void | Promise<void>) | undefined,
): Promise<Shown> {
  const { documents } = work.opened;
  const notes = order.filter(({ row }) => !documents.isTag(row));
  const tags = order.filter(({ row }) => documents.isTag(row)).slice(0, MOST_TAGS);
  const total = notes.length;
  const bare = (found: Found): Hit => hitOf(work, found, [], undefined);
  if (early) {
    const first = await findAll(work, notes.slice(offset, offset + Math.min(limit, EARLY)));
    if (first.length) await early({ hits: first.map(bare), total, tags: [] });
  }
  const [asked, foundTags, foundNotes] = await Promise.all([
    offset === 0 ? askedTags(work, conditions) : [],
    offset === 0 ? findAll(work, tags) : [],
    findAll(work, notes.slice(offset, offset + limit)),
  ]);
  const named = [...asked, ...foundTags];
  const distinct = named.filter(
    (tag, at) => named.findIndex((other) => other.shown.url === tag.shown.url) === at,
  );
  const shownTags = distinct.slice(0, MOST_TAGS).map(bare);
  const hits = await Promise.all(foundNotes.map((found) => show(work, found)));
  return { hits, total, tags: shownTags };
}

async function findAll(work: Search, ranked: readonly Ranked[]): Promise<Found[]> {
  const found = await Promise.all(ranked.map((each) => find(work, each)));
  return found.filter((each) => each !== undefined);
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
    const term = spacingKey(tagKey(value)) + WHOLE;
    const postings = await vocabulary.names.get(term);
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

async function show(work: Search, found: Found): Promise<Hit> {
  const { marks, weights, opened } = work;
  const { row } = found.ranked;
  const { findExcerpt, sectionsOf } = await import("./excerpts");
  const isNamed = work.names.get(row)?.some((hit) => hit.field === HEADING);
  const places = (await work.standing.hits()).get(row) ?? [];
  const [sections, excerpt] = await Promise.all([
    isNamed ? sectionsOf(opened.shelf, found.card) : [],
    findExcerpt(opened.shelf, found.card, places, weights, marks),
  ]);
  return hitOf(work, found, sections, excerpt);
}

function hitOf(
  work: Search,
  { ranked, card, shown, shownId }: Found,
  sections: readonly (readonly [text: string, anchor: string])[],
  found: FoundExcerpt | undefined,
): Hit {
  const { marks, weights, request } = work;
  const names = work.names.get(ranked.row) ?? [];
  const page = pageOf(shown, request.language);
  const mark = (text: string): MarkedText => ({ text, marks: markedIn(text, marks) });
  const isSame = card === shown;
  const headings = isSame ? headingsOf(names, sections, page, mark, weights) : [];
  const alias = card.aliases?.[bestAlias(names, weights)];
  const isInTitle = names.some((hit) => hit.field === TITLE);
  const isBest = isSame && !isInTitle && !headings.length && found?.excerpt.marks.length;
  return {
    id: shownId,
    kind: card.kind,
    page,
    url: withAnchor(page, isBest ? found.anchor : ""),
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
