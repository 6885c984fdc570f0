/**
 * The bank of questions.
 *
 * In: `<div class="kb-bank" data-questions>` and below it the list that every reader has. Out: the
 * choice of questions and of how to answer them, then the questions. What is answered stays in this
 * browser.
 */

import { make } from "../element";
import { newKey } from "../quiz/memory";
import { type Exam, openStore, type Store } from "../quiz/store";
import { fill } from "../words";
import { forecast, isDue } from "./calendar";
import { begin, submit } from "./exam";
import { Examination } from "./examination";
import { makeKeeping } from "./keeping";
import { Library, type Question, Unavailable } from "./questions";
import { type Host, makeButton, type Round, RoundOfQuestions } from "./round";
import type { Cards } from "./schedule";
import { type Chosen, type Known, Start } from "./start";
import { statesOf } from "./state";
import { type BankWords, bankWordsOf } from "./words";

class Bank implements Host {
  readonly words: BankWords;
  readonly #start: Start;
  #cards: Cards = new Map();

  constructor(
    readonly place: HTMLElement,
    readonly library: Library,
    readonly store: Store,
  ) {
    this.words = wordsHere();
    this.#start = new Start(library.entries, this.words, (chosen) => void this.#begin(chosen));
    const stop = store.listen(() => {
      if (place.isConnected) void this.#learn();
      else stop();
    });
  }

  /** The first thing that is shown; the reader is where the page began. */
  async open(): Promise<void> {
    await this.#learn();
    await this.#showStart();
  }

  show(heading: HTMLElement, ...rest: HTMLElement[]): void {
    const session = make("section", { class: "kb-bank__session" }, heading, ...rest);
    heading.id = "kb-bank-heading";
    session.setAttribute("aria-labelledby", heading.id);
    this.#list(false);
    this.place.replaceChildren(session);
    heading.focus({ preventScroll: true });
    // Only as far as is needed, and never below the theme's header.
    const { top } = heading.getBoundingClientRect();
    if (top < 64 || top > innerHeight / 2) heading.scrollIntoView({ block: "start" });
    document.dispatchEvent(new Event("kb:added"));
  }

  leave(): void {
    void this.#learn()
      .then(() => this.#showStart())
      .then(() => this.place.querySelector<HTMLElement>("button, select")?.focus());
  }

  ask(round: Round): void {
    void new RoundOfQuestions(this, round).next();
  }

  /** What the attempts say by now. */
  async #learn(): Promise<void> {
    const { attempts, ratings } = await this.store.contents();
    const mine = attempts.filter(({ question }) => this.library.byId.has(question));
    const now = Date.now();
    const dues = new Map<string, number>();
    if (mine.length > 0) {
      // Only here: whoever answers for the first time needs no calendar.
      const { replay } = await import("./schedule");
      this.#cards = replay(mine, ratings);
      for (const [id, card] of this.#cards) dues.set(id, card.due);
    }
    const due = new Set([...dues].flatMap(([id, at]) => (isDue(at, now) ? [id] : [])));
    const coming = dues.size > 0 ? forecast(dues.values(), now) : [];
    const known: Known = { states: statesOf(mine), due, dues, coming };
    this.#start.update(known);
  }

  async #showStart(): Promise<void> {
    const parts: HTMLElement[] = [];
    if (!this.store.lasting) {
      parts.push(make("p", { class: "kb-bank__lost", role: "status" }, this.words.notLasting));
    }
    const { exams } = await this.store.contents();
    const [open] = exams
      .filter(({ submitted }) => submitted === undefined)
      .sort((one, other) => other.began - one.began);
    if (open?.questions.some((id) => this.library.byId.has(id))) {
      parts.push(this.#makeUnderWay(open));
    }
    const keeping = makeKeeping(this.store, this.words, () => void this.#learn());
    this.place.replaceChildren(...parts, this.#start.element, keeping);
    this.#list(true);
  }

  #makeUnderWay(exam: Exam): HTMLElement {
    const { words } = this;
    const answered = Object.keys(exam.chosen).length;
    const said = fill(words.underWay, { answered, count: exam.questions.length });
    const goOn = makeButton(words.goOn, { primary: true });
    goOn.addEventListener("click", () => void this.#sit(exam));
    const discard = makeButton(words.discard);
    discard.addEventListener("click", async () => {
      // As submitted without an answer: nothing is known of its questions.
      await this.store.saveExam({ ...submit(exam, Date.now()), chosen: {} });
      this.leave();
    });
    return make(
      "div",
      { class: "kb-bank__under-way", role: "group", "aria-label": words.exam },
      make("p", {}, said),
      make("div", { class: "kb-quiz__acts" }, goOn, discard),
    );
  }

  async #begin({ way, entries, minutes, pass }: Chosen): Promise<void> {
    const { words } = this;
    if (way === "exam") {
      const exam = begin(entries, { minutes, pass }, newKey(), Date.now());
      await this.#sit(exam);
      return;
    }
    if (way !== "review") {
      this.ask({ name: words[way], mode: "practice", entries });
      return;
    }
    const { intervals } = await import("./schedule");
    this.ask({
      name: words.review,
      mode: "review",
      entries,
      intervals: (id) => intervals(this.#cards.get(id), Date.now()),
    });
  }

  async #sit(exam: Exam): Promise<void> {
    try {
      const entries = exam.questions.flatMap((id) => this.library.byId.get(id) ?? []);
      const found = await Promise.all(entries.map((entry) => this.library.question(entry)));
      const questions = found.filter((each): each is Question => each !== undefined);
      await this.store.saveExam(exam);
      if (questions.length > 0) new Examination(this, exam, questions).start();
    } catch (error) {
      this.fail(error, () => void this.#sit(exam));
    }
  }

  fail(error: unknown, again: () => void): void {
    if (!(error instanceof Unavailable)) throw error;
    showFailure(this.place, again);
  }

  /** The list of all notes is for those who choose. */
  #list(isShown: boolean): void {
    for (let next = this.place.nextElementSibling; next; next = next.nextElementSibling) {
      next.toggleAttribute("hidden", !isShown);
    }
  }
}

function wordsHere(): BankWords {
  return bankWordsOf(document.documentElement.lang);
}

function showFailure(place: HTMLElement, again: () => void): void {
  const words = wordsHere();
  const retry = makeButton(words.retry, { primary: true });
  retry.addEventListener("click", again);
  const said = make("div", { role: "alert" }, make("p", {}, words.unavailable));
  place.replaceChildren(said, retry);
}

/** Put the bank into its place. */
export async function showBank(place: HTMLElement): Promise<void> {
  let library: Library;
  try {
    library = await Library.open(place.dataset.questions ?? "");
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    showFailure(place, () => void showBank(place));
    return;
  }
  await new Bank(place, library, await openStore()).open();
}
