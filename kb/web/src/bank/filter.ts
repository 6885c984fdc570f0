/**
 * Which questions a reader asks for.
 *
 * In: `?tag=a/b&language=ko&state=wrong`, as it stands in the address. Out: the questions that fit.
 * A tag stands for all below it. No DOM.
 */

import { isWithinTag } from "../tags";
import type { Entry } from "./questions";
import { STATES, type State } from "./state";

export interface Filter {
  readonly tag: string;
  readonly language: string;
  readonly state: "" | State | "due";
}

export const EVERYTHING: Filter = { tag: "", language: "", state: "" };
export const STATE_CHOICES = ["", ...STATES, "due"] as const;

/** What is known of the questions: those that nobody answered are in no map. */
export interface Knowledge {
  readonly states: ReadonlyMap<string, State>;
  readonly due: ReadonlySet<string>;
}

export function readFilter(search: string): Filter {
  const found = new URLSearchParams(search);
  const read = (name: string) => (found.get(name) ?? "").normalize("NFC").trim();
  const state = STATE_CHOICES.find((each) => each === read("state")) ?? "";
  return { tag: read("tag"), language: read("language"), state };
}

/** The address's query: what others have put there stays. */
export function writeFilter(filter: Filter, search: string): string {
  const written = new URLSearchParams(search);
  for (const [name, value] of Object.entries(filter)) {
    if (value) written.set(name, value);
    else written.delete(name);
  }
  return written.size > 0 ? `?${written}` : "";
}

export function select(
  entries: readonly Entry[],
  { tag, language, state }: Filter,
  { states, due }: Knowledge,
): Entry[] {
  return entries.filter(
    (entry) =>
      (!tag || entry.note.tags.some((each) => isWithinTag(each, tag))) &&
      (!language || entry.language === language) &&
      (!state || (state === "due" ? due.has(entry.id) : stateOf(entry, states) === state)),
  );
}

export function stateOf(entry: Entry, states: ReadonlyMap<string, State>): State {
  return states.get(entry.id) ?? "new";
}

/** How many there are in each state; what is due is in another one as well. */
export function countStates(
  entries: readonly Entry[],
  { states, due }: Knowledge,
): Record<State | "due", number> {
  const counts = { new: 0, right: 0, wrong: 0, due: 0 };
  for (const entry of entries) {
    counts[stateOf(entry, states)] += 1;
    if (due.has(entry.id)) counts.due += 1;
  }
  return counts;
}

/** In any order, each as likely as the others; `random` as `Math.random`. */
export function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  const mixed = [...values];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] as Value, mixed[last] as Value];
  }
  return mixed;
}
