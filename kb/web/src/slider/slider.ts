/**
 * Sliders of a snippet.
 *
 * In: `<div class="kb-slider">` as kb/render/slider.py writes it. Out: sliders that show what the
 * snippet gives for other values. The address says which, so that it can be sent to somebody.
 */

import { keyOf, type Parameter, readValue, stepOf, writeValue } from "./address";
import { Frames, type WrittenFrames } from "./frames";
import { Stage } from "./stage";

interface Data {
  readonly parameters: readonly (readonly [string, number, readonly string[]])[];
  readonly alts: readonly string[];
  readonly frames: WrittenFrames;
}

/** How long the slider rests before the address and who listens hear of it, in milliseconds. */
const REST = 300;

class Slider {
  readonly #place: HTMLElement;
  readonly #parameters: readonly Parameter[];
  readonly #keys: readonly string[];
  readonly #inputs: readonly HTMLInputElement[];
  readonly #frames: Frames;
  readonly #stage: Stage;
  readonly #stop = new AbortController();
  #told: readonly string[] = [];
  #step: number;
  #frame = 0;
  #timer = 0;

  constructor(place: HTMLElement) {
    this.#place = place;
    const data: Data = JSON.parse(this.#find("script").textContent ?? "");
    this.#parameters = data.parameters.map(([name, start, values]) => ({ name, start, values }));
    this.#inputs = [...place.querySelectorAll<HTMLInputElement>(".kb-slider__row > input")];
    this.#keys = this.#parameters.map(({ name }, index) => keyOf(name, this.#nth(name, index)));
    this.#frames = new Frames(data.frames);
    const id = place.dataset.id ?? "";
    this.#stage = new Stage(this.#find(".kb-slider__outputs"), this.#frames, id, data.alts);
    this.#step = stepOf(
      this.#parameters,
      this.#parameters.map(({ start }) => start),
    );
    this.#listen();
    this.#read();
    this.#find(".kb-slider__controls").hidden = false;
    this.#find(".kb-slider__shown").hidden = true;
  }

  #find(selector: string): HTMLElement {
    const found = this.#place.querySelector<HTMLElement>(`:scope > ${selector}`);
    if (!found) throw new Error(`slider: there is no ${selector}`);
    return found;
  }

  /** How many sliders of the page before this one have the same name. */
  #nth(name: string, index: number): number {
    const all = document.querySelectorAll<HTMLInputElement>(".kb-slider__row > input");
    const same = [...all].filter(({ labels }) => labels?.[0]?.textContent === name);
    const input = this.#inputs[index];
    return input ? Math.max(same.indexOf(input), 0) : 0;
  }

  #listen(): void {
    const { signal } = this.#stop;
    for (const input of this.#inputs) {
      input.addEventListener("input", () => this.#moved(), { signal });
    }
    const reset = this.#place.querySelector(":scope > .kb-slider__controls > button");
    reset?.addEventListener(
      "click",
      () => {
        this.#set(this.#parameters.map(({ start }) => start));
        this.#moved();
      },
      { signal },
    );
    const back = () => {
      // Instant navigation has brought another page.
      if (this.#place.isConnected) this.#read();
      else this.#stop.abort();
    };
    window.addEventListener("popstate", back, { signal });
  }

  #read(): void {
    this.#set(
      this.#parameters.map((each, index) =>
        readValue(each, this.#keys[index] ?? "", location.search),
      ),
    );
    this.#show();
  }

  #set(chosen: readonly number[]): void {
    for (const [index, input] of this.#inputs.entries()) input.value = String(chosen[index]);
  }

  #moved(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#show();
    });
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#tell(), REST);
  }

  #show(): void {
    const chosen = this.#inputs.map(({ value }) => Number(value));
    for (const [index, input] of this.#inputs.entries()) {
      const text = this.#parameters[index]?.values[chosen[index] ?? 0] ?? "";
      input.setAttribute("aria-valuetext", text);
      const output = input.nextElementSibling;
      if (output) output.textContent = text;
    }
    const step = stepOf(this.#parameters, chosen);
    if (step === this.#step) return;
    this.#step = step;
    this.#told = this.#stage.show(this.#frames.pieces(step, (output) => this.#stage.idOf(output)));
    const failed = this.#frames.failure(step);
    const failure = this.#find(".kb-slider__failure");
    failure.hidden = failed === undefined;
    const code = failure.querySelector("code");
    if (code) code.innerHTML = failed ?? "";
    if (failed !== undefined) this.#told = [failure.querySelector("p")?.textContent ?? ""];
  }

  /** Whoever moves the slider hears its value at once, and what came of it when it rests. */
  #tell(): void {
    if (!this.#place.isConnected) return;
    this.#find(".kb-slider__status").textContent = this.#told.join(" ");
    const search = this.#parameters.reduce(
      (query, each, index) =>
        writeValue(each, this.#keys[index] ?? "", Number(this.#inputs[index]?.value), query),
      location.search,
    );
    if (search === location.search) return;
    history.replaceState(history.state, "", location.pathname + search + location.hash);
  }
}

/** Make sliders of what stands there. */
export function showSlider(place: HTMLElement): void {
  new Slider(place);
}
