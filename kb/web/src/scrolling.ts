/**
 * Whoever uses a keyboard can scroll what is too wide for the page.
 *
 * In: code, formulas and tables. Out: a tab stop on each that really scrolls, and on no other.
 */

const WIDE =
  ".md-typeset pre > code, .md-typeset pre, .md-typeset math[display=block], .kb-scroll, " +
  ".md-typeset__scrollwrap, .kb-figure__view";

export function overflows(element: Element): boolean {
  return element.scrollWidth > element.clientWidth + 1;
}

function markStop(element: Element): void {
  const scrolls = overflows(element) && getComputedStyle(element).overflowX !== "visible";
  if (scrolls) element.setAttribute("tabindex", "0");
  else element.removeAttribute("tabindex");
}

let watcher: ResizeObserver | undefined;

export function watchScrolling(): void {
  const elements = [...document.querySelectorAll(WIDE)];
  watcher?.disconnect();
  watcher = new ResizeObserver((changes) => {
    for (const { target } of changes) markStop(target);
  });
  for (const element of elements) watcher.observe(element);
  // A font that arrives makes the text narrower, not the element.
  void document.fonts.ready.then(() => elements.forEach(markStop));
}
