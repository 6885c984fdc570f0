/**
 * The list of options below the field, and which of them is meant.
 *
 * In: groups of options; steps up and down. Out: the option that Enter opens, marked for those who
 * see it and for those who hear it. The focus stays in the field.
 */

import { make } from "../../element";

export class OptionList {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  #active: HTMLElement | undefined;
  #hasDefault = false;

  constructor(input: HTMLInputElement, id: string, name: string) {
    this.#input = input;
    this.element = make("div", {
      id,
      class: "kb-search__list",
      role: "listbox",
      "aria-label": name,
    });
    input.setAttribute("aria-controls", id);
  }

  /** The option that an arrow has chosen. */
  get active(): HTMLElement | undefined {
    return this.#active;
  }

  /** What Enter opens before an arrow has chosen: the best note, or what completes the query. */
  get first(): HTMLElement | undefined {
    if (!this.#hasDefault) return undefined;
    return this.element.querySelector<HTMLElement>("a[role=option]") ?? this.#options()[0];
  }

  /** `hasDefault`: Enter opens one of them though none was chosen. */
  fill(groups: readonly HTMLElement[], hasDefault: boolean): void {
    this.element.replaceChildren(...groups);
    this.element.hidden = groups.length === 0;
    this.element.scrollTop = 0;
    this.#input.setAttribute("aria-expanded", groups.length > 0 ? "true" : "false");
    this.#hasDefault = hasDefault;
    this.activate(undefined);
    this.first?.classList.add("kb-search__option--first");
  }

  /** The same results, of which more is known now. */
  refill(groups: readonly HTMLElement[]): void {
    const chosen = this.#active?.getAttribute("href");
    this.fill(groups, true);
    if (!chosen) return;
    this.activate(this.#options().find((option) => option.getAttribute("href") === chosen));
  }

  /** Behind the notes that are there. */
  add(options: readonly HTMLElement[]): void {
    const notes = this.element.querySelectorAll(".kb-search__hit, .kb-search__heading");
    [...notes].at(-1)?.after(...options);
    this.activate(options[0]);
  }

  activate(option: HTMLElement | undefined): void {
    this.#active?.setAttribute("aria-selected", "false");
    this.#active = option;
    if (!option) {
      this.#input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    this.#input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  move(step: 1 | -1): void {
    const options = this.#options();
    if (options.length === 0) return;
    if (!this.#active) {
      this.activate(step > 0 ? (this.first ?? options[0]) : this.#before(options));
      return;
    }
    // Beyond either end is the field itself.
    this.activate(options[options.indexOf(this.#active) + step]);
  }

  #options(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("[role=option]")];
  }

  /** Upwards from the field are completions, if there are some, else the end of the list. */
  #before(options: readonly HTMLElement[]): HTMLElement | undefined {
    const at = this.first ? options.indexOf(this.first) : 0;
    return at > 0 ? options[at - 1] : options.at(-1);
  }
}
