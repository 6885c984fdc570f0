/**
 * The filter of a page of tags.
 *
 * In: `<div class="kb-tag-filter" data-notes data-tag>`, and below it the lists that every reader
 * has. Out: three fields, for tags that a note must have, may have and must not have; the notes
 * that fit, instead of the lists, while something is asked for. The address says what.
 */

import { make } from "../element";
import { loadNotes, type Note, type Notes } from "../notes";
import { titleOrder } from "../sorting";
import { countTags } from "../tags";
import { fill, wordsOf } from "../words";
import {
  add,
  type Criteria,
  filterNotes,
  isEmpty,
  KINDS,
  type Kind,
  meantTag,
  NONE,
  readCriteria,
  remove,
  writeCriteria,
} from "./criteria";

/** Notes that are listed at once, and with each press of 'more'. */
const LISTED = 100;

/** Tags that complete what is typed. */
const OFFERED = 500;

interface Field {
  readonly input: HTMLInputElement;
  readonly chips: HTMLUListElement;
}

class TagFilter {
  readonly #place: HTMLElement;
  readonly #tag: string;
  readonly #words = wordsOf(document.documentElement.lang);
  readonly #fields = new Map<Kind, Field>();
  readonly #options = make("datalist", { id: "kb-tag-options" });
  readonly #status = make("p", { class: "kb-tag-filter__status", role: "status" });
  readonly #list = make("ul", { class: "kb-tag-filter__notes" });
  readonly #more = make("button", { type: "button", class: "kb-button", hidden: true });
  readonly #clear = make("button", { type: "button", class: "kb-button" });
  readonly #stop = new AbortController();
  #criteria: Criteria = NONE;
  #all: Promise<Notes> | undefined;
  #counts: ReadonlyMap<string, number> = new Map();
  #listed = LISTED;

