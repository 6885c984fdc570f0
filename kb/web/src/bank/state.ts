/** How a question stands with its reader.  In: attempts.  Out: its state; no DOM. */

import type { Attempt } from "../quiz/store";

export const STATES = ["new", "right", "wrong"] as const;
export type State = (typeof STATES)[number];

/** As the last attempt left it; a question that is not in the map is new. */
export function statesOf(attempts: readonly Attempt[]): Map<string, State> {
  const last = new Map<string, Attempt>();
  for (const attempt of attempts) {
    const before = last.get(attempt.question);
    if (!before || attempt.at >= before.at) last.set(attempt.question, attempt);
  }
  return new Map([...last].map(([id, { right }]) => [id, right ? "right" : "wrong"]));
}
