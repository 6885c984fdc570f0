/** Days, as the reader's calendar has them.  In: times.  Out: what is due when; no DOM. */

/** How many days are foretold, today among them. */
export const DAYS = 7;

/** The first moment of the day that is `days` after that of `now`. */
export function dayAfter(now: number, days: number): number {
  const date = new Date(now);
  // By the calendar: a day in which clocks change is not 24 hours long.
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** How many days of the calendar lie between two times. */
export function daysBetween(one: number, other: number): number {
  const [from, to] = [new Date(one), new Date(other)].map((date) =>
    Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()),
  );
  return Math.round(((to ?? 0) - (from ?? 0)) / 86_400_000);
}

/** What is due by the end of today. */
export function isDue(due: number, now: number): boolean {
  return due < dayAfter(now, 1);
}

/** How many are due on each of the coming days, what is overdue today; the last: later. */
export function forecast(dues: Iterable<number>, now: number): number[] {
  const ends = Array.from({ length: DAYS }, (_, day) => dayAfter(now, day + 1));
  const counts = new Array<number>(DAYS + 1).fill(0);
  for (const due of dues) {
    const day = ends.findIndex((end) => due < end);
    const index = day < 0 ? DAYS : day;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}
