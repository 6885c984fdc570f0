/**
 * Which tags a reader asks for.
 *
 * In: criteria as they stand in the address, `?and=a&and=b&or=c&not=d`: a name that repeats, since
 * a tag may hold any other sign. Out: the notes that fit. A tag stands for all below it. No DOM.
 */

import type { Notes } from "../notes";
import { isWithinTag, tagKey } from "../tags";

export const KINDS = ["and", "or", "not"] as const;
export type Kind = (typeof KINDS)[number];

/** The note has each tag of `and`, at least one of `or` where there is one, none of `not`. */
export type Criteria = Readonly<Record<Kind, readonly string[]>>;

export const NONE: Criteria = { and: [], or: [], not: [] };

export function isEmpty(criteria: Criteria): boolean {
  return KINDS.every((kind) => criteria[kind].length === 0);
}

export function readCriteria(search: string): Criteria {
  const found = new URLSearchParams(search);
  const read = (kind: Kind) => {
    const tags = found.getAll(kind).map((tag) => tag.normalize("NFC").trim());
    return distinct(tags.filter((tag) => tag !== ""));
  };
  return { and: read("and"), or: read("or"), not: read("not") };
}

/** The address's query: what others have put there stays. */
export function writeCriteria(criteria: Criteria, search: string): string {
  const written = new URLSearchParams(search);
  for (const kind of KINDS) {
    written.delete(kind);
    for (const tag of criteria[kind]) written.append(kind, tag);
  }
  return written.size > 0 ? `?${written}` : "";
}

function distinct(tags: readonly string[]): string[] {
  return [...new Map(tags.map((tag) => [tagKey(tag), tag])).values()];
}

export function add(criteria: Criteria, kind: Kind, tag: string): Criteria {
  // One tag is asked for in one way.
  const others = remove(criteria, tag);
  return { ...others, [kind]: [...others[kind], tag] };
}

export function remove(criteria: Criteria, tag: string): Criteria {
  const rest = (kind: Kind) => criteria[kind].filter((each) => tagKey(each) !== tagKey(tag));
  return { and: rest("and"), or: rest("or"), not: rest("not") };
}

/** The indexes of the notes that have `tag`, or any tag where it is '', and fit the criteria. */
export function filterNotes({ tags, notes }: Notes, tag: string, criteria: Criteria): number[] {
  const within = (asked: string) => tags.map((each) => isWithinTag(each, asked));
  const required = [...(tag === "" ? [] : [tag]), ...criteria.and].map(within);
  const either = criteria.or.map(within);
  const never = criteria.not.map(within);
  const found: number[] = [];
  for (const [index, { tags: own }] of notes.entries()) {
    const has = (flags: readonly boolean[]) => own.some((each) => flags[each]);
    if (own.length === 0 || !required.every(has) || never.some(has)) continue;
    if (either.length === 0 || either.some(has)) found.push(index);
  }
  return found;
}

/**
 * The tag that a reader means by `typed`: that very tag, else the one that holds these letters. Of
 * several it is the one that the others stand below; if there is none, they are too many.
 */
export function meantTag(typed: string, tags: Iterable<string>): string | undefined {
  const key = tagKey(typed.trim().replace(/^#/, ""));
  if (key === "") return undefined;
  const near = [...tags].filter((tag) => tagKey(tag).includes(key));
  const exact = near.find((tag) => tagKey(tag) === key);
  return exact ?? near.find((top) => near.every((tag) => isWithinTag(tag, top)));
}
