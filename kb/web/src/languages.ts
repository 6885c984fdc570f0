/**
 * From a page to the same page in another language.
 *
 * In: the links in the header, which work as they are, and what the build says of the page's
 * versions. Out: links that lead to the heading which is being read; a button for both pages side
 * by side.
 *
 * Whatever leads into another tree is left to the browser: Material's instant navigation would keep
 * the language of `<html>` and the words of the header. And after it has brought a page of the same
 * tree, the links in the header are still those of the last one.
 */

import { make } from "./element";
import { loadPart } from "./parts";
import { counterpart, idOf, treeOf, type Version } from "./versions";
import { wordsOf } from "./words";

const SWITCH = ".kb-switch";
const HEADINGS = ".md-content h2[id], .md-content h3[id], .md-content h4[id], .md-content h5[id]";

/** A heading is read when it is above this part of the window. */
const READ = 0.3;

/** Where two columns have room: as in languages.css, and in the theme. */
const WIDE = "(min-width: 76.25em)";

let versions: readonly Version[] = [];

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/** The id in the other page of what is being read; '' at the beginning of the page. */
function placeIn(version: Version): string {
  const named = idOf(location.hash);
  const target = named ? document.getElementById(named) : null;
  if (target && isInView(target)) {
    const there = counterpart(version, named);
    if (there) return there;
  }
  const title = document.querySelector(".md-content h1");
  if (title && isInView(title)) return "";
  let found = "";
  for (const heading of document.querySelectorAll(HEADINGS)) {
    if (heading.closest(".kb-side")) continue;
    if (heading.getBoundingClientRect().top > window.innerHeight * READ) break;
    found = counterpart(version, heading.id) || found;
  }
  return found;
}

function addressOf(version: Version): URL {
  return new URL(version.url, document.baseURI);
}

function links(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>(`${SWITCH} a[data-tree]`)];
}

function lead(link: HTMLAnchorElement, withPlace: boolean): void {
  const version = versions.find(({ tree }) => tree === link.dataset.tree);
  if (!version) return;
  const url = addressOf(version);
  if (withPlace) url.hash = placeIn(version);
  link.href = url.href;
  link.hreflang = version.lang;
}

/** The site's root, and the folders of its trees; the header stays while pages change. */
function makeTrees(): ((url: string) => string | undefined) | undefined {
  const place = document.querySelector<HTMLElement>(SWITCH);
  if (!place) return;
  const { root = ".", trees = "[]" } = place.dataset;
  const above = new URL(root.endsWith("/") ? root : `${root}/`, document.baseURI).href;
  const prefixes = JSON.parse(trees) as readonly string[];
  return (url) => treeOf(decodeURI(url), decodeURI(above), prefixes);
}

function linkOf(event: Event): HTMLAnchorElement | null {
  return event.target instanceof Element ? event.target.closest("a") : null;
}

/** Once: what every click goes through before the theme sees it. */
export function watchLanguages(): void {
  const tree = makeTrees();
  if (!tree) return;
  const point = (event: Event) => {
    const link = linkOf(event);
    if (!link) return;
    if (link.matches(`${SWITCH} a[data-tree]`)) lead(link, true);
    else if (!link.target && link.href && tree(link.href) !== tree(location.href)) {
      link.target = "_self";
    }
  };
  document.addEventListener("pointerdown", point, { capture: true });
  document.addEventListener("click", point, { capture: true });
}

/** The page for missing pages, shown at any address: in the language of the tree it is in. */
function showMissing(): void {
  const sections = [...document.querySelectorAll<HTMLElement>(".kb-missing")];
  const fitting = sections.filter(({ dataset }) => location.pathname.startsWith(`${dataset.tree}`));
  fitting.sort((one, other) => `${other.dataset.tree}`.length - `${one.dataset.tree}`.length);
  const own = fitting[0];
  if (!own || own === sections[0]) return;
  for (const section of sections) if (section !== own) section.hidden = true;
  const heading = own.querySelector("h2");
  if (!heading) return;
  heading.replaceWith(make("h1", {}, ...heading.childNodes));
  document.title = own.querySelector("h1")?.textContent ?? document.title;
}

/** A button that opens the translation beside the page; styles show it where there is room. */
function offerSide(version: Version): void {
  const article = document.querySelector(".md-content article");
  if (!article || article.querySelector(".kb-side-open")) return;
  const link = links().find(({ dataset }) => dataset.tree === version.tree);
  const name = link?.textContent?.trim() || version.tree;
  const words = wordsOf(document.documentElement.lang);
  const button = make(
    "button",
    { type: "button", class: "kb-side-open kb-button", "aria-pressed": "false" },
    `${words.side}: `,
    make("span", { lang: version.tree }, name),
  );
  const status = make("span", { class: "kb-side-status", role: "status" });
  article.prepend(make("div", { class: "kb-side-offer" }, button, status));
  const show = (byReader: boolean) =>
    loadPart("side").then(
      ({ toggleSide }) =>
        toggleSide({ version, url: addressOf(version), name, button, status, byReader }),
      () => {
        status.textContent = words.sideUnavailable;
      },
    );
  button.addEventListener("click", () => void show(true));
  if (new URLSearchParams(location.search).get("side") !== version.tree) return;
  // On a telephone nothing is fetched that cannot be shown; a window may become wider.
  const wide = matchMedia(WIDE);
  if (wide.matches) void show(false);
  else
    wide.addEventListener("change", () => button.isConnected && void show(false), { once: true });
}

/** After each page that has come. */
export function showLanguages(): void {
  const place = document.querySelector<HTMLElement>(".kb-versions");
  versions = place ? (JSON.parse(place.dataset.versions ?? "[]") as readonly Version[]) : [];
  for (const link of links()) lead(link, false);
  showMissing();
  if (!place || place.dataset.guest !== undefined) return;
  const translations = versions.filter(({ own, same }) => own && same);
  for (const version of translations.slice(0, 1)) offerSide(version);
}
