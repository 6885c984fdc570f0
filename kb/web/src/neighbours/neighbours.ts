/**
 * The neighbourhood of a note as a picture.
 *
 * In: the lists at the end of the page, and `data-edges`, which says what among them is linked.
 * Out: a drawing of links. It says what the lists say, so it is hidden from screen readers and its
 * links are no stops for the keyboard: nobody has to go through everything twice.
 */

import { make } from "../element";
import { wordsOf } from "../words";
import { type Edge, makeRing, shorten, TITLE } from "./ring";

/** More than these cannot be told apart. */
const MOST = 40;

const SVG = "http://www.w3.org/2000/svg";

interface Neighbour {
  readonly title: string;
  readonly url: string;
}

/** The notes of the lists, each once, in the order of the page. */
function readNeighbours(section: Element): Neighbour[] {
  const found = new Map<string, Neighbour>();
  for (const link of section.querySelectorAll<HTMLAnchorElement>("li > a[href]")) {
    if (!found.has(link.href)) {
      found.set(link.href, { title: link.textContent?.trim() ?? "", url: link.href });
    }
  }
  return [...found.values()];
}

function readEdges(place: HTMLElement, count: number): Edge[] {
  const written: Edge[] = JSON.parse(place.dataset.edges ?? "[]");
  return written.filter(([one, other]) => one < count && other < count);
}

function shape(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}

function draw(neighbours: readonly Neighbour[], edges: readonly Edge[], width: number): SVGElement {
  const ring = makeRing(neighbours.length, edges, width);
  const { height, spots } = ring;
  const middle = { x: width / 2, y: height / 2 };
  const size = { viewBox: `0 0 ${width} ${height}`, width, height };
  const svg = shape("svg", { ...size, "aria-hidden": "true" });
  const lines: [SVGElement, readonly number[]][] = [];
  const line = (path: string, ends: readonly number[], name: string) => {
    const drawn = shape("path", { d: path, class: name });
    lines.push([drawn, ends]);
    svg.append(drawn);
  };
  for (const [one, other] of edges) {
    const [from, to] = [spots[one], spots[other]];
    if (!from || !to) continue;
    const path = `M${from.x} ${from.y}Q${middle.x} ${middle.y} ${to.x} ${to.y}`;
    line(path, [one, other], "kb-neighbours__edge");
  }
  for (const [note, spot] of spots.entries()) {
    line(`M${middle.x} ${middle.y}L${spot.x} ${spot.y}`, [note], "kb-neighbours__line");
  }
  for (const [note, { title, url }] of neighbours.entries()) {
    const spot = spots[note];
    if (!spot) continue;
    const isLeft = spot.side === "left";
    const link = shape("a", { href: url, tabindex: -1 });
    const words = { x: spot.x + (isLeft ? -TITLE : TITLE), y: spot.y + 4 };
    link.append(
      shape("title", {}, title),
      shape("circle", { cx: spot.x, cy: spot.y, r: 5 }),
      shape(
        "text",
        { ...words, "text-anchor": isLeft ? "end" : "start" },
        shorten(title, spot.room),
      ),
    );
    const mark = (isOn: boolean) => {
      for (const [drawn, ends] of lines) {
        drawn.toggleAttribute("data-marked", isOn && ends.includes(note));
      }
    };
    link.addEventListener("pointerenter", () => mark(true));
    link.addEventListener("pointerleave", () => mark(false));
    svg.append(link);
  }
  svg.append(shape("circle", { cx: middle.x, cy: middle.y, r: 8, class: "kb-neighbours__self" }));
  // Material's instant navigation takes each <a> for one of HTML and fails over its address.
  svg.addEventListener("click", (event) => event.stopPropagation());
  return svg;
}

/** Draw what is around the note of this page into `place`. */
export function showNeighbours(place: HTMLElement): void {
  const section = place.closest("section");
  const all = section ? readNeighbours(section) : [];
  if (all.length < 2) return;
  const neighbours = all.slice(0, MOST);
  const edges = readEdges(place, neighbours.length);
  const { neighbours: word } = wordsOf(document.documentElement.lang);
  const picture = make("div", { class: "kb-neighbours__picture" });
  const isWide = matchMedia("(min-width: 60em)").matches;
  place.replaceChildren(make("details", { open: isWide }, make("summary", {}, word), picture));
  let drawn = 0;
  // Opening it and turning a phone change its width, from nothing or another.
  new ResizeObserver(() => {
    const width = Math.floor(picture.clientWidth);
    if (width === drawn || width === 0) return;
    drawn = width;
    picture.replaceChildren(draw(neighbours, edges, width));
  }).observe(picture);
}
