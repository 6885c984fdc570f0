/**
 * Where the neighbours of a note stand: around it, titles outwards, so that none covers another.
 *
 * In: how many there are, which are linked, how wide the page is. Out: points and words; no DOM.
 */

export interface Spot {
  readonly x: number;
  readonly y: number;
  /** Its title is written to this side of it. */
  readonly side: "left" | "right";
  /** How wide it may be. */
  readonly room: number;
}

export interface Ring {
  readonly width: number;
  readonly height: number;
  /** One for each neighbour, in their order. */
  readonly spots: readonly Spot[];
}

export type Edge = readonly [number, number];

/** Between two titles, from line to line. */
const LINE = 22;
const LEAST_HEIGHT = 120;

/** From a spot to where its title begins. */
export const TITLE = 9;

/** Linked neighbours after each other: the lines between them are short. */
export function order(count: number, edges: readonly Edge[]): number[] {
  const near: number[][] = Array.from({ length: count }, () => []);
  for (const [one, other] of edges) {
    near[one]?.push(other);
    near[other]?.push(one);
  }
  const found = new Set<number>();
  const visit = (note: number) => {
    if (note >= count || found.has(note)) return;
    found.add(note);
    for (const next of near[note] ?? []) visit(next);
  };
  for (let note = 0; note < count; note++) visit(note);
  return [...found];
}

export function makeRing(count: number, edges: readonly Edge[], width: number): Ring {
  const rows = Math.ceil(count / 2);
  const height = Math.max(LEAST_HEIGHT, (rows + 1) * LINE);
  const across = Math.min(width * 0.16, 150);
  const up = height / 2 - LINE / 2;
  const spots: Spot[] = Array.from({ length: count });
  for (const [place, note] of order(count, edges).entries()) {
    const isRight = place < rows;
    const inColumn = isRight ? rows : count - rows;
    // Down the right side, then up the left one: who follow each other stay next to each other.
    const row = isRight ? place : count - 1 - place;
    const y = ((row + 0.5) / inColumn - 0.5) * 2 * up;
    // Never less than half: the column's ends would meet above the middle.
    const bow = Math.max(0.5, Math.sqrt(Math.max(0, 1 - (y / up) ** 2)));
    spots[note] = {
      x: width / 2 + (isRight ? 1 : -1) * across * bow,
      room: width / 2 - across * bow - TITLE,
      y: height / 2 + y,
      side: isRight ? "right" : "left",
    };
  }
  return { width, height, spots };
}

/** About how wide a letter is, in pixels at the size that titles have: Hangul is a square. */
function widthOf(letter: string): number {
  return /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]/.test(letter) ? 13 : 7.5;
}

const ELLIPSIS = 13;

/** A title that fits into `room` pixels, cut with an ellipsis if it must be. */
export function shorten(title: string, room: number): string {
  let width = 0;
  let fitting = "";
  for (const letter of title) {
    width += widthOf(letter);
    if (width > room) return `${fitting}…`;
    if (width + ELLIPSIS <= room || fitting === "") fitting += letter;
  }
  return title;
}
