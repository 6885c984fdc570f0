/**
 * The graph as a picture: sigma draws it by WebGL, a worker moves the notes apart.
 *
 * In: notes, their network and a place on the page. Out: a picture that can be pointed at; what is
 * marked lies on a canvas of its own, above the rest, so that marking costs the same in a graph of
 * any size. Whoever does not see it has the list beside it.
 */

import { UndirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, NodeCircleProgram } from "sigma/rendering";
import { colourOf, INK, type Legend, lineColour, type Scheme } from "./colours";
import type { Progress, Task } from "./layout";
import type { Network } from "./network";
import { type Box, writeTitle } from "./titles";

/** Where the built worker lies, beside this module; set by build.mjs. */
declare const LAYOUT_FILE: string;

export interface Model {
  readonly titles: readonly string[];
  readonly groups: readonly string[];
  readonly network: Network;
  readonly legend: Legend;
  readonly positions: Float32Array;
}

export interface Listener {
  /** A note is pointed at; -1 when no longer. */
  point(note: number): void;
  /** A note was clicked, or touched with a finger, which cannot point first. */
  choose(note: number, isTouch: boolean): void;
  /** The notes have come to rest. */
  settle(): void;
}

/** Titles that are written around a marked note; more would cover each other. */
const TITLES = 24;

/** Pixels that a pointer may miss a note by, and may move in a click. */
const NEAR = 4;

/** No note is larger than this, however near one comes. */
const REACH = 200;

/** Milliseconds that the forces are given: more for more notes. */
function timeFor(notes: number): number {
  return Math.min(12_000, 2000 + notes);
}

/**
 * What sigma draws, without the second picture by which it finds what is under the pointer: to
 * read that back makes each movement wait for the graphics card.
 */
class Circles extends NodeCircleProgram {
  constructor(gl: WebGLRenderingContext, _: WebGLFramebuffer | null, sigma: Sigma) {
    super(gl, null, sigma);
  }
}

class Lines extends EdgeLineProgram {
  constructor(gl: WebGLRenderingContext, _: WebGLFramebuffer | null, sigma: Sigma) {
    super(gl, null, sigma);
  }
}

export class Drawing {
  readonly #model: Model;
  readonly #graph: UndirectedGraph;
  readonly #sigma: Sigma;
  readonly #above: HTMLCanvasElement;
  readonly #worker: Worker;
  readonly #isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  #scheme: Scheme;
  #positions: Float32Array;
  #pointed = -1;
  #marked = -1;
  readonly #hidden = new Set<number>();

  constructor(place: HTMLElement, model: Model, scheme: Scheme, listener: Listener) {
    this.#model = model;
    this.#scheme = scheme;
    this.#positions = model.positions;
    this.#graph = makeGraph(model, scheme);
    this.#sigma = new Sigma(this.#graph, place, {
      edgeProgramClasses: { line: Lines },
      nodeProgramClasses: { circle: Circles },
      hideEdgesOnMove: model.network.lines.length > 40_000,
      labelFont: getComputedStyle(place).fontFamily,
      labelSize: 12,
      labelDensity: model.titles.length < 60 ? 2 : 0.7,
      labelRenderedSizeThreshold: titlesFrom(model.titles.length),
      defaultEdgeColor: lineColour(model.network.lines.length / 2, scheme),
      minCameraRatio: 0.02,
      maxCameraRatio: 3,
      // Titles of a few notes stand beside them, also at the edge.
      stagePadding: model.titles.length < 60 ? 70 : 24,
      defaultDrawNodeLabel: (context, { label, x, y, size }, { labelSize, labelFont }) => {
        const font = `400 ${labelSize}px ${labelFont}`;
        const title = label ?? "";
        writeTitle(context, { title, x: x + size + 3, y, font, scheme: this.#scheme });
      },
      // We draw what is pointed at ourselves.
      defaultDrawNodeHover: () => {},
      allowInvalidContainer: true,
    });
    this.#above = this.#sigma.createCanvas("marked", { afterLayer: "labels" });
    this.#above.style.pointerEvents = "none";
    this.#sigma.on("afterRender", () => this.#drawMarked());
    // These would ask the second picture. The camera's own listeners are others, and stay.
    this.#sigma.getMouseCaptor().removeAllListeners();
    this.#sigma.getTouchCaptor().removeAllListeners();
    this.#listen(place, listener);
    this.#worker = this.#start(listener);
  }

