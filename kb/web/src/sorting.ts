/** Titles in the order of a language.  In: its code.  Out: what compares two titles. */

/**
 * Hangul stands before Latin letters in a Korean list and behind them in an English one; numbers
 * count as numbers; case and accents decide last. Lists of the build are sorted so by `kb/letters.py`.
 */
export function titleOrder(language: string): (one: string, other: string) => number {
  return new Intl.Collator(language || "en", { numeric: true }).compare;
}
