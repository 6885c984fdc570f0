/**
 * What is said of an answer above its results.
 *
 * In: what was asked for, and the answer. Out: paragraphs: what was corrected, with a way back,
 * what was not searched for, that nothing was found.
 */

import { make } from "../../element";
import type { SearchAnswer } from "../engine/api";
import { type Asked, cut } from "./address";
import { fill, type SearchWords } from "./words";

/** Letters of a query that a sentence repeats. */
const NAME = 60;

/** Makes a button that asks for something else. */
export type Way = (words: string, asked: Asked) => HTMLElement;

/** `isCompleted`: what is typed is on its way to something, and the list says to what. */
export function* sentencesOf(
  { query, exact }: Asked,
  answer: SearchAnswer,
  isCompleted: boolean,
  words: SearchWords,
  way: Way,
): Generator<HTMLElement> {
  const { corrected } = answer;
  if (answer.isCut) yield make("p", {}, words.cut);
  if (corrected) {
    const sentence = corrected.isInstead
      ? words.correctedInstead
      : corrected.why === "layout"
        ? words.correctedLayout
        : words.correctedToo;
    const from = cut(query.trim(), NAME);
    const to = cut(corrected.query.trim(), NAME);
    const said = fill(sentence, { from, to });
    // What was corrected may be taken over where the sentence names it.
    const at = said.lastIndexOf(to);
    yield make(
      "p",
      { class: "kb-search__corrected" },
      said.slice(0, at),
      way(to, { query: corrected.query, exact: false }),
      said.slice(at + to.length),
      " ",
      way(fill(words.exactly, { query: from }), { query, exact: true }),
    );
  }
  if (exact) yield make("p", {}, words.exact, " ", way(words.similar, { query, exact: false }));
  const isEmpty = answer.total === 0 && answer.tags.length === 0;
  // A first letter is on its way to a syllable.
  if (isEmpty && !isCompleted && query.trim().length > 1) {
    const said = fill(words.nothing, { query: cut(query.trim(), NAME) });
    yield make("p", { class: "kb-search__nothing" }, make("b", {}, said), " ", words.nothingHint);
  }
}
