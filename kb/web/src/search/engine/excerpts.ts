/**
 * The sentence that answers best.
 *
 * In: the card of a document and the places where words stand in it; `isPartial`: where not all
 * are known.  Out: a part of its text with these words marked, and the anchor of its section.
 */

import type { Excerpt, Span } from "./api";
import { textParts } from "./cards";
import type { PlaceHit } from "./details";
import { BLOCK_SHIFT, BLOCKS, type Card, type Passage, type TextPart } from "./files";
import { markedIn } from "./marking";
import type { Shelf } from "./shelf";

export interface Found {
  readonly excerpt: Excerpt;
  readonly anchor: string;
}

/** Characters of an excerpt, about. */
const LONGEST = 180;
/** Characters of a passage that can stand for a document. */
const SAYS_SOMETHING = 40;
/** Characters of a passage that goes on in a next block, for each block. */
const SHORTEST_BLOCK = 128;
/** Parts of a text that are looked through. */
const MOST_PARTS = 3;

/** The headings of a document; nothing where it has no text. */
export async function sectionsOf(
  shelf: Shelf,
  card: Card,
): Promise<readonly (readonly [text: string, anchor: string])[]> {
  const [first] = await textParts(shelf, card, [0]);
  return first?.sections ?? [];
}

export async function findExcerpt(
  shelf: Shelf,
  card: Card,
  places: readonly PlaceHit[],
  weights: readonly number[],
  marks: readonly string[],
  isPartial: boolean,
): Promise<Found | undefined> {
  const [first] = await textParts(shelf, card, [0]);
  if (!first) return undefined;
  const chosen =
    (await inBlocks(shelf, card, bestBlocks(places, weights), marks)) ??
    (isPartial ? firstMarked(first, marks) : undefined) ??
    opening(first, marks);
  if (!chosen) return undefined;
  const [passage, spans] = chosen;
  const [, section, text, isCode] = passage;
  // Headings, and so anchors, are in the first part.
  const anchor = first.sections?.[section]?.[1] ?? "";
  const cut = cutAround(text, spans);
  return { anchor, excerpt: { ...cut, language: card.language, isCode: isCode === 1 } };
}

type Chosen = readonly [Passage, Span[]];

/** The first passage that one of `blocks` means and that has a mark. Long documents have several
 * passages with one number: the first that comes may be another. */
async function inBlocks(
  shelf: Shelf,
  card: Card,
  blocks: readonly number[],
  marks: readonly string[],
): Promise<Chosen | undefined> {
  let loaded = 0;
  for (const block of blocks) {
    for (const number of partsWith(card, block)) {
      if (loaded++ === MOST_PARTS) return undefined;
      const [part] = await textParts(shelf, card, [number]);
      const chosen = part && inBlock(part, block, marks);
      if (chosen) return chosen;
    }
  }
  return undefined;
}

/** Numbers of blocks, the one where most of the words stand first. */
function bestBlocks(places: readonly PlaceHit[], weights: readonly number[]): number[] {
  const needs = new Map<number, Map<number, number>>();
  for (const { need, part, place, quality } of places) {
    const block = (place >> BLOCK_SHIFT) % BLOCKS;
    const known = needs.get(block) ?? new Map<number, number>();
    const word = need + part * weights.length;
    known.set(word, Math.max(known.get(word) ?? 0, quality));
    needs.set(block, known);
  }
  const sum = (known: ReadonlyMap<number, number>): number => {
    let all = 0;
    for (const [word, quality] of known) all += (weights[word % weights.length] ?? 0) * quality;
    return all;
  };
  return [...needs]
    .map(([block, known]) => [block, sum(known)] as const)
    .sort(([, one], [, other]) => other - one)
    .map(([block]) => block);
}

/** Which parts of the text may have the passage that `block` means. */
function partsWith(card: Card, block: number): number[] {
  return (card.at ?? []).flatMap((blocks, number) => (blocks.includes(block) ? [number] : []));
}

function inBlock(part: TextPart, block: number, marks: readonly string[]): Chosen | undefined {
  for (const passage of part.passages) {
    const after = (block - passage[0] + BLOCKS) % BLOCKS;
    // Only what is long goes on in the next block.
    if (after > 0 && passage[2].length < after * SHORTEST_BLOCK) continue;
    const spans = markedIn(passage[2], marks);
    if (spans.length) return [passage, spans];
  }
  return undefined;
}

/** The first passage that has a mark: what stands nearly everywhere stands there as well. */
function firstMarked(part: TextPart, marks: readonly string[]): Chosen | undefined {
  for (const passage of part.passages) {
    const spans = markedIn(passage[2], marks);
    if (spans.length) return [passage, spans];
  }
  return undefined;
}

/** What stands for a document where no word of a query stands in its text. */
function opening(part: TextPart, marks: readonly string[]): Chosen | undefined {
  const prose = part.passages.filter((passage) => !passage[3]);
  const first =
    prose.find((passage) => passage[2].length >= SAYS_SOMETHING) ?? prose[0] ?? part.passages[0];
  return first && [first, markedIn(first[2], marks)];
}

/** A part of `text` around as many of `spans` as it can hold, whole words and, where one begins
 * there, a whole sentence. */
export function cutAround(
  text: string,
  spans: readonly Span[],
): Pick<Excerpt, "text" | "marks" | "isCutBefore" | "isCutAfter"> {
  const { from, to } = text.length <= LONGEST ? { from: 0, to: text.length } : range(text, spans);
  return {
    text: text.slice(from, to),
    marks: spans
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end]): Span => [start - from, end - from]),
    isCutBefore: from > 0,
    isCutAfter: to < text.length,
  };
}

function range(text: string, spans: readonly Span[]): { from: number; to: number } {
  let best: readonly [count: number, start: number, end: number] = [0, 0, 0];
  for (let at = 0; at < spans.length; at++) {
    const start = spans[at]?.[0] ?? 0;
    let last = at;
    while ((spans[last + 1]?.[1] ?? Number.POSITIVE_INFINITY) - start <= LONGEST * 0.8) last++;
    const end = spans[last]?.[1] ?? start;
    const count = new Set(
      spans.slice(at, last + 1).map((span) => text.slice(span[0], span[1]).toLowerCase()),
    ).size;
    if (count > best[0]) best = [count, start, end];
  }
  const [, start, end] = best;
  const wide = Math.max(0, LONGEST - (end - start));
  const earliest = Math.max(0, start - Math.floor(wide / 2));
  const from = beginningAt(text, earliest, start);
  const latest = Math.min(text.length, from + LONGEST);
  return { from, to: latest === text.length ? latest : endAt(text, Math.max(end, from), latest) };
}

/** Where to begin between `earliest` and `latest`: with a sentence, else with a word. */
function beginningAt(text: string, earliest: number, latest: number): number {
  if (earliest === 0) return 0;
  const between = text.slice(earliest, latest);
  const sentence = /[.!?\u3002\n]["')\]]?\s+/.exec(between);
  if (sentence) return earliest + sentence.index + sentence[0].length;
  const space = /\s+/.exec(between);
  return space ? earliest + space.index + space[0].length : earliest;
}

/** Where to end: before a space, if there is one behind `earliest`. */
function endAt(text: string, earliest: number, latest: number): number {
  const space = text.slice(earliest, latest + 1).search(/\s\S*$/);
  return space > 0 ? earliest + space : latest;
}
