/**
 * What a reader has answered, kept in this browser.
 *
 * In: attempts, what the reader says of them, exams. Out: all of them, whichever tab they were made
 * in. An attempt is never changed once it is kept, so two tabs, or two browsers whose files are
 * imported, have nothing to overwrite; all else that is known of a question follows from them.
 */

import { openDatabase } from "./database";
import { Memory } from "./memory";

export type Mode = "page" | "practice" | "exam" | "review";

export interface Attempt {
  /** Of this attempt alone, wherever it was made. */
  readonly key: string;
  /** The question's id. */
  readonly question: string;
  /** In milliseconds since 1970, and later than all attempts before it. */
  readonly at: number;
  /** Letters, as the author wrote them. */
  readonly chosen: readonly string[];
  readonly right: boolean;
  readonly mode: Mode;
}

export type NewAttempt = Omit<Attempt, "key" | "at">;

/** How a right answer felt; one that nobody rated is `good`. */
export type Ease = "hard" | "good" | "easy";

export interface Rating {
  /** The attempt's key. */
  readonly attempt: string;
  readonly ease: Ease;
  /** In milliseconds since 1970: of two the later one holds. */
  readonly at: number;
}

/** An exam, under way or submitted. */
export interface Exam {
  readonly key: string;
  /** In milliseconds since 1970, like all times of an exam: when it was begun, */
  readonly began: number;
  /** when it ends, if it has a time, */
  readonly ends?: number;
  /** how long is left as far as this browser has counted: its clock may be set back, */
  readonly left?: number;
  /** when it was changed last, */
  readonly at: number;
  /** and when it was submitted, if it was. */
  readonly submitted?: number;
  /** Ids in their order. */
  readonly questions: readonly string[];
  /** Letters by question. */
  readonly chosen: Readonly<Record<string, readonly string[]>>;
  /** Questions to look at again. */
  readonly flagged: readonly string[];
  /** How many percent pass. */
  readonly pass: number;
  /** Where it is, for whoever comes back: the number of a question, from 0. */
  readonly current: number;
}

/** Everything that is kept, as a file holds it. */
export interface Contents {
  readonly attempts: readonly Attempt[];
  readonly ratings: readonly Rating[];
  readonly exams: readonly Exam[];
}

export interface Store {
  /** False where this browser keeps nothing, or no more: the rest lasts as long as the page. */
  readonly lasting: boolean;
  add(attempt: NewAttempt): Promise<Attempt>;
  /** The same for several at once: all are kept or none is. */
  addAll(attempts: readonly NewAttempt[]): Promise<readonly Attempt[]>;
  /** In the order of time. */
  all(): Promise<readonly Attempt[]>;
  of(question: string): Promise<readonly Attempt[]>;
  rate(rating: Rating): Promise<void>;
  saveExam(exam: Exam): Promise<void>;
  contents(): Promise<Contents>;
  /** Add what is not there yet; how many attempts these were. */
  merge(contents: Contents): Promise<number>;
  /** Be told what another tab has added; the function given ends that. */
  listen(hear: (attempts: readonly Attempt[]) => void): () => void;
}

let opened: Promise<Store> | undefined;

/** The one store of this page. */
export function openStore(): Promise<Store> {
  // Where storage is forbidden or broken the page goes on, and says that nothing is kept.
  opened ??= openDatabase().catch(() => new Memory());
  return opened;
}
