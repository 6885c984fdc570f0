/**
 * An exam from its beginning to its score.
 *
 * In: questions, what the reader chose of them, and the time. Out: the exam as it is after that; no
 * exam is changed. No DOM, no clock of its own.
 */

import type { Exam } from "../quiz/store";
import { withParents } from "../tags";
import type { BankNote, Entry } from "./questions";

export interface Rules {
  /** 0: it has no end. */
  readonly minutes: number;
  /** In percent. */
  readonly pass: number;
}

const MINUTE = 60_000;

export function begin(
  questions: readonly Entry[],
  { minutes, pass }: Rules,
  key: string,
  now: number,
): Exam {
  const time = minutes > 0 ? { ends: now + minutes * MINUTE, left: minutes * MINUTE } : {};
  const ids = questions.map(({ id }) => id);
  return {
    key,
    began: now,
    at: now,
    questions: ids,
    chosen: {},
    flagged: [],
    pass,
    current: 0,
    ...time,
  };
}

export function choose(exam: Exam, question: string, letters: readonly string[]): Exam {
  const { [question]: _, ...others } = exam.chosen;
  return { ...exam, chosen: letters.length > 0 ? { ...others, [question]: letters } : others };
}

export function flag(exam: Exam, question: string): Exam {
  const others = exam.flagged.filter((each) => each !== question);
  const wasFlagged = others.length < exam.flagged.length;
  return { ...exam, flagged: wasFlagged ? others : [...others, question] };
}

export function goTo(exam: Exam, number: number): Exam {
  const last = exam.questions.length - 1;
  return { ...exam, current: Math.max(0, Math.min(number, last)) };
}

/** The exam at `now`, after `passed` milliseconds, which no clock that is set back makes fewer. */
export function tick(exam: Exam, now: number, passed: number): Exam {
  const at = Math.max(now, exam.at + 1);
  if (exam.ends === undefined || exam.left === undefined) return { ...exam, at };
  const left = Math.max(0, Math.min(exam.left - passed, exam.ends - now));
  return { ...exam, at, left };
}

export function isOver(exam: Exam): boolean {
  return exam.left === 0;
}

export function submit(exam: Exam, now: number): Exam {
  return { ...exam, submitted: exam.submitted ?? now };
}

/** What is announced when the time left goes from `before` to `after`. */
export function warning(before: number, after: number): 5 | 1 | undefined {
  // Who begins with less is not told of what was never there.
  if (before > MINUTE && after <= MINUTE) return 1;
  if (before > 5 * MINUTE && after <= 5 * MINUTE) return 5;
  return undefined;
}

/** `9:05`, `1:00:00`; a second that has begun counts. */
export function clock(left: number): string {
  const seconds = Math.ceil(left / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => String(part).padStart(index === 0 ? 1 : 2, "0")).join(":");
}

export interface Share {
  readonly right: number;
  readonly count: number;
}

export interface TagShare extends Share {
  /** '' for the questions of notes without one. */
  readonly tag: string;
  /** The notes of the questions that were not right. */
  readonly read: readonly BankNote[];
}

export interface Score extends Share {
  readonly percent: number;
  readonly passed: boolean;
  /** The worst first; a tag that says what the one above it says is left out. */
  readonly tags: readonly TagShare[];
}

export function percentOf({ right, count }: Share): number {
  // Rounded down: 71.9 % do not pass where 72 % are needed.
  return count > 0 ? Math.floor((100 * right) / count) : 0;
}

export function scoreOf(
  asked: readonly { readonly entry: Entry; readonly right: boolean }[],
  pass: number,
): Score {
  const tags = new Map<string, { right: number; count: number; read: Set<BankNote> }>();
  for (const { entry, right } of asked) {
    const own = new Set(entry.note.tags.flatMap(withParents));
    for (const tag of own.size > 0 ? own : [""]) {
      const share = tags.get(tag) ?? { right: 0, count: 0, read: new Set() };
      tags.set(tag, share);
      share.count += 1;
      if (right) share.right += 1;
      else share.read.add(entry.note);
    }
  }
  const all = { right: asked.filter(({ right }) => right).length, count: asked.length };
  const shares = [...tags]
    .filter(([tag, share]) => {
      const below = [...tags].filter(([other]) => other.startsWith(`${tag}/`));
      return !below.some(([, other]) => other.count === share.count);
    })
    .map(([tag, share]) => ({ ...share, tag, read: [...share.read] }))
    .sort(
      (one, other) =>
        percentOf(one) - percentOf(other) ||
        other.count - one.count ||
        (one.tag < other.tag ? -1 : 1),
    );
  const percent = percentOf(all);
  return { ...all, percent, passed: percent >= pass, tags: shares };
}

export function weakTags({ tags }: Score, pass: number): TagShare[] {
  return tags.filter((share) => percentOf(share) < pass);
}
