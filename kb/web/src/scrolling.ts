/**
 * Whoever uses a keyboard can scroll what is too wide for the page.
 *
 * In: code, formulas and tables. Out: a tab stop on each that really scrolls, and on no other.
 */

const WIDE = ".md-typeset pre > code, .md-typeset pre, .md-typeset math[display=block], .kb-scroll";

export function overflows(element: Element): boolean {
  return element.scrollWidth > element.clientWidth + 1;
}

export function watchScrolling(): void {
  const watcher = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      if (!(target instanceof HTMLElement || target instanceof MathMLElement)) continue;
      const scrolls = overflows(target) && getComputedStyle(target).overflowX !== "visible";
      if (scrolls) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const element of document.querySelectorAll(WIDE)) watcher.observe(element);
}
