/**
 * Words of the search.  In: a language code.  Out: its words.
 *
 * They stand apart from all others, which every page loads.
 */

import { chosen, fillIn, type Values } from "../../filling";
import { translated } from "./translated";

export const en = {
  /** In the empty field. */
  placeholder: "Search titles, tags and text",
  clear: "Clear",
  close: "Close",
  /** The name of the list of what was found. */
  results: "Results",
  /** Groups of the list. */
  notes: "Notes",
  tags: "Tags",
  recent: "Recent searches",
  forget: "Forget them",
  /** What completes an operator that is being typed. */
  completions: "Continue with",
  nearest: "Similar names",
  /** Below a note that was found by another name; the note's title stands in {title}. */
  aliasOf: "alias of {title}",
  found: "{count} {count:note|notes} found",
  foundTags: "Tags: {count}",
  nothing: "Nothing found for ‘{query}’",
  /** What to do then. */
  nothingHint: "Try fewer or other words, or drop a filter.",
  /** Leads to lists of all tags and notes, where nothing was found. */
  lists: "Look through tags and notes",
  searching: "Searching…",
  failed: "Not everything could be loaded. Check your connection.",
  retry: "Try again",
  cut: "This is long: only its beginning was searched for.",
  /** A query was corrected, and nothing was found for what was typed. */
  correctedInstead: "Nothing found for ‘{from}’. Showing ‘{to}’.",
  /** A query was corrected, and both were searched for. */
  correctedToo: "Also showing ‘{to}’.",
  correctedLayout: "Typed with the other keyboard layout? Showing ‘{to}’.",
  exactly: "Only ‘{query}’",
  exact: "Only what was typed was searched for.",
  similar: "Search for similar words as well",
  /** All results, on a page of their own. */
  everything: "Show all {count}",
  everythingPage: "Open as a page",
  more: "Show more",
  /** The name of what narrows the results. */
  filters: "Filters",
  languages: "Language",
  kinds: "Kind",
  contains: "Contains",
  /** Of a filter that is on; its name follows. */
  kind: {
    note: "Note",
    tag: "Tag",
    page: "Page",
  },
  has: {
    code: "code",
    plot: "plots",
    quiz: "questions",
    math: "formulas",
    diagram: "diagrams",
    image: "images",
  },
  /** What keys do; the key stands before each. */
  keyMove: "move",
  keyOpen: "open",
  keyTab: "new tab",
  keyClose: "close",
  keyComplete: "complete",
  /** Examples of what may be typed. */
  tips: "You can also type",
  tipInitials: "initial consonants, here for {name}",
  tipPhrase: "an exact phrase",
  tipNot: "without a word",
  tipTag: "a tag and all below it",
  tipHas: "notes with questions",
  tipDate: "written since then",
  tipLanguage: "in one language",
  /** The bar on a page that was opened from the results. */
  marks: "Found words",
  marksCount: "{at} of {count}",
  marksNext: "Next place",
  marksPrevious: "Previous place",
  marksClear: "Remove the marks",
};

export type SearchWords = typeof en;

export function searchWordsOf(language: string): SearchWords {
  return chosen(translated, language) ?? en;
}

/** Put values into one of them. */
export function fill(
  sentence: string,
  values: Values,
  language = document.documentElement.lang,
): string {
  return fillIn(sentence, values, chosen(translated, language) ? language : "en");
}
