/**
 * What stands on the page of a snippet's outputs.
 *
 * In: the element around the outputs of the start, and the outputs of a step. Out: that step on the
 * page. Each step begins from the start: what was done for the one before is undone first.
 */

import { make } from "../element";
import type { Change, Child, Frames, Piece, Node as Shape } from "./frames";

const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";

type Graphic = SVGSVGElement | HTMLImageElement;

export class Stage {
  readonly #place: HTMLElement;
  readonly #unique: string;
  readonly #alts: readonly string[];
  readonly #slots = new Map<number, HTMLElement>();
  readonly #elements = new Map<number, readonly Element[]>();
  #undo: (() => void)[] = [];
  #added = 0;

  /** Throws where the page is not what the frames were made from. */
  constructor(place: HTMLElement, frames: Frames, unique: string, alts: readonly string[]) {
    this.#place = place;
    this.#unique = unique;
    this.#alts = alts;
    for (const slot of place.querySelectorAll<HTMLElement>(":scope > [data-output]")) {
      const number = Number(slot.dataset.output);
      this.#slots.set(number, slot);
      const size = frames.size(number);
      if (size === undefined) continue;
      const svg = graphicOf(slot);
      if (!(svg instanceof SVGSVGElement)) throw new Error(`slider: output ${number} is no SVG`);
      const elements = [svg, ...svg.querySelectorAll("*")];
      if (elements.length !== size) throw new Error(`slider: output ${number} is another SVG`);
      this.#elements.set(number, elements);
    }
  }

  /** What stands in the ids of a figure. */
  idOf(output: number): string {
    return this.#slots.get(output)?.dataset.figureId ?? `${this.#unique}-new-${this.#added}-`;
  }

  /** Show these outputs. Gives what the changed figures show, in words. */
  show(pieces: readonly Piece[]): string[] {
    for (const undo of this.#undo.reverse()) undo();
    this.#undo = [];
    this.#added = 0;
    const told: string[] = [];
    const shown = new Set(pieces.map(({ output }) => output));
    for (const [number, slot] of this.#slots) {
      if (shown.has(number)) continue;
      slot.hidden = true;
      this.#undo.push(() => {
        slot.hidden = false;
      });
    }
    let before: HTMLElement | undefined;
    for (const piece of pieces) {
      const slot = this.#slots.get(piece.output) ?? this.#addSlot(before);
      const alt = this.#fill(slot, piece);
      if (alt) told.push(alt);
      before = slot;
    }
    return told;
  }

  #addSlot(before: HTMLElement | undefined): HTMLElement {
    const slot = make("div");
    this.#added += 1;
    if (before) before.after(slot);
    else this.#place.prepend(slot);
    this.#undo.push(() => slot.remove());
    return slot;
  }

  #fill(slot: HTMLElement, { output, content }: Piece): string | undefined {
    switch (content.kind) {
      case "same":
        return undefined;
      case "text": {
        const text = slot.querySelector("pre > *");
        if (text) this.#setContent(text, content.html);
        else {
          const name = `kb-text kb-${content.stream}`;
          const own = make("samp");
          own.innerHTML = content.html;
          slot.append(make("pre", { class: name, tabindex: 0 }, own));
        }
        return undefined;
      }
      case "markup":
        this.#setContent(slot.querySelector(".kb-markup") ?? slot, content.html);
        return undefined;
      case "picture": {
        const { width, height, address: src } = content;
        const picture = make("img", { src, width, height, decoding: "async" });
        return this.#replaceGraphic(slot, picture, content.alt);
      }
      case "svg": {
        const drawn = draw(content.node);
        drawn.setAttribute("role", "img");
        return this.#replaceGraphic(slot, drawn as SVGSVGElement, content.alt);
      }
      case "changes": {
        const elements = this.#elements.get(output) ?? [];
        for (const change of content.changes) this.#change(elements, change);
        return this.#describe(slot, graphicOf(slot), content.alt);
      }
    }
  }

  #setContent(element: Element, html: string): void {
    const before = [...element.childNodes];
    element.innerHTML = html;
    this.#undo.push(() => element.replaceChildren(...before));
  }

  #replaceGraphic(slot: HTMLElement, graphic: Graphic, alt: number): string | undefined {
    const before = graphicOf(slot);
    const words = before && wordsOf(before);
    if (before) {
      before.replaceWith(graphic);
      this.#undo.push(() => graphic.replaceWith(before));
    } else {
      slot.append(make("figure", { class: "kb-figure" }, graphic));
    }
    // The author's own words, unless there are some for this very step.
    if (words) setWords(graphic, words);
    return this.#describe(slot, graphic, alt);
  }

  #describe(slot: HTMLElement, graphic: Graphic | null, alt: number): string | undefined {
    // The numbers are those of the start.
    const data = slot.querySelector<HTMLElement>(".kb-figure__data");
    if (data) {
      data.hidden = true;
      this.#undo.push(() => {
        data.hidden = false;
      });
    }
    const words = this.#alts[alt];
    if (!words || !graphic) return undefined;
    const before = wordsOf(graphic);
    setWords(graphic, words);
    this.#undo.push(() => setWords(graphic, before));
    return words;
  }

  #change(elements: readonly Element[], change: Change): void {
    const element = elements[change.element];
    if (!element) throw new Error(`slider: no element ${change.element}`);
    switch (change.kind) {
      case "attribute": {
        const { name } = change;
        const before = element.getAttribute(name) ?? undefined;
        setAttribute(element, name, change.value);
        this.#undo.push(() => setAttribute(element, name, before));
        return;
      }
      case "content": {
        const before = [...element.childNodes];
        element.replaceChildren(...change.children.map(drawChild));
        this.#undo.push(() => element.replaceChildren(...before));
        return;
      }
      case "splice": {
        const all = [...element.childNodes];
        const children = [...element.children];
        const next = children[change.first + change.gone] ?? null;
        for (const gone of children.slice(change.first, change.first + change.gone)) gone.remove();
        for (const child of change.children) element.insertBefore(draw(child), next);
        this.#undo.push(() => element.replaceChildren(...all));
      }
    }
  }
}

function graphicOf(slot: Element): Graphic | null {
  return slot.querySelector<Graphic>("svg[role=img], img");
}

function wordsOf(graphic: Graphic): string {
  return graphic.getAttribute(graphic instanceof HTMLImageElement ? "alt" : "aria-label") ?? "";
}

function setWords(graphic: Graphic, words: string): void {
  graphic.setAttribute(graphic instanceof HTMLImageElement ? "alt" : "aria-label", words);
}

function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (name.startsWith("xlink:")) element.setAttributeNS(XLINK, name, value);
  else element.setAttribute(name, value);
}

function drawChild(child: Child): Element | string {
  return typeof child === "string" ? child : draw(child);
}

function draw({ tag, attributes, children }: Shape): Element {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of attributes) {
    // The parser of a page gives the namespace itself.
    if (!name.startsWith("xmlns")) setAttribute(element, name, value);
  }
  element.append(...children.map(drawChild));
  return element;
}
