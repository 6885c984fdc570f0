/**
 * Words that scripts show, in the page's language.  In: a language code.  Out: its words.
 *
 * English stands here; other languages stand in kb/locale, from where `make strings` brings them.
 */

import { chosen, fillIn, type Values } from "./filling";
import { translated } from "./translated";

export { baseOf, chosen } from "./filling";

export const en = {
  /** The name of a diagram that gives itself none. */
  diagram: "Diagram",
  /** Stands above the source of a diagram that is written wrongly; the reason follows. */
  diagramWrong: "This diagram cannot be drawn. Here is its source. Mermaid says:",
  /** The same, where the library did not load. */
  diagramUnavailable: "The diagram could not be loaded. Here is its source.",
  /** The kind of box; the title of what it shows follows. */
  preview: "Preview",
  /** Instead of what would be made of the list of all notes. */
  notesUnavailable: "The list of notes could not be loaded.",
  searchUnavailable: "The search could not be loaded. Check your connection and open it again.",
  notesFound: "Notes: {count}",
  more: "Show {count} more",
  clear: "Clear",
  all: "All",
  search: "Search",
  tag: "Tag",
  tagBelow: "Below this tag",
  allTags: "All tags",
  language: "Language",
  allLanguages: "All languages",
  graphFields: "What the graph shows",
  /** The name of the picture, for those who do not see it. */
  graphPicture:
    "Graph of {notes} {notes:note|notes} and {links} {links:link|links}. The list says the same.",
  graphSettles: "The notes are finding their places.",
  graphUndrawable: "This browser cannot draw the graph: it has no WebGL. The list says the same.",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  zoomFit: "Show everything",
  /** The name of the list of colours. */
  legend: "Colours: first tag",
  otherTags: "Other tags, or none",
  linksOf: "Links: {count}",
  openNote: "Open the note",
  chooseNone: "Back to all",
  /** The kind of box; the term follows. */
  explanation: "Term",
  openGlossary: "See the glossary",
  neighboursOf: "Linked notes: {count}",
  /** The name of the small graph in a note's page. */
  neighbours: "Picture of the neighbourhood",
  tagFilter: "Filter by tags",
  tagsAnd: "With all of these",
  tagsOr: "With one of these",
  tagsNot: "Without these",
  removeTag: "Remove the tag {tag}",
  noSuchTag: "No tag fits: {tag}",
  enlarge: "Enlarge the figure",
  enlarged: "Enlarged figure",
  close: "Close",
  download: "Download as {format}",
  /** The button that opens the translation beside the page; the name of its language follows. */
  side: "Side by side",
  sideClose: "Close the second column",
  sideUnavailable: "The other page could not be loaded.",
  quizCheck: "Check",
  quizRetry: "Try again",
  quizShuffle: "Shuffle options",
  quizChooseFirst: "Choose an option first.",
  quizRight: "Right. Answer: {letters}",
  quizWrong: "Not right. Answer: {letters}",
  /** Of several that are right some were chosen, and nothing is said of others. */
  quizIncomplete: "Nearly: you have {hits} of the {count} that are right. Answer: {letters}",
  quizTooMany: "Nearly: you have all that are right, and others as well. Answer: {letters}",
  /** Of an option. */
  quizIsRight: "Right",
  quizIsWrong: "Wrong",
  quizChosen: "your choice",
  quizLastRight: "You answered this right on {date}.",
  quizLastWrong: "You answered this wrong on {date}.",
};

export type Words = typeof en;

/** The words of `language` (a BCP 47 code); English where we have none. */
export function wordsOf(language: string): Words {
  return chosen(translated, language) ?? en;
}

/** Put values into a sentence of `wordsOf(language)`. */
export function fill(
  sentence: string,
  values: Values,
  language = document.documentElement.lang,
): string {
  return fillIn(sentence, values, chosen(translated, language) ? language : "en");
}
