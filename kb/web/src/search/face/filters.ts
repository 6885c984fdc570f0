/**
 * What narrows the results: languages, kinds, what a note contains, tags; each with its count.
 *
 * In: the facets of an answer. Out: buttons. A press gives another query, which the engine has
 * made: what is asked for always stands in the field as well.
 */

import { make } from "../../element";
import type { Facet, Facets } from "../engine/api";
import { cut } from "./address";
import { grouped, type Setting } from "./options";
import { fill, type SearchWords } from "./words";

type Group = keyof Facets;

const NAME = 60;

function label(group: Group, value: string, { words, language }: Setting): string {
  const of = (names: Readonly<Record<string, string>>) => names[value] ?? value;
  if (group === "tags") return `#${cut(value, NAME)}`;
  if (group === "kinds") return of(words.kind);
  if (group === "has") return of(words.has);
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(value) ?? value;
  } catch {
    return value; // No code that anybody knows.
  }
}

function titleOf(group: Group, words: SearchWords): string {
  return {
    tags: words.tags,
    languages: words.languages,
    kinds: words.kinds,
    has: words.contains,
  }[group];
}

/** A choice among one is none, unless it was made. */
function isWorth(facets: readonly Facet[], group: Group): boolean {
  if (facets.some(({ isChosen }) => isChosen)) return true;
  return facets.length > (group === "languages" || group === "kinds" ? 1 : 0);
}

export class Filters {
  readonly element: HTMLElement;
  readonly #setting: Setting;
  readonly #choose: (query: string) => void;
  readonly #mostTags: number;

  constructor(setting: Setting, mostTags: number, choose: (query: string) => void) {
    this.#setting = setting;
    this.#choose = choose;
    this.#mostTags = mostTags;
    this.element = make("div", {
      class: "kb-search__filters",
      role: "group",
      "aria-label": setting.words.filters,
    });
  }

  /** Without facets nothing is there to choose. */
  show(facets: Facets | undefined): void {
    const focused = this.element.contains(document.activeElement) ? document.activeElement : null;
    const key = focused?.getAttribute("data-key");
    const groups: Group[] = ["languages", "kinds", "has", "tags"];
    const made = facets ? groups.flatMap((name) => this.#group(name, facets[name])) : [];
    this.element.replaceChildren(...made);
    if (key === null || key === undefined) return;
    const again = [...this.element.querySelectorAll("button")].find(
      (button) => button.dataset.key === key,
    );
    (again ?? this.element.querySelector("button"))?.focus();
  }

  #group(name: Group, facets: readonly Facet[]): HTMLElement[] {
    if (!isWorth(facets, name)) return [];
    const shown = name === "tags" ? this.#tags(facets) : facets;
    const title = titleOf(name, this.#setting.words);
    return [
      make(
        "div",
        { class: "kb-search__filter", role: "group", "aria-label": title },
        make("span", { class: "kb-search__filter-title", "aria-hidden": "true" }, title),
        ...shown.map((facet) => this.#button(name, facet)),
      ),
    ];
  }

  #tags(facets: readonly Facet[]): readonly Facet[] {
    const chosen = facets.filter(({ isChosen }) => isChosen);
    const others = facets.filter(({ isChosen }) => !isChosen);
    return [...chosen, ...others].slice(0, Math.max(chosen.length, this.#mostTags));
  }

  #button(group: Group, facet: Facet): HTMLElement {
    const button = make(
      "button",
      {
        type: "button",
        class: "kb-search__facet",
        "aria-pressed": facet.isChosen ? "true" : "false",
        "data-key": `${group} ${facet.value}`,
      },
      make("span", {}, label(group, facet.value, this.#setting)),
      " ",
      make("span", { class: "kb-count" }, grouped(facet.count)),
    );
    button.addEventListener("click", () => this.#choose(facet.query));
    return button;
  }
}

/** How many there are, in words. */
export function countOf(total: number, tags: number, words: SearchWords): string {
  const notes = total > 0 ? fill(words.found, { count: total }) : "";
  const others = tags > 0 ? fill(words.foundTags, { count: tags }) : "";
  return [notes, others].filter(Boolean).join(", ");
}
