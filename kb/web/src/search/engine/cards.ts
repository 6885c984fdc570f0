/**
 * What a result shows of a document.
 *
 * In: ids.  Out: cards, and parts of texts; loaded when they are asked for.
 */

import type { Card, Cards, Directory, TextPart } from "./files";
import { ID_BITS, NAME_LENGTH, NO_FILE } from "./files";
import type { Shelf } from "./shelf";

const NONE: Cards = {};

/** The cards of `id` and of its translations, by their ids; they lie in one file. */
export async function cardsBeside(directory: Directory, shelf: Shelf, id: number): Promise<Cards> {
  const { bits, files, page } = directory.cards;
  const number = id >> (ID_BITS - bits);
  let name = nameIn(files, number >> (page ?? 0));
  if (page !== undefined && name !== "") {
    const listed = await shelf.get(name, (made) => made as { readonly files: string });
    name = nameIn(listed.files, number & ((1 << page) - 1));
  }
  return name === "" || name === NO_FILE ? NONE : await shelf.get(name, (made) => made as Cards);
}

function nameIn(files: string, number: number): string {
  return files.slice(number * NAME_LENGTH, (number + 1) * NAME_LENGTH);
}

/** The files of a card's text that are asked for by number. */
export async function textParts(
  shelf: Shelf,
  card: Card,
  numbers: readonly number[],
): Promise<TextPart[]> {
  const names = numbers.flatMap((number) => card.text?.[number] ?? []);
  return Promise.all(names.map((name) => shelf.get(name, (made) => made as TextPart)));
}
