/**
 * Questions one by one, each answer explained at once: practice, mistakes, review.
 *
 * In: entries in their order. Out: a place that asks them; attempts in the store.
 */

import { make } from "../element";
import type { Ease, Store } from "../quiz/store";
import { fill } from "../words";
import { commonWords, QuestionForm, stemText } from "./question";
import type { Entry, Library, Question } from "./questions";
import type { BankWords } from "./words";

export interface Round {
  /** As the reader knows it: practice, review. */
  readonly name: string;
  readonly mode: "practice" | "review";
  readonly entries: readonly Entry[];
  /** In how many days a question would come again; only where that is asked after it. */
  readonly intervals?: (id: string) => Record<Ease, number>;
}

/** So long a key that is still held, or pressed twice, does not skip what is said. */
const PAUSE = 350;

export interface Host {
  readonly place: HTMLElement;
  readonly words: BankWords;
  readonly library: Library;
  readonly store: Store;
  /** Show this instead of what is there, and lead the reader to its heading. */
  show(heading: HTMLElement, ...rest: HTMLElement[]): void;
  /** Tell that something did not come, and offer to try again; other errors are thrown on. */
  fail(error: unknown, again: () => void): void;
  /** Back to the choice of questions. */
  leave(): void;
  /** Ask this round; its end leads on or back. */
  ask(round: Round): void;
}

export class RoundOfQuestions {
  readonly #host: Host;
  readonly #round: Round;
  readonly #wrong: { entry: Entry; question: Question }[] = [];
  #right = 0;
  #number = 0;

  constructor(host: Host, round: Round) {
    this.#host = host;
    this.#round = round;
  }

  async next(): Promise<void> {
    const { library, words } = this.#host;
    const { entries, name } = this.#round;
    const entry = entries[this.#number];
    if (!entry) {
      this.#end();
      return;
    }
    let question: Question | undefined;
    try {
      question = await library.question(entry);
    } catch (error) {
      this.#host.fail(error, () => void this.next());
      return;
    }
    this.#number += 1;
    // Its note lost it since the list was loaded.
    if (!question) return this.next();
    const values = { way: name, number: this.#number, count: entries.length };
    const heading = makeHeading(fill(words.question, values));
    const quit = makeButton(words.quit);
    quit.addEventListener("click", () => this.#end());
    const form = new QuestionForm(question, words, entry.note.url);
    const check = makeButton(commonWords().quizCheck, { type: "submit", primary: true });
    form.acts.append(check, quit);
    form.element.addEventListener("submit", () => void this.#check(entry, form, check));
    watchKeys(form, heading);
    this.#host.show(heading, form.element);
  }

  async #check(entry: Entry, form: QuestionForm, check: HTMLButtonElement): Promise<void> {
    if (!check.isConnected) return; // it was checked
    const { store, words } = this.#host;
    const { chosen, question } = form;
    if (chosen.length === 0) {
      form.say(commonWords().quizChooseFirst);
      form.focus();
      return;
    }
    const right = form.reveal();
    const intervals = right ? this.#round.intervals?.(question.id) : undefined;
    if (right) this.#right += 1;
    else this.#wrong.push({ entry, question });
    const isLast = this.#number >= this.#round.entries.length;
    const next = makeButton(isLast ? words.finish : words.next, { primary: true });
    form.element.append(fromNote(words, entry));
    const adding = store.add({ question: question.id, chosen, right, mode: this.#round.mode });
    if (intervals) {
      const buttons = EASES.map((ease) => {
        const days = fill(words.inDays, { count: intervals[ease] });
        const button = makeButton(words[ease], { primary: ease === "good" });
        button.append(" ", make("small", {}, days));
        onceAfter(button, async () => {
          const { key, at } = await adding;
          if (ease !== "good")
            await store.rate({ attempt: key, ease, at: Math.max(at, Date.now()) });
          await this.next();
        });
        return button;
      });
      const label = make("p", { class: "kb-bank__label", id: "kb-bank-ease" }, words.hardly);
      const group = make(
        "div",
        { class: "kb-bank__ease", role: "group", "aria-labelledby": label.id },
        ...buttons,
      );
      check.replaceWith(label, group);
      buttons[1]?.focus();
    } else {
      onceAfter(next, () => this.next());
      check.replaceWith(next);
      next.focus();
    }
    await adding;
    warnIfLost(this.#host, form.result);
  }

  #end(): void {
    const { words } = this.#host;
    const { name } = this.#round;
    const answered = this.#right + this.#wrong.length;
    if (answered === 0) {
      this.#host.leave();
      return;
    }
    const heading = makeHeading(fill(words.done, { way: name }));
    const score = fill(words.score, { right: this.#right, count: answered });
    const rest: HTMLElement[] = [make("p", { class: "kb-bank__score" }, score)];
    if (this.#wrong.length === 0) rest.push(make("p", {}, words.nothingWrong));
    else {
      const items = this.#wrong.map(({ entry, question }) => {
        const href = `${entry.note.url}#q-${question.id}`;
        const lang = question.stem[1] || undefined;
        return make("li", {}, make("a", { href, lang }, stemText(question)));
      });
      rest.push(make("h3", {}, words.wrongOnes), make("ul", {}, ...items));
    }
    const acts = make("div", { class: "kb-quiz__acts" });
    if (this.#wrong.length > 0) {
      const again = makeButton(words.again, { primary: true });
      const entries = this.#wrong.map(({ entry }) => entry);
      again.addEventListener("click", () => {
        this.#host.ask({ name: words.mistakes, mode: "practice", entries });
      });
      acts.append(again);
    }
    const back = makeButton(words.back);
    back.addEventListener("click", () => this.#host.leave());
    acts.append(back);
    this.#host.show(heading, ...rest, acts);
  }
}

const EASES: readonly Ease[] = ["hard", "good", "easy"];

/** Whoever is told that an answer is right must also be told that it is not kept. */
export function warnIfLost({ store, words }: Host, before: HTMLElement): void {
  if (store.lasting || document.querySelector(".kb-bank__lost")) return;
  before.after(make("p", { class: "kb-bank__lost", role: "alert" }, words.notLasting));
}

/** A heading that can be led to. */
export function makeHeading(text: string): HTMLElement {
  return make("h2", { class: "kb-bank__heading", tabindex: -1 }, text);
}

export function makeButton(
  text: string,
  { type = "button", primary = false }: { type?: string; primary?: boolean } = {},
): HTMLButtonElement {
  return make(
    "button",
    { type, class: primary ? "kb-button kb-button--primary" : "kb-button" },
    text,
  );
}

/** Where it comes from; a note's title may say too much before the answer. */
export function fromNote(words: BankWords, entry: Entry): HTMLElement {
  const { title, language } = entry.note;
  const isOther = language !== document.documentElement.lang;
  const link = make(
    "a",
    { href: `${entry.note.url}#q-${entry.id}`, lang: isOther && language },
    title,
  );
  return make("p", { class: "kb-bank__note" }, `${words.note} `, link);
}

/** Letters and numbers choose while the question, or its heading, has the focus. */
export function watchKeys(form: QuestionForm, heading: HTMLElement): void {
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (!form.press(event)) return;
    event.preventDefault();
    // The theme's own keys: F opens its search.
    event.stopPropagation();
  };
  form.element.addEventListener("keydown", press);
  heading.addEventListener("keydown", press);
}

function onceAfter(button: HTMLButtonElement, act: () => Promise<void>): void {
  const since = performance.now();
  const press = () => {
    if (performance.now() - since < PAUSE) return;
    button.removeEventListener("click", press);
    void act();
  };
  button.addEventListener("click", press);
}
