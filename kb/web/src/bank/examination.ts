/**
 * An exam as its reader sits it: no word on the answers until it is submitted.
 *
 * In: an exam, new or under way. Out: a place that asks its questions; the exam in the store, so
 * that it goes on after a reload; the attempts in the store, once it is submitted.
 */

import { make } from "../element";
import type { Exam } from "../quiz/store";
import { fill } from "../words";
import { choose, clock, flag, goTo, isOver, submit, tick, warning } from "./exam";
import { QuestionForm } from "./question";
import { isRight, type Question } from "./questions";
import { showResult } from "./result";
import { type Host, makeButton, makeHeading, warnIfLost, watchKeys } from "./round";

const SECOND = 1000;
/** So often the time left is kept; a reload costs no more than that. */
const KEEP = 5 * SECOND;

export class Examination {
  readonly #host: Host;
  readonly #questions: readonly Question[];
  readonly #overview = make("ol", { class: "kb-bank__cells" });
  readonly #timer = make("p", { class: "kb-bank__timer", role: "timer" });
  readonly #said = make("p", { class: "kb-bank__said", role: "status" });
  readonly #flag = makeButton("");
  #exam: Exam;
  #seen = performance.now();
  #kept = performance.now();
  #ticking = 0;
  #isOver = false;

  /** `questions` are those of the exam that are still there, in its order. */
  constructor(host: Host, exam: Exam, questions: readonly Question[]) {
    this.#host = host;
    this.#questions = questions;
    this.#exam = { ...exam, questions: questions.map(({ id }) => id) };
    this.#flag.addEventListener("click", () => {
      this.#change(flag(this.#exam, this.#current.id));
    });
  }

  start(): void {
    this.#show();
    // What passed while the page was closed counts.
    this.#tick();
    if (this.#exam.left !== undefined && !this.#isOver) {
      this.#ticking = window.setInterval(() => this.#tick(), SECOND);
    }
  }

  get #current(): Question {
    return this.#questions[this.#exam.current] ?? (this.#questions[0] as Question);
  }

  #show(): void {
    const { library, words } = this.#host;
    const { current, questions } = this.#exam;
    const question = this.#current;
    const values = { way: words.exam, number: current + 1, count: questions.length };
    const heading = makeHeading(fill(words.question, values));
    const url = library.byId.get(question.id)?.note.url ?? location.href;
    const form = new QuestionForm(question, words, url);
    form.chosen = this.#exam.chosen[question.id] ?? [];
    form.onChoice(() => this.#change(choose(this.#exam, question.id, form.chosen)));
    const previous = makeButton(words.previous);
    const next = makeButton(words.following, { type: "submit", primary: true });
    const finish = makeButton(words.submit);
    const isLast = current === questions.length - 1;
    previous.disabled = current === 0;
    if (isLast) finish.classList.add("kb-button--primary");
    previous.addEventListener("click", () => this.#go(current - 1));
    form.element.addEventListener("submit", () => (isLast ? this.#ask() : this.#go(current + 1)));
    finish.addEventListener("click", () => this.#ask());
    form.acts.append(previous, ...(isLast ? [] : [next]), this.#flag, finish);
    watchKeys(form, heading);
    this.#showTime();
    this.#showFlag();
    this.#showOverview();
    const all = make("nav", { class: "kb-bank__overview", "aria-label": words.overview });
    all.append(make("h3", {}, words.overview), this.#overview);
    this.#host.show(heading, this.#timer, this.#said, form.element, all);
  }

  #showTime(): void {
    const { left } = this.#exam;
    this.#timer.hidden = left === undefined;
    if (left !== undefined) {
      this.#timer.textContent = fill(this.#host.words.left, { time: clock(left) });
    }
  }

  #showFlag(): void {
    const isFlagged = this.#exam.flagged.includes(this.#current.id);
    this.#flag.textContent = `⚑ ${this.#host.words.flag}`;
    this.#flag.setAttribute("aria-pressed", String(isFlagged));
  }

  #showOverview(): void {
    const { words } = this.#host;
    const { chosen, current, flagged, questions } = this.#exam;
    const cells = questions.map((id, number) => {
      const isAnswered = chosen[id] !== undefined;
      const isFlagged = flagged.includes(id);
      const state = [isAnswered ? words.answered : words.open, isFlagged && words.flagged];
      const cell = make(
        "button",
        {
          type: "button",
          class: "kb-bank__cell",
          "aria-current": number === current && "step",
          "data-answered": isAnswered,
          "data-flagged": isFlagged,
        },
        `${number + 1} `,
        make("span", { class: "kb-bank__unseen" }, state.filter(Boolean).join(", ")),
      );
      cell.addEventListener("click", () => this.#go(number));
      return make("li", {}, cell);
    });
    this.#overview.replaceChildren(...cells);
  }

  #go(number: number): void {
    this.#change(goTo(this.#exam, number));
    this.#show();
  }

  /** Whatever changes is kept at once. */
  #change(exam: Exam): void {
    this.#exam = this.#passed(exam);
    this.#showFlag();
    this.#showOverview();
    void this.#keep();
  }

  #passed(exam: Exam): Exam {
    const now = performance.now();
    const passed = now - this.#seen;
    this.#seen = now;
    return tick(exam, Date.now(), passed);
  }

  async #keep(): Promise<void> {
    this.#kept = performance.now();
    await this.#host.store.saveExam(this.#exam);
    warnIfLost(this.#host, this.#said);
  }

  #tick(): void {
    if (this.#isOver) return;
    if (!this.#timer.isConnected) {
      this.#stop(); // the reader went to another page
      return;
    }
    const before = this.#exam.left ?? 0;
    this.#exam = this.#passed(this.#exam);
    this.#showTime();
    const minutes = warning(before, this.#exam.left ?? 0);
    if (minutes) this.#said.textContent = this.#host.words.leftMinutes[minutes];
    if (isOver(this.#exam)) void this.#submit(true);
    else if (performance.now() - this.#kept > KEEP) void this.#keep();
  }

  #stop(): void {
    window.clearInterval(this.#ticking);
  }

  #ask(): void {
    const { words } = this.#host;
    const { chosen, flagged, questions } = this.#exam;
    const open = questions.filter((id) => chosen[id] === undefined).length;
    const title = make("h3", { id: "kb-bank-submit" }, words.submitAsked);
    const said = fill(words.submitOpen, { open, flagged: flagged.length });
    const yes = makeButton(words.submit, { primary: true });
    const no = makeButton(words.keepOn);
    const dialog = make(
      "dialog",
      { class: "kb-bank__dialog md-typeset", "aria-labelledby": title.id },
      title,
      make("p", {}, said),
      make("div", { class: "kb-quiz__acts" }, yes, no),
    );
    dialog.addEventListener("close", () => dialog.remove());
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => {
      dialog.close();
      void this.#submit(false);
    });
    this.#host.place.append(dialog);
    dialog.showModal();
  }

  async #submit(isTimeUp: boolean): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stop();
    this.#host.place.querySelector("dialog")?.close();
    const { store } = this.#host;
    // Another tab may have submitted it.
    const kept = (await store.contents()).exams.find(({ key }) => key === this.#exam.key);
    if (kept?.submitted === undefined) {
      this.#exam = submit(this.#exam, Date.now());
      await store.saveExam(this.#exam);
      await store.addAll(
        this.#questions.flatMap((question) => {
          const chosen = this.#exam.chosen[question.id];
          // What nobody answered tells nothing of what is known.
          if (!chosen) return [];
          const right = isRight(question, chosen);
          return [{ question: question.id, chosen, right, mode: "exam" as const }];
        }),
      );
    } else this.#exam = kept;
    showResult(this.#host, this.#exam, this.#questions, isTimeUp);
  }
}
