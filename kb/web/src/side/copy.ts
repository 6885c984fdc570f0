/**
 * A page of ours as something to read beside another.
 *
 * In: its article and its address. Out: a copy in which no id meets one of the page that shows it
 * and every link leads where it led. Figures, diagrams and formulas are as in the page; questions
 * and sliders are as they are without scripts, because what is answered or chosen belongs to the
 * page that it was asked in.
 */

const LEFT_OUT = [
  "script, style, link, meta, template, noscript, base, title, iframe, object, embed",
  "nav, .headerlink, .kb-links, .kb-quiz-keys, .kb-versions, .kb-folder-rest, .kb-problems",
  ".kb-quiz__acts, .kb-quiz__result, .kb-quiz__ways, .kb-slider__controls, .kb-slider__status",
  ".kb-slider__failure, .md-content__button, .md-source-file, .kb-explains",
].join(", ");

const BEGIN = "side-";

/** Attributes that hold ids, with spaces between them. */
const REFERENCES = new Set([
  "for",
  "headers",
  "list",
  "aria-labelledby",
  "aria-describedby",
  "aria-details",
  "aria-controls",
  "aria-owns",
]);

/** The id in the copy of what has an id in the page. */
export const idInCopy = (id: string): string => BEGIN + id;

function rename(element: Element): void {
  for (const { name, value } of [...element.attributes]) {
    if (name === "id") element.id = idInCopy(value);
    else if (REFERENCES.has(name)) {
      const ids = value.split(/\s+/).filter(Boolean);
      element.setAttribute(name, ids.map(idInCopy).join(" "));
    } else if (value.includes("url(#")) {
      element.setAttribute(name, value.replaceAll("url(#", `url(#${BEGIN}`));
    }
  }
}

function relink(element: Element, base: string): void {
  for (const name of ["href", "src", "xlink:href", "poster", "data"]) {
    const value = element.getAttribute(name);
    if (value === null) continue;
    if (value.startsWith("#")) element.setAttribute(name, `#${BEGIN}${value.slice(1)}`);
    else if (URL.canParse(value, base)) element.setAttribute(name, new URL(value, base).href);
  }
}

export function copyOf(article: Element, base: string): DocumentFragment {
  const copy = document.createDocumentFragment();
  copy.append(...[...document.importNode(article, true).childNodes]);
  for (const part of copy.querySelectorAll(LEFT_OUT)) part.remove();
  for (const element of copy.querySelectorAll("*")) {
    rename(element);
    relink(element, base);
    if (element instanceof HTMLInputElement) element.disabled = true;
  }
  // The parts that would begin to work here know them by these.
  for (const form of copy.querySelectorAll(".kb-quiz")) form.removeAttribute("id");
  for (const slider of copy.querySelectorAll(".kb-slider")) {
    slider.classList.replace("kb-slider", "kb-still");
    slider.removeAttribute("role");
    slider.removeAttribute("aria-label");
  }
  return copy;
}
