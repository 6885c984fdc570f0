/**
 * A field, and below it what it finds as one types: in a dialog above any page, or as the page
 * `/search/`.
 *
 * In: a form with its field, the client of the engine. Out: a combobox with its list of options,
 * groups in it, filters beside it, and what is said of both.
 *
 * An answer is shown unless one to a later key stands there: who types faster than answers come
 * sees those that come, in their order. Counts beside the results cost a file more, so they are
 * asked for when the hands rest.
 */

import { make } from "../../element";
import { isSamePage } from "../../folder";
import type { Completion, CompletionItem, SearchAnswer } from "../engine/api";
import { type Asked, NOTHING } from "./address";
import type { Client } from "./client";
import { countOf, Filters } from "./filters";
import { icon } from "./icons";
import { OptionList } from "./list";
import { chosenBy, completionsOf, groupsOf, optionsOf, recentOf, type Setting } from "./options";
import type { Recent } from "./recent";
import { sentencesOf } from "./sentences";
import { tipsOf } from "./tips";
import { fill } from "./words";

/** Milliseconds without a key until counts are asked for, and until it is said what was found. */
const REST = 150;
const SAY = 700;

/** Milliseconds until it is shown that an answer takes long. */
const LONG = 400;

const COMPLETIONS = 5;

export interface Surroundings {
  readonly setting: Setting;
  readonly client: Client;
  readonly recent: Recent;
  /** The form with its field, and the place below it. */
  readonly form: HTMLFormElement;
  readonly input: HTMLInputElement;
  readonly place: HTMLElement;
  /** Results at once, and with each press of 'more'. */
  readonly limit: number;
  readonly mostTags: number;
  /** Where all results are; '' where this is it. */
  pageOf(asked: Asked): string;
  /** Called where something else is asked for; `isStep` where a reader would want to go back. */
  tell(asked: Asked, isStep: boolean): void;
  /** Called before a result opens. */
  leave(): void;
  /** A result on the page that is there already. */
  stay(url: string): void;
}

