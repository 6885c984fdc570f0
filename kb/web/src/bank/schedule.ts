/**
 * When a question is asked again: FSRS, from what was answered.
 *
 * In: attempts and how they felt. Out: a day for each question. Nothing else is kept, so attempts
 * that come from another tab, or from a file, count as if they had been made here. No DOM.
 */

import { FSRSAlgorithm, type Grade, generatorParameters, Rating } from "ts-fsrs";
import type { Attempt, Ease, Rating as Rated } from "../quiz/store";
import { dayAfter, daysBetween } from "./calendar";

// By days: within one day an answer is remembered because it was just read. The library's own
// scheduler does the same for four times the bytes, and its days are those of Greenwich.
const algorithm = new FSRSAlgorithm(
  generatorParameters({ enable_short_term: false, enable_fuzz: false }),
);

const GRADES: Record<Ease, Grade> = { hard: Rating.Hard, good: Rating.Good, easy: Rating.Easy };
const ALL = [Rating.Again, Rating.Hard, Rating.Good, Rating.Easy] as const;

/** What is known of how well a question is remembered. */
export interface Card {
  readonly difficulty: number;
  /** In days: after so many it is remembered in nine cases of ten. */
  readonly stability: number;
  /** When it was answered last, in milliseconds since 1970; */
  readonly last: number;
  /** after so many days it comes again, */
  readonly days: number;
  /** from that day's beginning. */
  readonly due: number;
}

export type Cards = ReadonlyMap<string, Card>;

/** The card after it was answered at `at`, for each grade. */
function answer(card: Card | undefined, at: number): ReadonlyMap<Grade, Card> {
  const elapsed = card ? Math.max(0, daysBetween(card.last, at)) : 0;
  const states = ALL.map((grade) => algorithm.next_state(card ?? null, elapsed, grade));
  const days = states.map(({ stability }) => algorithm.next_interval(stability, elapsed));
  const [again = 1, hard = 1, good = 1, easy = 1] = days;
  // What was easier never comes earlier.
  const first = Math.min(again, hard);
  const second = Math.max(hard, first + 1);
  const third = Math.max(good, second + 1);
  const ordered = [first, second, third, Math.max(easy, third + 1)];
  return new Map(
    states.map(({ difficulty, stability }, index) => {
      const own = ordered[index] ?? 1;
      const grade = ALL[index] ?? Rating.Again;
      return [grade, { difficulty, stability, last: at, days: own, due: dayAfter(at, own) }];
    }),
  );
}

export function replay(attempts: readonly Attempt[], ratings: readonly Rated[]): Cards {
  const eases = new Map(ratings.map(({ attempt, ease }) => [attempt, ease]));
  const cards = new Map<string, Card>();
  for (const { key, question, at, right } of [...attempts].sort((a, b) => a.at - b.at)) {
    const grade = right ? GRADES[eases.get(key) ?? "good"] : Rating.Again;
    const card = answer(cards.get(question), at).get(grade);
    if (card) cards.set(question, card);
  }
  return cards;
}

/** In how many days it would come again if it were answered rightly at `now`. */
export function intervals(card: Card | undefined, now: number): Record<Ease, number> {
  // Attempts may be later than the clock, where that was set back.
  const next = answer(card, Math.max(now, card?.last ?? 0));
  const days = (ease: Ease) => next.get(GRADES[ease])?.days ?? 1;
  return { hard: days("hard"), good: days("good"), easy: days("easy") };
}
