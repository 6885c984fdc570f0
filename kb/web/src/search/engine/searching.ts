/**
 * From a query to its answers, step by step.
 *
 * In: an open index and a request.  Out: an answer.
 */

import { searchForm } from "../words";
import type { Correction, Early, Facets, Nearest, SearchAnswer, SearchRequest } from "./api";
import type { Columns } from "./columns";
import type { Condition, Test } from "./conditions";
import type { Corrected } from "./correcting";
import { apartCovers, type Cover, coversOf, ownCovers } from "./covers";
import { type NameHit, nameHitsIn, togetherGives } from "./details";
import type { Documents } from "./documents";
import { ALIAS, type Directory, TAG, TITLE } from "./files";
import { showHits } from "./hits";
import { Matches } from "./matching";
import type { countFacets, meetsAll, readConditions } from "./narrowing";
import { type Need, type Needs, needsOf } from "./needs";
import { conditionsOf, type Query, type QueryWord, readQuery, replaced } from "./query";
import { type Asked, type Ranked, rank, sortRanked, weightsOf } from "./ranking";
import type { Shelf } from "./shelf";
import { type Standing, standingIn } from "./standing";
import { wholeNames } from "./units";
import type { Vocabulary } from "./vocabulary";

export interface Opened {
  readonly directory: Directory;
  readonly shelf: Shelf;
  readonly documents: Documents;
  readonly vocabulary: Vocabulary;
}

const LIMIT = 10;
const MOST = 100;
/** So many of the best are looked at more closely. */
const CLOSELY = 60;
/** Where fewer have all that is asked for, those that lack some of it are shown behind them. */
const ENOUGH = 10;
const MOST_MARKS = 16;
/** A word that no more documents have may be an error, of whoever asks or of somebody else. */
const RARE = 2;

/** What is worked with in one search. */
export interface Search {
  readonly opened: Opened;
  readonly request: SearchRequest;
  readonly query: Query;
  readonly covers: readonly Cover[];
  readonly weights: readonly number[];
  /** By row. */
  readonly names: ReadonlyMap<number, readonly NameHit[]>;
  readonly standing: Standing;
  readonly marks: readonly string[];
  readonly columns: Columns | undefined;
}

export async function search(
  opened: Opened,
  request: SearchRequest,
  early?: Early,
): Promise<SearchAnswer> {
  const query = readQuery(request.query);
  const needs = needsOf(query);
  const clauses = conditionsOf(query);
  const empty = { query: query.text, isCut: query.isCut, hits: [], total: 0, tags: [] };
  if (!needs.wanted.length && !clauses.length) return empty;
  const { documents } = opened;
  const [found, narrowing] = await Promise.all([
    fulfil(opened, needs, request.exact ?? false),
    clauses.length || request.facets ? narrow(opened) : undefined,
  ]);
  const columns = narrowing?.columns;
  const conditions = narrowing?.readConditions(clauses, narrowing.columns) ?? [];
  const asked = askedOf(found, needs, documents);
  const isExcluded = excludedRows(found.unwanted, needs.unwanted, documents);
  const meets = narrowing?.meetsAll(conditions) ?? (() => true);
  // Of all documents, not of those that were met: what was asked before changes no order.
  const weights = weightsOf(asked, opened.directory.documents);
  const ranked = needs.wanted.length
    ? rank(asked, weights, found.names, documents, (row) => meets(row) && !isExcluded(row))
    : allThatMeet(columns, documents, (row) => meets(row) && !isExcluded(row));
  const listed = enough(ranked, needs.wanted.length);
  sortRanked(listed, documents);
  const close = listed.slice(
    0,
    Math.max(CLOSELY, (request.offset ?? 0) + (request.limit ?? LIMIT)),
  );
  const rows = close.map(({ row }) => row);
  const names = nameHitsIn(found.covers, rows);
  const standing = standingIn(found.covers, rows, opened.shelf);
  if (needs.wanted.length > 1) {
    // What does not change the order waits until the first answers are shown.
    const places = standing.isDecisive ? await standing.hits() : undefined;
    for (const each of close) {
      const { row } = each;
      each.score += togetherGives(names.get(row) ?? [], places?.get(row) ?? [], weights);
    }
    sortRanked(close, documents);
  }
  const order = [...close, ...listed.slice(close.length)];
  const marks = marksOf(found);
  const work: Search = {
    opened,
    request,
    query,
    covers: found.covers,
    weights,
    names,
    standing,
    marks,
    columns,
  };
  const limit = Math.max(0, Math.min(request.limit ?? LIMIT, MOST));
  const offset = Math.max(0, request.offset ?? 0);
  const corrected = correctionOf(query, found.corrected);
  const shown = await showHits(
    work,
    order,
    offset,
    limit,
    clauses,
    early && ((first) => early({ ...empty, ...first, ...(corrected ? { corrected } : {}) })),
  );
  const nothing = shown.total === 0 && shown.tags.length === 0;
  return {
    ...empty,
    ...shown,
    ...(corrected && !nothing ? { corrected } : {}),
    ...(nothing ? { nearest: await nearest(opened, needs, request.language) } : {}),
    ...(narrowing && request.facets
      ? { facets: facetsOf(narrowing, query, ranked, asked, conditions, documents, isExcluded) }
      : {}),
  };
}

