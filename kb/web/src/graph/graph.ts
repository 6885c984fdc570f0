/**
 * The page of the graph: a picture of all notes and, beside it, a list that says the same.
 *
 * In: `<div class="kb-graph" data-notes data-links>`. Out: fields to search and to filter by tag
 * and language, the list of what is found, the neighbours of the note that is chosen, and the
 * picture where the browser can draw it. What is asked for stands in the address, so that it can
 * be sent to somebody and the browser goes back to it.
 */

import { make } from "../element";
import { loadLinks, loadNotes, type Note, type Notes, withoutGuests } from "../notes";
import { titleOrder } from "../sorting";
import { countTags, firstLevel, isWithinTag } from "../tags";
import { fill, type Words, wordsOf } from "../words";
import { makeLegend, type Scheme } from "./colours";
import type { Drawing, Model } from "./drawing";
import { showLegend } from "./legend";
import { groupsOf, makeNetwork, type Network, select, startPositions } from "./network";
import { NOTHING, type Query, readQuery, writeQuery } from "./query";

/** Notes that are listed at once, and with each press of 'more'. */
const LISTED = 40;

/** Tags that a field offers; a longer list is searched faster than read. */
const OFFERED = 400;

function schemeOf(): Scheme {
  return document.body.dataset.mdColorScheme === "slate" ? "dark" : "light";
}

function canDraw(): boolean {
  const canvas = document.createElement("canvas");
  return (canvas.getContext("webgl2") ?? canvas.getContext("webgl")) !== null;
}

class GraphPage {
  readonly #place: HTMLElement;
  readonly #all: Notes;
  readonly #network: Network;
  readonly #words: Words;
  readonly #groups: readonly string[];
  readonly #counts: ReadonlyMap<string, number>;
  readonly #byKey: ReadonlyMap<string, number>;
  #query: Query = NOTHING;
  #found: readonly number[] = [];
  #listed = LISTED;
  #drawing: Drawing | undefined;
  readonly #stop = new AbortController();

  readonly #search = make("input", { type: "search", autocomplete: "off" });
  readonly #tag = make("select");
  readonly #below = make("select");
  readonly #language = make("select");
  readonly #status = make("p", { class: "kb-graph__status", role: "status" });
  readonly #list = make("ul", { class: "kb-graph__list" });
  readonly #more = make("button", { type: "button", class: "kb-button kb-graph__more" });
  readonly #chosen = make("section", { class: "kb-graph__chosen", hidden: true });
  readonly #stage = make("div", { class: "kb-graph__stage" });

  constructor(place: HTMLElement, all: Notes, links: readonly number[]) {
    this.#place = place;
    this.#all = all;
    this.#network = makeNetwork(all.notes.length, links);
    this.#words = wordsOf(document.documentElement.lang);
    this.#groups = groupsOf(all);
    this.#counts = countTags(all.tags, all.notes);
    this.#byKey = new Map(all.notes.map((note, index) => [note.key, index]));
    this.#build();
    this.#listen();
    this.#read();
  }

