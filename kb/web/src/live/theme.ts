/**
 * What Material does to a page's parts when it begins, for those that come later.
 *
 * In: the article. Out: tables that scroll, and a button at each code that copies it. Its own
 * listeners serve both.
 */

import { make } from "../element";

interface Configuration {
  readonly features?: readonly string[];
  readonly translations?: Readonly<Record<string, string>>;
}

function configuration(): Configuration {
  try {
    return JSON.parse(document.getElementById("__config")?.textContent ?? "{}");
  } catch {
    return {};
  }
}

let codes = 0;

export function dressTheme(): void {
  const article = document.querySelector(".md-content article");
  if (!article) return;
  for (const table of article.querySelectorAll("table:not([class])")) {
    if (table.closest(".md-typeset__table, .kb-scroll, .kb-figure")) continue;
    const inner = make("div", { class: "md-typeset__table" });
    table.replaceWith(make("div", { class: "md-typeset__scrollwrap" }, inner));
    inner.append(table);
  }
  const { features = [], translations = {} } = configuration();
  if (!features.includes("content.code.copy")) return;
  const words = translations["clipboard.copy"] ?? "";
  for (const code of article.querySelectorAll("pre:not(.mermaid, .kb-mermaid) > code")) {
    const pre = code.parentElement;
    // What is there already waits for being seen: it had its turn.
    if (!pre || !fresh.has(pre) || pre.querySelector(":scope > .md-code__nav")) continue;
    if (code.closest(".no-copy")) continue;
    if (!pre.id) pre.id = `__code_live_${codes++}`;
    const button = make("button", {
      class: "md-code__button",
      title: words,
      "data-clipboard-target": `#${pre.id} > code`,
      "data-md-type": "copy",
    });
    code.before(make("nav", { class: "md-code__nav", role: "none" }, button));
  }
}

const fresh = new WeakSet<Element>();

/** These came after the theme had begun. */
export function noteFresh(elements: readonly Element[]): void {
  for (const element of elements) {
    if (element.localName === "pre") fresh.add(element);
    for (const pre of element.querySelectorAll("pre")) fresh.add(pre);
  }
}
