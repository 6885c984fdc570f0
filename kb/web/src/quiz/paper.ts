/**
 * Questions on paper: first all of them, then what is right.
 *
 * In: the list of keys at the end of the page. Out: while it is printed, with what their authors
 * say of each; on the screen that stands below its question.
 */

import { copyOf } from "./copies";

const ADDED = "kb-quiz-keys__why";

function write(): void {
  clear();
  for (const item of document.querySelectorAll<HTMLElement>(".kb-quiz-keys li[data-for]")) {
    const form = document.getElementById(item.dataset.for ?? "");
    for (const why of form?.querySelectorAll(
      ":scope > .kb-quiz__answer > :not(summary, .kb-quiz__key)",
    ) ?? []) {
      const copy = copyOf(why);
      copy.classList.add(ADDED);
      item.append(copy);
    }
  }
}

function clear(): void {
  for (const added of document.querySelectorAll(`.${ADDED}`)) added.remove();
}

let isWatching = false;

export function watchPrinting(): void {
  if (isWatching) return;
  isWatching = true;
  window.addEventListener("beforeprint", write);
  window.addEventListener("afterprint", clear);
  // A browser that shows the page as paper, without printing it.
  const paper = matchMedia("print");
  paper.addEventListener("change", () => (paper.matches ? write() : clear()));
  if (paper.matches) write();
}
