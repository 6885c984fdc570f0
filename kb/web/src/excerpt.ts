/**
 * The beginning of a page, or of the part of it that a link leads to.
 *
 * In: a page of ours. Out: a copy that does nothing: no script runs in it, nothing in it takes the
 * focus, and no id of it meets one of the page that shows it.
 */

/** An excerpt ends with the block in which this many characters are full. */
const CHARACTERS = 600;

/** What stands around a note's own text, and what does not rest: forms, frames, players. */
const LEFT_OUT = [
  "script, style, link, meta, template, noscript, base, title",
  "iframe, object, embed, audio, video, canvas, dialog, svg, source",
  "form:not(.kb-quiz), button, select, textarea, option, label > input:not([type=checkbox])",
  "nav, .headerlink, .footnote-ref, .footnote-backref, .footnote, .task-list-indicator",
  ".kb-tags, .kb-dates, .kb-folder, .kb-folder-rest, .kb-recent, .kb-problems, .kb-mermaid",
  // What is right, and what leads there, is not for those who only look at a link.
  ".kb-quiz > :not(fieldset), .kb-quiz-keys",
  "kb-diagram, .kb-links, .kb-neighbours, .kb-graph, .kb-tag-filter, .kb-preview",
].join(", ");

const KEPT = new Set(
  "class lang dir alt src width height colspan rowspan start reversed value type datetime".split(
    " ",
  ),
);

const BLOCKS = "p, li, dd, dt, td, th, tr, blockquote, pre, table, figure, div, section, form";

export interface Excerpt {
  readonly title: string;
  readonly language: string;
  readonly content: DocumentFragment;
}

function headingLevel(element: Element): number {
  return Number(/^H([1-6])$/.exec(element.tagName)?.[1] ?? 0);
}

/** The words of a heading, without the sign of its link. */
function wordsOfHeading(heading: Element | null | undefined): string {
  if (!heading) return "";
  const copy = heading.cloneNode(true) as Element;
  for (const sign of copy.querySelectorAll(".headerlink")) sign.remove();
  return copy.textContent?.trim() ?? "";
}

/** A heading's section: all up to the next heading that is not below it. */
function sectionOf(heading: Element): Element[] {
  const found: Element[] = [];
  for (let next = heading.nextElementSibling; next; next = next.nextElementSibling) {
    const level = headingLevel(next);
    if (level > 0 && level <= headingLevel(heading)) break;
    found.push(next);
  }
  return found;
}

function rename(element: Element, name: string, className: string): void {
  const other = element.ownerDocument.createElement(name);
  other.className = className;
  other.append(...element.childNodes);
  element.replaceWith(other);
}

function keepAttributes(element: Element): void {
  const isHtml = element instanceof HTMLElement;
  for (const { name } of [...element.attributes]) {
    const keep = isHtml ? KEPT.has(name) : !/^(id|style|on.*|.*href|src)$/i.test(name);
    if (!keep) element.removeAttribute(name);
  }
}

/** Pictures of our own host stay, by their full address; others would tell it who reads what. */
function keepImage(image: HTMLImageElement, base: string): void {
  const address = image.getAttribute("src") ?? "";
  const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
  if (url?.origin === location.origin || url?.protocol === "data:") image.src = url.href;
  else image.remove();
}

/** What opens, ticks or leads on becomes text. */
function quieten(root: DocumentFragment, base: string): void {
  for (const part of root.querySelectorAll(LEFT_OUT)) part.remove();
  for (const box of root.querySelectorAll(".kb-quiz__choice > input")) box.remove();
  for (const part of root.querySelectorAll(".kb-quiz, .kb-quiz > fieldset")) {
    rename(part, "div", part.className);
  }
  for (const stem of root.querySelectorAll(".kb-quiz__stem")) rename(stem, "div", stem.className);
  for (const box of root.querySelectorAll<HTMLInputElement>("input")) {
    box.replaceWith(box.type === "checkbox" ? (box.hasAttribute("checked") ? "☑ " : "☐ ") : "");
  }
  for (const details of root.querySelectorAll("details")) {
    const summary = details.querySelector(":scope > summary");
    if (summary) rename(summary, "p", "admonition-title");
    rename(details, "div", `admonition ${details.className}`);
  }
  for (const heading of root.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    rename(heading, "p", "kb-preview__heading");
  }
  for (const link of root.querySelectorAll("a, label")) rename(link, "span", link.className);
  for (const element of root.querySelectorAll("*")) keepAttributes(element);
  for (const image of root.querySelectorAll("img")) keepImage(image, base);
}

/** Take away all that follows the block in which the characters are full. */
function clip(root: DocumentFragment): void {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let left = CHARACTERS;
  while (left > 0 && walker.nextNode()) left -= walker.currentNode.textContent?.trim().length ?? 0;
  if (left > 0) return;
  let last: Node | null = walker.currentNode.parentElement?.closest(BLOCKS) ?? walker.currentNode;
  for (; last && last !== root; last = last.parentNode) {
    while (last.nextSibling) last.nextSibling.remove();
  }
}

/** The block that an id of a paragraph, a list's item or something inside them stands for. */
function blockOf(element: Element): Node[] {
  const block = element.closest(BLOCKS) ?? element;
  // What only stands in a list or a table is shown by what it holds.
  return block.matches("li, td, th, dd, dt, tr") ? [...block.childNodes] : [block];
}

function isWorthShowing(content: DocumentFragment): boolean {
  return content.textContent?.trim() !== "" || content.querySelector("img") !== null;
}

/**
 * What to show of `page`, whose address is `base`; nothing where it holds no text of its own.
 * An `anchor` that the page does not have shows its beginning, where the link leads to.
 */
export function makeExcerpt(page: Document, base: string, anchor: string): Excerpt | undefined {
  const article = page.querySelector("article");
  if (!article) return undefined;
  const top = article.querySelector("h1");
  const found = anchor ? page.getElementById(anchor) : null;
  const target = found && article.contains(found) && found !== top ? found : null;
  // A part of a question says too much by itself, or nothing.
  const quiz = target?.closest(".kb-quiz");
  const heading = quiz ? undefined : target?.closest("h1, h2, h3, h4, h5, h6");
  const content = page.createDocumentFragment();
  const copy = (each: Node) => content.append(each.cloneNode(true));
  if (quiz) copy(quiz);
  else if (heading) sectionOf(heading).forEach(copy);
  else if (target) blockOf(target).forEach(copy);
  else article.childNodes.forEach(copy);
  if (!target) content.querySelector("h1")?.remove();
  quieten(content, base);
  clip(content);
  if (!isWorthShowing(content)) return undefined;
  const words = [wordsOfHeading(top), heading ? wordsOfHeading(heading) : ""];
  return {
    title: words.filter((each) => each !== "").join(" › "),
    language: (target ?? article).closest("[lang]")?.getAttribute("lang") ?? "",
    content: document.importNode(content, true),
  };
}
