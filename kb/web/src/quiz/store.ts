/**
 * What a reader has answered, kept in this browser.
 *
 * In: attempts. Out: all of them, whichever tab they were made in. An attempt is never changed once
 * it is kept, so two tabs, or two browsers whose files are imported, have nothing to overwrite.
 */

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

export interface Store {
  /** False where this browser keeps nothing: attempts last as long as the page. */
  readonly lasting: boolean;
  add(attempt: Omit<Attempt, "key" | "at">): Promise<Attempt>;
  /** In the order of time. */
  all(): Promise<readonly Attempt[]>;
  of(question: string): Promise<readonly Attempt[]>;
  /** Be told what another tab has added; the function given ends that. */
  listen(hear: (attempts: readonly Attempt[]) => void): () => void;
}

class Memory implements Store {
  readonly lasting = false;
  private readonly attempts: Attempt[] = [];

  async add(attempt: Omit<Attempt, "key" | "at">): Promise<Attempt> {
    const last = this.attempts.at(-1)?.at ?? 0;
    const added = { ...attempt, key: crypto.randomUUID(), at: Math.max(Date.now(), last + 1) };
    this.attempts.push(added);
    return added;
  }

  async all(): Promise<readonly Attempt[]> {
    return [...this.attempts];
  }

  async of(question: string): Promise<readonly Attempt[]> {
    return this.attempts.filter((attempt) => attempt.question === question);
  }

  listen(): () => void {
    return () => undefined;
  }
}

export async function openStore(): Promise<Store> {
  return new Memory();
}
