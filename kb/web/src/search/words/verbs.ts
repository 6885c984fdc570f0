/**
 * Korean verbs and adjectives without their endings: the twin of `kb/words/verbs.py`, which says
 * by which rules.
 *
 * In: a word as it stands in a text or a query. Out: the stems that it may be a form of.
 */

import * as endings from "./endings";
import { ALL, CLOSED, HELPS, INFINITE, MAKES, OPEN, OPENS, THEN } from "./endings";
import { isParticle } from "./particles";

const FORM = /^[가-힣]{2,16}$/;
const FIRST = 0xac00;
const FINALS = "-ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
const VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const BEFORE_CONTRACTION: Record<string, string> = {
  ㅏ: "ㅏㅡ",
  ㅓ: "ㅓㅡ",
  ㅕ: "ㅣㅕ",
  ㅘ: "ㅗ",
  ㅝ: "ㅜ",
  ㅙ: "ㅚ",
  ㅐ: "ㅐ",
  ㅔ: "ㅔ",
};
/** What a part of an ending leaves, and no dictionary has. */
const OF_ENDINGS = /[으느늘더덜며멸]$|니[다드]?$/;
const NOUN_ENDS = "가서자타차라세대채개매너네";

/** The stems that were found so far. */
class Found extends Set<string> {
  /** Whether stems are kept that do not end as stems do. */
  readonly isAny: boolean;

  constructor(isAny: boolean) {
    super();
    this.isAny = isAny;
  }
}

/** Of which stems `word` may be a form, in no order that means anything. */
export function verbStems(word: string): string[] {
  return [...stemsOf(word, new Found(false))];
}

/**
 * The same, and all that its endings leave, of two syllables at least: for who asks an index that
 * has stems from a dictionary, and no others will be found. Only queries need it, so it has no twin.
 */
export function possibleVerbStems(word: string): string[] {
  return [...stemsOf(word, new Found(true))].filter(
    (stem) => stem.length > 1 && stem !== word && !OF_ENDINGS.test(stem),
  );
}

function stemsOf(word: string, found: Found): Found {
  const isForm = FORM.test(word) || (word.length === 1 && endings.SHORT_FORMS.includes(word));
  if (!isForm || endings.NO_FORMS.has(word)) return found;
  for (let end = 1; end <= word.length; end++) {
    if (takeOff(word.slice(0, end), word.slice(end), found) && !found.isAny) break;
  }
  return found;
}

/** Find the stems of a form that is `before` with the ending `tail`; whether that settles it. */
function takeOff(before: string, tail: string, found: Found): boolean {
  const final = finalOf(before);
  let kind = kindOf(tail);
  if (/^[기지진긴라]/.test(tail) && isOfStem(before, tail)) kind &= MAKES;
  const known = found.size;
  if (kind & (ALL | OPENS)) {
    add(before, found);
    if (kind & THEN) return found.size > known;
  }
  if (kind & OPENS && final === "-") add(withFinal(before, "ㄹ"), found);
  if (kind & CLOSED) {
    if (final === "ㄹ") add(restored(before, "ㄷ"), found);
    else add(final === "-" ? restored(before, "ㅅ") : before, found);
  }
  if (kind & OPEN && (final === "-" || (final === "ㄹ" && tail !== "려"))) {
    add(before, found);
    addOfB(before, found);
  }
  if (final !== "-") {
    if (canFollow(tail, final)) addBare(before, final, found);
  } else if (kind & INFINITE) {
    addInfinitive(before, found, tail === "");
  } else if (kind & (HELPS | MAKES) && (before.length > 1 || "가와해써켜펴커".includes(before))) {
    if (before !== "가" || kind & HELPS) addInfinitive(before, found);
    return (kind & HELPS) > 0 && (found.size > known || before === "해");
  }
  return false;
}

/** Whether what looks like an ending is of the stem, as in 옮기는 and 가지는, or of a noun. */
function isOfStem(before: string, tail: string): boolean {
  if (before.length === 1 && /^[진긴라]$/.test(tail)) return true;
  const first = tail.charAt(0);
  const ends = endings.ENDS_AFTER.get(first) ?? "";
  if (first === "기" && finalOf(before) !== "-") return ends.includes(before.slice(-1));
  return /[기지]/.test(first) && before.length === 1 && ends.includes(before);
}

/** What an ending is written onto: 0 for what is none, or is within the last syllable. */
function kindOf(tail: string): number {
  const makes = endings.MAKES_ONE.test(tail) ? MAKES : 0;
  const known = endings.TAILS.get(tail);
  if (known !== undefined) return known | makes;
  if (endings.BEHIND_ENDING.test(tail)) return ALL | THEN | makes;
  if (tail.startsWith("겠") && endings.TAILS.has(tail.slice(1))) return ALL;
  if (tail.startsWith("서") && isParticle(tail.slice(1))) return INFINITE;
  if (endings.NOUNS.some((noun) => tail.startsWith(noun) && isParticle(tail.slice(noun.length)))) {
    return tail.startsWith("는") ? OPENS : /^[기던]/.test(tail) ? ALL : CLOSED;
  }
  return endings.BEHIND_INFINITIVE.test(tail) ? HELPS : makes;
}

