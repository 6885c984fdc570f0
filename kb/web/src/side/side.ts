/**
 * A page and its translation next to each other.
 *
 * In: the version to show, and the button that asks for it. Out: a second column, named by its
 * language, whose headings stand beside those that correspond; the address says that it is open, so
 * that it can be sent to somebody else. Styles hide the column where there is no room, and on paper.
 */

import { make } from "../element";
import type { Version } from "../versions";
import { wordsOf } from "../words";
import { align, inOrder } from "./alignment";
import { copyOf, idInCopy } from "./copy";

export interface Wish {
  readonly version: Version;
  readonly url: URL;
  /** What the language calls itself. */
  readonly name: string;
  readonly button: HTMLButtonElement;
  readonly status: HTMLElement;
  /** Not where the address asked for it: then the focus stays where it is. */
  readonly byReader: boolean;
}

const SPACE = "--kb-side-space";
const KEY = "side";

interface Open {
  readonly column: HTMLElement;
  readonly close: () => void;
}

let open: Open | undefined;

function writeAddress(tree: string | undefined): void {
  const url = new URL(location.href);
  if (tree === undefined) url.searchParams.delete(KEY);
  else url.searchParams.set(KEY, tree);
  // The theme keeps in the state how far the reader had scrolled.
  history.replaceState(history.state, "", url);
}

/** Where the text of an element begins, below the space that aligns it. */
function topOf(element: Element): number {
  const space = Number.parseFloat(getComputedStyle(element).paddingBlockStart) || 0;
  return element.getBoundingClientRect().top + space;
}

/** Do something that moves the text, and leave what is being read where it was. */
function keepPlace(article: Element, change: () => void): void {
  const parts = [...article.children].filter((part) => part.getClientRects().length > 0);
  const read = parts.find((part) => topOf(part) >= 0);
  const before = read ? topOf(read) : 0;
  const hasScrolled = scrollY > 0;
  change();
  if (read && hasScrolled) scrollBy(0, topOf(read) - before);
}

function headingsOf({ same = [] }: Version): [HTMLElement, HTMLElement][] {
  return same.flatMap(([here, there]): [HTMLElement, HTMLElement][] => {
    const left = document.getElementById(here);
    const right = document.getElementById(idInCopy(there));
    return left && right ? [[left, right]] : [];
  });
}

function alignHeadings(column: HTMLElement, version: Version): void {
  const pairs = headingsOf(version);
  for (const heading of pairs.flat()) heading.style.removeProperty(SPACE);
  if (column.getClientRects().length === 0) return;
  const measured = pairs.map(([left, right]) => ({
    headings: [left, right] as const,
    tops: [topOf(left), topOf(right)] as const,
  }));
  const kept = inOrder(measured, ({ tops }) => tops);
  const spaces = align(kept.map(({ tops }) => tops));
  for (const [index, { headings }] of kept.entries()) {
    const { left = 0, right = 0 } = spaces[index] ?? {};
    headings[0].style.setProperty(SPACE, `${left}px`);
    headings[1].style.setProperty(SPACE, `${right}px`);
  }
}

async function fetchArticle(url: URL): Promise<Element | null> {
  try {
    const response = await fetch(url);
    if (!response.ok) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector(".md-content article");
  } catch {
    return null; // Opened from disk, or offline: the header's link leads there.
  }
}

function makeColumn({ version, url, name }: Wish, article: Element, close: () => void) {
  const words = wordsOf(document.documentElement.lang);
  const button = make("button", { type: "button", class: "kb-button" }, words.sideClose);
  button.addEventListener("click", close);
  const text = make("div", { class: "md-content__inner md-typeset", lang: version.lang });
  text.append(make("div", { class: "kb-side-offer", lang: document.documentElement.lang }, button));
  text.append(copyOf(article, url.href));
  const label = `${words.side}: ${name}`;
  return make("section", { class: "md-content kb-side", "aria-label": label, tabindex: -1 }, text);
}

function show(wish: Wish, theirs: Element): void {
  const { version, button } = wish;
  const ours = document.querySelector(".md-content");
  const article = ours?.querySelector("article");
  const around = ours?.parentElement;
  if (!ours || !article || !around) return;
  const close = () => {
    watcher.disconnect();
    document.removeEventListener("keydown", onKey);
    open = undefined;
    // Instant navigation may have taken the page away.
    if (!column.isConnected) return;
    keepPlace(article, () => {
      for (const heading of headingsOf(version).flat()) heading.style.removeProperty(SPACE);
      column.remove();
      around.classList.remove("kb-sides");
    });
    button.setAttribute("aria-pressed", "false");
    writeAddress(undefined);
    button.focus({ preventScroll: true });
  };
  const onKey = (event: KeyboardEvent) => {
    if (!column.isConnected) close();
    else if (event.key === "Escape" && !event.defaultPrevented) {
      if (!document.querySelector("dialog[open]")) close();
    }
  };
  const column = makeColumn(wish, theirs, close);
  const watcher = new ResizeObserver(() => alignHeadings(column, version));
  keepPlace(article, () => {
    around.classList.add("kb-sides");
    around.append(column);
    alignHeadings(column, version);
  });
  open = { column, close };
  watcher.observe(article);
  for (const child of column.children) watcher.observe(child);
  document.addEventListener("keydown", onKey);
  button.setAttribute("aria-pressed", "true");
  writeAddress(version.tree);
  if (wish.byReader) column.focus({ preventScroll: true });
  // Diagrams are drawn, and what is wide can be scrolled, as in any page.
  document.dispatchEvent(new Event("kb:added"));
}

/** Open what is closed, close what is open. */
export async function toggleSide(wish: Wish): Promise<void> {
  if (open?.column.isConnected) {
    open.close();
    return;
  }
  open?.close();
  wish.status.textContent = "";
  const theirs = await fetchArticle(wish.url);
  // Meanwhile the reader may have gone on, or asked twice.
  if (!wish.button.isConnected || open?.column.isConnected) return;
  if (theirs) show(wish, theirs);
  else wish.status.textContent = wordsOf(document.documentElement.lang).sideUnavailable;
}
