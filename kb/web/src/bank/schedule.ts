/**
 * When a question is asked again: FSRS, from what was answered.
 *
 * In: attempts and how they felt. Out: a day for each question. Nothing else is kept, so attempts
 * that come from another tab, or from a file, count as if they had been made here. No DOM.
 */

import { type Card, createEmptyCard, fsrs, type Grade, Rating } from "ts-fsrs";
import type { Attempt, Ease, Rating as Rated } from "../quiz/store";

// By days: within one day an answer is remembered because it was just read.
const scheduler = fsrs({ enable_short_term: false, enable_fuzz: false });

const GRADES: Record<Ease, Grade> = {
  hard: Rating.Hard,
  good: Rating.Good,
  easy: Rating.Easy,
};

const emptyCard = (time: Date): Card => createEmptyCard<Card>(time);

export type Cards = ReadonlyMap<string, Card>;

export function replay(attempts: readonly Attempt[], ratings: readonly Rated[]): Cards {
  const eases = new Map(ratings.map(({ attempt, ease }) => [attempt, ease]));
  const cards = new Map<string, Card>();
  for (const { key, question, at, right } of [...attempts].sort((a, b) => a.at - b.at)) {
    const time = new Date(at);
    const card = cards.get(question) ?? emptyCard(time);
    const grade = right ? GRADES[eases.get(key) ?? "good"] : Rating.Again;
    cards.set(question, scheduler.next(card, time, grade).card);
  }
  return cards;
}

/** In how many days it would come again if it were answered rightly at `now`. */
export function intervals(known: Card | undefined, now: number): Record<Ease, number> {
  const time = new Date(now);
  const card = known ?? emptyCard(time);
  // Attempts may be later than the clock, where that was set back.
  const seen = card.last_review && card.last_review > time ? card.last_review : time;
  const next = scheduler.repeat(card, seen);
  const days = (ease: Ease) => next[GRADES[ease]].card.scheduled_days;
  return { hard: days("hard"), good: days("good"), easy: days("easy") };
}
