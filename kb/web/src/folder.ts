/** Which entry of the navigation a page belongs to.  In: URLs.  Out: indexes and URLs; no DOM. */

export interface Entry {
  readonly title: string;
  readonly url: string;
  /** What the title is written in, where that is another language than the page's; else "". */
  readonly lang: string;
  /** It leads to a folder's page, which lists entries of its own. */
  readonly folder: boolean;
}

/** What a folder's page leads to. */
export interface Listing {
  readonly entries: readonly Entry[];
  /** The pages that list notes of all folders: tags, names, days. */
  readonly ways: readonly string[];
}

/** A page as it is compared: no query, no fragment, `index.html` as the folder it stands for. */
export function pageKey(url: string): string {
  const { origin, pathname, protocol } = new URL(url);
  const path = decode(pathname).normalize("NFC");
  const key = path.endsWith("/index.html") ? path.slice(0, -"index.html".length) : path;
  return protocol === "file:" ? `file://${key}` : origin + key;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // Not UTF-8: such a path equals only itself.
  }
}

export function isSamePage(one: string, other: string): boolean {
  return pageKey(one) === pageKey(other);
}

/** Whether the page at `page` is the folder's page or lies somewhere below it. */
export function isWithin(folder: string, page: string): boolean {
  const key = pageKey(folder);
  return pageKey(page).startsWith(key.slice(0, key.lastIndexOf("/") + 1));
}

/**
 * The entry to mark for `page`: the page itself, else the innermost folder around it. `home` is
 * the start page: it contains every page, so it is marked for itself alone.
 */
export function activeEntry(entries: readonly Entry[], page: string, home: string): number {
  let best = -1;
  let length = 0;
  for (const [index, { url, folder }] of entries.entries()) {
    if (isSamePage(url, page)) return index;
    const around = folder && !isSamePage(url, home) && isWithin(url, page);
    if (around && pageKey(url).length > length) {
      best = index;
      length = pageKey(url).length;
    }
  }
  return best;
}

/**
 * The notes of the start page's list that a navigation of `shown` links does not have: none where
 * it has others than the start page, that list's folders and the ways through all notes, for then
 * an author made it.
 */
export function missingNotes(
  shown: readonly string[],
  { entries, ways }: Listing,
  home: string,
): readonly Entry[] {
  const ours = [home, ...ways, ...entries.filter(({ folder }) => folder).map(({ url }) => url)];
  if (!shown.every((url) => ours.some((own) => isSamePage(own, url)))) return [];
  return entries.filter(({ folder, url }) => !folder && !isSamePage(url, home));
}
