/**
 * What a reader looks at.
 *
 * In: a change of the page. Out: what stood in the window stands where it stood; what has changed is
 * marked for a moment, and come to only where its author wants that.
 */

/** Blocks of a text, of which one may be looked at. */
const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, pre, table, tr, figure, blockquote, details, form";
const MARKED = `${BLOCKS}, .admonition, .kb-output, .kb-snippet, kb-diagram, .kb-math, dd, dt`;

/** How many places are tried: some may be gone afterwards. */
const PLACES = 12;
const MOST = 30;

/** Do `change`, and put back what its reader saw. */
export function keepingPlace<Result>(change: () => Result): Result {
  const root = document.documentElement;
  const places = window.scrollY > 0 ? placesInView() : [];
  const anchoring = root.style.overflowAnchor;
  // Browsers do this as well, but for Safari: not both.
  root.style.overflowAnchor = "none";
  try {
    return change();
  } finally {
    const kept = places.find(({ element }) => element.isConnected);
    if (kept) {
      const moved = kept.element.getBoundingClientRect().top - kept.top;
      if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: "instant" });
    }
    requestAnimationFrame(() => {
      root.style.overflowAnchor = anchoring;
      if (root.getAttribute("style") === "") root.removeAttribute("style");
    });
  }
}

interface Place {
  readonly element: Element;
  readonly top: number;
}

/** Blocks from the top of the window on, below what covers it. */
function placesInView(): Place[] {
  const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  const places: Place[] = [];
  for (const element of document.querySelectorAll(`.md-content :is(${BLOCKS})`)) {
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom <= header || (bottom === 0 && top === 0)) continue;
    if (top > window.innerHeight && places.length > 0) break;
    // One that begins above the window may grow there: those that begin in it come first.
    places.push({ element, top });
    if (places.length >= PLACES) break;
  }
  const begun = places.filter(({ top }) => top >= header);
  return [...begun, ...places.filter(({ top }) => top < header)];
}

/** The blocks that `touched` stand in, those of the article only. */
export function blocksOf(touched: readonly Element[]): Element[] {
  const blocks = new Set<Element>();
  for (const element of touched) {
    if (!element.closest(".md-content article")) continue;
    const block = element.closest(MARKED);
    if (block?.closest("article")) blocks.add(block);
    else if (element.localName !== "article") blocks.add(element);
  }
  const all = [...blocks];
  return all.filter((block) => !all.some((other) => other !== block && other.contains(block)));
}

const REDUCED = "(prefers-reduced-motion: reduce)";

/** Mark these for a moment; nothing of it is left in the page. */
export function markBlocks(blocks: readonly Element[]): void {
  if (matchMedia(REDUCED).matches) return;
  for (const block of blocks.slice(0, MOST)) {
    const colour = "color-mix(in srgb, var(--md-accent-fg-color, #526cfe) 22%, transparent)";
    const mark = block.animate(
      [
        { backgroundColor: colour, boxShadow: `0 0 0 0.2rem ${colour}` },
        { backgroundColor: "transparent", boxShadow: "0 0 0 0.2rem transparent" },
      ],
      { duration: 1600, easing: "ease-in" },
    );
    mark.id = "kb-live";
  }
}

/** Bring the first of them into view. */
export function follow(blocks: readonly Element[]): void {
  const [first] = blocks;
  if (!first || isInView(first)) return;
  const behavior = matchMedia(REDUCED).matches ? "instant" : "smooth";
  first.scrollIntoView({ block: "center", behavior });
}

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 60 && top < window.innerHeight - 40;
}
