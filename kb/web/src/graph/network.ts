/**
 * Notes as a network.
 *
 * In: notes and links. Out: who is next to whom, where each note stands at first, which of them a
 * reader asks for. No DOM.
 */

import { makeFinder, type Notes } from "../notes";
import { firstLevel, isWithinTag } from "../tags";
import type { Query } from "./query";

export interface Network {
  /** Two indexes of notes for each line: a link there and one back are one line. */
  readonly lines: Uint32Array;
  readonly neighbours: readonly (readonly number[])[];
}

export function makeNetwork(size: number, links: readonly number[]): Network {
  const neighbours: number[][] = Array.from({ length: size }, () => []);
  const seen = new Set<number>();
  const lines: number[] = [];
  for (let index = 0; index + 1 < links.length; index += 2) {
    const [from, to] = [links[index] ?? 0, links[index + 1] ?? 0];
    const pair = Math.min(from, to) * size + Math.max(from, to);
    if (from === to || from >= size || to >= size || seen.has(pair)) continue;
    seen.add(pair);
    lines.push(from, to);
    neighbours[from]?.push(to);
    neighbours[to]?.push(from);
  }
  return { lines: Uint32Array.from(lines), neighbours };
}

/** The first-level tag that a note is counted with: that of its first tag; '' without any. */
export function groupsOf({ tags, notes }: Notes): string[] {
  return notes.map((note) => firstLevel(tags[note.tags[0] ?? -1] ?? ""));
}

/** The angle by which seeds of a sunflower follow each other: they fill a disc evenly. */
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/**
 * Where notes stand before any force moves them: one disc for each group, the discs on a spiral
 * from the largest outwards; within a disc the notes with most neighbours in the middle.
 */
export function startPositions(groups: readonly string[], network: Network): Float32Array {
  const members = new Map<string, number[]>();
  for (const [note, group] of groups.entries()) {
    const found = members.get(group);
    if (found) found.push(note);
    else members.set(group, [note]);
  }
  const positions = new Float32Array(groups.length * 2);
  const discs = [...members.values()].sort((one, other) => other.length - one.length);
  let area = 0;
  for (const [number, disc] of discs.entries()) {
    const radius = 1.6 * Math.sqrt(area + disc.length / 2);
    const [x, y] =
      number === 0 ? [0, 0] : [radius * Math.cos(number * 2.4), radius * Math.sin(number * 2.4)];
    area += disc.length;
    const degree = (note: number) => network.neighbours[note]?.length ?? 0;
    disc.sort((one, other) => degree(other) - degree(one) || one - other);
    for (const [index, note] of disc.entries()) {
      const distance = Math.sqrt(index);
      positions[2 * note] = 10 * (x + distance * Math.cos(index * GOLDEN));
      positions[2 * note + 1] = 10 * (y + distance * Math.sin(index * GOLDEN));
    }
  }
  return positions;
}

/** The notes that a query asks for: by how well they fit, then by how many they are next to. */
export function select(all: Notes, network: Network, query: Query): number[] {
  const wanted = all.tags.map((tag) => query.tag === "" || isWithinTag(tag, query.tag));
  const find = makeFinder(query.words);
  const places = new Map<number, number>();
  for (const [index, note] of all.notes.entries()) {
    if (query.language !== "" && note.language !== query.language) continue;
    if (query.tag !== "" && !note.tags.some((tag) => wanted[tag])) continue;
    const place = find(note.folded);
    if (place >= 0) places.set(index, place);
  }
  const degree = (note: number) => network.neighbours[note]?.length ?? 0;
  const rank = (note: number) => (places.get(note) === 0 ? 0 : 1);
  return [...places.keys()].sort(
    (one, other) => rank(one) - rank(other) || degree(other) - degree(one) || one - other,
  );
}
