/**
 * A question in a note's page.
 *
 * In: the form that kb/render/quiz.py writes. Out: it can be answered: a button checks, the result
 * is announced, each option says whether and why it is right, and what was answered is kept.
 */

import { make } from "../element";
import { fill, type Words, wordsOf } from "../words";
import { copyOf } from "./copies";
import { meantOption } from "./keys";
import { mayShuffle, shuffled, wantShuffle, wantsShuffle } from "./order";
import { watchPrinting } from "./paper";
import { type Attempt, openStore } from "./store";
import { judge, type Kind } from "./verdict";

/** A key that is held down must not check and begin anew at once; in milliseconds. */
const REST = 400;

/** Where keys write. */
const FIELDS =
  "textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]:not([contenteditable=false])";

interface Option {
  readonly letter: string;
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** What it is described by before it is answered. */
  readonly described: string;
}

const forms = new WeakMap<Element, Form>();

function shownForms(question?: string): Form[] {
  return [...document.querySelectorAll<HTMLElement>(".kb-quiz")].flatMap((element) => {
    const form = forms.get(element);
    return form && (question === undefined || question === element.dataset.question) ? form : [];
  });
}

class Form {
  readonly #form: HTMLFormElement;
  readonly #group: HTMLFieldSetElement;
  readonly #result: HTMLElement;
  readonly #answer: HTMLDetailsElement;
  readonly #acts: HTMLElement;
  readonly #question: string;
  readonly #right: readonly string[];
  /** As the author ordered them; */
  readonly #options: readonly Option[];
  /** as they are shown. */
  #shown: readonly Option[];
  readonly #language: string;
  readonly #words: Words;
  readonly #check: HTMLButtonElement;
  readonly #shuffle: HTMLButtonElement;
  readonly #last: HTMLElement;
  readonly #maySwap: boolean;
  /** When it was answered; undefined while it is open. */
  #answered: number | undefined;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#group = this.#find("fieldset");
    this.#result = this.#find(".kb-quiz__result");
    this.#answer = this.#find(".kb-quiz__answer");
    this.#acts = this.#find(".kb-quiz__acts");
    this.#question = form.dataset.question ?? "";
    this.#options = this.#readOptions();
    this.#shown = this.#options;
    const keys = this.#answer.querySelectorAll(":scope > .kb-quiz__key > strong");
    this.#right = [...keys].map((key) => key.textContent ?? "");
    // Instant navigation into another tree leaves the document's language as it was.
    this.#language = form.dataset.words ?? document.documentElement.lang;
    this.#words = wordsOf(this.#language);
    this.#check = make("button", { type: "submit", class: "kb-button" }, this.#words.quizCheck);
    this.#shuffle = make(
      "button",
      { type: "button", class: "kb-button kb-quiz__shuffle" },
      this.#words.quizShuffle,
    );
    this.#last = make("p", { class: "kb-quiz__last", hidden: true });
    this.#acts.append(this.#check, this.#last);
    this.#maySwap = mayShuffle(
      this.#options.map(({ letter }) => letter),
      this.#options.map(
        ({ element }) => element.querySelector("label > :last-child")?.textContent ?? "",
      ),
    );
    if (this.#maySwap) this.#acts.append(this.#shuffle);
    const ways = form.querySelector(":scope > .kb-quiz__ways");
    if (ways) this.#acts.append(ways);
    this.#listen();
    this.order();
    this.#foldHints();
  }

  #find<Found extends HTMLElement>(selector: string): Found {
    const found = this.#form.querySelector<Found>(`:scope > ${selector}`);
    if (!found) throw new Error(`quiz: there is no ${selector}`);
    return found;
  }

  #readOptions(): Option[] {
    const elements = this.#group.querySelectorAll<HTMLElement>(":scope > .kb-quiz__choice");
    return [...elements].flatMap((element) => {
      const input = element.querySelector<HTMLInputElement>(":scope > input");
      if (!input) return [];
      const described = input.getAttribute("aria-describedby") ?? "";
      return { letter: input.value, element, input, described };
    });
  }

  #listen(): void {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#answered === undefined) this.#submit();
      else if (performance.now() - this.#answered > REST) this.#retry();
    });
    this.#form.addEventListener("keydown", (event) => this.#onKey(event));
    this.#shuffle.addEventListener("click", () => {
      wantShuffle(!wantsShuffle());
      for (const form of shownForms()) form.order();
    });
  }

  /** One hint leads to the next. */
  #foldHints(): void {
    const hints = this.#form.querySelectorAll<HTMLElement>(":scope > .kb-quiz__hint");
    hints.forEach((hint, index) => {
      hint.hidden = index > 0;
      hint.addEventListener("toggle", () => {
        const next = hints[index + 1];
        if (next) next.hidden = false;
      });
    });
  }

  #onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest(FIELDS)) return;
    if (this.#answered !== undefined) return;
    const letters = this.#shown.map(({ letter }) => letter);
    const input = this.#shown[meantOption(event, letters)]?.input;
    if (!input) return;
    event.preventDefault();
    event.stopPropagation(); // The theme has keys of its own: F searches.
    input.checked = input.type === "radio" || !input.checked;
    input.focus();
  }

  /** Show the options in the order that the reader wants; not while they are spoken of. */
  order(): void {
    const wants = this.#maySwap && wantsShuffle();
    this.#shuffle.setAttribute("aria-pressed", String(wants));
    if (this.#answered !== undefined) return;
    const shown = wants ? shuffled(this.#options, Math.random) : this.#options;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#group.append(...shown.map(({ element }) => element));
  }

  #submit(): void {
    const chosen = this.#options.filter(({ input }) => input.checked).map(({ letter }) => letter);
    if (chosen.length === 0) {
      this.#say(this.#words.quizChooseFirst);
      this.#options[0]?.input.focus();
      return;
    }
    const { kind, hits } = judge(chosen, this.#right);
    this.#answered = performance.now();
    const hadFocus = this.#group.contains(document.activeElement);
    this.#group.disabled = true;
    this.#form.dataset.state = kind === "right" ? "right" : "wrong";
    for (const option of this.#options) this.#mark(option, chosen.includes(option.letter));
    this.#explain();
    this.#check.textContent = this.#words.quizRetry;
    if (hadFocus) this.#check.focus();
    this.#last.hidden = true;
    this.#say(
      fill(
        this.#sentence(kind),
        { hits, count: this.#right.length, letters: this.#right.join(", ") },
        this.#language,
      ),
    );
    void this.#keep(chosen, kind === "right");
  }

  #sentence(kind: Kind): string {
    if (kind === "right") return this.#words.quizRight;
    if (kind === "incomplete") return this.#words.quizIncomplete;
    return kind === "tooMany" ? this.#words.quizTooMany : this.#words.quizWrong;
  }

  async #keep(chosen: readonly string[], right: boolean): Promise<void> {
    const store = await openStore();
    const attempt = { question: this.#question, chosen, right, mode: "page" } as const;
    const added = await store.add(attempt);
    for (const form of shownForms(this.#question)) form.showLast(added);
  }

  /** Announce: the same words once more are news as well. */
  #say(words: string): void {
    this.#result.textContent = "";
    requestAnimationFrame(() => {
      this.#result.textContent = words;
    });
  }

  /** Say of an option whether it is right, by words, a sign and a colour; and why. */
  #mark({ letter, element, input, described }: Option, chosen: boolean): void {
    const right = this.#right.includes(letter);
    element.dataset.state = right ? "right" : "wrong";
    element.toggleAttribute("data-chosen", chosen);
    const lang = this.#acts.lang || undefined;
    const words = right ? this.#words.quizIsRight : this.#words.quizIsWrong;
    const own = chosen ? ` · ${this.#words.quizChosen}` : "";
    const mark = make("p", { class: "kb-quiz__mark", id: `${input.id}-mark`, lang }, words + own);
    const ids = [described, mark.id];
    const added: HTMLElement[] = [mark];
    const listed = this.#answer.querySelectorAll<HTMLElement>(":scope > .kb-quiz__whys > li");
    const item = [...listed].find((each) => each.dataset.letter === letter);
    const why = item?.querySelector<HTMLElement>(":scope > .kb-quiz__why");
    if (why) {
      const copy = copyOf(why);
      copy.id = `${input.id}-why`;
      ids.push(copy.id);
      added.push(copy);
    }
    element.append(...added);
    input.setAttribute("aria-describedby", ids.join(" ").trim());
  }

  /** What is said of the whole question stands below the result. */
  #explain(): void {
    const about = this.#answer.querySelectorAll(
      ":scope > :not(summary, .kb-quiz__key, .kb-quiz__whys)",
    );
    const said = make("div", { class: "kb-quiz__said" }, ...[...about].map(copyOf));
    if (about.length > 0) this.#result.after(said);
    this.#answer.hidden = true;
  }

  #retry(): void {
    this.#answered = undefined;
    this.#group.disabled = false;
    delete this.#form.dataset.state;
    this.#form.querySelector(":scope > .kb-quiz__said")?.remove();
    for (const { element, input, described } of this.#options) {
      element.removeAttribute("data-state");
      element.removeAttribute("data-chosen");
      for (const added of element.querySelectorAll(
        ":scope > .kb-quiz__mark, :scope > .kb-quiz__why",
      )) {
        added.remove();
      }
      if (described) input.setAttribute("aria-describedby", described);
      else input.removeAttribute("aria-describedby");
      input.checked = false;
    }
    this.#answer.hidden = false;
    this.#answer.open = false;
    this.#check.textContent = this.#words.quizCheck;
    this.#last.hidden = this.#last.textContent === "";
    this.#result.textContent = "";
    this.order();
    this.#group.focus();
  }

  /** How it was answered the last time; the answer itself stays folded. */
  showLast({ right, at }: Attempt): void {
    const words = right ? this.#words.quizLastRight : this.#words.quizLastWrong;
    const date = new Intl.DateTimeFormat(this.#language, { dateStyle: "long" });
    this.#last.textContent = fill(words, { date: date.format(at) }, this.#language);
    this.#last.dataset.state = right ? "right" : "wrong";
    this.#last.hidden = this.#answered !== undefined;
  }

  async showStored(): Promise<void> {
    const store = await openStore();
    const last = (await store.of(this.#question)).at(-1);
    if (last) this.showLast(last);
  }

  /** Whoever follows a link to the question can answer it at once. */
  takeFocus(): void {
    const id = decode(location.hash.slice(1));
    const target = id ? document.getElementById(id) : null;
    const isOurs = target !== null && (target === this.#form || this.#group.contains(target));
    if (isOurs && !this.#form.contains(document.activeElement)) {
      this.#group.focus({ preventScroll: true });
    }
  }
}

function decode(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash; // A hash may be any text.
  }
}

let isListening = false;

/** What happens to all questions of a page, once for each window. */
function listen(): void {
  if (isListening) return;
  isListening = true;
  watchPrinting();
  window.addEventListener("hashchange", () => {
    for (const form of shownForms()) form.takeFocus();
  });
  void openStore().then((store) =>
    store.listen((attempts) => {
      for (const attempt of attempts) {
        for (const form of shownForms(attempt.question)) form.showLast(attempt);
      }
    }),
  );
}

export function showQuiz(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return;
  const form = new Form(element);
  forms.set(element, form);
  listen();
  form.takeFocus();
  void form.showStored();
}
