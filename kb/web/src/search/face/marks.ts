/**
 * The words that led to a page are marked on it.
 *
 * In: what the address says by `h`. Out: marks in the article, the first of them in view, and a bar
 * that leads from one to the next and takes them away.
 */

import { make } from "../../element";
import { textsIn } from "../../texts";
import { markedIn } from "../engine/marking";
import { readMarks, withoutMarks } from "./address";
import { icon } from "./icons";
import { fill, searchWordsOf } from "./words";

const MARK = "mark.kb-found";

/** Where nothing is marked: what is no text of the page, or would break if it was cut. */
const LEFT_OUT = [
  "script, style, template, noscript, textarea, select, option, svg, math, button, iframe",
  ".headerlink, .kb-versions, .kb-quiz-keys, .kb-side, .kb-search-page, [hidden]",
].join(", ");

/** More marks than this make a long page slow, and help nobody. */
const MOST = 500;

function mark(article: Element, words: readonly string[]): HTMLElement[] {
  const made: HTMLElement[] = [];
  for (const text of [...textsIn(article, LEFT_OUT)]) {
    // From the end, so that places before it hold.
    const spans = [...markedIn(text.data, words)].reverse();
    const own: HTMLElement[] = [];
    for (const [start, end] of spans) {
      const word = text.splitText(start);
      word.splitText(end - start);
      const element = make("mark", { class: "kb-found" });
      word.replaceWith(element);
      element.append(word);
      own.unshift(element);
    }
    made.push(...own);
    if (made.length >= MOST) break;
  }
  return made;
}

function unmark(): void {
  for (const element of document.querySelectorAll(MARK)) {
    const parent = element.parentNode;
    element.replaceWith(...element.childNodes);
    parent?.normalize();
  }
  document.querySelector(".kb-found-bar")?.remove();
}

/** The heading that the address names, else nothing. */
function anchorOf(): Element | null {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null; // Not UTF-8: it names nothing of ours.
  }
}

/** The mark to begin at: behind the named heading; at the top where the title has one. */
function firstOf(marks: readonly HTMLElement[]): number {
  const anchor = location.hash ? anchorOf() : null;
  if (!anchor) return 0;
  const behind = marks.findIndex((each) => {
    const place = anchor.compareDocumentPosition(each);
    return (place & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)) > 0;
  });
  return Math.max(0, behind);
}

class Bar {
  readonly #marks: readonly HTMLElement[];
  readonly #count = make("span", { class: "kb-found-bar__count", role: "status" });
  readonly #words = searchWordsOf(document.documentElement.lang);
  #at = 0;

  constructor(marks: readonly HTMLElement[]) {
    this.#marks = marks;
    const clear = () => {
      unmark();
      history.replaceState(history.state, "", withoutMarks(location.href));
    };
    const element = make(
      "div",
      { class: "kb-found-bar", role: "group", "aria-label": this.#words.marks },
      this.#count,
      this.#button("up", this.#words.marksPrevious, () => this.go(this.#at - 1)),
      this.#button("down", this.#words.marksNext, () => this.go(this.#at + 1)),
      this.#button("clear", this.#words.marksClear, clear),
    );
    (document.querySelector("main") ?? document.body).append(element);
  }

  #button(sign: "up" | "down" | "clear", name: string, act: () => void): HTMLButtonElement {
    const attributes = { type: "button", class: "kb-found-bar__button", "aria-label": name };
    const button = make("button", attributes, icon(sign));
    button.addEventListener("click", act);
    return button;
  }

  /** Bring a mark into view; beyond either end it begins again. */
  go(to: number, block: ScrollLogicalPosition = "center"): void {
    this.#marks[this.#at]?.classList.remove("kb-found--here");
    this.#at = (to + this.#marks.length) % this.#marks.length;
    const here = this.#marks[this.#at];
    if (!here) return;
    here.classList.add("kb-found--here");
    for (
      let box = here.closest("details");
      box;
      box = box.parentElement?.closest("details") ?? null
    ) {
      box.open = true;
    }
    const { top, bottom } = here.getBoundingClientRect();
    // Below the theme's header, and above the bar.
    const isSeen = top > 80 && bottom < window.innerHeight - 80;
    if (!isSeen) here.scrollIntoView({ block });
    const values = { at: this.#at + 1, count: this.#marks.length };
    this.#count.textContent = fill(this.#words.marksCount, values);
  }
}

/** Mark what the address asks for, and nothing else. */
export function showMarks(): void {
  unmark();
  const words = readMarks(location.search);
  const article = document.querySelector("article") ?? document.querySelector("main");
  if (!article || words.length === 0) return;
  const marks = mark(article, words);
  if (marks.length > 0) new Bar(marks).go(firstOf(marks));
}
