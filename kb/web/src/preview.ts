/** What a link's preview shows and where it stands.  In: URLs and boxes.  Out: the same; no DOM. */

import { isSamePage } from "./folder";

export interface Target {
  /** The page to fetch; '' for the page that holds the link. */
  readonly page: string;
  /** The id of the part to show; '' for the page's beginning. */
  readonly anchor: string;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** Between the preview and the window's edges, in pixels. */
const MARGIN = 8;

/** Between the link and its preview: small, so that a pointer crosses it in time. */
const GAP = 4;

/** Less than this is not worth reading: the other side of the link is taken if it has more. */
const ENOUGH = 160;

/** A page, not an attachment: an address of a folder, or of an HTML file. */
function isPage({ pathname }: URL): boolean {
  return /(\/|\.html?)$/i.test(pathname);
}

function readAnchor({ hash }: URL): string {
  try {
    return decodeURIComponent(hash.slice(1)).normalize("NFC");
  } catch {
    return hash.slice(1); // Not UTF-8: such an id equals only itself.
  }
}

/** What the link at `page` to `href` would show; nothing for other hosts, files, the top. */
export function targetOf(href: string, page: string): Target | undefined {
  const url = new URL(href);
  if (!/^https?:$/.test(url.protocol) || url.origin !== new URL(page).origin) return undefined;
  const anchor = readAnchor(url);
  if (isSamePage(href, page)) return anchor === "" ? undefined : { page: "", anchor };
  if (!isPage(url)) return undefined;
  url.hash = "";
  return { page: url.href, anchor };
}

/**
 * A box for `size` near `link` that no edge of `window` cuts: below the link where there is room,
 * else above, else on the side that has more, and lower than asked for.
 */
export function placeNear(link: Box, size: Size, window: Size): Box {
  const width = Math.min(size.width, window.width - 2 * MARGIN);
  const left = Math.max(MARGIN, Math.min(link.left, window.width - MARGIN - width));
  const above = link.top - GAP - MARGIN;
  const below = window.height - MARGIN - (link.top + link.height + GAP);
  const needed = Math.min(size.height, ENOUGH);
  const isBelow =
    below >= size.height || below >= above || (below >= needed && above < size.height);
  const height = Math.max(0, Math.min(size.height, isBelow ? below : above));
  const top = isBelow ? link.top + link.height + GAP : link.top - GAP - height;
  return { left, top, width, height };
}
