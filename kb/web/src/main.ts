/**
 * The one script of every page. It is small and loads the rest where a page needs it; without it
 * a page reads the same.
 */

import { showDiagrams } from "./diagrams";
import { showLanguages, watchLanguages } from "./languages";
import { watchLinks } from "./links";
import { makeNavigation } from "./navigation";
import { loadPart } from "./parts";
import { fillPlaces } from "./places";
import { watchScrolling } from "./scrolling";
import { watchSearch } from "./search/face/opening";
import { repairTheme } from "./theme";

interface Pages {
  subscribe(listener: () => void): unknown;
}

declare global {
  interface Window {
    /** Material's stream of pages: the first, and each that instant navigation brings. */
    document$?: Pages;
  }
}

const openNavigation = makeNavigation();
watchLinks();
watchLanguages();
watchSearch();

function showPage(): void {
  openNavigation();
  repairTheme();
  showDiagrams();
  fillPlaces();
  watchScrolling();
  showLanguages();
  showMarks();
}

let hasMarks = false;

/** What led here is marked; the next page has other marks, or none. */
function showMarks(): void {
  const wasMarked = hasMarks;
  hasMarks = new URLSearchParams(location.search).has("h");
  if (hasMarks || wasMarked)
    loadPart("marks").then(
      ({ showMarks }) => showMarks(),
      () => {},
    );
}

// Parts that add what was a note's say so.
document.addEventListener("kb:added", () => {
  showDiagrams();
  fillPlaces();
  watchScrolling();
});
if (window.document$) window.document$.subscribe(showPage);
else showPage();
