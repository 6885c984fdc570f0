/**
 * Diagrams. In: `<pre class="kb-mermaid">`, the source as text, readable as it is. Out: the same
 * inside `<kb-diagram>`, with a drawing in the colours of the page. The source is shown again on
 * paper, when a drawing is impossible, and without JavaScript it never left.
 */

import { nameOf, reasonOf, themeOf } from "./diagram";
import { loadPart } from "./parts";
import { wordsOf } from "./words";

type Mermaid = Awaited<ReturnType<typeof loadPart<"mermaid">>>;

/** Identifiers within one page: Mermaid writes them into the style of each drawing. */
function makeId(): string {
  return `kb-diagram-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
}

export class DiagramElement extends HTMLElement {
  #watcher: MutationObserver | undefined;

  connectedCallback(): void {
    void this.draw();
    // Material says on <body> which colours the reader has chosen.
    this.#watcher = new MutationObserver(() => void this.draw());
    this.#watcher.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  }

  disconnectedCallback(): void {
    this.#watcher?.disconnect();
  }

  async draw(): Promise<void> {
    const scheme = document.body.getAttribute("data-md-color-scheme");
    const theme = themeOf(scheme);
    if (this.dataset.theme === theme) return;
    this.dataset.theme = theme;
    const words = wordsOf(document.documentElement.lang);
    let mermaid: Mermaid;
    try {
      mermaid = await loadPart("mermaid");
    } catch {
      this.#fail(words.diagramUnavailable, "");
      return;
    }
    const source = this.querySelector("pre")?.textContent ?? "";
    const id = makeId();
    try {
      const { svg } = await mermaid.draw(id, source, theme, getComputedStyle(this).fontFamily);
      if (this.dataset.theme === theme) this.#show(svg);
    } catch (error) {
      document.getElementById(`d${id}`)?.remove();
      this.#fail(words.diagramWrong, reasonOf(error));
    }
  }

  #show(svg: string): void {
    const drawing = document.createElement("div");
    drawing.className = "kb-diagram__drawing";
    drawing.innerHTML = svg; // Cleaned by Mermaid: securityLevel is strict.
    const image = drawing.querySelector("svg");
    const title = image?.querySelector(":scope > title")?.textContent ?? "";
    const description = image?.querySelector(":scope > desc")?.textContent ?? "";
    drawing.setAttribute("role", "img");
    drawing.setAttribute(
      "aria-label",
      nameOf(title, description, wordsOf(document.documentElement.lang)),
    );
    image?.setAttribute("aria-hidden", "true");
    this.#replace(drawing);
    this.dataset.state = "drawn";
  }

  #fail(sentence: string, reason: string): void {
    const problem = document.createElement("div");
    problem.className = "kb-diagram__problem";
    const told = document.createElement("p");
    told.textContent = sentence;
    problem.append(told);
    if (reason) {
      const text = document.createElement("pre");
      text.lang = "en";
      text.textContent = reason;
      problem.append(text);
    }
    this.#replace(problem);
    this.dataset.state = "failed";
  }

  #replace(element: Element): void {
    this.querySelector(":scope > :not(.kb-mermaid)")?.remove();
    this.append(element);
  }
}

/** Turn each source on the page into a diagram. */
export function showDiagrams(): void {
  const sources = document.querySelectorAll("pre.kb-mermaid");
  if (sources.length > 0 && !customElements.get("kb-diagram")) {
    customElements.define("kb-diagram", DiagramElement);
  }
  for (const source of sources) {
    if (source.closest("kb-diagram")) continue;
    const diagram = document.createElement("kb-diagram");
    const place = document.createComment("");
    source.replaceWith(place);
    // The source first: an element that enters the document draws at once.
    diagram.append(source);
    place.replaceWith(diagram);
  }
}
