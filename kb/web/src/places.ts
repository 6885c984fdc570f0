/**
 * Places that the build leaves for scripts.
 *
 * In: the page. Out: each place filled by the part that knows how, loaded for it; where that fails
 * the page's own words and lists stay as they are.
 */

import { loadPart, type PartName, type Parts } from "./parts";

const filled = new WeakSet<Element>();

/** Fill each place that `selector` finds by what `name` offers, once. */
function each<Name extends PartName>(
  selector: string,
  name: Name,
  fill: (part: Parts[Name], place: HTMLElement) => void,
): void {
  for (const place of document.querySelectorAll<HTMLElement>(selector)) {
    if (filled.has(place)) continue;
    filled.add(place);
    loadPart(name).then(
      (part) => fill(part, place),
      // Offline: the next visit may find it. Errors of the part itself are not hidden.
      () => filled.delete(place),
    );
  }
}

/** Fill these when a reader comes near one of them. */
const LATE = ".kb-neighbours, .kb-figure";
const watcher = new IntersectionObserver(
  (changes) => {
    if (!changes.some(({ isIntersecting }) => isIntersecting)) return;
    watcher.disconnect();
    each(".kb-figure", "figures", ({ showFigure }, place) => showFigure(place));
    each(".kb-neighbours", "neighbours", ({ showNeighbours }, place) => showNeighbours(place));
  },
  { rootMargin: "400px" },
);

export function fillPlaces(): void {
  each(".kb-bank[data-questions]", "bank", ({ showBank }, place) => void showBank(place));
  each(".kb-explains[data-terms]", "glossary", ({ explainTerms }, place) => {
    // Offline no term is explained.
    explainTerms(place).catch(() => {});
  });
  each(".kb-graph[data-notes]", "graph", ({ showGraph }, place) => void showGraph(place));
  each(".kb-quiz[id]", "quiz", ({ showQuiz }, place) => showQuiz(place));
  each(".kb-search-page", "search", ({ showSearchPage }, place) => showSearchPage(place));
  each(".kb-slider", "slider", ({ showSlider }, place) => showSlider(place));
  each(".kb-tag-filter[data-notes]", "tagFilter", ({ showTagFilter }, place) => {
    showTagFilter(place);
  });
  watcher.disconnect();
  for (const place of document.querySelectorAll(LATE)) watcher.observe(place);
}
