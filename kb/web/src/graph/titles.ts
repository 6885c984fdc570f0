/** The titles of notes in the picture.  In: a canvas, words and a place.  Out: pixels. */

import { GROUND, INK, type Scheme } from "./colours";

export interface Title {
  readonly title: string;
  /** Where it begins, and the middle of its height. */
  readonly x: number;
  readonly y: number;
  /** As canvases are told: weight, size and family. */
  readonly font: string;
  readonly scheme: Scheme;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function overlap(one: Box, other: Box): boolean {
  const isBeside = one.right < other.left || other.right < one.left;
  return !isBeside && one.top <= other.bottom && other.top <= one.bottom;
}

/** Write a title that can be read above lines, unless it would cover one that is `taken`. */
export function writeTitle(
  context: CanvasRenderingContext2D,
  { title, x, y, font, scheme }: Title,
  taken: Box[] = [],
): void {
  context.font = font;
  const right = x + context.measureText(title).width;
  const box = { left: x, top: y - 8, right, bottom: y + 8 };
  if (taken.some((other) => overlap(box, other))) return;
  taken.push(box);
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = GROUND[scheme];
  context.fillStyle = INK[scheme];
  context.strokeText(title, x, y + 4);
  context.fillText(title, x, y + 4);
}
