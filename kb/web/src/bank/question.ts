/**
 * The form of one question, as `kb/render/quiz.py` writes it into a note's page.
 *
 * In: a question. Out: a form with its options; once it is revealed, what is right and why.
 */

import { make } from "../element";
import { meantOption } from "../quiz/keys";
import { judge } from "../quiz/verdict";
import { fill, type Words, wordsOf } from "../words";
import { isRight, type Question, rightLetters, type Worded } from "./questions";
import type { BankWords } from "./words";

let made = 0;

export class QuestionForm {
  readonly element: HTMLFormElement;
  readonly result = make("p", { class: "kb-quiz__result", role: "status" });
  readonly acts = make("div", { class: "kb-quiz__acts" });
  readonly #fieldset: HTMLFieldSetElement;
  readonly #inputs = new Map<string, HTMLInputElement>();
  readonly #choices = new Map<string, HTMLElement>();
  readonly #own = `kb-bank-${++made}`;

  constructor(
    readonly question: Question,
    readonly words: BankWords,
    /** Links within the note's page lead there. */
    readonly noteUrl: string,
  ) {
    this.#fieldset = this.#makeFieldset();
    this.element = make(
      "form",
      { class: "kb-quiz kb-bank__question", autocomplete: "off", "data-question": question.id },
      this.#fieldset,
      ...question.hints.map((hint) =>
        make(
          "details",
          { class: "kb-quiz__hint" },
          make("summary", {}, words.hint),
          this.#html("div", hint, "kb-quiz__text"),
        ),
      ),
      this.acts,
      this.result,
    );
    this.element.addEventListener("submit", (event) => event.preventDefault());
  }

