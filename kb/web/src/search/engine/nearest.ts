/**
 * Names that look like what nothing was found for.
 *
 * In: the needs of a query.  Out: notes and tags whose names begin as its words do, as far as any
 * name does.
 */

import { searchForm } from "../words";
import type { Nearest } from "./api";
import { cardsBeside } from "./cards";
import { ALIAS, TITLE } from "./files";
import { pageOf } from "./hits";
import type { Needs } from "./needs";
import type { Opened } from "./searching";
import { Spelling } from "./spelling";
import { unitOf } from "./units";

const MOST = 6;
/** Letters of a beginning that says something. */
const SHORTEST = 2;
const MOST_WORDS = 4;
/** How much of a word's beginning is looked for, one after the other. */
const PARTS = [0.9, 0.75, 0.5, 0.35, 0.2];

export async function nearestNames(
  opened: Opened,
  needs: Needs,
  language: string | undefined,
): Promise<Nearest[]> {
  const { vocabulary, documents, directory, shelf } = opened;
  const spelling = new Spelling(directory, shelf, documents);
  const rows = new Set<number>();
  const words = needs.wanted.flatMap((need) => need.words).slice(0, MOST_WORDS);
  for (const word of words) {
    const likes = await spelling.suggestions(word.form, 2);
    const { length } = word.form;
    const beginnings = PARTS.map((part) => Math.floor(length * part))
      .filter((size) => size >= SHORTEST && size < length)
      .map((size) => word.form.slice(0, size));
    for (const form of [...likes.map(({ term }) => term), ...beginnings]) {
      if (rows.size >= MOST) break;
      const [found] = await vocabulary.find(
        [unitOf({ ...word, form: searchForm(form), typed: form }, 0, true)],
        true,
      );
      for (const { postings } of found?.names ?? []) {
        for (let line = 0; line < postings.rows.length && rows.size < MOST; line++) {
          const field = postings.fields[line] ?? -1;
          if (field === TITLE || field === ALIAS) rows.add(postings.rows[line] ?? -1);
        }
      }
    }
  }
  const cards = await Promise.all(
    [...rows].map(async (row) => {
      const id = documents.id(row);
      return (await cardsBeside(directory, shelf, id))[id];
    }),
  );
  return cards.flatMap((card) =>
    card ? [{ kind: card.kind, title: card.title, url: pageOf(card, language) }] : [],
  );
}
