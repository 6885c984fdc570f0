/** Where previews begin.  In: the first pointer or focus on a link.  Out: the part that shows them. */

import { loadPart } from "./parts";

const LINKS = ".md-content a[href]";
const EVENTS = ["pointerover", "focusin"] as const;

/** A finger follows a link at once, and so does a click, which gives the focus as well. */
function isResting(event: Event, link: Element): boolean {
  if (event instanceof PointerEvent) return event.pointerType !== "touch";
  return link.matches(":focus-visible");
}

function begin(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest(LINKS) : null;
  if (!link || !isResting(event, link)) return;
  for (const name of EVENTS) document.removeEventListener(name, begin);
  // Without its preview a link still leads on.
  loadPart("previews").then(({ watch }) => watch(event), watchLinks);
}

/** Opened from disk a page can fetch neither the part nor other pages. */
export function watchLinks(): void {
  if (location.protocol === "file:") return;
  for (const name of EVENTS) document.addEventListener(name, begin);
}
