/**
 * What each step of a slider shows.
 *
 * In: the JSON that kb/run/sweep.py has written. Out: of each step the outputs, and of a figure the
 * changes to what the start shows. Its strings stand in tables, long paths as columns of numbers.
 * No DOM.
 */

/** Stands in ids and in links to them for what is unique in the page; kb/model/run.py. */
export const FIGURE_ID = "kb-figure-id-";

type Stream = "stdout" | "stderr" | "value";

/** The number of a string, or `[tag, [name, string, ...], ...children]`. */
type WrittenChild = number | WrittenNode;
type WrittenNode = readonly [string, readonly (string | number)[], ...WrittenChild[]];

type WrittenChange =
  | readonly [element: number, children: readonly WrittenChild[]]
  | readonly [element: number, first: number, gone: number, children: readonly WrittenChild[]];

/** The output of the start with that number; -1: an output that the start does not have. */
type WrittenPiece =
  | number
  | readonly [number, "text" | "markup", number]
  | readonly [number, "picture", number, number]
  | readonly [number, "changes", readonly WrittenChange[], number]
  | readonly [number, "svg", WrittenNode, number];

type Track = readonly [element: number, name: string, differences: readonly number[]];

export interface WrittenFrames {
  readonly steps: readonly (readonly WrittenPiece[])[];
  readonly failed: Readonly<Record<string, number>>;
  readonly tracks: Readonly<Record<string, readonly Track[]>>;
  readonly sizes: Readonly<Record<string, number>>;
  readonly texts: readonly (readonly [Stream, string])[];
  readonly markups: readonly string[];
  readonly pictures: readonly (readonly [number, number, string])[];
  readonly strings: readonly (string | readonly [number, number, number])[];
  readonly shapes: readonly (readonly [string, string, string, string])[];
  readonly columns: readonly (readonly number[])[];
}

export type Child = string | Node;

export interface Node {
  readonly tag: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly Child[];
}

/** Elements are named by their number in the order of the document. */
export type Change =
  | { readonly kind: "attribute"; element: number; name: string; value: string | undefined }
  | { readonly kind: "content"; element: number; children: readonly Child[] }
  | {
      readonly kind: "splice";
      element: number;
      first: number;
      gone: number;
      children: readonly Node[];
    };

export type Content =
  | { readonly kind: "same" }
  | { readonly kind: "text"; stream: Stream; html: string }
  | { readonly kind: "markup"; html: string }
  | { readonly kind: "picture"; width: number; height: number; address: string; alt: number }
  | { readonly kind: "changes"; changes: readonly Change[]; alt: number }
  | { readonly kind: "svg"; node: Node; alt: number };

export interface Piece {
  /** Number of the output of the start whose place this takes; -1: a new one. */
  readonly output: number;
  readonly content: Content;
}

export class Frames {
  readonly #written: WrittenFrames;
  readonly #strings = new Map<number, string>();
  /** Output -> tracks, with values in place of differences. */
  readonly #tracks = new Map<number, readonly Track[]>();