/** Whether `tail` may stand behind an ending that has begun with the consonant `final`. */
function canFollow(tail: string, final: string): boolean {
  const after = endings.AFTER_FINAL.get(final);
  if (!after) return false;
  if (!tail) return final !== "ㅂ";
  if (after.has(tail)) return true;
  if (/[ㅁㄻ]/.test(final)) return isParticle(tail) && !tail.startsWith("하");
  return /[ㄴㄹ]/.test(final) && /^[지가]/.test(tail) && isParticle(tail.slice(1));
}

/** The stem's last syllable has taken the consonant with which its ending begins. */
function addBare(before: string, final: string, found: Found): void {
  if (final === "ㄻ") {
    add(withFinal(before, "ㄹ"), found);
    return;
  }
  const stem = withFinal(before, "-");
  const above = stem.slice(-2, -1);
  let isNoun = stem.length === 1 && final === "ㅁ";
  if (stem.endsWith("르") && /[ㄹㅁ]/.test(final)) {
    isNoun = !(above && endings.SURE_OF_REU.includes(above)) || (stem.length > 2 && above !== "오");
  }
  if (isNoun && !found.isAny) return;
  add(stem, found);
  addOfB(stem, found);
  if (final !== "ㅁ") add(withFinal(before, "ㄹ"), found);
  if (/[ㄴㄹ]/.test(final)) add(restored(stem, "ㅎ"), found);
}

/** 어려우 of 어렵: before 으 the ㅂ of some stems is 우. */
function addOfB(stem: string, found: Found): void {
  if (stem.endsWith("우")) add(restored(stem.slice(0, -1), "ㅂ"), found);
}

/** The stems that give `form` with 아 or 어; `isBare` where nothing follows. */
function addInfinitive(form: string, found: Found, isBare = false): void {
  const before = form.slice(0, -1);
  const last = form.slice(-1);
  if (last === "와" && isBare && before.length > 1 && !/[아져러해]$/.test(before)) return;
  if (/[어아]/.test(last)) {
    add(before, found);
    add(restored(before, "ㄷ"), found);
    add(restored(before, "ㅅ"), found);
  } else if (/[와워]/.test(last)) {
    add(restored(before, "ㅂ"), found);
  } else if (/[라러]/.test(last) && finalOf(before) === "ㄹ") {
    add(`${withFinal(before, "-")}르`, found);
  } else if (/하여$|르러$/.test(form)) {
    add(before, found);
  } else if (last === "해") {
    add(`${before}하`, found);
  }
  const code = last.charCodeAt(0);
  const vowel = vowelOf(last);
  for (const other of BEFORE_CONTRACTION[vowel] ?? "") {
    if (other === vowel && isBare && NOUN_ENDS.includes(last)) continue;
    const above = before.slice(-1);
    const keeps = above === "" || !endings.WITHOUT_EU.includes(above);
    if (other === "ㅡ" && /[라러]/.test(last) && keeps) continue;
    const number = code + (VOWELS.indexOf(other) - VOWELS.indexOf(vowel)) * 28;
    add(before + String.fromCharCode(number), found);
  }
}

/** Keep `stem` if it ends as stems do; what still has an ending goes on losing it. */
function add(stem: string, found: Found): void {
  const last = stem.slice(-1);
  if (!last) return;
  if (last === "겠") add(stem.slice(0, -1), found);
  else if (finalOf(stem) === "ㅆ" && !/[있밌]/.test(last)) {
    addInfinitive(withFinal(stem, "-"), found);
  } else if (
    found.isAny ||
    endings.ENDS.includes(last) ||
    (stem.length === 1 ? endings.ALONE.includes(last) : canEnd(stem))
  ) {
    found.add(stem);
  }
  if (/[시셨]/.test(last) && stem.length > 2) add(stem.replace(/으?.$/, ""), found);
}

/** Whether stems end in the last two of `stem`. */
function canEnd(stem: string): boolean {
  const last = stem.slice(-1);
  const before = stem.slice(-2, -1);
  if (endings.COMMON.includes(last)) return before + last !== "못하";
  const allowed = endings.ENDS_AFTER.get(last) ?? "";
  const final = finalOf(before);
  return allowed.includes(before) || allowed.includes(final === "-" ? vowelOf(before) : final);
}

/** `word` with the consonant that irregular stems lose, or nothing where none could be lost. */
function restored(word: string, final: string): string {
  if (finalOf(word) !== (final === "ㄷ" ? "ㄹ" : "-")) return "";
  const whole = withFinal(word, final);
  return endings.LOST[final]?.includes(whole.slice(-1)) ? whole : "";
}

/** The last consonant of a word that ends in one; nothing for no word. */
function finalOf(word: string): string {
  return word && FINALS.charAt((word.charCodeAt(word.length - 1) - FIRST) % 28);
}

const vowelOf = (syllable: string) =>
  VOWELS.charAt(Math.floor(((syllable.charCodeAt(0) - FIRST) % 588) / 28));

function withFinal(word: string, final: string): string {
  const last = word.charCodeAt(word.length - 1);
  const number = last - ((last - FIRST) % 28) + FINALS.indexOf(final);
  return word.slice(0, -1) + String.fromCharCode(number);
}
