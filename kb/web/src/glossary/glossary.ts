/**
 * Terms that readers can ask about.
 *
 * In: the page of a note, and the glossary of its tree. Out: where a term stands first in the
 * note's prose it is underlined; whoever points at it, comes to it by keyboard or touches it is
 * told the term in the other language, and the way to its note.
 *
 * Done in the browser, so that a new term changes no page. No word moves: a line below is all that
 * is added. The explanation stays while the pointer or the focus is on the term or on it; Escape
 * closes it.
 */

import { make } from "../element";
import { isSamePage } from "../folder";
import { placeNear } from "../preview";
import { textsIn } from "../texts";
import { wordsOf } from "../words";
import { type Find, isExplained, makeFind, type Term, type Written } from "./finder";

const ID = "kb-explanation";

/** Where no term is marked: what has a meaning or a use of its own, and what is no prose. */
const LEFT_OUT = [
  "a, button, summary, label, input, select, textarea, option, [role=button], [contenteditable]",
  "h1, h2, h3, h4, h5, h6, code, pre, kbd, samp, var, math, svg, script, style, template",
  "nav, figure, .admonition-title, .kb-quiz, .kb-quiz-keys, .kb-slider, .kb-mermaid, kb-diagram",
  ".kb-links, .kb-folder-rest, .kb-tags, .kb-dates, .kb-problems, .kb-claims, .kb-preview",
  ".kb-notice, .kb-term, [hidden]",
].join(", ");

/** Milliseconds until the explanation is shown to a pointer, and until it goes. */
const SHOW = 150;
const GRACE = 250;

/** Characters behind a term, and before it, that may already explain it. */
const AROUND = 80;

const glossaries = new Map<string, Promise<Find>>();