  constructor(written: WrittenFrames) {
    this.#written = written;
    for (const [output, tracks] of Object.entries(written.tracks)) {
      this.#tracks.set(
        Number(output),
        tracks.map(([element, name, differences]) => [element, name, sums(differences)]),
      );
    }
  }

  /** The number of elements in the SVG of an output of the start; undefined: it has none. */
  size(output: number): number | undefined {
    return this.#written.sizes[output];
  }

  /** What a failed step says, as HTML; undefined where it did not fail. */
  failure(step: number): string | undefined {
    const text = this.#written.failed[step];
    return text === undefined ? undefined : this.#written.texts[text]?.[1];
  }

  /** The outputs of a step, in their order. `idOf` gives what stands for `FIGURE_ID` in each. */
  pieces(step: number, idOf: (output: number) => string): Piece[] {
    return (this.#written.steps[step] ?? []).map((piece) => {
      if (typeof piece === "number") return { output: piece, content: { kind: "same" } };
      return { output: piece[0], content: this.#content(step, piece, idOf(piece[0])) };
    });
  }

  #content(step: number, piece: Exclude<WrittenPiece, number>, id: string): Content {
    switch (piece[1]) {
      case "text": {
        const [stream, html] = at(this.#written.texts, piece[2]);
        return { kind: "text", stream, html };
      }
      case "markup":
        return { kind: "markup", html: own(at(this.#written.markups, piece[2]), id) };
      case "picture": {
        const [width, height, address] = at(this.#written.pictures, piece[2]);
        return { kind: "picture", width, height, address, alt: piece[3] };
      }
      case "changes": {
        const tracked = this.#tracked(step, piece[0], id);
        const changes = piece[2].map((change) => this.#change(change, id));
        return { kind: "changes", changes: [...tracked, ...changes], alt: piece[3] };
      }
      case "svg":
        return { kind: "svg", node: this.#node(piece[2], id), alt: piece[3] };
    }
  }

  #tracked(step: number, output: number, id: string): Change[] {
    const changes: Change[] = [];
    for (const [element, name, values] of this.#tracks.get(output) ?? []) {
      const value = values[step] ?? 0;
      if (value === 0) continue;
      const text = value === 1 ? undefined : own(this.#string(value - 2), id);
      if (name !== "") changes.push({ kind: "attribute", element, name, value: text });
      else changes.push({ kind: "content", element, children: [text ?? ""] });
    }
    return changes;
  }

  #change(change: WrittenChange, id: string): Change {
    if (change.length === 2) {
      const children = change[1].map((child) => this.#child(child, id));
      return { kind: "content", element: change[0], children };
    }
    const [element, first, gone, written] = change;
    const children = written.flatMap((child) =>
      typeof child === "number" ? [] : this.#node(child, id),
    );
    return { kind: "splice", element, first, gone, children };
  }

  #child(child: WrittenChild, id: string): Child {
    return typeof child === "number" ? own(this.#string(child), id) : this.#node(child, id);
  }

  #node([tag, written, ...children]: WrittenNode, id: string): Node {
    const attributes: [string, string][] = [];
    for (let index = 0; index < written.length; index += 2) {
      const value = this.#string(Number(written[index + 1]));
      attributes.push([String(written[index]), own(value, id)]);
    }
    return { tag, attributes, children: children.map((child) => this.#child(child, id)) };
  }

  #string(number: number): string {
    const known = this.#strings.get(number);
    if (known !== undefined) return known;
    const written = at(this.#written.strings, number);
    const text = typeof written === "string" ? written : this.#line(...written);
    this.#strings.set(number, text);
    return text;
  }

  #line(shape: number, x: number, y: number): string {
    const [start, within, between, end] = at(this.#written.shapes, shape);
    const right = column(at(this.#written.columns, y));
    const points = column(at(this.#written.columns, x)).map(
      (left, index) => `${left}${within}${right[index] ?? ""}`,
    );
    return `${start}${points.join(between)}${end}`;
  }
}

function at<Item>(table: readonly Item[], number: number): Item {
  const found = table[number];
  if (found === undefined) throw new Error(`frames: nothing has the number ${number}`);
  return found;
}

function own(text: string, id: string): string {
  return text.replaceAll(FIGURE_ID, id);
}

function sums(differences: readonly number[]): number[] {
  let sum = 0;
  return differences.map((difference) => {
    sum += difference;
    return sum;
  });
}

function column([places = 0, order = 0, ...values]: readonly number[]): string[] {
  let found = values;
  for (let times = 0; times < order; times += 1) found = sums(found);
  return found.map((value) => decimal(value, places));
}

/** `value` is whole: a number of the last decimal place. Written by hand, since a float rounds. */
function decimal(value: number, places: number): string {
  const digits = String(Math.abs(value)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  return `${value < 0 ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