  async draw(): Promise<void> {
    if (!canDraw()) return this.#explain();
    const { Drawing } = await import("./drawing");
    if (!this.#place.isConnected) return;
    const canvas = make("div", { class: "kb-graph__canvas", role: "img" });
    canvas.setAttribute(
      "aria-label",
      fill(this.#words.graphPicture, {
        notes: this.#all.notes.length,
        links: this.#network.lines.length / 2,
      }),
    );
    const wait = make("p", { class: "kb-graph__wait" }, this.#words.graphSettles);
    this.#stage.append(canvas, wait, this.#zoomButtons());
    this.#stage.after(showLegend(makeLegend(this.#groups), this.#words));
    const model: Model = {
      titles: this.#all.notes.map(({ title }) => title),
      groups: this.#groups,
      network: this.#network,
      legend: makeLegend(this.#groups),
      positions: startPositions(this.#groups, this.#network),
    };
    this.#drawing = new Drawing(canvas, model, schemeOf(), {
      point: (note) => {
        canvas.style.cursor = note < 0 ? "" : "pointer";
        this.#drawing?.mark(note < 0 ? this.#chosenNote() : note);
      },
      choose: (note, isTouch) => {
        const found = this.#all.notes[note];
        if (isTouch) this.#ask({ note: found?.key ?? "" });
        else if (found) location.assign(found.url);
      },
      settle: () => {
        wait.remove();
        // An address may name a note: now it is known where that is.
        if (this.#chosenNote() >= 0) this.#drawing?.centre(this.#chosenNote());
      },
    });
    this.#drawing.show(this.#found);
    this.#drawing.mark(this.#chosenNote());
  }

  end(): void {
    this.#stop.abort();
    this.#drawing?.end();
    this.#drawing = undefined;
  }

  #explain(): void {
    this.#stage.append(make("p", { class: "kb-graph__sentence" }, this.#words.graphUndrawable));
  }

  #build(): void {
    const { search, tag, tagBelow, language, clear } = this.#words;
    const firsts = [...this.#counts].filter(([each]) => !each.includes("/"));
    this.#offer(this.#tag, this.#words.allTags, firsts);
    const spoken = new Intl.DisplayNames([document.documentElement.lang || "en"], {
      type: "language",
    });
    const languages = this.#all.languages.map((code): [string, string] => [
      code,
      spoken.of(code) ?? code,
    ]);
    this.#language.append(
      make("option", { value: "" }, this.#words.allLanguages),
      ...languages.map(([value, name]) => make("option", { value }, name)),
    );
    const clearing = make("button", { type: "button", class: "kb-button" }, clear);
    clearing.addEventListener("click", () => this.#ask({ ...NOTHING }));
    const fields = make(
      "form",
      { class: "kb-graph__fields", role: "search", "aria-label": this.#words.graphFields },
      field(search, this.#search),
      field(tag, this.#tag),
      field(tagBelow, this.#below),
      ...(languages.length > 1 ? [field(language, this.#language)] : []),
      clearing,
    );
    fields.addEventListener("submit", (event) => event.preventDefault());
    const side = make("div", { class: "kb-graph__side" });
    side.append(this.#chosen, this.#status, this.#list, this.#more);
    this.#place.replaceChildren(
      fields,
      make("div", { class: "kb-graph__body" }, make("div", {}, this.#stage), side),
    );
  }

  #listen(): void {
    // One state for a whole word that is typed, one for each choice.
    this.#search.addEventListener("input", () => this.#ask({ words: this.#search.value }, false));
    this.#tag.addEventListener("change", () => this.#ask({ tag: this.#tag.value }));
    this.#below.addEventListener("change", () =>
      this.#ask({ tag: this.#below.value || this.#tag.value }),
    );
    this.#language.addEventListener("change", () => this.#ask({ language: this.#language.value }));
    this.#more.addEventListener("click", () => {
      const next = this.#list.children.length;
      this.#listed += LISTED;
      this.#showList();
      this.#list.children[next]?.querySelector("button")?.focus();
    });
    window.addEventListener("popstate", () => this.#read(), { signal: this.#stop.signal });
    const watcher = new MutationObserver(() => this.#drawing?.recolour(schemeOf()));
    watcher.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    // Instant navigation takes the place away: the worker and the graphics card are let go.
    const leaving = new ResizeObserver(() => {
      if (!this.#place.isConnected) this.end();
    });
    leaving.observe(this.#place);
    this.#stop.signal.addEventListener("abort", () => {
      watcher.disconnect();
      leaving.disconnect();
    });
  }

  /** Change the query, and the address with it. */
  #ask(change: Partial<Query>, isStep = true): void {
    const query = { ...this.#query, ...change };
    const url = location.pathname + writeQuery(query, location.search) + location.hash;
    if (isStep) history.pushState(history.state, "", url);
    else history.replaceState(history.state, "", url);
    this.#show(query);
  }

  #read(): void {
    this.#show(readQuery(location.search));
  }

  #show(query: Query): void {
    const isSearch = query.words !== this.#query.words;
    const isNew = query.note !== this.#query.note;
    this.#query = query;
    if (this.#search.value !== query.words) this.#search.value = query.words;
    this.#language.value = query.language;
    const first = [...this.#counts.keys()].find((each) => isSame(each, firstLevel(query.tag)));
    this.#tag.value = query.tag === "" ? "" : (first ?? "");
    const below = [...this.#counts].filter(
      ([each]) => first && each.includes("/") && isWithinTag(each, first),
    );
    this.#offer(this.#below, this.#words.all, below);
    this.#below.value = below.find(([each]) => isSame(each, query.tag))?.[0] ?? "";
    this.#below.disabled = below.length === 0;
    this.#found = select(this.#all, this.#network, query);
    if (isSearch || !isNew) this.#listed = LISTED;
    this.#showList();
    this.#showChosen();
    this.#drawing?.show(this.#found);
    this.#drawing?.mark(this.#chosenNote());
    if (isNew && this.#chosenNote() >= 0) this.#drawing?.centre(this.#chosenNote());
  }

  #offer(field: HTMLSelectElement, none: string, tags: (readonly [string, number])[]): void {
    const most = [...tags].sort(([, few], [, many]) => many - few).slice(0, OFFERED);
    const inOrder = titleOrder(document.documentElement.lang);
    most.sort(([one], [other]) => inOrder(one, other));
    field.replaceChildren(
      make("option", { value: "" }, none),
      ...most.map(([tag, count]) => make("option", { value: tag }, `${tag} (${count})`)),
    );
  }

  #chosenNote(): number {
    return this.#byKey.get(this.#query.note) ?? -1;
  }

  #showList(): void {
    this.#status.textContent = fill(this.#words.notesFound, { count: this.#found.length });
    const shown = this.#found.slice(0, this.#listed);
    const chosen = this.#chosenNote();
    this.#list.replaceChildren(
      ...shown.flatMap((index) => {
        const note = this.#all.notes[index];
        if (!note) return [];
        const count = this.#network.neighbours[index]?.length ?? 0;
        const button = make(
          "button",
          { type: "button", "aria-pressed": index === chosen ? "true" : "false" },
          make("span", { lang: this.#langOf(note) }, note.title),
          make("span", { class: "kb-count" }, fill(this.#words.linksOf, { count })),
        );
        button.addEventListener("click", () => {
          this.#ask({ note: note.key });
          this.#chosen.querySelector("h2")?.focus();
        });
        this.#pointAt(button, index);
        return [make("li", {}, button)];
      }),
    );
    const left = this.#found.length - shown.length;
    this.#more.hidden = left === 0;
    this.#more.textContent = fill(this.#words.more, { count: Math.min(left, LISTED) });
  }

  /** What is under the pointer in a list is marked in the picture. */
  #pointAt(element: HTMLElement, note: number): void {
    for (const name of ["pointerenter", "focus"]) {
      element.addEventListener(name, () => this.#drawing?.mark(note));
    }
    for (const name of ["pointerleave", "blur"]) {
      element.addEventListener(name, () => this.#drawing?.mark(this.#chosenNote()));
    }
  }

  #showChosen(): void {
    const index = this.#chosenNote();
    const note = this.#all.notes[index];
    this.#chosen.hidden = !note;
    if (!note) return;
    const id = "kb-graph-chosen";
    const title = make("h2", { id, tabindex: "-1", lang: this.#langOf(note) }, note.title);
    const open = make("a", { href: note.url, class: "kb-button" });
    open.append(this.#words.openNote);
    const close = make("button", { type: "button", class: "kb-button" }, this.#words.chooseNone);
    close.addEventListener("click", () => {
      this.#ask({ note: "" });
      this.#search.focus();
    });
    const near = [...(this.#network.neighbours[index] ?? [])];
    const titled = (each: number) => this.#all.notes[each]?.title ?? "";
    const inOrder = titleOrder(document.documentElement.lang);
    near.sort((one, other) => inOrder(titled(one), titled(other)));
    const tags = note.tags.map((tag) => make("li", { class: "md-tag" }, this.#all.tags[tag] ?? ""));
    this.#chosen.setAttribute("aria-labelledby", id);
    this.#chosen.replaceChildren(
      title,
      ...(tags.length > 0 ? [make("ul", { class: "kb-tags" }, ...tags)] : []),
      make("p", { class: "kb-graph__acts" }, open, " ", close),
      make("h3", {}, fill(this.#words.neighboursOf, { count: near.length })),
      make("ul", { class: "kb-graph__near" }, ...near.map((each) => this.#nearItem(each))),
    );
  }

  #nearItem(index: number): HTMLLIElement {
    const note = this.#all.notes[index];
    const link = make("a", { href: note?.url, lang: note && this.#langOf(note) });
    link.textContent = note?.title ?? "";
    this.#pointAt(link, index);
    return make("li", {}, link);
  }

  #langOf({ language }: Note): string | undefined {
    return language === document.documentElement.lang ? undefined : language;
  }

  #zoomButtons(): HTMLElement {
    const group = make("div", { class: "kb-graph__zoom" });
    const acts: [string, string, () => void][] = [
      ["+", this.#words.zoomIn, () => this.#drawing?.zoom(1.5)],
      ["−", this.#words.zoomOut, () => this.#drawing?.zoom(1 / 1.5)],
      ["⤢", this.#words.zoomFit, () => this.#drawing?.fit()],
    ];
    for (const [sign, label, act] of acts) {
      const button = make("button", { type: "button", "aria-label": label, title: label }, sign);
      button.addEventListener("click", act);
      group.append(button);
    }
    return group;
  }
}

function isSame(one: string, other: string): boolean {
  return isWithinTag(one, other) && isWithinTag(other, one);
}

function field(label: string, input: HTMLElement): HTMLLabelElement {
  return make("label", {}, make("span", {}, label), input);
}

let shown: GraphPage | undefined;

/** Fill the place of the graph. */
export async function showGraph(place: HTMLElement): Promise<void> {
  shown?.end();
  shown = undefined;
  let page: GraphPage;
  try {
    const [notes, links] = await Promise.all([loadNotes(place), loadLinks(place)]);
    page = new GraphPage(place, withoutGuests(notes), links);
  } catch {
    const words = wordsOf(document.documentElement.lang);
    place.replaceChildren(make("p", {}, words.notesUnavailable));
    return;
  }
  shown = page;
  await page.draw();
}
