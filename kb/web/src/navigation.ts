/**
 * The navigation opens down to the current page.
 *
 * In: Material's sidebar, in which we list the top-level folders only (thousands of entries in
 * each page would outweigh the notes). Out: the entries of the folders around the current page,
 * taken from the folders' own pages. Where those cannot be fetched nothing changes: the links
 * still lead to them.
 */

import { activeEntry, type Entry, isSamePage, type Listing, missingNotes } from "./folder";

const LIST = ".md-nav--primary > .md-nav__list";

/** How deep folders are opened: a guard against a folder's page that lists itself. */
const DEPTH = 12;

type Load = (url: string) => Promise<Listing>;

const NOTHING: Listing = { entries: [], ways: [] };

/** What a folder's page lists; its links are relative to the page. */
export function readFolder(html: string, base: string): Listing {
  const page = new DOMParser().parseFromString(html, "text/html");
  const ways = [...page.querySelectorAll("nav.kb-ways a[href]")].map(
    (way) => new URL(way.getAttribute("href") ?? "", base).href,
  );
  const entries: Entry[] = [];
  for (const item of page.querySelector("ul.kb-folder")?.children ?? []) {
    const link = item.querySelector<HTMLAnchorElement>(":scope > a[href]");
    if (!link) continue;
    entries.push({
      title: link.textContent?.trim() ?? "",
      lang: link.lang,
      url: new URL(link.getAttribute("href") ?? "", base).href,
      folder: item.classList.contains("kb-folder__sub"),
    });
  }
  return { entries, ways };
}

function remember(load: Load): Load {
  const known = new Map<string, Promise<Listing>>();
  return (url) => {
    const found = known.get(url) ?? load(url);
    known.set(url, found);
    return found;
  };
}

async function fetchFolder(url: string): Promise<Listing> {
  try {
    const response = await fetch(url);
    return response.ok ? readFolder(await response.text(), response.url) : NOTHING;
  } catch {
    return NOTHING; // Opened from disk, or offline: the link to the folder's page is enough.
  }
}

function makeItem({ title, url, lang }: Entry): HTMLLIElement {
  const item = document.createElement("li");
  item.className = "md-nav__item";
  const link = document.createElement("a");
  link.className = "md-nav__link";
  link.href = url;
  const label = document.createElement("span");
  label.className = "md-ellipsis";
  label.textContent = title;
  if (lang) label.lang = lang;
  link.append(label);
  item.append(link);
  return item;
}

function makeList(entries: readonly Entry[]): HTMLUListElement {
  const list = document.createElement("ul");
  list.className = "md-nav__list kb-nav";
  list.append(...entries.map(makeItem));
  return list;
}

/** Notes that lie beside the top-level folders. An author's own `nav` is left as it is. */
async function addRootNotes(list: Element, home: string, load: Load): Promise<void> {
  const listed = await load(home);
  const links = [...list.querySelectorAll<HTMLAnchorElement>(":scope > li > a[href]")];
  const missing = missingNotes(
    links.map((link) => link.href),
    listed,
    home,
  );
  // The ways through all notes stay at the end.
  const way = links.find((link) => listed.ways.some((url) => isSamePage(url, link.href)));
  const items = missing.map(makeItem);
  if (way) way.closest("li")?.before(...items);
  else list.append(...items);
}

function markActive(item: Element, link: Element, isPage: boolean): void {
  item.classList.add("md-nav__item--active");
  link.classList.add("md-nav__link--active");
  if (isPage) link.setAttribute("aria-current", "page");
}

/** Scroll the sidebar, never the page, so that the current entry can be seen. */
function reveal(link: HTMLElement): void {
  const sidebar = link.closest<HTMLElement>(".md-sidebar__scrollwrap");
  if (!sidebar) return;
  const below = link.getBoundingClientRect().bottom - sidebar.getBoundingClientRect().bottom;
  if (below > 0) sidebar.scrollTop += below + sidebar.clientHeight / 3;
}

async function openDown(list: Element, page: string, home: string, load: Load): Promise<void> {
  let current: Element = list;
  for (let depth = 0; depth < DEPTH; depth++) {
    const items = [...current.children].flatMap((item) => {
      const link = item.querySelector<HTMLAnchorElement>(":scope > a.md-nav__link[href]");
      return link ? [{ item, link }] : [];
    });
    // What looks like a folder by its address is taken for one; a note has no list, so that
    // opening it changes nothing.
    const entries = items.map(({ link }) => ({
      title: "",
      url: link.href,
      lang: "",
      folder: true,
    }));
    const found = items[activeEntry(entries, page, home)];
    if (!found) return;
    const { item, link } = found;
    const isPage = isSamePage(link.href, page);
    markActive(item, link, isPage);
    const isHome = isSamePage(link.href, home);
    const below = isHome ? [] : (await load(link.href)).entries;
    if (!link.isConnected || item.querySelector(":scope > ul.kb-nav")) return;
    if (below.length === 0) {
      reveal(link);
      return;
    }
    const inner = makeList(below);
    item.append(inner);
    if (isPage) {
      reveal(link);
      return;
    }
    current = inner;
  }
}

/** Give a function that opens the navigation of the document as it is now. */
export function makeNavigation(load: Load = fetchFolder): () => void {
  const remembered = remember(load);
  return () => {
    const list = document.querySelector(LIST);
    const home = document.querySelector<HTMLAnchorElement>("a.md-logo[href]");
    if (!list) return;
    const start = home?.href ?? location.origin;
    void addRootNotes(list, start, remembered).then(() =>
      openDown(list, location.href, start, remembered),
    );
  };
}
