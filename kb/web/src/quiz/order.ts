/**
 * In which order options are shown.
 *
 * In: options as their author ordered them. Out: another order, if the reader wants one. Letters
 * stay with their options, so what explanations say of them holds.
 */

const KEPT = "kb-quiz-shuffle";

/** What options say that mean the others, by where they stand. */
const ABOUT_OTHERS = [
  /\b(all|none|both|neither|any|two) of (the above|these|them)\b/i,
  /위(의|에)?\s*(모두|전부|보기|항목|내용)/,
  /^(모두|전부)([.\s]*$|\s*(정답|맞|옳|해당|아니))/,
  /(해당\s*(사항)?|정답)(이|은)?\s*없음/,
];

/** Whether the order of these options says nothing. */
export function mayShuffle(letters: readonly string[], texts: readonly string[]): boolean {
  if (letters.length < 2 || letters.includes("O")) return false;
  return !texts.some((text) => ABOUT_OTHERS.some((pattern) => pattern.test(text.trim())));
}

/** Fisher and Yates: each order is as likely as any other. `random` gives 0 to 1, without 1. */
export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const found = [...items];
  for (let last = found.length - 1; last > 0; last -= 1) {
    const chosen = Math.floor(random() * (last + 1));
    const [one, other] = [found[last], found[chosen]];
    if (one !== undefined && other !== undefined) [found[last], found[chosen]] = [other, one];
  }
  return found;
}

let wanted: boolean | undefined;

export function wantsShuffle(): boolean {
  if (wanted === undefined) {
    try {
      wanted = localStorage.getItem(KEPT) === "yes";
    } catch {
      wanted = false; // A browser that keeps nothing: as it is for a first visit.
    }
  }
  return wanted;
}

export function wantShuffle(value: boolean): void {
  wanted = value;
  try {
    if (value) localStorage.setItem(KEPT, "yes");
    else localStorage.removeItem(KEPT);
  } catch {
    // It holds as long as the page.
  }
}
