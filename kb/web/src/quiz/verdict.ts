/** Whether an answer is right.  In: the letters chosen, and those that are right.  Out: a verdict. */

export type Kind = "right" | "wrong" | "incomplete" | "tooMany";

export interface Verdict {
  /** `incomplete`: some are right, some missing; `tooMany`: all that are right, and others. */
  readonly kind: Kind;
  /** How many of the right ones were chosen. */
  readonly hits: number;
}

/** Part of an answer is no right answer, but it is told apart from a wrong one. */
export function judge(chosen: readonly string[], right: readonly string[]): Verdict {
  const hits = right.filter((letter) => chosen.includes(letter)).length;
  if (hits === 0) return { kind: "wrong", hits };
  if (hits < right.length) return { kind: "incomplete", hits };
  return { kind: chosen.length > hits ? "tooMany" : "right", hits };
}