// What few queries need is loaded when one does.

interface Narrowing {
  readonly columns: Columns;
  readonly readConditions: typeof readConditions;
  readonly meetsAll: typeof meetsAll;
  readonly countFacets: typeof countFacets;
}

async function narrow({ directory, shelf, documents }: Opened): Promise<Narrowing> {
  const parts = await import("./narrowing");
  return { ...parts, columns: await parts.loadColumns(directory, shelf, documents) };
}

async function nearest(
  opened: Opened,
  needs: Needs,
  language: string | undefined,
): Promise<readonly Nearest[]> {
  const { nearestNames } = await import("./mending");
  return nearestNames(opened, needs, language);
}

interface Fulfilled {
  readonly covers: readonly Cover[];
  readonly unwanted: readonly (readonly Cover[])[];
  /** What whole names give. */
  readonly names: Map<number, number>;
  readonly corrected: readonly Corrected[];
}

/** Everything that has to be loaded for the words of a query. */
async function fulfil(opened: Opened, needs: Needs, isExact: boolean): Promise<Fulfilled> {
  const { vocabulary, documents } = opened;
  const [covers, unwanted, names] = await Promise.all([
    coversOf(vocabulary, needs),
    Promise.all(needs.unwanted.map((need) => ownCovers(vocabulary, need, 0))),
    namesOf(opened, needs.plain, needs),
  ]);
  const found = needs.wanted.map((need, at) => matchesOf(covers, need, at, needs, documents));
  const apart = await Promise.all(
    needs.wanted.map((need, at) =>
      (found[at]?.rows.length ?? 0) < ENOUGH ? apartCovers(vocabulary, need, at) : [],
    ),
  );
  covers.push(...apart.flat());
  if (isExact) return { covers, unwanted, names, corrected: [] };
  const rare = needs.wanted.flatMap((need, at) => {
    const isApart = apart[at]?.some((cover) => cover.sequences?.length);
    const count = found[at]?.rows.length ?? 0;
    // What something is called is no error.
    const isName = covers.some(
      (cover) =>
        cover.from === at &&
        cover.to === at + 1 &&
        !cover.sequences &&
        cover.found.some((unit) => unit.names.length > 0),
    );
    return count > RARE || isApart || isName ? [] : [{ need, at, count }];
  });
  if (!rare.length) return { covers, unwanted, names, corrected: [] };
  const { correct } = await import("./mending");
  const corrections = await Promise.all(
    rare.map(({ need, at, count }) => correct(opened, need, at, count)),
  );
  const corrected = corrections.filter((each) => each !== undefined);
  if (!corrected.length) return { covers, unwanted, names, corrected };
  const meant = needs.plain.map((word) => {
    const other = corrected.find((each) => each.word === word && each.isInstead);
    return other ? { ...word, form: searchForm(other.to) } : word;
  });
  const alsoNames = await namesOf(opened, meant, needs);
  for (const [row, gives] of alsoNames) names.set(row, Math.max(names.get(row) ?? 0, gives));
  return {
    covers: [...covers, ...corrected.flatMap((each) => each.covers)],
    unwanted,
    names,
    corrected,
  };
}

/** What a document gets whose title, alias or tag is all that was typed. */
const WHOLE_GIVES: Readonly<Record<number, number>> = { [TITLE]: 1.2, [ALIAS]: 1.1 };
const WHOLE_TAG_GIVES = 0.9;
const BELOW_GIVES = 0.2;
/** A tag that so many notes have says half as much of each. */
const MANY_TAGGED = 30;

async function namesOf(
  { vocabulary }: Opened,
  plain: readonly QueryWord[],
  needs: Needs,
): Promise<Map<number, number>> {
  const gives = new Map<number, number>();
  for (const term of wholeNames(plain)) {
    const postings = await vocabulary.names.get(term);
    if (!postings) continue;
    const tagged = postings.fields.reduce((count, field) => count + Number(field === TAG), 0);
    const ofTag = needs.isPath
      ? WHOLE_TAG_GIVES
      : (WHOLE_TAG_GIVES * MANY_TAGGED) / (MANY_TAGGED + tagged);
    for (let line = 0; line < postings.rows.length; line++) {
      const row = postings.rows[line] ?? -1;
      // `technique/` means what stands below it more than the tag itself.
      const isBelow = (postings.lengths[line] ?? 0) > plain.length;
      const below = needs.isPath && isBelow ? BELOW_GIVES : 0;
      const ofName = WHOLE_GIVES[postings.fields[line] ?? TAG];
      const own = ofName === undefined ? ofTag + below : needs.isPath ? ofName / 2 : ofName;
      gives.set(row, Math.max(gives.get(row) ?? 0, own));
    }
  }
  return gives;
}

