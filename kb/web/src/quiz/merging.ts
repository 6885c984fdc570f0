/**
 * Which of two records of the same thing holds.
 *
 * In: what is kept, what comes. Out: one of them, whichever comes first: so files can be merged in
 * any order, and twice.
 */

import type { Exam, Rating } from "./store";

export function laterRating(one: Rating | undefined, other: Rating): Rating {
  if (!one || other.at > one.at) return other;
  if (other.at < one.at) return one;
  return other.ease > one.ease ? other : one;
}

/** What was submitted is over: no tab that is still open takes it back. */
export function laterExam(one: Exam | undefined, other: Exam): Exam {
  if (!one) return other;
  const [ours, theirs] = [one.submitted, other.submitted];
  if (ours !== undefined && theirs !== undefined && ours !== theirs) {
    return theirs < ours ? other : one;
  }
  if ((ours === undefined) !== (theirs === undefined)) return ours === undefined ? other : one;
  if (one.at !== other.at) return other.at > one.at ? other : one;
  return JSON.stringify(other) > JSON.stringify(one) ? other : one;
}