export class SearchView {
  readonly #around: Surroundings;
  readonly #setting: Setting;
  readonly #input: HTMLInputElement;
  readonly #list: OptionList;
  readonly #said = make("div", { class: "kb-search__said" });
  readonly #status = make("p", { class: "kb-search__status", role: "status" });
  readonly #count = make("p", { class: "kb-search__count", "aria-hidden": "true" });
  readonly #tips: HTMLElement;
  readonly #clear: HTMLButtonElement;
  readonly #more = make("button", {
    type: "button",
    class: "kb-button kb-search__more",
    hidden: true,
  });
  readonly #filters: Filters;
  readonly #rest = make("p", { class: "kb-search__rest" });
  #asked: Asked = NOTHING;
  #answer: SearchAnswer | undefined;
  #completion: Completion | undefined;
  /** Of the last question, and of the one whose answer is shown. */
  #question = 0;
  #shown = 0;
  /** What stands there is not all that will be said of it. */
  #isEarly = false;
  /** Enter was pressed before what was typed had an answer. */
  #entered: KeyboardEvent | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #saying: ReturnType<typeof setTimeout> | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#setting = around.setting;
    this.#input = around.input;
    const { words } = this.#setting;
    const id = around.pageOf(NOTHING) ? "kb-search-list" : "kb-search-page-list";
    this.#list = new OptionList(this.#input, id, words.results);
    this.#filters = new Filters(this.#setting, around.mostTags, (query) => {
      this.ask({ query, exact: this.#asked.exact }, true);
    });
    this.#clear = make(
      "button",
      { type: "button", class: "kb-search__clear", "aria-label": words.clear, hidden: true },
      icon("clear"),
    );
    this.#more.textContent = words.more;
    this.#tips = tipsOf(this.#setting, (query) => this.ask({ query, exact: false }, true));
    this.#build();
    this.#listen();
    this.ask({ query: this.#input.value, exact: false }, false);
  }

  get asked(): Asked {
    return this.#asked;
  }

  #build(): void {
    const { form, input, place } = this.#around;
    input.placeholder = this.#setting.words.placeholder;
    form.append(this.#clear);
    const found = make(
      "div",
      { class: "kb-search__found" },
      this.#said,
      make("div", { class: "kb-search__line" }, this.#count, this.#rest),
      this.#list.element,
      this.#more,
      this.#tips,
    );
    place.replaceChildren(this.#status, this.#filters.element, found);
  }

  #listen(): void {
    const { form } = this.#around;
    form.addEventListener("submit", (event) => event.preventDefault());
    this.#input.addEventListener("input", () => {
      this.ask({ query: this.#input.value, exact: false }, false);
    });
    this.#input.addEventListener("keydown", (event) => this.#press(event));
    this.#clear.addEventListener("click", () => {
      this.ask(NOTHING, true);
      this.#input.focus();
    });
    this.#more.addEventListener("click", () => void this.#showMore());
    // The field keeps the focus, and what is being composed in it.
    this.#list.element.addEventListener("mousedown", (event) => {
      if (event.button === 0) event.preventDefault();
    });
    this.#list.element.addEventListener("click", (event) => {
      const at = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (at) this.#choose(at, event);
    });
  }

  /** Ask for something else. */
  ask(asked: Asked, isStep: boolean): void {
    const isOther = asked.query !== this.#asked.query || asked.exact !== this.#asked.exact;
    if (this.#input.value !== asked.query) {
      this.#input.value = asked.query;
    }
    this.#asked = asked;
    this.#clear.hidden = asked.query === "";
    this.#completion = undefined;
    this.#entered = undefined;
    if (isOther) this.#around.tell(asked, isStep);
    clearTimeout(this.#resting);
    if (asked.query.trim() === "") this.#showNothing();
    else void this.#search();
  }

  async #search(): Promise<void> {
    this.#question += 1;
    const question = this.#question;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#around.place.setAttribute("aria-busy", "true");
      if (this.#answer) return;
      this.#tips.hidden = true;
      this.#count.textContent = this.#setting.words.searching;
    }, LONG);
    const { client, limit } = this.#around;
    const { query, exact } = this.#asked;
    const { language } = this.#setting;
    const caret = this.#input.selectionStart ?? query.length;
    try {
      const early = (answer: SearchAnswer) => {
        if (!this.#answer && question === this.#question) this.#showEarly(answer);
      };
      // Later answers take the place of others at once, excerpts and all.
      const request = { query, exact, language, limit };
      const answer = await client.search(request, this.#answer ? undefined : early);
      // What completes a query is loaded behind the first answer.
      const completion = await client.complete(query, caret);
      if (question < this.#shown) return;
      this.#shown = question;
      this.#completion = completion;
      this.#show(answer);
    } catch {
      if (question === this.#question) this.#fail();
    }
    if (question !== this.#question) return;
    this.#end();
    const first = this.#list.first;
    if (this.#entered && first && !chosenBy.has(first)) {
      this.#choose(first, this.#entered);
      return;
    }
    this.#entered = undefined;
    this.#resting = setTimeout(() => void this.#countFilters(question), REST);
  }

  #end(): void {
    clearTimeout(this.#waiting);
    this.#around.place.removeAttribute("aria-busy");
  }

  async #countFilters(question: number): Promise<void> {
    const { client, limit } = this.#around;
    const { query, exact } = this.#asked;
    const { language } = this.#setting;
    const request = { query, exact, language, limit, facets: true };
    const answer = await client.search(request).catch(() => undefined);
    if (question === this.#question) this.#filters.show(answer?.facets);
  }

  /** The first results, before the texts of them have come. */
  #showEarly(answer: SearchAnswer): void {
    if (answer.hits.length === 0) return;
    this.#isEarly = true;
    // More is known of them in a moment.
    this.#around.place.setAttribute("aria-busy", "true");
    this.#list.fill(groupsOf(answer, this.#setting, true), true);
    this.#tips.hidden = true;
  }

  #show(answer: SearchAnswer): void {
    this.#answer = answer;
    const groups = groupsOf(answer, this.#setting);
    const items = this.#completions();
    if (items.length > 0) {
      const complete = (item: CompletionItem) => this.#complete(item);
      groups.unshift(completionsOf(items, complete, this.#setting));
    }
    if (this.#isEarly) this.#list.refill(groups);
    else this.#list.fill(groups, true);
    this.#isEarly = false;
    this.#tips.hidden = true;
    const isCompleted = items.length > 0;
    const way = (words: string, asked: Asked) => this.#button(words, asked);
    const said = sentencesOf(this.#asked, answer, isCompleted, this.#setting.words, way);
    this.#said.replaceChildren(...said);
    this.#showRest();
    this.#count.textContent = countOf(answer.total, answer.tags.length, this.#setting.words);
    this.#sayLater();
  }

  /** Of operators alone: names stand in the list of results as it is. */
  #completions(): readonly CompletionItem[] {
    const { start = 0, end = 0, items = [] } = this.#completion ?? {};
    const typed = this.#asked.query.slice(start, end).trim();
    return items
      .filter(({ kind, text }) => kind !== "title" && kind !== "word" && text.trim() !== typed)
      .slice(0, COMPLETIONS);
  }

  #button(words: string, asked: Asked): HTMLButtonElement {
    const button = make("button", { type: "button", class: "kb-search__way" }, words);
    button.addEventListener("click", () => {
      this.ask(asked, true);
      this.#input.focus();
    });
    return button;
  }

  #showRest(): void {
    const page = this.#around.pageOf(this.#asked);
    const answer = this.#answer;
    const hasMore = answer !== undefined && answer.total > answer.hits.length;
    this.#more.hidden = !hasMore || page !== "";
    this.#rest.replaceChildren();
    if (!page || !answer) return;
    const { words } = this.#setting;
    const some = hasMore ? fill(words.everything, { count: answer.total }) : words.everythingPage;
    // Lists of all tags and notes stand on that page.
    const said = answer.total === 0 ? words.lists : some;
    this.#rest.append(make("a", { href: page, class: "kb-search__everything" }, said));
  }

  /** The reader has come back. */
  refresh(): void {
    if (!this.#answer) this.#showNothing();
  }

  async #showMore(): Promise<void> {
    const known = this.#answer;
    const question = this.#question;
    if (!known) return;
    const { client, limit, setting } = this.#around;
    const { query, exact } = this.#asked;
    const { language } = setting;
    const offset = known.hits.length;
    const request = { query, exact, language, limit, offset };
    const answer = await client.search(request).catch(() => undefined);
    if (question !== this.#question) return;
    if (!answer) {
      this.#fail();
      return;
    }
    this.#answer = { ...known, hits: [...known.hits, ...answer.hits] };
    this.#showRest();
    this.#input.focus({ preventScroll: true });
    this.#list.add(optionsOf(answer.hits, setting));
  }

  /** Before anything is asked for. */
  #showNothing(): void {
    this.#question += 1;
    this.#shown = this.#question;
    this.#end();
    this.#answer = undefined;
    const { words } = this.#setting;
    const queries = this.#around.recent.read();
    const groups: HTMLElement[] = [];
    if (queries.length > 0) {
      const forget = make(
        "button",
        { type: "button", class: "kb-search__way", tabindex: -1 },
        words.forget,
      );
      forget.addEventListener("click", () => {
        this.#around.recent.forget();
        this.#showNothing();
        this.#input.focus();
      });
      const choose = (query: string) => {
        this.ask({ query, exact: false }, true);
        this.#input.focus();
      };
      groups.push(recentOf(queries, choose, forget, this.#setting));
    }
    this.#list.fill(groups, false);
    this.#said.replaceChildren();
    this.#filters.show(undefined);
    this.#more.hidden = true;
    this.#rest.replaceChildren();
    this.#tips.hidden = false;
    this.#count.textContent = "";
    clearTimeout(this.#saying);
    this.#status.textContent = "";
  }

  #fail(): void {
    this.#entered = undefined;
    const { words } = this.#setting;
    this.#end();
    const button = this.#button(words.retry, this.#asked);
    this.#said.replaceChildren(
      make("p", { class: "kb-search__failed" }, words.failed, " ", button),
    );
    this.#tips.hidden = true;
    this.#count.textContent = "";
    this.#status.textContent = words.failed;
  }

  /** Screen readers are told when the hands rest, and not of every key. */
  #sayLater(): void {
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => {
      const said = [this.#said.textContent, this.#count.textContent];
      this.#status.textContent = said.filter(Boolean).join(" ");
    }, SAY);
  }

  // --- keys ---

  #press(event: KeyboardEvent): void {
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter") {
      // Enter ends what is composed, and opens nothing.
      if (isComposing) return;
      event.preventDefault();
      if (!this.#list.active && this.#shown < this.#question) {
        // What stands there is the answer to less than was typed.
        this.#entered = event;
        return;
      }
      const option = this.#list.active ?? this.#list.first;
      if (option) this.#choose(option, event);
      else if (this.#asked.query.trim() !== "") this.#around.tell(this.#asked, true);
      return;
    }
    if (event.key === "Escape" && isComposing) {
      event.preventDefault();
      return;
    }
    // Other languages choose among candidates by arrows; Hangul has none.
    if (isComposing && !/[\u3131-\u318e\uac00-\ud7a3]$/.test(this.#input.value)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.#list.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Tab" && !event.shiftKey && !isComposing) {
      const item = this.#completions()[0];
      const isChosen = this.#list.active !== undefined && !chosenBy.has(this.#list.active);
      if (!item || isChosen) return;
      event.preventDefault();
      const choose = this.#list.active && chosenBy.get(this.#list.active);
      if (choose) choose();
      else this.#complete(item);
    }
  }

  #complete(item: CompletionItem): void {
    const completion = this.#completion;
    if (!completion) return;
    const { query } = this.#asked;
    const before = query.slice(0, completion.start) + item.text;
    this.ask({ query: before + query.slice(completion.end), exact: this.#asked.exact }, false);
    this.#input.focus();
    this.#input.setSelectionRange(before.length, before.length);
  }

  #choose(option: Element, event: MouseEvent | KeyboardEvent): void {
    const choose = chosenBy.get(option);
    if (choose) {
      event.preventDefault();
      choose();
      return;
    }
    if (!(option instanceof HTMLAnchorElement)) return;
    this.#around.recent.add(this.#asked.query);
    const isApart = event.ctrlKey || event.metaKey || event.shiftKey;
    if (event instanceof KeyboardEvent) {
      if (isApart) window.open(option.href, "_blank", "noopener");
      // As a pointer does, so that the theme may bring the page.
      else option.click();
      return;
    }
    if (isApart || event.button !== 0) return;
    if (isSamePage(option.href, location.href)) {
      event.preventDefault();
      event.stopPropagation();
      this.#around.stay(option.href);
    } else {
      this.#around.leave();
    }
  }
}
