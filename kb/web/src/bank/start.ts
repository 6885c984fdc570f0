/**
 * The choice of questions and of how to answer them.
 *
 * In: all entries, and what is known of them. Out: fields, whose values stand in the address; the
 * ways to answer, each with how many questions it would ask; the reviews of the coming days.
 */

import { make } from "../element";
import { titleOrder } from "../sorting";
import { countTags } from "../tags";
import { fill } from "../words";
import { DAYS, dayAfter } from "./calendar";
import {
  countStates,
  EVERYTHING,
  type Filter,
  type Knowledge,
  readFilter,
  STATE_CHOICES,
  select,
  shuffled,
  writeFilter,
} from "./filter";
import type { Entry } from "./questions";
import { makeButton } from "./round";
import type { BankWords } from "./words";

export interface Known extends Knowledge {
  /** When each question that was answered is due, in milliseconds since 1970. */
  readonly dues: ReadonlyMap<string, number>;
  /** How many are due on each of the coming days; empty where nothing was answered. */
  readonly coming: readonly number[];
}

export interface Chosen {
  readonly way: "practice" | "mistakes" | "review" | "exam";
  readonly entries: readonly Entry[];
  /** Of an exam: 0 for no limit, */
  readonly minutes: number;
  /** and in percent. */
  readonly pass: number;
}

/** What is asked of an exam at first; a reader's own wish lasts as long as the page. */
const EXAM = { number: 20, pass: 72 };
const WAYS = ["practice", "review", "mistakes", "exam"] as const;

export class Start {
  readonly element: HTMLElement;
  readonly #entries: readonly Entry[];
  readonly #words: BankWords;
  readonly #language = document.documentElement.lang;
  readonly #tag = make("select", { class: "kb-field", id: "kb-bank-tag" });
  readonly #langs = make("select", { class: "kb-field", id: "kb-bank-language" });
  readonly #state = make("select", { class: "kb-field", id: "kb-bank-state" });
  readonly #status = make("p", { class: "kb-bank__counts", role: "status" });
  readonly #shuffle = make("input", { type: "checkbox", id: "kb-bank-shuffle" });
  readonly #number = numberField("kb-bank-number", EXAM.number, 1, 999);
  readonly #minutes = numberField("kb-bank-minutes", 0, 0, 999);
  readonly #pass = numberField("kb-bank-pass", EXAM.pass, 0, 100);
  readonly #buttons = new Map<Chosen["way"], HTMLButtonElement>();
  readonly #coming = make("section", { class: "kb-bank__coming", "aria-labelledby": "kb-coming" });
  #filter: Filter = EVERYTHING;
  #known: Known = { states: new Map(), due: new Set(), dues: new Map(), coming: [] };

