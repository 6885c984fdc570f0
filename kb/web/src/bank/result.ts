/**
 * What an exam has shown.
 *
 * In: an exam that was submitted, and its questions. Out: the score, by tag as well; the notes to
 * read again; every question with what is right and why.
 */

import { make } from "../element";
import type { Exam } from "../quiz/store";
import { fill } from "../words";
import { percentOf, type Score, scoreOf, weakTags } from "./exam";
import { QuestionForm, stemText, verdict } from "./question";
import { type BankNote, isRight, type Question } from "./questions";
import { fromNote, type Host, makeButton, makeHeading, warnIfLost } from "./round";
import type { BankWords } from "./words";

export function showResult(
  host: Host,
  exam: Exam,
  questions: readonly Question[],
  isTimeUp: boolean,
): void {
  const { library, words } = host;
  const asked = questions.flatMap((question) => {
    const entry = library.byId.get(question.id);
    const chosen = exam.chosen[question.id] ?? [];
    return entry ? [{ entry, question, chosen, right: isRight(question, chosen) }] : [];
  });
  const score = scoreOf(asked, exam.pass);
  const told = fill(score.passed ? words.passed : words.failed, {
    percent: score.percent,
    pass: exam.pass,
    right: score.right,
    count: score.count,
  });
  const heading = makeHeading(words.result);
  const sentence = make("p", { class: "kb-bank__score", "data-passed": score.passed }, told);
  const early = isTimeUp ? [make("p", { role: "status" }, words.timeUp)] : [];
  const wrong = asked.filter(({ right }) => !right).map(({ entry }) => entry);
  const acts = make("div", { class: "kb-quiz__acts" });
  if (wrong.length > 0) {
    const again = makeButton(words.again, { primary: true });
    again.addEventListener("click", () => {
      host.ask({ name: words.mistakes, mode: "practice", entries: wrong });
    });
    acts.append(again);
  }
  const back = makeButton(words.back);
  back.addEventListener("click", () => host.leave());
  acts.append(back);
  const items = asked.map(({ entry, question, chosen, right }, number) => {
    const form = new QuestionForm(question, words, entry.note.url);
    form.chosen = chosen;
    form.reveal(false);
    form.say(verdict(words, question, chosen));
    // Nothing happens here that would have to be announced.
    form.result.removeAttribute("role");
    form.element.append(fromNote(words, entry));
    const state = right ? "right" : chosen.length > 0 ? "wrong" : "open";
    const summary = make(
      "summary",
      {},
      fill(words.cell, { number: number + 1, state: words.resultOf[state] }),
      " ",
      make(
        "span",
        { class: "kb-bank__stem", lang: question.stem[1] || undefined },
        stemText(question),
      ),
    );
    return make(
      "details",
      { class: "kb-bank__asked", "data-state": state, open: !right },
      summary,
      form.element,
    );
  });
  host.show(
    heading,
    ...early,
    sentence,
    acts,
    ...tagTable(words, score),
    ...weakNotes(words, score, exam.pass),
    make("h3", {}, words.answers),
    ...items,
  );
  warnIfLost(host, sentence);
}

function tagTable(words: BankWords, { tags }: Score): HTMLElement[] {
  if (!tags.some(({ tag }) => tag !== "")) return [];
  const rows = tags.map((share) => {
    const percent = percentOf(share);
    const bar = make("span", { class: "kb-bank__bar", "aria-hidden": "true" });
    bar.style.setProperty("--share", `${percent}%`);
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, share.tag || words.noTag),
      make("td", {}, `${share.right} / ${share.count}`),
      make("td", {}, `${percent}%`, bar),
    );
  });
  const head = [words.tag, words.share, "%"].map((word) => make("th", { scope: "col" }, word));
  const table = make(
    "table",
    { class: "kb-bank__table" },
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...rows),
  );
  return [make("h3", {}, words.byTag), table];
}

function weakNotes(words: BankWords, score: Score, pass: number): HTMLElement[] {
  const weak = weakTags(score, pass);
  const heading = make("h3", {}, words.weak);
  if (weak.length === 0) return [heading, make("p", {}, words.nothingWeak)];
  // Each note once, with all that it is weak in; the weakest tags come first.
  const notes = new Map<BankNote, string[]>();
  for (const { tag, read } of weak) {
    for (const note of read) notes.set(note, [...(notes.get(note) ?? []), tag]);
  }
  const items = [...notes].map(([{ title, url, language }, tags]) => {
    const isOther = language !== document.documentElement.lang;
    const link = make("a", { href: url, lang: isOther && language }, title);
    const named = tags.map((tag) => (tag ? `#${tag}` : words.noTag)).join(" ");
    return make("li", {}, link, " ", make("span", { class: "kb-count" }, named));
  });
  return [heading, make("ul", { class: "kb-bank__weak" }, ...items)];
}