function matchesOf(
  covers: readonly Cover[],
  need: Need,
  at: number,
  needs: Needs,
  documents: Documents,
): Matches {
  const matches = new Matches(documents.size, needs.wanted.length, need.place);
  for (const cover of covers) {
    if (at < cover.from || at >= cover.to) continue;
    if (cover.sequences) matches.addSequences(cover.sequences, cover.factor);
    else for (const found of cover.found) matches.addUnit(found, cover.factor);
  }
  return matches;
}

function askedOf(found: Fulfilled, needs: Needs, documents: Documents): Asked[] {
  return needs.wanted.map((need, at) => ({
    matches: matchesOf(found.covers, need, at, needs, documents),
    isSmall: need.isSmall,
  }));
}

function excludedRows(
  unwanted: readonly (readonly Cover[])[],
  needs: readonly Need[],
  documents: Documents,
): Test {
  if (!unwanted.length) return () => false;
  const rows = new Set<number>();
  for (const [at, covers] of unwanted.entries()) {
    const matches = new Matches(documents.size, 1, needs[at]?.place);
    for (const cover of covers) {
      if (cover.sequences) matches.addSequences(cover.sequences);
      else for (const found of cover.found) matches.addUnit(found);
    }
    for (const row of matches.rows) rows.add(row);
  }
  return (row) => rows.has(row);
}

/** Where there are no words, all documents that meet the conditions, the newest first. */
function allThatMeet(columns: Columns | undefined, documents: Documents, meets: Test): Ranked[] {
  if (!columns) return [];
  const best = new Map<number, Ranked>();
  for (const row of columns.rows) {
    if (!meets(row)) continue;
    const set = documents.setOf(row);
    // Less than 1 in all, so that the score of what has words is never met.
    const score = columns.created(row) / 1e6;
    if (!best.has(set)) best.set(set, { row, set, score, missing: 0 });
  }
  return [...best.values()];
}

/** Those that have everything; where these are few, also those that lack some of it, but less than
 * they have: unless all lack more. */
function enough(ranked: readonly Ranked[], needs: number): Ranked[] {
  const least = ranked.reduce((known, { missing }) => Math.min(known, missing), needs);
  const most = Math.max(least, Math.floor(needs / 2));
  const listed = (missing: number) => ranked.filter((each) => each.missing <= missing);
  for (let missing = least; missing < most; missing++) {
    const found = listed(missing);
    if (found.length >= ENOUGH) return found;
  }
  return listed(most);
}

function marksOf(found: Fulfilled): string[] {
  const marks = new Set<string>();
  for (const cover of found.covers) {
    const isFound = cover.sequences
      ? cover.sequences.length > 0
      : cover.found.some((unit) => unit.names.length || unit.words.length);
    if (isFound) for (const mark of cover.marks) marks.add(mark);
  }
  return [...marks].slice(0, MOST_MARKS);
}

function correctionOf(query: Query, corrected: readonly Corrected[]): Correction | undefined {
  const [first] = corrected;
  if (!first) return undefined;
  // From the end, so that places before stay where they are.
  const text = [...corrected]
    .sort((one, other) => other.word.span[0] - one.word.span[0])
    .reduce((written, { word, to }) => replaced(written, word.span, to), query.text);
  return {
    query: text,
    words: corrected.map(({ word, to }) => ({ from: word.typed, to })),
    why: first.why,
    isInstead: corrected.some(({ isInstead }) => isInstead),
  };
}

function facetsOf(
  { columns, countFacets }: Narrowing,
  query: Query,
  ranked: readonly Ranked[],
  asked: readonly Asked[],
  conditions: readonly Condition[],
  documents: Documents,
  isExcluded: Test,
): Facets {
  const least = ranked.reduce((min, { missing }) => Math.min(min, missing), asked.length);
  const needed = asked.filter(({ matches, isSmall }) => !isSmall && matches.rows.length);
  const rows = asked.length
    ? [...new Set(asked.flatMap(({ matches }) => matches.rows))].filter(
        (row) => needed.filter(({ matches }) => !matches.has(row)).length <= least,
      )
    : [...columns.rows];
  return countFacets(
    query,
    rows.filter((row) => !isExcluded(row)),
    conditions,
    columns,
    documents,
  );
}
