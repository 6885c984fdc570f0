/**
 * What a page says of itself in its head.
 *
 * In: the new page. Out: title, description, canonical address, its versions in other languages; and
 * whether it needs other scripts or styles, so that it has to be loaded.
 */

const SAYING = [
  "meta[name]:not([name=viewport], [name=generator])",
  "meta[property]",
  "link[rel=canonical], link[rel=alternate], link[rel=prev], link[rel=next]",
].join(", ");

const NEEDED = "script[src]:not(#kb-live), link[rel=stylesheet]";

export function updateHead(to: Document): void {
  document.title = to.title;
  const { lang, dir } = to.documentElement;
  if (document.documentElement.lang !== lang) document.documentElement.lang = lang;
  if (document.documentElement.dir !== dir) document.documentElement.dir = dir;
  const wanted = new Map([...to.head.querySelectorAll(SAYING)].map((each) => [keyOf(each), each]));
  for (const each of document.head.querySelectorAll(SAYING)) {
    // The theme colours a telephone's bar by what its reader has chosen.
    if (!wanted.delete(keyOf(each)) && !each.matches("[name=theme-color], [name=color-scheme]")) {
      each.remove();
    }
  }
  for (const each of wanted.values()) document.head.append(document.importNode(each));
}

const keyOf = (element: Element) => element.outerHTML;

/** What a page cannot do without, by full addresses at `base`. */
export function neededBy(page: Document, base: string): string {
  return [...page.querySelectorAll(NEEDED)]
    .map((each) => each.getAttribute("src") ?? each.getAttribute("href") ?? "")
    .map((address) => new URL(address, base).href)
    .sort()
    .join("\n");
}

const BODY = /^data-md-color-/;

/** Attributes of the body, but for the colours that a reader has chosen. */
export function updateBody(before: Element, to: Element): void {
  for (const name of new Set([...before.getAttributeNames(), ...to.getAttributeNames()])) {
    const value = to.getAttribute(name);
    if (BODY.test(name) || before.getAttribute(name) === value) continue;
    if (value === null) document.body.removeAttribute(name);
    else document.body.setAttribute(name, value);
  }
}
