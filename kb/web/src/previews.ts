/**
 * Previews: what a link leads to, beside the link, before one follows it.
 *
 * In: a pointer that rests on a link, or the keyboard's focus on it. Out: the beginning of the
 * page, or of the part that the link names. It stays while the pointer is on the link or on the
 * preview, or the focus in either; Escape closes it and leaves the focus on the link; Tab goes
 * into a preview that scrolls, and from there back to the link.
 *
 * To screen readers the preview is what `aria-details` says: there for whoever asks for it, with
 * its structure. As `aria-describedby` it would be read out, as one long sentence, at each link.
 */

import { makeExcerpt } from "./excerpt";
import { placeNear, type Target, targetOf } from "./preview";
import { overflows } from "./scrolling";
import { wordsOf } from "./words";

export const LINKS = ".md-content a[href]:not(.headerlink, .footnote-backref, .kb-breadcrumb a)";
type Link = HTMLAnchorElement | SVGAElement;
const ID = "kb-preview";

/** Milliseconds: until a page is asked for, until its preview is shown, until it goes. */
const ASK = 100;
const SHOW = 400;
const GRACE = 250;

/** Pages that are kept: a reader comes back to the same links. */
const KEPT = 40;

type Page = { readonly document: Document; readonly url: string };
const pages = new Map<string, Promise<Page | undefined>>();

async function fetchPage(url: string): Promise<Page | undefined> {
  const response = await fetch(url, { credentials: "same-origin" });
  const isHtml = response.headers.get("content-type")?.startsWith("text/html");
  if (!response.ok || !isHtml || new URL(response.url).origin !== location.origin) return undefined;
  const text = await response.text();
  return { document: new DOMParser().parseFromString(text, "text/html"), url: response.url };
}

function loadPage(url: string): Promise<Page | undefined> {
  if (url === "") return Promise.resolve({ document, url: location.href });
  const known = pages.get(url);
  if (known) return known;
  const page = fetchPage(url).catch(() => {
    pages.delete(url); // Offline: the next time may find it.
    return undefined;
  });
  const oldest = pages.keys().next();
  if (pages.size >= KEPT && !oldest.done) pages.delete(oldest.value);
  pages.set(url, page);
  return page;
}

const wait = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** The number of the link's line that a pointer is on: a link may run over several. */
function lineAt(link: Element, x: number, y: number): number {
  const around = (line: DOMRect) =>
    x >= line.left - 1 && x <= line.right + 1 && y >= line.top - 1 && y <= line.bottom + 1;
  return Math.max(0, [...link.getClientRects()].findIndex(around));
}

/** The link that has the reader's attention, and its preview once there is something to show. */
let link: Link | undefined;
let preview: HTMLElement | undefined;
let line = 0;
let leaving: ReturnType<typeof setTimeout> | undefined;

function makePreview(target: Target, page: Page): HTMLElement | undefined {
  const excerpt = makeExcerpt(page.document, page.url, target.anchor);
  if (!excerpt) return undefined;
  const element = document.createElement("div");
  element.id = ID;
  element.className = "kb-preview md-typeset";
  if (excerpt.language) element.lang = excerpt.language;
  element.setAttribute("role", "group");
  const { preview: word } = wordsOf(document.documentElement.lang);
  element.setAttribute("aria-label", excerpt.title ? `${word}: ${excerpt.title}` : word);
  const title = document.createElement("p");
  title.className = "kb-preview__title";
  title.textContent = excerpt.title;
  element.append(...(excerpt.title ? [title] : []), excerpt.content);
  return element;
}

/** Put the preview where all of it can be seen; take it away when its link cannot. */
function position(): void {
  if (!link || !preview) return;
  const lines = [...link.getClientRects()];
  const box = lines[line] ?? lines[0];
  const size = { width: document.documentElement.clientWidth, height: window.innerHeight };
  if (!box || !link.isConnected || box.bottom < 0 || box.top > size.height) {
    close();
    return;
  }
  preview.style.maxHeight = "";
  const placed = placeNear(box, { width: preview.offsetWidth, height: preview.offsetHeight }, size);
  preview.style.left = `${placed.left}px`;
  preview.style.top = `${placed.top}px`;
  preview.style.maxHeight = `${placed.height}px`;
  // Only what scrolls is a stop for the keyboard.
  const isHigh = preview.scrollHeight > preview.clientHeight + 1;
  if (isHigh || overflows(preview)) preview.tabIndex = 0;
}

function show(element: HTMLElement): void {
  preview = element;
  // Within a landmark, and after the text: the page around the link does not change.
  (document.querySelector("main") ?? document.body).append(element);
  // Above everything, whatever cuts or covers it; older browsers do with the style sheet.
  if (element.showPopover) {
    element.popover = "manual";
    element.showPopover();
  }
  link?.setAttribute("aria-details", ID);
  position();
}