  get chosen(): string[] {
    return [...this.#inputs].flatMap(([letter, input]) => (input.checked ? [letter] : []));
  }

  set chosen(letters: readonly string[]) {
    for (const [letter, input] of this.#inputs) input.checked = letters.includes(letter);
  }

  /** Be told when the reader chooses. */
  onChoice(hear: () => void): void {
    this.#fieldset.addEventListener("change", hear);
  }

  focus(): void {
    [...this.#inputs.values()][0]?.focus();
  }

  /** Choose by a key: a letter, or the number of an option; whether it was one of these. */
  press(key: KeyboardEvent): boolean {
    if (this.#fieldset.disabled) return false;
    const letters = this.question.answers.map(([letter]) => letter);
    const input = this.#inputs.get(letters[meantOption(key, letters)] ?? "");
    if (!input) return false;
    input.focus();
    input.click();
    return true;
  }

  /** Say what is right and why; the form is over. Whether the reader was right. */
  reveal(isTold = true): boolean {
    const { question, words } = this;
    const said = commonWords();
    const chosen = this.chosen;
    const right = isRight(question, chosen);
    this.#fieldset.disabled = true;
    this.element.dataset.state = right ? "right" : "wrong";
    for (const [letter, isRightOne, , why] of question.answers) {
      const choice = this.#choices.get(letter);
      const input = this.#inputs.get(letter);
      if (!choice || !input) continue;
      const isChosen = chosen.includes(letter);
      choice.dataset.state = isRightOne ? "right" : "wrong";
      choice.toggleAttribute("data-chosen", isChosen);
      const told = [isRightOne ? said.quizIsRight : said.quizIsWrong, isChosen && said.quizChosen];
      const mark = make(
        "p",
        { class: "kb-quiz__mark", id: `${input.id}-mark` },
        told.filter(Boolean).join(" · "),
      );
      choice.append(mark);
      const described = [input.getAttribute("aria-describedby"), mark.id];
      if (why[0]) {
        const text = this.#html("div", why, "kb-quiz__text kb-quiz__why");
        text.id = `${input.id}-why`;
        described.push(text.id);
        choice.append(text);
      }
      input.setAttribute("aria-describedby", described.filter(Boolean).join(" "));
    }
    const about = question.explanation;
    if (about[0]) {
      const text = this.#html("div", about, "kb-quiz__text kb-quiz__about");
      this.result.after(make("div", { class: "kb-quiz__said" }, text));
    }
    if (question.checked) {
      this.result.after(make("p", { class: "kb-quiz__checked" }, words.checked));
    }
    if (isTold) this.say(verdict(words, question, chosen));
    // Diagrams and figures in what was added.
    document.dispatchEvent(new Event("kb:added"));
    return right;
  }

  say(text: string): void {
    this.result.textContent = text;
  }

  #makeFieldset(): HTMLFieldSetElement {
    const { question, words } = this;
    const lang = question.stem[1] || undefined;
    const [lead, rest] = split(parse(question.stem[0], this.noteUrl));
    // A legend holds words; what else is asked with stands below it and belongs to the group.
    const legend = make("legend", { class: "kb-quiz__stem", lang }, lead);
    const described: string[] = [];
    if (lead.childNodes.length === 0 && legend.textContent === "") legend.append(words.asked);
    const fieldset = make("fieldset", {}, legend);
    if (rest) {
      const id = `${this.#own}-more`;
      fieldset.append(make("div", { class: "kb-quiz__more", id, lang }, rest));
      described.push(id);
    }
    if (question.several) {
      const id = `${this.#own}-several`;
      fieldset.append(make("p", { class: "kb-quiz__several", id }, words.several));
      described.push(id);
    }
    if (described.length > 0) fieldset.setAttribute("aria-describedby", described.join(" "));
    question.answers.forEach(([letter, , content], number) => {
      fieldset.append(this.#makeChoice(letter, content, `${this.#own}-${number}`));
    });
    return fieldset;
  }

  #makeChoice(letter: string, content: Worded, id: string): HTMLElement {
    const type = this.question.several ? "checkbox" : "radio";
    const input = make("input", { type, id, name: this.#own, value: letter });
    const mark = make("span", { class: "kb-quiz__letter" }, letter);
    const lang = content[1] || undefined;
    const [lead, rest] = split(parse(content[0], this.noteUrl));
    const label = make("label", { for: id }, mark, " ", make("span", { lang }, lead));
    const choice = make("div", { class: "kb-quiz__choice" }, input, label);
    if (rest) {
      const more = make("div", { class: "kb-quiz__more", id: `${id}-more`, lang }, rest);
      input.setAttribute("aria-describedby", more.id);
      choice.append(more);
    }
    this.#inputs.set(letter, input);
    this.#choices.set(letter, choice);
    return choice;
  }

  #html(name: "div" | "span", [html, lang]: Worded, className?: string): HTMLElement {
    const element = make(name, { class: className, lang: lang || undefined });
    element.append(parse(html, this.noteUrl));
    return element;
  }
}

/** Words that the forms of notes' pages use as well. */
export function commonWords(): Words {
  return wordsOf(document.documentElement.lang);
}

export function verdict(words: BankWords, question: Question, chosen: readonly string[]): string {
  const right = rightLetters(question);
  const { kind, hits } = judge(chosen, right);
  const said = commonWords();
  const sentences = {
    right: said.quizRight,
    wrong: chosen.length > 0 ? said.quizWrong : words.unanswered,
    incomplete: said.quizIncomplete,
    tooMany: said.quizTooMany,
  };
  return fill(sentences[kind], { hits, count: right.length, letters: right.join(", ") });
}

/** What is asked, in words. */
export function stemText(question: Question): string {
  return (parse(question.stem[0], location.href).textContent ?? "").replace(/\s+/g, " ").trim();
}

const BLOCKS = /^(?:UL|OL|PRE|TABLE|DIV|FIGURE|BLOCKQUOTE|H[1-6]|DL|DETAILS)$/;

/** The words that it begins with, and the blocks after them, if there are any. */
function split(content: DocumentFragment): [DocumentFragment, DocumentFragment | undefined] {
  const lead = document.createDocumentFragment();
  const first = content.firstElementChild;
  if (first?.tagName === "P") {
    lead.append(...first.childNodes);
    first.remove();
  } else {
    while (content.firstChild && !BLOCKS.test(content.firstChild.nodeName)) {
      lead.append(content.firstChild);
    }
  }
  const isMore = content.childElementCount > 0 || content.textContent?.trim();
  return [lead, isMore ? content : undefined];
}

/** HTML of the build, which has passed its gate. A note's own anchors stay in its page. */
function parse(html: string, noteUrl: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const link of template.content.querySelectorAll('a[href^="#"]')) {
    link.setAttribute("href", new URL(link.getAttribute("href") ?? "", noteUrl).href);
  }
  return document.importNode(template.content, true);
}
