/**
 * Outputs of older code.
 *
 * In: the numbers of snippets that run again. Out: what they gave before is a little paler and says
 * so; nothing moves.
 */

import { make } from "../element";
import { liveWords } from "./words";

const OLD = "data-kb-old";
const BADGE = "kb-live-old";

/** The outputs of the page's own snippets: an embedded note has numbers of its own. */
function outputs(): HTMLElement[] {
  const all = document.querySelectorAll<HTMLElement>(".md-content .kb-output[data-snippet]");
  return [...all].filter((output) => !output.closest(".kb-embed, .kb-side"));
}

export function showRunning(snippets: readonly number[]): void {
  const wanted = new Set(snippets);
  for (const output of outputs()) {
    const isOld = wanted.has(Number(output.dataset.snippet));
    if (isOld === output.hasAttribute(OLD)) continue;
    output.toggleAttribute(OLD, isOld);
    if (isOld) {
      output.setAttribute("aria-busy", "true");
      // First, so that whoever listens hears it before the output.
      output.prepend(make("span", { class: BADGE }, liveWords().oldResult));
    } else {
      output.removeAttribute("aria-busy");
      output.querySelector(`:scope > .${BADGE}`)?.remove();
    }
  }
}
