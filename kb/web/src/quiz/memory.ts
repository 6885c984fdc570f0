/** The store where a browser keeps nothing: it lasts as long as the page. */

import { laterExam, laterRating } from "./merging";
import type { Attempt, Contents, Exam, NewAttempt, Rating, Store } from "./store";

export class Memory implements Store {
  readonly lasting: boolean = false;
  readonly #attempts = new Map<string, Attempt>();
  readonly #ratings = new Map<string, Rating>();
  readonly #exams = new Map<string, Exam>();
  #last = 0;

  async add(attempt: NewAttempt): Promise<Attempt> {
    const added = complete(attempt, this.#last);
    this.#attempts.set(added.key, added);
    this.#last = added.at;
    return added;
  }

  addAll(attempts: readonly NewAttempt[]): Promise<readonly Attempt[]> {
    return Promise.all(attempts.map((attempt) => this.add(attempt)));
  }

  /** What is added from now on is later than `at`. */
  startAfter(at: number): void {
    this.#last = Math.max(this.#last, at);
  }

  async all(): Promise<readonly Attempt[]> {
    return inOrder(this.#attempts.values());
  }

  async of(question: string): Promise<readonly Attempt[]> {
    return (await this.all()).filter((attempt) => attempt.question === question);
  }

  async rate(rating: Rating): Promise<void> {
    this.#ratings.set(rating.attempt, laterRating(this.#ratings.get(rating.attempt), rating));
  }

  async saveExam(exam: Exam): Promise<void> {
    this.#exams.set(exam.key, laterExam(this.#exams.get(exam.key), exam));
  }

  async contents(): Promise<Contents> {
    const [ratings, exams] = [[...this.#ratings.values()], [...this.#exams.values()]];
    return { attempts: await this.all(), ratings, exams };
  }

  async merge({ attempts, ratings, exams }: Contents): Promise<number> {
    const before = this.#attempts.size;
    for (const attempt of attempts) {
      if (!this.#attempts.has(attempt.key)) this.#attempts.set(attempt.key, attempt);
      this.startAfter(attempt.at);
    }
    for (const rating of ratings) await this.rate(rating);
    for (const exam of exams) await this.saveExam(exam);
    return this.#attempts.size - before;
  }

  listen(): () => void {
    return () => undefined;
  }
}

/** With a key and a time that is later than `last`, even where the clock was set back. */
export function complete(attempt: NewAttempt, last: number): Attempt {
  return { ...attempt, key: newKey(), at: Math.max(Date.now(), last + 1) };
}

export function inOrder(attempts: Iterable<Attempt>): Attempt[] {
  return [...attempts].sort((one, other) => one.at - other.at || (one.key < other.key ? -1 : 1));
}

/** `randomUUID` is kept from pages that are neither encrypted nor local. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
