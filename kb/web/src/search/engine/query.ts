/**
 * What a reader asks for.
 *
 * In: a query as it was typed, of any length and content.  Out: its words, phrases and conditions,
 * each with its place in the query, so that it can be taken away, changed or completed.
 */

import { searchForm, type Token, tokens } from "../words";
import type { Span } from "./api";

/** More of a query is not searched for. */
const LONGEST_QUERY = 400;
const MOST_WORDS = 16;
const LONGEST_WORD = 40;

export const CONDITIONS = ["tag", "lang", "has", "created", "kind"] as const;
export type ConditionName = (typeof CONDITIONS)[number];

export const PLACES = ["title", "alias", "heading"] as const;
/** Where alone a word is searched for. */
export type Place = (typeof PLACES)[number];

export interface QueryWord {
  /** As all terms of the index are written. */
  readonly form: string;
  /** As it was typed: whether a letter is a capital decides what another keyboard had made of it. */
  readonly typed: string;
  readonly span: Span;
}

export interface WordsClause {
  readonly kind: "words";
  readonly words: readonly QueryWord[];
  readonly isPhrase: boolean;
  readonly isNot: boolean;
  readonly place: Place | undefined;
  /** Words that a slash holds together, as in a tag; below one where the slash is the last. */
  readonly isPath: boolean;
  /** The last word may go on. */
  readonly isOpen: boolean;
  readonly span: Span;
}

export interface ConditionClause {
  readonly kind: "condition";
  readonly name: ConditionName;
  readonly value: string;
  readonly isNot: boolean;
  readonly span: Span;
}

export type Clause = WordsClause | ConditionClause;

export interface Query {
  readonly text: string;
  readonly isCut: boolean;
  readonly clauses: readonly Clause[];
}

const OPENING = /["\u201c\u201d\u201e\u00ab\u300c]/;
const CLOSING = /["\u201c\u201d\u00bb\u300d]/;
const OPERATOR = /^([a-z]+):/i;
const NAMES: Readonly<Record<string, ConditionName | Place>> = {
  ...Object.fromEntries([...CONDITIONS, ...PLACES].map((name) => [name, name])),
  language: "lang",
};

/** `typed`, taken apart. */
export function readQuery(typed: string): Query {
  const { text, isCut } = cut(typed);
  const clauses: Clause[] = [];
  let left = MOST_WORDS;
  let isFull = false;
  for (const piece of pieces(text)) {
    const clause = readPiece(piece, text, left);
    if (!clause) continue;
    if (clause.kind === "words") {
      if (clause.words.length === left && left === 0) isFull = true;
      left -= clause.words.length;
    }
    if (clause.kind === "condition" || clause.words.length) clauses.push(clause);
  }
  return { text, isCut: isCut || isFull, clauses };
}

function cut(typed: string): { text: string; isCut: boolean } {
  if (typed.length <= LONGEST_QUERY) return { text: typed, isCut: false };
  // Not within a pair of surrogates.
  const text = typed.slice(0, LONGEST_QUERY).replace(/[\ud800-\udbff]$/, "");
  return { text, isCut: true };
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly isNot: boolean;
  readonly name: ConditionName | Place | undefined;
  /** Without sign, operator and quotes. */
  readonly from: number;
  readonly to: number;
  readonly isQuoted: boolean;
  readonly isClosed: boolean;
}

/** What spaces part, where no quotes hold it together. */
function* pieces(text: string): Generator<Piece> {
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? "")) {
      at++;
      continue;
    }
    const start = at;
    const isNot = text[at] === "-" && /\S/.test(text[at + 1] ?? "");
    if (isNot) at++;
    let name: ConditionName | Place | undefined;
    const operator = OPERATOR.exec(text.slice(at, at + 12));
    const known = operator?.[1] === undefined ? undefined : NAMES[operator[1].toLowerCase()];
    if (operator && known) {
      name = known;
      at += operator[0].length;
    } else if (text[at] === "#" && /[^\s#]/.test(text[at + 1] ?? "")) {
      name = "tag";
      at++;
    }
    const isQuoted = OPENING.test(text[at] ?? "");
    if (isQuoted) at++;
    const from = at;
    while (at < text.length && !(isQuoted ? CLOSING : /\s/).test(text[at] ?? "")) at++;
    const to = at;
    const isClosed = at < text.length;
    if (isQuoted && isClosed) at++;
    yield { start, end: at, isNot, name, from, to, isQuoted, isClosed };
  }
}

function readPiece(piece: Piece, text: string, most: number): Clause | undefined {
  const { isNot, name, start, end } = piece;
  const inside = text.slice(piece.from, piece.to);
  const span: Span = [start, end];
  if (name && isCondition(name)) {
    // `tag:` alone is about to become a condition.
    return inside === "" ? undefined : { kind: "condition", name, value: inside, isNot, span };
  }
  const words = readWords(inside, piece.from).slice(0, most);
  return {
    kind: "words",
    words,
    isPhrase: piece.isQuoted && words.length > 0,
    isNot,
    place: name,
    isPath: !piece.isQuoted && /[^/\s]\/|^\/\S/.test(inside) && !/:\/\//.test(inside),
    isOpen: !piece.isClosed && end === text.length && lastEndsAt(words, end),
    span,
  };
}

function isCondition(name: ConditionName | Place): name is ConditionName {
  return (CONDITIONS as readonly string[]).includes(name);
}

function lastEndsAt(words: readonly QueryWord[], end: number): boolean {
  return words.at(-1)?.span[1] === end;
}

function readWords(text: string, offset: number): QueryWord[] {
  return tokens(text).map(({ text: typed, start, end }: Token) => ({
    form: [...searchForm(typed.slice(0, 2 * LONGEST_WORD))].slice(0, LONGEST_WORD).join(""),
    typed,
    span: [offset + start, offset + end],
  }));
}

/** The query without the text of `span`, and with `text` in its place. */
export function replaced(query: string, span: Span, text: string): string {
  const [before, after] = [query.slice(0, span[0]), query.slice(span[1])];
  if (text !== "") return before + text + after;
  return [before.trimEnd(), after.trimStart()].filter(Boolean).join(" ");
}

export function conditionsOf(query: Query): ConditionClause[] {
  return query.clauses.filter((clause) => clause.kind === "condition");
}

/** What all ways of asking for a tag have in common. */
export function tagKey(tag: string): string {
  return searchForm(tag).replace(/^#/, "").replace(/\/+$/, "");
}
