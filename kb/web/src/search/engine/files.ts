/**
 * What the files of the index hold, as `kb/search` writes them.
 *
 * In: nothing.  Out: types, and the numbers that both sides know.
 */

/** What stands behind a term that is no word: a whole name, or a stem. */
export const WHOLE = "=";
export const STEM = "~";

/** Differences between numbers that grow, so that most have one or two digits. */
export type Deltas = readonly number[];

/** One half of the vocabulary: which terms begin a file, and the names of these files. */
export interface TierFiles {
  /** Parted by "\n". */
  readonly first: string;
  /** `NAME_LENGTH` characters for each. */
  readonly files: string;
  /** The files are not of terms, but of more such lists. */
  readonly pages?: boolean;
}

export const FORMAT = 3;
export const NAME_LENGTH = 8;
/** In place of the name of a file that does not exist. */
export const NO_FILE = "--------";

export interface Directory {
  readonly format: number;
  readonly documents: number;
  readonly languages: readonly string[];
  readonly prefixes: readonly string[];
  readonly names: TierFiles;
  readonly words: TierFiles;
  /** Words that many documents have, each with a digit: how often two, in how many documents. */
  readonly heads: TierFiles;
  /** The same words by their letters from the last to the first. */
  readonly tails: TierFiles;
  /** `page`: the files are not of cards, but of lists of so many of them; a power of two. */
  readonly cards: { readonly bits: number; readonly files: string; readonly page?: number };
  readonly facets: string;
}

export interface Shard {
  readonly terms: Readonly<Record<string, Deltas>>;
  /** What means the same: by `termKey` among names, lemmas by word form among words. */
  readonly same?: Readonly<Record<string, readonly string[]>>;
  /** The file with the places of its one term, where they are kept apart. */
  readonly places?: string;
}

export interface Card {
  readonly title: string;
  readonly url: string;
  readonly language: string;
  readonly kind: "note" | "tag" | "page";
  readonly aliases?: readonly string[];
  readonly tags?: readonly string[];
  /** Files of its text, in their order. */
  readonly text?: readonly string[];
  /** Which blocks of `Postings` stand in which of them. */
  readonly at?: readonly (readonly number[])[];
  /** Where readers of each tree are led. */
  readonly versions?: Readonly<Record<string, string>>;
}

export type Cards = Readonly<Record<string, Card>>;

export interface TextPart {
  /** In the first part only. */
  readonly sections?: readonly (readonly [text: string, anchor: string])[];
  readonly passages: readonly Passage[];
}

export type Passage = readonly [block: number, section: number, text: string, isCode: number];

/** A row for each document, in columns. */
export interface FacetFile {
  readonly ids: Deltas;
  /** A place in `names`. */
  readonly language: readonly number[];
  readonly names: readonly string[];
  /** A place in `kinds`. */
  readonly kind: readonly number[];
  readonly kinds: readonly string[];
  /** A bit for each of `hasNames`, the lowest for the first. */
  readonly has: readonly number[];
  readonly hasNames: readonly string[];
  /** Days since 1970; 0 where nobody knows. */
  readonly created: readonly number[];
  readonly tags: readonly Deltas[];
  readonly tagNames: readonly string[];
  readonly tagCounts: readonly number[];
}

/** What a word among names is, as the lowest digits of its code say. */
export const FIELDS = ["title", "alias", "tag", "heading"] as const;
export const TITLE = 0;
export const ALIAS = 1;
export const TAG = 2;
export const HEADING = 3;
/** Which title it is says what is called so. */
export const TITLE_OF_TAG = 1;
export const FORMS = ["written", "joined", "inner", "stem", "initials", "lemma"] as const;
/** From this number of an id on it is of the set of translations. */
export const SET_SHIFT = 3;
/** Bits of an id. */
export const ID_BITS = 27;
/** Places of a word in its passage, before they run into the number of the block. */
export const BLOCK_SHIFT = 7;
export const BLOCKS = 256;
