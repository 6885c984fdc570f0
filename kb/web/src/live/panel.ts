/**
 * What stands at the edge of the page while its author writes.
 *
 * In: problems, and what becomes of the server and of the page. Out: a button with a count, which
 * opens a list; a sentence where there is one to say. All in a shadow root: the page looks as it
 * did. Whatever a message says is text.
 */

import { make } from "../element";
import { fillIn } from "../filling";
import type { Problem, Problems } from "./messages";
import styles from "./panel.css";
import { liveWords, spoken } from "./words";

const FOLLOW = "kb-live-follow";
const SEEN = "kb-live-seen";

const fill = (sentence: string, values: Record<string, string | number>) =>
  fillIn(sentence, values, spoken());

export class Panel {
  readonly #host = make("div", { id: "kb-live-panel" });
  readonly #section = make("aside", { class: "panel" });
  readonly #toggle = make("button", { type: "button", class: "toggle", "aria-expanded": "false" });
  readonly #body = make("div", { class: "body", id: "body", hidden: true });
  readonly #title = make("h2", { id: "title", tabindex: -1 });
  readonly #list = make("ol", { class: "list" });
  readonly #none = make("p", { class: "none" });
  readonly #all = make("p", { class: "all" });
  readonly #follow = make("input", { type: "checkbox", id: "follow" });
  readonly #followLabel = make("label", { for: "follow" });
  readonly #key = make("p", { class: "key" });
  readonly #fold = make("button", { type: "button", class: "fold" });
  readonly #said = make("p", { class: "said", role: "status" });
  readonly #notice = make("p", { class: "notice", role: "status", hidden: true });
  readonly #progress = make("span", { class: "progress" });
  readonly #count = make("span", { class: "count" });
  readonly #notices = new Map<string, string>();
  #problems: Problems | undefined;
  #seen: Set<string>;
  #back: Element | null = null;
  #saying: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#seen = new Set(readList(SEEN));
    const root = this.#host.attachShadow({ mode: "open" });
    root.append(make("style", {}, styles), this.#section);
    this.#toggle.setAttribute("aria-controls", "body");
    this.#toggle.append(make("span", { class: "dot", "aria-hidden": "true" }));
    this.#toggle.append(this.#count, this.#progress);
    const head = make("div", { class: "head" }, this.#title, this.#fold);
    const option = make("p", { class: "option" }, this.#follow, this.#followLabel);
    const foot = make("div", { class: "foot" }, this.#all, option, this.#key);
    this.#body.append(head, this.#none, this.#list, foot);
    this.#section.append(this.#notice, this.#said, this.#body, this.#toggle);
    this.#toggle.addEventListener("click", () => this.#open(this.#body.hidden === true));
    this.#fold.addEventListener("click", () => this.#leave());
    this.#follow.checked = readItem(FOLLOW) === "yes";
    this.#follow.addEventListener("change", () => {
      writeItem(FOLLOW, this.#follow.checked ? "yes" : "no");
    });
    document.addEventListener("keydown", (event) => this.#onKey(event));
    document.body.append(this.#host);
    this.translate();
  }

  /** Whether the page scrolls to what has changed. */
  get follows(): boolean {
    return this.#follow.checked;
  }

  /** In the words of the page, whose language may be another now. */
  translate(): void {
    const words = liveWords();
    this.#host.lang = spoken();
    this.#section.setAttribute("aria-label", words.preview);
    this.#title.textContent = words.problemsHere;
    this.#none.textContent = words.noProblemsHere;
    this.#fold.textContent = words.fold;
    this.#followLabel.textContent = words.follow;
    this.#follow.title = words.followAbout;
    this.#key.textContent = words.shortcut;
    this.#show();
    this.#showNotice();
  }

  /** One sentence for as long as it holds; '' takes it away. */
  notice(kind: "gone" | "held" | "deleted", sentence: string): void {
    if (sentence) this.#notices.set(kind, sentence);
    else this.#notices.delete(kind);
    this.#showNotice();
  }

  #showNotice(): void {
    const [text = ""] = [...this.#notices.values()];
    this.#notice.hidden = text === "";
    if (this.#notice.textContent !== text) this.#notice.textContent = text;
    this.#section.classList.toggle("is-gone", this.#notices.has("gone"));
  }

  /** Announce, and show for some seconds. */
  say(sentence: string): void {
    clearTimeout(this.#saying);
    this.#said.textContent = "";
    requestAnimationFrame(() => {
      this.#said.textContent = sentence;
    });
    this.#saying = setTimeout(() => {
      this.#said.textContent = "";
    }, 8000);
  }

  progress(done: number, all: number, isRunning: boolean): void {
    this.#progress.textContent = isRunning ? fill(liveWords().running, { done, all }) : "";
  }

  /** Whether these are others. */
  tell(problems: Problems): void {
    this.#problems = problems;
    this.#show();
    const fresh = problems.problems.filter(
      ({ severity, id }) => severity === "error" && !this.#seen.has(id),
    );
    for (const { id } of fresh) this.#seen.add(id);
    writeList(SEEN, [...this.#seen]);
    const [first] = fresh;
    if (!first) return;
    this.say(fill(liveWords().newProblem, { message: first.message }));
    this.#open(true);
  }

  /** Another page: its own are on their way. */
  forget(): void {
    this.#problems = undefined;
    this.#notices.delete("held");
    this.#notices.delete("deleted");
    this.translate();
  }

  #show(): void {
    const words = liveWords();
    const { problems = [], errors = 0, warnings = 0 } = this.#problems ?? {};
    const count = problems.length;
    this.#count.textContent =
      count > 0
        ? fill(words.problems, { count })
        : this.#problems
          ? words.noProblems
          : words.preview;
    const worst = problems.some(({ severity }) => severity === "error")
      ? "error"
      : count > 0
        ? "warning"
        : "none";
    this.#section.dataset.state = worst;
    this.#none.hidden = count > 0;
    this.#list.hidden = count === 0;
    this.#keepItems(problems);
    const lang = document.documentElement.lang;
    const link = make(
      "a",
      { href: `/_/problems?lang=${encodeURIComponent(lang)}`, target: "_self" },
      words.allProblems,
    );
    const counts = `${words.inAll} ${fill(words.errors, { count: errors })} · ${fill(words.warnings, { count: warnings })}`;
    this.#all.replaceChildren(counts, " ", link);
  }

  /** Items that are the same stay, and so does the focus in them. */
  #keepItems(problems: readonly Problem[]): void {
    const there = new Map(
      [...this.#list.children].map((item) => [(item as HTMLElement).dataset.key ?? "", item]),
    );
    const root = this.#host.shadowRoot;
    const focused = root?.activeElement;
    const at = focused ? [...this.#list.children].findIndex((item) => item.contains(focused)) : -1;
    const items = problems.map((problem) => {
      const key = JSON.stringify([spoken(), problem]);
      const same = there.get(key);
      there.delete(key);
      return same ?? makeItem(problem, key);
    });
    for (const item of there.values()) item.remove();
    for (const [index, item] of items.entries()) {
      if (this.#list.children[index] !== item) {
        this.#list.insertBefore(item, this.#list.children[index] ?? null);
      }
    }
    // What had the focus was mended: the next has it, or the heading.
    if (at >= 0 && focused && !focused.isConnected && !this.#body.hidden) {
      const next = this.#list.children[Math.min(at, items.length - 1)];
      (next?.querySelector<HTMLElement>("button") ?? this.#title).focus({ preventScroll: true });
    }
  }

  #open(isOpen: boolean): void {
    this.#body.hidden = !isOpen;
    this.#toggle.setAttribute("aria-expanded", String(isOpen));
    this.#section.classList.toggle("is-open", isOpen);
  }

  /** Fold, and give the focus back to where it came from. */
  #leave(): void {
    const had = this.#host.shadowRoot?.activeElement;
    this.#open(false);
    if (!had) return;
    const back = this.#back;
    this.#back = null;
    if (back instanceof HTMLElement && back.isConnected && back !== document.body) {
      back.focus({ preventScroll: true });
    } else this.#toggle.focus({ preventScroll: true });
  }

  #onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (document.querySelector("dialog[open]")) return;
    const isInside = document.activeElement === this.#host;
    if (event.key === "Escape" && !this.#body.hidden && !event.shiftKey) {
      if (isInside) event.preventDefault();
      this.#leave();
    } else if (event.key === "F8") {
      event.preventDefault();
      if (!isInside) this.#back = document.activeElement;
      this.#open(true);
      const items = [...this.#list.children];
      const focused = this.#host.shadowRoot?.activeElement ?? null;
      const at = items.findIndex((item) => item.contains(focused));
      const step = event.shiftKey ? -1 : 1;
      const to =
        at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length;
      (items[to]?.querySelector<HTMLElement>("button") ?? this.#title).focus();
    } else if (isInside && event.key.length === 1) {
      // The theme has keys of its own: F searches.
      event.stopPropagation();
    }
  }
}

function makeItem(problem: Problem, key: string): HTMLLIElement {
  const words = liveWords();
  const { severity, path, line, column, message, hint, source, mend, detail, id } = problem;
  const place = `${path}:${line}:${column}`;
  const item = make("li", { class: `problem ${severity}`, "data-key": key });
  const label = make("span", { class: "severity" }, words[severity] ?? severity);
  const to = make(
    "button",
    {
      type: "button",
      class: "place",
      "data-kb-edit": path,
      "data-line": line,
      "data-column": column,
      "aria-label": fill(words.openEditor, { place }),
    },
    place,
  );
  const rule = make("code", { class: "rule" }, problem.rule);
  item.append(make("p", { class: "where" }, label, " ", to, " ", rule));
  item.append(make("p", { class: "message" }, message));
  if (source.trim()) item.append(makeSource(source, column));
  if (hint) item.append(make("p", { class: "hint" }, hint));
  if (detail) {
    const text = make("pre", { tabindex: 0 }, detail);
    item.append(make("details", {}, make("summary", {}, words.details), text));
  }
  if (mend) {
    item.append(make("button", { type: "button", class: "mend", "data-kb-mend": id }, mend));
  }
  return item;
}

/** Letters before the column that are shown. */
const BEFORE = 40;
const AFTER = 80;

/** The line, with what stands at the column marked: a letter, or the word that begins there. */
function makeSource(source: string, column: number): HTMLElement {
  const letters = [...source.replace(/\s+$/, "")];
  const at = Math.max(0, Math.min(column - 1, letters.length));
  const first = Math.max(0, at - BEFORE);
  const rest = letters.slice(at).join("");
  const word = /^(?:\[\[.*?\]\]|!?\[.*?\]\([^)]*\)|[\p{L}\p{N}_#-]+|.)/u.exec(rest)?.[0] ?? "";
  const marked = word || " ";
  const after = rest.slice(word.length);
  return make(
    "pre",
    { class: "source", tabindex: 0 },
    first > 0 ? "…" : "",
    letters.slice(first, at).join(""),
    make("mark", {}, marked),
    after.length > AFTER ? `${after.slice(0, AFTER)}…` : after,
  );
}

function readItem(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // A browser may keep nothing.
  }
}

function writeItem(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above: it lasts as long as the page.
  }
}

function readList(key: string): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
}

function writeList(key: string, values: readonly string[]): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(values.slice(-500)));
  } catch {
    // As above.
  }
}