  /** Show these notes and the lines between them alone. */
  show(notes: Iterable<number>): void {
    const shown = new Set(notes);
    this.#hidden.clear();
    for (const note of this.#model.titles.keys()) if (!shown.has(note)) this.#hidden.add(note);
    this.#graph.updateEachNodeAttributes(
      (node, attributes) => Object.assign(attributes, { hidden: this.#hidden.has(Number(node)) }),
      { attributes: ["hidden"] },
    );
  }

  /** Mark a note, its neighbours and the lines between; -1 marks none. */
  mark(note: number): void {
    this.#marked = note;
    this.#sigma.getContainer().toggleAttribute("data-marked", note >= 0);
    this.#drawMarked();
  }

  /** Bring a note into the middle of the picture. */
  centre(note: number): void {
    const data = this.#sigma.getNodeDisplayData(String(note));
    if (data) this.#move({ x: data.x, y: data.y, ratio: 0.4 });
  }

  /** Nearer by a factor above 1, farther by one below. */
  zoom(factor: number): void {
    this.#move({ ratio: this.#sigma.getCamera().ratio / factor });
  }

  /** All of it. */
  fit(): void {
    this.#move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  recolour(scheme: Scheme): void {
    if (scheme === this.#scheme) return;
    this.#scheme = scheme;
    this.#sigma.setSetting(
      "defaultEdgeColor",
      lineColour(this.#model.network.lines.length / 2, scheme),
    );
    this.#graph.updateEachNodeAttributes(
      (node, attributes) => Object.assign(attributes, { color: this.#colour(Number(node)) }),
      { attributes: ["color"] },
    );
  }

  end(): void {
    this.#worker.terminate();
    this.#sigma.kill();
  }

  #colour(note: number): string {
    return colourOf(this.#model.groups[note] ?? "", this.#model.legend, this.#scheme);
  }

  #move(state: { x?: number; y?: number; ratio?: number; angle?: number }): void {
    const camera = this.#sigma.getCamera();
    if (this.#isStill) camera.setState(state);
    else void camera.animate(state, { duration: 250 });
  }

  #start(listener: Listener): Worker {
    const worker = new Worker(new URL(LAYOUT_FILE, import.meta.url));
    worker.onmessage = ({ data }: MessageEvent<Progress>) => {
      // Who asked for little motion sees the notes where they came to rest.
      if (data.isDone || !this.#isStill) this.#place(data.positions);
      if (!data.isDone) return;
      worker.terminate();
      listener.settle();
    };
    // Without the worker the notes stay where they began, by their tags.
    worker.onerror = () => listener.settle();
    const { positions, network } = this.#model;
    const milliseconds = timeFor(this.#model.titles.length);
    const task: Task = { positions, lines: network.lines, milliseconds };
    worker.postMessage(task);
    return worker;
  }

  #place(positions: Float32Array): void {
    this.#positions = positions;
    this.#sigma.setCustomBBox(boundsOf(positions));
    this.#graph.updateEachNodeAttributes(
      (node, attributes) => {
        attributes.x = positions[2 * Number(node)];
        attributes.y = positions[2 * Number(node) + 1];
        return attributes;
      },
      { attributes: ["x", "y"] },
    );
  }

  #listen(place: HTMLElement, listener: Listener): void {
    let pressed: PointerEvent | undefined;
    const at = (event: PointerEvent) => {
      const { left, top } = place.getBoundingClientRect();
      return this.#noteAt(event.clientX - left, event.clientY - top);
    };
    const point = (note: number) => {
      if (note === this.#pointed) return;
      this.#pointed = note;
      listener.point(note);
    };
    place.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "touch" && event.buttons === 0) point(at(event));
    });
    place.addEventListener("pointerleave", () => point(-1));
    place.addEventListener("pointerdown", (event) => {
      pressed = event.isPrimary && event.button === 0 ? event : undefined;
    });
    place.addEventListener("pointerup", (event) => {
      const from = pressed;
      pressed = undefined;
      // A drag moves the picture.
      if (!from || Math.hypot(event.x - from.x, event.y - from.y) > NEAR) return;
      const note = at(event);
      if (note >= 0) listener.choose(note, event.pointerType === "touch");
    });
  }

