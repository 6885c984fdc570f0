/**
 * Hangul as it is typed, letter by letter: the twin of `kb/words/jamo.py`.
 *
 * In: text. Out: its syllables as letters of a keyboard, and back; or the first letter of each.
 */

const FIRST = 0xac00;

/* @__NO_SIDE_EFFECTS__ */
function list(text: string): string[] {
  return text.split(" ");
}

const INITIALS = list("ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ");
const VOWELS = list("ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ");
const FINALS = list(
  " ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ",
);

/* @__NO_SIDE_EFFECTS__ */
function twoKeys(): Map<string, string> {
  const apart = list(
    "ㄱㅅ ㄴㅈ ㄴㅎ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅂㅅ ㅗㅏ ㅗㅐ ㅗㅣ ㅜㅓ ㅜㅔ ㅜㅣ ㅡㅣ",
  );
  return new Map(
    apart.map((keys, at) => ["ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㅘㅙㅚㅝㅞㅟㅢ".charAt(at), keys]),
  );
}

const TWO_KEYS = twoKeys();
const HAS_NONE = /^[ -~]*$/;

function each(text: string, syllable: (number: number) => string): string {
  if (HAS_NONE.test(text)) return text;
  let made = "";
  for (const character of text) {
    const number = character.charCodeAt(0) - FIRST;
    made +=
      number >= 0 && number < 11172 ? syllable(number) : (TWO_KEYS.get(character) ?? character);
  }
  return made;
}

const initialOf = (number: number) => INITIALS[Math.floor(number / 588)] ?? "";

/** Every syllable as the letters that are typed for it; all else stays. */
export function decompose(text: string): string {
  return each(
    text,
    (number) => initialOf(number) + VOWELS[Math.floor((number % 588) / 28)] + FINALS[number % 28],
  );
}

/** The first consonant of each syllable; all else stays. */
export function initials(text: string): string {
  return each(text, initialOf);
}

/** Whether a person who types `text` means initials: consonants, and nothing else but spaces. */
export function isInitials(text: string): boolean {
  return /^[ ㄱ-ㅎ]*[ㄱ-ㅎ][ ㄱ-ㅎ]*$/.test(text);
}

/** The syllables that `letters` make when they are typed; what makes none stays. */
export function compose(letters: string): string {
  let made = "";
  let at = 0;
  while (at < letters.length) {
    const initial = INITIALS.indexOf(letters.charAt(at));
    const [vowel, after] = longest(letters, at + 1, VOWELS);
    if (initial < 0 || vowel < 0) {
      made += letters.charAt(at++);
      continue;
    }
    // A consonant before a vowel begins the next syllable.
    const [final, end] = longest(letters, after, FINALS, true);
    made += String.fromCharCode(FIRST + initial * 588 + vowel * 28 + Math.max(final, 0));
    at = end;
  }
  return made;
}

/** The number of the two letters or the one at `start`, and where they end. */
function longest(letters: string, start: number, table: string[], closes = false) {
  for (const length of [2, 1]) {
    const end = start + length;
    const number = end > letters.length ? -1 : table.indexOf(letters.slice(start, end));
    if (number >= 0 && !(closes && /[ㅏ-ㅣ]/.test(letters.charAt(end)))) {
      return [number, end] as const;
    }
  }
  return [-1, start] as const;
}