async function load(url: string): Promise<Find> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}: ${url}`);
  const written: Written = await response.json();
  return makeFind(written, url);
}

function findOf(url: string): Promise<Find> {
  const known = glossaries.get(url) ?? load(url);
  glossaries.set(url, known);
  known.catch(() => glossaries.delete(url));
  return known;
}

/** What each marked place means. */
const terms = new WeakMap<Element, Term>();

/** What stands behind `offset` of a text, across the elements that follow. */
function textBehind(text: Text, offset: number): string {
  let behind = text.data.slice(offset);
  for (let next = text.nextSibling; next && behind.length < AROUND; next = next.nextSibling) {
    behind += next.textContent ?? "";
  }
  return behind.slice(0, AROUND);
}

function textBefore(text: Text, offset: number): string {
  let before = text.data.slice(0, offset);
  for (
    let last = text.previousSibling;
    last && before.length < AROUND;
    last = last.previousSibling
  ) {
    before = (last.textContent ?? "") + before;
  }
  return before.slice(-AROUND);
}

function markTerm(text: Text, start: number, end: number, term: Term): Text {
  const word = text.splitText(start);
  const rest = word.splitText(end - start);
  const mark = make("span", {
    class: "kb-term",
    role: "button",
    tabindex: 0,
    "aria-expanded": "false",
  });
  word.replaceWith(mark);
  mark.append(word);
  terms.set(mark, term);
  return rest;
}

/** Mark each term where it stands first and is not explained right there. */
function markTerms(article: Element, find: Find): void {
  const marked = new Set<number>();
  // Where a part of the page is new, what was marked stays so.
  for (const mark of article.querySelectorAll(".kb-term")) {
    for (const { pair } of terms.get(mark)?.meanings ?? []) marked.add(pair);
  }
  for (const first of [...textsIn(article, LEFT_OUT)]) {
    let text = first;
    let done = 0;
    for (const { start, end, term } of find(first.data)) {
      const { meanings } = term;
      const isNews = meanings.some(
        ({ pair, url, isNote }) => !marked.has(pair) && !(isNote && isSamePage(url, location.href)),
      );
      const before = textBefore(text, start - done);
      if (!isNews || isExplained(term, before, textBehind(text, end - done))) continue;
      for (const { pair } of meanings) marked.add(pair);
      text = markTerm(text, start - done, end - done, term);
      done = end;
    }
  }
}

/** The term that has the reader's attention, and its explanation once it is shown. */
let current: HTMLElement | undefined;
let explanation: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

function makeExplanation({ meanings }: Term): HTMLElement {
  const said = wordsOf(document.documentElement.lang);
  const rows = meanings.map(({ words, language, url, isNote }) => {
    const term = make("span", { class: "kb-explanation__term", lang: language }, words[0] ?? "");
    const others = words.slice(1).join(", ");
    const row = make("p", {}, term);
    if (others) row.append(" ", make("span", { lang: language }, `(${others})`));
    if (!isSamePage(url, location.href) || !isNote) {
      row.append(" ", make("a", { href: url }, isNote ? said.openNote : said.openGlossary));
    }
    return row;
  });
  const label = `${said.explanation}: ${current?.textContent ?? ""}`;
  return make(
    "div",
    { id: ID, class: "kb-explanation md-typeset", role: "group", "aria-label": label },
    ...rows,
  );
}

function position(): void {
  if (!current || !explanation) return;
  const box = current.getClientRects()[0];
  const size = { width: document.documentElement.clientWidth, height: window.innerHeight };
  if (!box || !current.isConnected || box.bottom < 0 || box.top > size.height) {
    close();
    return;
  }
  const own = { width: explanation.offsetWidth, height: explanation.offsetHeight };
  const placed = placeNear(box, own, size);
  explanation.style.left = `${placed.left}px`;
  explanation.style.top = `${placed.top}px`;
}

function show(mark: HTMLElement): void {
  clearTimeout(timer);
  if (mark === current && explanation) return;
  close();
  const term = terms.get(mark);
  if (!term || !mark.isConnected) return;
  current = mark;
  explanation = makeExplanation(term);
  // Within a landmark, and after the text: nothing on the page moves.
  (document.querySelector("main") ?? document.body).append(explanation);
  if (explanation.showPopover) {
    explanation.popover = "manual";
    explanation.showPopover();
  }
  mark.setAttribute("aria-expanded", "true");
  mark.setAttribute("aria-details", ID);
  position();
}

function close(): void {
  clearTimeout(timer);
  const [mark, box] = [current, explanation];
  // Forgotten first: what is removed may lose the focus, and that closes as well.
  current = undefined;
  explanation = undefined;
  mark?.setAttribute("aria-expanded", "false");
  mark?.removeAttribute("aria-details");
  box?.remove();
}

function markAt(event: Event): HTMLElement | undefined {
  const at = event.target instanceof Element ? event.target.closest(".kb-term") : null;
  return at instanceof HTMLElement ? at : undefined;
}

function isIn(element: Element | undefined, node: EventTarget | null): boolean {
  return element !== undefined && node instanceof Node && element.contains(node);
}

function hasFocus(): boolean {
  const { activeElement: focused } = document;
  return isIn(explanation, focused) || (focused !== null && focused === current);
}

function onPointerOver(event: PointerEvent): void {
  if (event.pointerType === "touch" || event.buttons > 0) return;
  const mark = markAt(event);
  if (isIn(explanation, event.target) || (mark && mark === current)) {
    clearTimeout(timer);
  } else if (mark && terms.has(mark)) {
    clearTimeout(timer);
    timer = setTimeout(() => show(mark), SHOW);
  }
}

/** A pointer that has left may be on its way from the term to the explanation. */
function onPointerOut(event: PointerEvent): void {
  if (event.pointerType === "touch") return;
  const { relatedTarget: to } = event;
  if (isIn(current, to) || isIn(explanation, to)) return;
  if (!markAt(event) && !isIn(explanation, event.target)) return;
  clearTimeout(timer);
  if (!hasFocus()) timer = setTimeout(close, GRACE);
}

function onFocus(event: FocusEvent): void {
  const mark = markAt(event);
  if (mark?.matches(":focus-visible")) show(mark);
}

function onBlur({ relatedTarget: to }: FocusEvent): void {
  if (isIn(explanation, to) || isIn(current, to)) return;
  if (!explanation?.matches(":hover") && !current?.matches(":hover")) close();
}

function onKey(event: KeyboardEvent): void {
  const mark = markAt(event);
  if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    if (mark === current) close();
    else show(mark);
    return;
  }
  if (!explanation || !current) return;
  const links = [...explanation.querySelectorAll("a")];
  const at = links.findIndex((link) => link.matches(":focus"));
  if (event.key === "Escape") {
    event.stopPropagation();
    if (at >= 0) current.focus();
    close();
  } else if (event.key === "Tab" && (at >= 0 || document.activeElement === current)) {
    // From the term through its links, and back to it: from there the page goes on.
    const next = event.shiftKey ? at - 1 : at + 1;
    if (at < 0 && event.shiftKey) return;
    const link = links[next];
    if (!link && at < 0) return;
    event.preventDefault();
    if (link) {
      link.focus();
    } else {
      current.focus();
      close();
    }
  }
}

/** A finger, or a click, which shows what it is on and closes what it is not. */
function onClick(event: Event): void {
  const mark = markAt(event);
  if (mark) show(mark);
  else if (!isIn(explanation, event.target) || event.target instanceof HTMLAnchorElement) close();
}

let isWatching = false;

function watch(): void {
  if (isWatching) return;
  isWatching = true;
  document.addEventListener("pointerover", onPointerOver);
  document.addEventListener("pointerout", onPointerOut);
  document.addEventListener("focusin", onFocus);
  document.addEventListener("focusout", onBlur);
  // Before the theme, whose search also listens for Escape.
  document.addEventListener("keydown", onKey, { capture: true });
  document.addEventListener("click", onClick);
  window.addEventListener("scroll", position, { capture: true, passive: true });
  window.addEventListener("resize", position, { passive: true });
}

/** Mark the terms of the note that `place` stands in. */
export async function explainTerms(place: HTMLElement): Promise<void> {
  close();
  const article = place.parentElement;
  if (!article) return;
  const url = new URL(place.dataset.terms ?? "", location.href).href;
  const find = await findOf(url);
  if (!place.isConnected) return;
  markTerms(article, find);
  watch();
}