  /** The note under or next to a point of the picture; -1 where there is none. */
  #noteAt(x: number, y: number): number {
    const point = this.#sigma.viewportToGraph({ x, y });
    const beside = this.#sigma.viewportToGraph({ x: x + 1, y });
    const pixel = Math.hypot(beside.x - point.x, beside.y - point.y);
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const note of this.#model.titles.keys()) {
      const across = ((this.#positions[2 * note] ?? 0) - point.x) / pixel;
      const up = ((this.#positions[2 * note + 1] ?? 0) - point.y) / pixel;
      const distance = across * across + up * up;
      if (distance >= least || distance > REACH * REACH || this.#hidden.has(note)) continue;
      const { size } = this.#pointOf(note);
      if (distance > (size + NEAR) ** 2) continue;
      best = note;
      least = distance;
    }
    return best;
  }

  #drawMarked(): void {
    const context = this.#above.getContext("2d");
    if (!context) return;
    const { width, height } = this.#sigma.getDimensions();
    const density = window.devicePixelRatio || 1;
    // Setting the size also wipes what was there.
    this.#above.width = width * density;
    this.#above.height = height * density;
    this.#above.style.width = `${width}px`;
    this.#above.style.height = `${height}px`;
    if (this.#marked < 0) return;
    context.scale(density, density);
    const near = this.#model.network.neighbours[this.#marked] ?? [];
    const shown = near.filter((note) => !this.#hidden.has(note));
    const centre = this.#pointOf(this.#marked);
    context.strokeStyle = INK[this.#scheme];
    context.globalAlpha = 0.5;
    context.beginPath();
    for (const note of shown) {
      const point = this.#pointOf(note);
      context.moveTo(centre.x, centre.y);
      context.lineTo(point.x, point.y);
    }
    context.stroke();
    context.globalAlpha = 1;
    for (const note of shown) this.#drawNote(context, note, false);
    this.#drawNote(context, this.#marked, true);
    const taken: Box[] = [];
    for (const note of [this.#marked, ...shown].slice(0, TITLES)) {
      this.#drawTitle(context, note, taken);
    }
  }

  #pointOf(note: number): { x: number; y: number; size: number } {
    const node = String(note);
    const { x, y } = this.#graph.getNodeAttributes(node) as { x: number; y: number };
    const size = this.#sigma.getNodeDisplayData(node)?.size ?? 4;
    return { ...this.#sigma.graphToViewport({ x, y }), size: this.#sigma.scaleSize(size) };
  }

  #drawNote(context: CanvasRenderingContext2D, note: number, isMarked: boolean): void {
    const { x, y, size } = this.#pointOf(note);
    context.fillStyle = this.#colour(note);
    context.beginPath();
    context.arc(x, y, Math.max(size, 3), 0, 2 * Math.PI);
    context.fill();
    if (!isMarked) return;
    context.lineWidth = 2;
    context.strokeStyle = INK[this.#scheme];
    context.stroke();
  }

  #drawTitle(context: CanvasRenderingContext2D, note: number, taken: Box[]): void {
    const { x, y, size } = this.#pointOf(note);
    const title = this.#model.titles[note] ?? "";
    const weight = note === this.#marked ? "700 14px" : "400 12px";
    const font = `${weight} ${getComputedStyle(this.#sigma.getContainer()).fontFamily}`;
    writeTitle(context, { title, x: x + size + 4, y, font, scheme: this.#scheme }, taken);
  }
}

function makeGraph(model: Model, scheme: Scheme): UndirectedGraph {
  const graph = new UndirectedGraph({ allowSelfLoops: false });
  const { least, growth } = sizesFor(model.titles.length);
  for (const [note, title] of model.titles.entries()) {
    const degree = model.network.neighbours[note]?.length ?? 0;
    graph.addNode(String(note), {
      label: title,
      x: model.positions[2 * note],
      y: model.positions[2 * note + 1],
      size: Math.min(18, least + growth * Math.sqrt(degree)),
      color: colourOf(model.groups[note] ?? "", model.legend, scheme),
    });
  }
  const { lines } = model.network;
  for (let line = 0; line < lines.length; line += 2) {
    graph.addEdge(String(lines[line]), String(lines[line + 1]));
  }
  return graph;
}

/** The size of a note without links in pixels, and what links add: many notes are small. */
function sizesFor(notes: number): { least: number; growth: number } {
  if (notes < 500) return { least: 4, growth: 0.9 };
  return notes < 3000 ? { least: 2.2, growth: 0.7 } : { least: 1.2, growth: 0.4 };
}

/** The size from which notes have their titles written beside them: all of a few. */
function titlesFrom(notes: number): number {
  if (notes < 60) return 0;
  return notes < 3000 ? 6 : 5;
}

/** A box around nearly all notes: a few that drift far away do not make the rest small. */
function boundsOf(positions: Float32Array): { x: [number, number]; y: [number, number] } {
  const within = (axis: number): [number, number] => {
    const sorted = positions.filter((_, index) => index % 2 === axis).sort();
    const rest = Math.floor(sorted.length * 0.01);
    return [sorted[rest] ?? 0, sorted[sorted.length - 1 - rest] ?? 0];
  };
  return { x: within(0), y: within(1) };
}
