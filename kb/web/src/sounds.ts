/**
 * With which sound a name ends as Koreans read it, and the particle that follows such a sound.
 *
 * In: a pair such as `을/를`, and what stands before it.  Out: the one that follows.
 * The twin of `kb/sounds.py`, which says by which rules; `tests/sounds.md` holds for both.
 */

type Sound = "vowel" | "rieul" | "consonant" | "unknown";

/** The one of `pair` that follows `before`; both where nobody knows how that is read. */
export function particle(pair: string, before: string): string {
  const [afterConsonant = "", afterVowel = ""] = pair.split("/");
  let sound = lastSound(before);
  if (sound === "unknown") {
    return afterConsonant.endsWith(afterVowel)
      ? `(${afterConsonant.slice(0, -afterVowel.length)})${afterVowel}`
      : `${afterConsonant}(${afterVowel})`;
  }
  if (sound === "rieul") sound = afterVowel.startsWith("로") ? "vowel" : "consonant";
  return sound === "vowel" ? afterVowel : afterConsonant;
}

const RIEUL = 8;
const LONGEST = 200;

const MARKUP = /(?:<\/[A-Za-z][\w-]*>|&(?:[lg]t|amp|quot|nbsp|#\d+);)$/;
const IN_BRACKETS = /\([^()]*\)$/;
const NUMBER = /([0-9]+(?:,[0-9]{3})*)(\.[0-9]+)?$/;
const UNIT = /[0-9] ?([A-Za-zμ]{1,3})$/;
const LATIN = /[A-Za-z]+$/;
const LAST_HUMP = /(?:[A-Z]?[a-z]+|[A-Z]+)$/;
const READ = /[\p{L}\p{N}]/u;

function lastSound(whole: string): Sound {
  const end = [...whole].slice(-LONGEST).join("");
  let text = withoutSigns([...end.normalize("NFKC")]);
  const last = [...text].at(-1);
  if (last === undefined) return "unknown";
  const code = last.charCodeAt(0) - 0xac00;
  if (code >= 0 && code < 11172) {
    return code % 28 === 0 ? "vowel" : code % 28 === RIEUL ? "rieul" : "consonant";
  }
  const sign = SIGNS.get(last);
  if (sign) return sign;
  const number = NUMBER.exec(text);
  if (number) return soundOfNumber(number[1] ?? "", number[2] ?? "");
  text = text.normalize("NFD").replace(/\p{M}/gu, "");
  const unit = UNITS.get(UNIT.exec(text)?.[1] ?? "");
  if (unit) return unit;
  const word = LATIN.exec(text);
  return word ? soundOfLatin(word[0]) : soundOfLetter([...text].at(-1) ?? "");
}

function withoutSigns(characters: string[]): string {
  let text = characters;
  while (text.length) {
    const whole = text.join("");
    const cut = MARKUP.exec(whole);
    const inner = IN_BRACKETS.exec(whole);
    if (cut) {
      text = [...whole.slice(0, cut.index)];
    } else if (inner && [...whole.slice(0, inner.index)].some((_, at, all) => isRead(all, at))) {
      text = [...whole.slice(0, inner.index)];
    } else if (isRead(text, text.length - 1)) {
      return whole;
    } else {
      text = text.slice(0, -1);
    }
  }
  return "";
}

function isRead(text: readonly string[], place: number): boolean {
  const [character = "", before = ""] = [text[place], text[place - 1]];
  if (character === "#") return /[A-Za-z]/.test(before);
  if (character === "+") return before === "+" || READ.test(before);
  return SIGNS.has(character) || READ.test(character);
}

const SIGNS = new Map<string, Sound>([
  ["%", "vowel"],
  ["‰", "rieul"],
  ["°", "vowel"],
  ["∞", "vowel"],
  ["+", "vowel"],
  ["#", "consonant"],
]);

/** 영 일 이 삼 사 오 육 칠 팔 구 */
const DIGITS = "crvcvvcrrv";
const SOUNDS: Record<string, Sound> = { c: "consonant", r: "rieul", v: "vowel" };
/** 만 억 조 경 해 자 양 구 간 정 재 극 */
const MYRIADS = "ccvcvvcvccvc";

function soundOfNumber(whole: string, part: string): Sound {
  const digits = part || whole.replaceAll(",", "");
  const zeros = digits.length - digits.replace(/0+$/, "").length;
  const last = DIGITS[Number(digits.at(-1))] ?? "c";
  if (part || zeros === 0 || zeros === digits.length) return SOUNDS[last] ?? "consonant";
  const myriads = Math.min(Math.floor(zeros / 4), MYRIADS.length);
  return SOUNDS[myriads ? (MYRIADS[myriads - 1] ?? "c") : "c"] ?? "consonant";
}

const each = (words: string, sound: Sound): [string, Sound][] =>
  words.split(" ").map((word) => [word, sound]);

const UNITS = new Map([
  ...each("g kg mg h min", "consonant"),
  ...each("px dB J kJ Pa hPa mol", "rieul"),
  ...each("m km cm mm nm μm l L ml mL", "vowel"),
]);

const LETTERS: Record<string, Sound> = { l: "rieul", r: "rieul", m: "consonant", n: "consonant" };

function soundOfLatin(word: string): Sound {
  const last = LAST_HUMP.exec(word)?.[0] ?? word;
  const lowered = last.toLowerCase();
  const whole = WORDS.get(word.toLowerCase());
  if (whole) return whole;
  if (last.length === 1 || last === last.toUpperCase() || !/[aeiouy]/.test(lowered)) {
    return LETTERS[lowered.at(-1) ?? ""] ?? "vowel";
  }
  return WORDS.get(lowered) ?? ENDINGS.find(([ending]) => ending.test(lowered))?.[1] ?? "vowel";
}

const SHORT = "(?:^|[^aeiou]|qu)[aeiouy]";
const ENDINGS: [RegExp, Sound][] = [
  [/le?$/, "rieul"],
  [/[mn]$|ng$|mb$|[aeiouy][a-z]*[mn]e$/, "consonant"],
  [new RegExp(`${SHORT}tt?$|out$`), "consonant"],
  [new RegExp(`${SHORT}pp?$|e[ea]p$`), "consonant"],
  [new RegExp(`${SHORT}c?k$|[aeiou]c$|ook$`), "consonant"],
  [/type$|lab$/, "consonant"],
];
const WORDS = new Map([
  ...each("bit kit loop hoop jeep readme recipe", "vowel"),
  ...each("web job tab club pub group hadoop good foot", "consonant"),
  ...each("technique circuit bag big tex latex", "consonant"),
]);

function soundOfLetter(letter: string): Sound {
  if (letter === "\u1105") return "rieul";
  if (/[\u1100-\u1112\u11a8-\u11c2]/.test(letter)) return "consonant";
  if (/[\u1161-\u1175]/.test(letter)) return "vowel";
  if (/[Α-ω]/.test(letter)) return "εουΕΟΥ".includes(letter) ? "consonant" : "vowel";
  if (/[ぁ-ヿ]/.test(letter)) return "んン".includes(letter) ? "consonant" : "vowel";
  return "unknown";
}
