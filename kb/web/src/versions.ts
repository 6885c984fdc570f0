/**
 * A page and its like in other languages.
 *
 * In: what the build writes of them, ids and URLs. Out: which id corresponds, which tree a URL is
 * in; no DOM.
 */

export interface Version {
  /** The language of the tree that it lies in. */
  readonly tree: string;
  /** What its text is written in. */
  readonly lang: string;
  /** Relative to the page. */
  readonly url: string;
  /** It is a translation or an original, and not merely shown there. */
  readonly own?: boolean;
  /** Headings that correspond: the id here, the id there. Without it ids are the same. */
  readonly same?: readonly (readonly [string, string])[];
}

/** The id there of the heading that has an id here; '' where no heading corresponds. */
export function counterpart({ same }: Version, id: string): string {
  if (!same) return id;
  return same.find(([here]) => here === id)?.[1] ?? "";
}

/** Which of the folders `prefixes` a URL lies in, below the site's `root`: the deepest. */
export function treeOf(url: string, root: string, prefixes: readonly string[]): string | undefined {
  const found = prefixes.filter((prefix) => url.startsWith(root + prefix));
  return found.sort((one, other) => other.length - one.length)[0];
}

/** The id that a fragment names. */
export function idOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1); // Not UTF-8: it names nothing of ours.
  }
}