function close(): void {
  clearTimeout(leaving);
  leaving = undefined;
  preview?.remove();
  link?.removeAttribute("aria-details");
  preview = undefined;
}

/** Close, and forget the link: coming back to it shows the preview again. */
function leave(): void {
  close();
  link = undefined;
}

/** A pointer that has left may be on its way from the link to the preview. */
function leaveSoon(): void {
  clearTimeout(leaving);
  if (hasFocus()) return;
  if (preview) leaving = setTimeout(leave, GRACE);
  else leave();
}

function hasFocus(): boolean {
  const focused = document.activeElement;
  return (
    isIn(preview, focused) || (focused === link && focused?.matches(":focus-visible") === true)
  );
}

async function attend(to: Link, x: number, y: number): Promise<void> {
  clearTimeout(leaving);
  if (to === link) return;
  const target = targetOf(new URL(to.getAttribute("href") ?? "", to.baseURI).href, location.href);
  leave();
  if (!target) return;
  link = to;
  const began = performance.now();
  await wait(ASK);
  if (link !== to) return;
  const page = await loadPage(target.page);
  await wait(SHOW - (performance.now() - began));
  if (link !== to || !to.isConnected || !page) return;
  line = lineAt(to, x, y);
  const made = makePreview(target, page);
  if (made) show(made);
}

/** The link whose preview the reader has sent away: until pointer and focus have left it. */
let dismissed: Link | undefined;

function dismiss(): void {
  dismissed = link ?? dismissed;
  leave();
}

function linkAt(event: Event): Link | undefined {
  const at = event.target instanceof Element ? event.target.closest<Link>(LINKS) : null;
  return at ?? undefined;
}

function isIn(element: Element | undefined, node: EventTarget | null): boolean {
  return element !== undefined && node instanceof Node && element.contains(node);
}

function onPointerOver(event: PointerEvent): void {
  if (event.pointerType === "touch" || event.buttons > 0) return;
  const at = linkAt(event);
  if (at && at !== dismissed) void attend(at, event.clientX, event.clientY);
  else if (isIn(preview, event.target)) clearTimeout(leaving);
}

function onPointerOut(event: PointerEvent): void {
  const { target: from, relatedTarget: to } = event;
  if (isIn(dismissed, from) && !isIn(dismissed, to)) dismissed = undefined;
  const isLeaving = isIn(link, from) || isIn(preview, from);
  if (isLeaving && !isIn(link, to) && !isIn(preview, to)) leaveSoon();
}

function onFocus(event: FocusEvent): void {
  const at = linkAt(event);
  // A click gives the focus as well, and goes somewhere.
  if (at && at !== dismissed && at.matches(":focus-visible")) focusOn(at);
}

function focusOn(to: Link): void {
  const { left, top } = to.getClientRects()[0] ?? to.getBoundingClientRect();
  void attend(to, left, top);
}

function onBlur({ relatedTarget: to }: FocusEvent): void {
  if (isIn(preview, to) || isIn(link, to)) return;
  dismissed = undefined;
  if (link && !preview?.matches(":hover") && !link.matches(":hover")) leave();
}

function onKey(event: KeyboardEvent): void {
  // A preview that is still on its way is not wanted either.
  if (!preview && event.key === "Escape") dismiss();
  if (!link || !preview) return;
  const isInside = isIn(preview, document.activeElement);
  if (event.key === "Escape") {
    event.stopPropagation();
    if (isInside) link.focus();
    dismiss();
  } else if (event.key === "Tab" && isInside) {
    event.preventDefault();
    link.focus();
    dismiss();
  } else if (event.key === "Tab" && !event.shiftKey && preview.tabIndex === 0) {
    if (document.activeElement !== link) return;
    event.preventDefault();
    preview.focus();
  }
}

function onPress(event: Event): void {
  if (!isIn(preview, event.target)) dismiss();
}

let isWatching = false;

/** Begin, with the event that made us begin. */
export function watch(first: Event): void {
  if (isWatching) return;
  isWatching = true;
  document.addEventListener("pointerover", onPointerOver);
  document.addEventListener("pointerout", onPointerOut);
  document.addEventListener("focusin", onFocus);
  document.addEventListener("focusout", onBlur);
  // Before the theme, whose search also listens for Escape.
  document.addEventListener("keydown", onKey, { capture: true });
  document.addEventListener("pointerdown", onPress, { capture: true });
  document.addEventListener("click", onPress, { capture: true });
  window.addEventListener(
    "scroll",
    (event) => {
      if (!isIn(preview, event.target)) position();
    },
    { capture: true, passive: true },
  );
  window.addEventListener("resize", position, { passive: true });
  // While we were loaded, the reader may have gone on to another link.
  const hovered = document.querySelector<Link>(`${LINKS}:hover`);
  const focused = document.querySelector<Link>(`${LINKS}:focus-visible`);
  if (hovered && first instanceof PointerEvent) void attend(hovered, first.clientX, first.clientY);
  else if (focused) focusOn(focused);
}
