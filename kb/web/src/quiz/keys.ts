/** Which option a key means.  In: a key, and the options' letters as they are shown.  Out: which. */

interface Key {
  readonly key: string;
  /** Which key of the keyboard it is, whatever it writes: a Korean layout writes ㅁ with that of A. */
  readonly code: string;
}

/** The option of that letter, else the one at that place, counted by A to F or 1 to 6; -1: none. */
export function meantOption({ key, code }: Key, letters: readonly string[]): number {
  const typed = /^[\x21-\x7e]$/.test(key) ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? "");
  const letter = typed.toUpperCase();
  const named = letters.findIndex((each) => each.toUpperCase() === letter);
  if (named >= 0) return named;
  const isSameKind = letters.some((each) => /^\d+$/.test(each) === /^\d$/.test(letter));
  // Where options are called A to D, an E is a slip and not the fifth of them.
  if (isSameKind) return -1;
  const place = ["ABCDEF", "123456"].map((row) => row.indexOf(letter)).find((at) => at >= 0) ?? -1;
  return letter !== "" && place < letters.length ? place : -1;
}