  constructor(place: HTMLElement) {
    this.#place = place;
    this.#tag = place.dataset.tag ?? "";
    this.#build();
    const { signal } = this.#stop;
    window.addEventListener("popstate", () => void this.#read(), { signal });
    // A link into the lists, such as one of the contents, leads to what must be seen.
    window.addEventListener("hashchange", () => void this.#reveal(), { signal });
    void this.#read();
  }

  end(): void {
    this.#stop.abort();
  }

  #build(): void {
    const labels: Record<Kind, string> = {
      and: this.#words.tagsAnd,
      or: this.#words.tagsOr,
      not: this.#words.tagsNot,
    };
    const rows = KINDS.map((kind) => this.#makeField(kind, labels[kind]));
    this.#clear.textContent = this.#words.clear;
    this.#clear.addEventListener("click", () => {
      void this.#ask(NONE);
      this.#fields.get("and")?.input.focus();
    });
    this.#more.addEventListener("click", () => {
      const next = this.#list.children.length;
      this.#listed += LISTED;
      void this.#show().then(() => this.#list.children[next]?.querySelector("a")?.focus());
    });
    const form = make(
      "div",
      { class: "kb-tag-filter__fields", role: "search", "aria-label": this.#words.tagFilter },
      ...rows,
      this.#options,
      this.#clear,
    );
    // Whoever comes near a field will want its tags completed.
    form.addEventListener("focusin", () => void this.#load(), { once: true });
    this.#place.replaceChildren(form, this.#status, this.#list, this.#more);
  }

  #makeField(kind: Kind, label: string): HTMLFormElement {
    const input = make("input", {
      class: "kb-field",
      list: this.#options.id,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "done",
    });
    const chips = make("ul", { class: "kb-tag-filter__chips", "aria-label": label });
    this.#fields.set(kind, { input, chips });
    input.addEventListener("input", (event) => {
      // A tag that was chosen from the list, not typed letter by letter.
      const isChosen =
        !(event instanceof InputEvent) || event.inputType === "insertReplacementText";
      if (isChosen) void this.#add(kind);
    });
    const row = make("form", { class: "kb-tag-filter__row" });
    row.append(make("label", {}, make("span", {}, label), input), chips);
    row.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#add(kind);
    });
    return row;
  }

  async #add(kind: Kind): Promise<void> {
    const input = this.#fields.get(kind)?.input;
    const typed = input?.value ?? "";
    if (!input || typed.trim() === "" || !(await this.#load())) return;
    const tag = meantTag(typed, this.#counts.keys());
    if (tag === undefined) {
      this.#status.textContent = fill(this.#words.noSuchTag, { tag: typed });
      return;
    }
    input.value = "";
    await this.#ask(add(this.#criteria, kind, tag));
  }

  /** The notes, fetched once; nothing where that fails, and then the page says so. */
  async #load(): Promise<Notes | undefined> {
    this.#all ??= loadNotes(this.#place).then((all) => {
      this.#counts = countTags(all.tags, all.notes);
      this.#offer(all);
      return all;
    });
    try {
      return await this.#all;
    } catch {
      this.#all = undefined;
      this.#status.textContent = this.#words.notesUnavailable;
      return undefined;
    }
  }

  async #ask(criteria: Criteria): Promise<void> {
    const url = location.pathname + writeCriteria(criteria, location.search);
    history.pushState(history.state, "", url);
    this.#criteria = criteria;
    this.#listed = LISTED;
    await this.#show();
  }

  async #read(): Promise<void> {
    this.#criteria = readCriteria(location.search);
    this.#listed = LISTED;
    await this.#show();
  }

  async #reveal(): Promise<void> {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest("[hidden]")) return;
    history.replaceState(history.state, "", location.pathname + location.hash);
    await this.#read();
    target.scrollIntoView();
  }

  async #show(): Promise<void> {
    const criteria = this.#criteria;
    for (const kind of KINDS) this.#showChips(kind);
    const isSet = !isEmpty(criteria);
    this.#clear.hidden = !isSet;
    const all = isSet ? await this.#load() : undefined;
    if (criteria !== this.#criteria) return;
    const isFiltered = isSet && all !== undefined;
    for (let next = this.#place.nextElementSibling; next; next = next.nextElementSibling) {
      next.toggleAttribute("hidden", isFiltered);
    }
    this.#list.hidden = !isFiltered;
    if (!isSet) this.#status.textContent = "";
    if (isFiltered) this.#showNotes(all);
    else this.#more.hidden = true;
  }

  #showNotes(all: Notes): void {
    const inOrder = titleOrder(document.documentElement.lang);
    const found = filterNotes(all, this.#tag, this.#criteria)
      .flatMap((index) => all.notes[index] ?? [])
      .sort((one, other) => inOrder(one.title, other.title));
    this.#status.textContent = fill(this.#words.notesFound, { count: found.length });
    this.#list.replaceChildren(
      ...found.slice(0, this.#listed).map((note) => this.#item(note, all.tags)),
    );
    const left = found.length - this.#listed;
    this.#more.hidden = left <= 0;
    this.#more.textContent = fill(this.#words.more, { count: Math.min(left, LISTED) });
    this.#offer({ ...all, notes: found });
  }

  #item(note: Note, tags: readonly string[]): HTMLLIElement {
    const isOther = note.language !== document.documentElement.lang;
    const link = make("a", { href: note.url, lang: isOther && note.language }, note.title);
    const own = note.tags.map((tag) => `#${tags[tag] ?? ""}`).join(" ");
    return make("li", {}, link, " ", make("span", { class: "kb-count" }, own));
  }

  #showChips(kind: Kind): void {
    const { chips, input } = this.#fields.get(kind) ?? {};
    chips?.replaceChildren(
      ...this.#criteria[kind].map((tag) => {
        const label = fill(this.#words.removeTag, { tag });
        const cross = make("span", { "aria-hidden": "true" }, "×");
        const button = make("button", { type: "button", "aria-label": label }, `#${tag} `, cross);
        button.addEventListener("click", () => {
          void this.#ask(remove(this.#criteria, tag));
          input?.focus();
        });
        return make("li", {}, button);
      }),
    );
  }

  /** Complete what is typed by the tags of what is shown, the frequent ones first. */
  #offer({ tags, notes }: Notes): void {
    const counts = [...countTags(tags, notes)].sort(([, few], [, many]) => many - few);
    this.#options.replaceChildren(
      ...counts
        .slice(0, OFFERED)
        .map(([tag, count]) => make("option", { value: tag, label: `${tag} (${count})` })),
    );
  }
}

let shown: TagFilter | undefined;

/** Put the filter into its place. */
export function showTagFilter(place: HTMLElement): void {
  shown?.end();
  shown = new TagFilter(place);
}
