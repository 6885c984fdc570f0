/**
 * Figures: enlarged, and taken away as files.
 *
 * In: a figure of the page. Out: a button below it, and a dialog that shows the drawing as large
 * as the window allows. A click on the drawing does the same; one that selects text does not.
 */

import { make } from "../element";
import { fill, wordsOf } from "../words";
import { fileName, standalone, withOtherIds } from "./standalone";

const SHARP = 2; // pixels of a PNG for each of the page's, in both directions

function button(label: string, act: () => void): HTMLButtonElement {
  const element = make("button", { type: "button", class: "kb-button" }, label);
  element.addEventListener("click", act);
  return element;
}

/** As it is now: a slider puts other drawings in its place. */
function drawingOf(figure: Element): SVGSVGElement | HTMLImageElement | null {
  return figure.querySelector<SVGSVGElement | HTMLImageElement>(
    ".kb-figure__view > svg, .kb-figure__view > img",
  );
}

function nameOf(figure: Element): string {
  const figures = [...document.querySelectorAll(".kb-figure")];
  return fileName(location.pathname, figures.indexOf(figure) + 1);
}

function save(url: string, name: string): void {
  make("a", { href: url, download: name }).click();
}

function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  save(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** As XML: what HTML writes of a space that does not break is no XML. */
const written = (drawing: SVGSVGElement) => new XMLSerializer().serializeToString(drawing);

function svgOf(drawing: SVGSVGElement): Blob {
  return new Blob([standalone(written(drawing))], { type: "image/svg+xml" });
}

/** Draw the SVG anew, on white. */
async function pngOf(drawing: SVGSVGElement): Promise<Blob | null> {
  const url = URL.createObjectURL(svgOf(drawing));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const [width, height] = [image.naturalWidth * SHARP, image.naturalHeight * SHARP];
    const canvas = make("canvas", { width, height });
    const context = canvas.getContext("2d");
    if (!context) return null;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(image, 0, 0, width, height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}

function downloads(figure: Element, drawing: SVGSVGElement | HTMLImageElement): HTMLElement[] {
  const words = wordsOf(document.documentElement.lang);
  const name = nameOf(figure);
  const label = (format: string) => fill(words.download, { format });
  if (drawing instanceof HTMLImageElement) {
    return [button(label("PNG"), () => save(drawing.src, `${name}.png`))];
  }
  return [
    button(label("SVG"), () => saveBlob(svgOf(drawing), `${name}.svg`)),
    button(label("PNG"), () => {
      void pngOf(drawing).then((blob) => blob && saveBlob(blob, `${name}.png`));
    }),
  ];
}

function copyOf(drawing: SVGSVGElement | HTMLImageElement): Element {
  if (drawing instanceof HTMLImageElement) return drawing.cloneNode() as Element;
  const holder = document.createElement("template");
  holder.innerHTML = withOtherIds(drawing.outerHTML, "-large");
  return holder.content.firstElementChild as Element;
}

function enlarge(figure: Element): void {
  const drawing = drawingOf(figure);
  if (!drawing) return;
  const words = wordsOf(document.documentElement.lang);
  const dialog = make("dialog", {
    class: "kb-figure-dialog md-typeset",
    "aria-label": words.enlarged,
  });
  const close = button(words.close, () => dialog.close());
  const bar = make("div", { class: "kb-figure-dialog__bar" }, ...downloads(figure, drawing), close);
  // On a phone it scrolls: scrolling.ts does not know what comes later.
  const stage = make("div", {
    class: "kb-figure-dialog__stage kb-figure__view",
    role: "group",
    "aria-label": words.enlarged,
    tabindex: 0,
  });
  const [width, height] = ["width", "height"].map((side) => Number(drawing.getAttribute(side)));
  stage.style.setProperty("--kb-width", `${width}px`);
  stage.style.setProperty("--kb-ratio", String((width ?? 1) / (height || 1)));
  stage.append(copyOf(drawing));
  dialog.append(bar, stage);
  // A click beside it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

/** Offer what a figure can do. */
export function showFigure(figure: HTMLElement): void {
  const view = figure.querySelector(".kb-figure__view");
  if (!view || figure.querySelector(".kb-figure__acts")) return;
  const words = wordsOf(document.documentElement.lang);
  const open = button(words.enlarge, () => enlarge(figure));
  view.after(make("div", { class: "kb-figure__acts" }, open));
  view.addEventListener("click", () => {
    if (getSelection()?.isCollapsed !== false) enlarge(figure);
  });
  view.classList.add("kb-figure__view--large");
}
