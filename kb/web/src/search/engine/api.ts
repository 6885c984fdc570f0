/**
 * What the search is asked, and what it answers: the types that the face, the terminal and tests
 * know it by.
 *
 * In: nothing.  Out: types alone, so that whoever imports them loads no code.
 *
 * All places in texts are counted in UTF-16 code units, as `String.prototype.slice` takes them.
 * No text is HTML: whoever shows it sets `textContent`.
 */

/** Gives what the file `name` of the index holds, parsed; `index.json` is named "index". */
export type Load = (name: string) => Promise<unknown>;

export interface OpenOptions {
  readonly load: Load;
  /** How many files are kept in memory, the directory aside. */
  readonly kept?: number;
}

export type Open = (options: OpenOptions) => Promise<SearchIndex>;

export interface SearchIndex {
  /** How many documents can be found. */
  readonly documents: number;
  readonly languages: readonly string[];
  /** The folder of each language's tree, "" or ending with a slash. */
  readonly prefixes: readonly string[];

  /** Rejects where a file cannot be loaded, and for no query whatever. */
  search(request: SearchRequest, early?: Early): Promise<SearchAnswer>;

  /** What may stand where the caret is. */
  complete(query: string, caret: number): Promise<Completion>;
}

/** Called once with what is known before texts are loaded: hits have neither excerpts nor headings,
 * and the answer neither facets nor `nearest`. */
/** No texts are loaded before it has ended. */
export type Early = (answer: SearchAnswer) => void | Promise<void>;

export interface SearchRequest {
  readonly query: string;
  /** Of the tree that the reader is in: decides which version of a note is shown. Left out where
   * nobody reads, so that each note is shown in the language that fits the query best. */
  readonly language?: string;
  /** 10 where left out. */
  readonly limit?: number;
  readonly offset?: number;
  /** Search for what was typed and nothing like it: the way back from `corrected`. */
  readonly exact?: boolean;
  /** Count what the answers are: loads one more file. */
  readonly facets?: boolean;
}

export interface SearchAnswer {
  /** What was searched for: the query as it was typed, but for what was too long. */
  readonly query: string;
  /** The query was longer than what is searched for. */
  readonly isCut: boolean;
  /** Notes and pages, one for each set of translations, best first. */
  readonly hits: readonly Hit[];
  /** How many there are in all. */
  readonly total: number;
  /** Pages of tags, best first; at most a few. */
  readonly tags: readonly Hit[];
  /** Where they were asked for, and where there is a query. */
  readonly facets?: Facets;
  /** What was searched for beside what was typed, or instead. */
  readonly corrected?: Correction;
  /** Where nothing was found: names that look alike. */
  readonly nearest?: readonly Nearest[];
}

/** From a place of a text to another, which is not in it. */
export type Span = readonly [start: number, end: number];

export interface MarkedText {
  readonly text: string;
  /** In their order; none overlaps another. */
  readonly marks: readonly Span[];
}

export type DocumentKind = "note" | "tag" | "page";
export type Field = "title" | "alias" | "tag" | "heading" | "body" | "code";

export interface Hit {
  readonly id: number;
  readonly kind: DocumentKind;
  /** Relative to the site's root, where a reader of the asked language is led; with the anchor of
   * the section that fits best, where one does better than the whole. */
  readonly url: string;
  /** The same without an anchor. */
  readonly page: string;
  /** Of the page that is shown. */
  readonly language: string;
  readonly title: MarkedText;
  /** Higher is better; comparable within one answer only. */
  readonly score: number;
  /** Where words of the query stand, the weightiest first. */
  readonly fields: readonly Field[];
  /** The alias that fits, where one fits better than the title: 'alias of ...'. */
  readonly alias?: MarkedText;
  readonly tags: readonly MarkedText[];
  /** Headings that fit, at most three. */
  readonly headings: readonly HeadingHit[];
  /** The sentence that fits best, where some words stand in a text. */
  readonly excerpt?: Excerpt;
  /** What is to be marked on the page, for `markedIn` of `marking.ts`; short enough to stand in an
   * address. */
  readonly marks: readonly string[];
}

export interface HeadingHit {
  readonly title: MarkedText;
  /** With its anchor. */
  readonly url: string;
}

export interface Excerpt extends MarkedText {
  /** Of the text: it may be the translation's. */
  readonly language: string;
  readonly isCode: boolean;
  /** There is more of the text on that side. */
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

export interface Facets {
  readonly tags: readonly Facet[];
  readonly languages: readonly Facet[];
  readonly kinds: readonly Facet[];
  readonly has: readonly Facet[];
}

export interface Facet {
  readonly value: string;
  /** How many of the answers have it; where it is chosen, how many there are with it. */
  readonly count: number;
  /** The query asks for it. */
  readonly isChosen: boolean;
  /** The query that results where it is chosen, or no longer. */
  readonly query: string;
}

export interface Correction {
  /** The whole query with the words that were searched for. */
  readonly query: string;
  readonly words: readonly { readonly from: string; readonly to: string }[];
  readonly why: "spelling" | "layout";
  /** Nothing was found for what was typed. Else its answers come first. */
  readonly isInstead: boolean;
}

export interface Nearest {
  readonly kind: DocumentKind;
  readonly title: string;
  readonly url: string;
}

export interface Completion {
  /** What of the query is replaced by `text`. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly CompletionItem[];
}

export interface CompletionItem {
  readonly kind: "operator" | "tag" | "language" | "has" | "date" | "title" | "word";
  /** With quotes where it needs some, and with what has to stand behind it. */
  readonly text: string;
  /** How many documents have it, where that is known. */
  readonly count?: number;
}