  constructor(entries: readonly Entry[], words: BankWords, begin: (chosen: Chosen) => void) {
    this.#entries = entries;
    this.#words = words;
    this.#fillFields();
    this.element = make(
      "div",
      { class: "kb-bank__start" },
      this.#makeFilter(),
      make("h2", { id: "kb-bank-ways" }, words.ways),
      make("div", { class: "kb-bank__ways" }, ...WAYS.map((way) => this.#makeWay(way, begin))),
      this.#coming,
    );
    this.read();
  }

  /** What the address asks for. */
  read(): void {
    this.#filter = readFilter(location.search);
    this.#tag.value = this.#filter.tag;
    // A tag of another day: what cannot be chosen is not asked for.
    if (this.#tag.selectedIndex < 0) this.#tag.value = "";
    this.#langs.value = this.#filter.language;
    if (this.#langs.selectedIndex < 0) this.#langs.value = "";
    this.#state.value = this.#filter.state;
    this.#ask();
  }

  update(known: Known): void {
    this.#known = known;
    this.#showCounts();
    this.#showComing();
  }

  #ask(): void {
    const state = STATE_CHOICES.find((each) => each === this.#state.value) ?? "";
    this.#filter = { tag: this.#tag.value, language: this.#langs.value, state };
    const search = writeFilter(this.#filter, location.search);
    if (search !== location.search) {
      history.replaceState(history.state, "", location.pathname + search + location.hash);
    }
    this.#showCounts();
  }

  #fillFields(): void {
    const words = this.#words;
    const names = new Intl.DisplayNames([this.#language], { type: "language" });
    this.#tag.append(make("option", { value: "" }, words.allTags));
    for (const [tag, count] of tagsOf(this.#entries, this.#language)) {
      const depth = "\u2003".repeat(tag.split("/").length - 1);
      const last = tag.split("/").at(-1) ?? tag;
      this.#tag.append(make("option", { value: tag }, `${depth}${last} (${count})`));
    }
    this.#langs.append(make("option", { value: "" }, words.allLanguages));
    for (const language of new Set(this.#entries.map((entry) => entry.language))) {
      if (!language) continue;
      this.#langs.append(make("option", { value: language }, names.of(language) ?? language));
    }
    for (const state of STATE_CHOICES) {
      this.#state.append(make("option", { value: state }, words.states[state]));
    }
    for (const field of [this.#tag, this.#langs, this.#state]) {
      field.addEventListener("change", () => this.#ask());
    }
    this.#shuffle.checked = true;
    this.#number.addEventListener("input", () => this.#showCounts());
  }

  #makeFilter(): HTMLElement {
    const words = this.#words;
    const fields: HTMLElement[] = [labelled(words.tag, this.#tag)];
    if (this.#langs.length > 2) fields.push(labelled(words.language, this.#langs));
    fields.push(labelled(words.state, this.#state));
    const shuffle = make("label", { class: "kb-bank__tick" }, this.#shuffle, ` ${words.shuffle}`);
    return make(
      "fieldset",
      { class: "kb-bank__filter" },
      make("legend", {}, words.choose),
      ...fields,
      shuffle,
      this.#status,
    );
  }

  #makeWay(way: Chosen["way"], begin: (chosen: Chosen) => void): HTMLElement {
    const words = this.#words;
    const button = makeButton("", { type: "submit", primary: way === "practice" });
    this.#buttons.set(way, button);
    const fields =
      way === "exam"
        ? [
            labelled(words.number, this.#number),
            labelled(`${words.minutes} (${words.noTime})`, this.#minutes),
            labelled(words.pass, this.#pass),
          ]
        : [];
    const form = make(
      "form",
      { class: "kb-bank__way", "aria-labelledby": `kb-bank-${way}`, novalidate: true },
      make("h3", { id: `kb-bank-${way}` }, words[way]),
      make("p", {}, words[`${way}Said`]),
      ...(fields.length > 0 ? [make("div", { class: "kb-bank__fields" }, ...fields)] : []),
      button,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const entries = this.#meant(way);
      if (entries.length === 0) return;
      begin({ way, entries, minutes: numberOf(this.#minutes), pass: numberOf(this.#pass) });
    });
    return form;
  }

  /** The questions of a way, in the order in which they are asked. */
  #meant(way: Chosen["way"]): readonly Entry[] {
    const { dues, due, states } = this.#known;
    const fitting = select(this.#entries, this.#filter, this.#known);
    if (way === "review") {
      const waiting = fitting.filter(({ id }) => due.has(id));
      return waiting.sort((one, other) => (dues.get(one.id) ?? 0) - (dues.get(other.id) ?? 0));
    }
    const asked =
      way === "mistakes" ? fitting.filter(({ id }) => states.get(id) === "wrong") : fitting;
    const ordered = this.#shuffle.checked ? shuffled(asked, Math.random) : asked;
    return way === "exam" ? ordered.slice(0, numberOf(this.#number)) : ordered;
  }

  #showCounts(): void {
    const words = this.#words;
    const found = select(this.#entries, this.#filter, this.#known);
    const counts = countStates(found, this.#known);
    const first = fill(words.chosen, { count: found.length });
    this.#status.replaceChildren(make("strong", {}, first), ` ${fill(words.counts, counts)}`);
    const asked: Record<Chosen["way"], number> = {
      practice: found.length,
      mistakes: counts.wrong,
      review: counts.due,
      exam: Math.min(found.length, numberOf(this.#number)),
    };
    for (const [way, button] of this.#buttons) {
      const count = asked[way];
      const start = fill(words.start, { count });
      button.textContent = start;
      button.setAttribute("aria-label", `${start}: ${words[way]}`);
      // It can still be reached: a button that vanishes from the order of tabs loses the focus.
      button.setAttribute("aria-disabled", String(count === 0));
    }
  }

  #showComing(): void {
    const words = this.#words;
    const { coming } = this.#known;
    const title = make("h2", { id: "kb-coming" }, words.forecast);
    if (coming.length === 0) {
      this.#coming.replaceChildren(title, make("p", {}, words.nothingDue));
      return;
    }
    const most = Math.max(...coming, 1);
    const rows = coming.map((count, day) => {
      const bar = make("span", { class: "kb-bank__bar", "aria-hidden": "true" });
      bar.style.setProperty("--share", `${(100 * count) / most}%`);
      const name = make("th", { scope: "row" }, this.#dayName(day));
      return make("tr", {}, name, make("td", {}, String(count), bar));
    });
    const head = [words.day, words.due].map((word) => make("th", { scope: "col" }, word));
    this.#coming.replaceChildren(
      title,
      make(
        "table",
        { class: "kb-bank__table" },
        make("thead", {}, make("tr", {}, ...head)),
        make("tbody", {}, ...rows),
      ),
    );
  }

  #dayName(day: number): string {
    const { later, today, tomorrow } = this.#words;
    if (day < 2) return day === 0 ? today : tomorrow;
    if (day === DAYS) return later;
    const date = new Intl.DateTimeFormat(this.#language, {
      weekday: "short",
      month: "short",
      day: "numeric",
    });
    return date.format(dayAfter(Date.now(), day));
  }
}

/** Every tag with how many questions stand at it or below, each after the one above it. */
function tagsOf(entries: readonly Entry[], language: string): [string, number][] {
  const names = new Map<string, number>();
  const asked = entries.map(({ note }) => ({
    tags: note.tags.map((tag) => {
      if (!names.has(tag)) names.set(tag, names.size);
      return names.get(tag) ?? 0;
    }),
  }));
  const compare = titleOrder(language);
  const parts = (tag: string) => tag.split("/");
  return [...countTags([...names.keys()], asked)].sort(([one], [other]) => {
    const [ours, theirs] = [parts(one), parts(other)];
    const differs = ours.findIndex((part, level) => part !== theirs[level]);
    return differs < 0 ? -1 : compare(ours[differs] ?? "", theirs[differs] ?? "");
  });
}

function labelled(words: string, field: HTMLElement): HTMLElement {
  return make("label", { class: "kb-bank__field" }, make("span", {}, words), field);
}

function numberField(id: string, value: number, min: number, max: number): HTMLInputElement {
  const inputmode = "numeric";
  return make("input", { type: "number", class: "kb-field", id, value, min, max, inputmode });
}

/** A number within what the field takes, whatever was typed. */
function numberOf(field: HTMLInputElement): number {
  const typed = Math.round(field.valueAsNumber);
  const whole = Number.isFinite(typed) ? typed : Number(field.defaultValue);
  return Math.max(Number(field.min), Math.min(whole, Number(field.max)));
}
