/**
 * What a text would be if its keys had been typed with the keyboard in the other language.
 *
 * In: a text, with its capitals. Out: what the same keys give on the other of a Latin keyboard and
 * the Korean one of two sets.
 */

import { compose, decompose } from "./jamo";

const KEYS = "qwertyuiopasdfghjklzxcvbnm";
const PLAIN = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ";
/** With Shift only these give another letter. */
const SHIFTED: Record<string, string> = {
  Q: "ㅃ",
  W: "ㅉ",
  E: "ㄸ",
  R: "ㄲ",
  T: "ㅆ",
  O: "ㅒ",
  P: "ㅖ",
};

/** From either keyboard to the other. */
/* @__NO_SIDE_EFFECTS__ */
function tables() {
  const toHangul = new Map<string, string>();
  const toLatin = new Map<string, string>();
  for (const [at, key] of [...KEYS].entries()) {
    const upper = key.toUpperCase();
    const letter = PLAIN.charAt(at);
    const other = SHIFTED[upper];
    toHangul.set(key, letter).set(upper, other ?? letter);
    toLatin.set(letter, key);
    if (other) toLatin.set(other, upper);
  }
  return { toHangul, toLatin };
}

const KEYBOARDS = tables();

const swap = (text: string, table: Map<string, string>) =>
  Array.from(text, (character) => table.get(character) ?? character).join("");

/**
 * What `text` may have been meant to be, the likeliest first; nothing where no key of it differs.
 * Capitals may be meant (Shift gives ㄲ), or be those of Caps Lock or of the beginning of a line.
 */
export function otherLayout(text: string): string[] {
  const found = new Set<string>();
  if (/[A-Za-z]/.test(text)) {
    const isShouted = !/[a-z]/.test(text) && /[A-Z]{2}/.test(text);
    const lowered = text.toLowerCase();
    const readings = isShouted
      ? [lowered, text]
      : [text, text.charAt(0).toLowerCase() + text.slice(1), lowered];
    for (const reading of readings) found.add(compose(swap(reading, KEYBOARDS.toHangul)));
  } else if (/[ㄱ-ㅣ가-힣]/.test(text)) {
    found.add(swap(decompose(text), KEYBOARDS.toLatin));
  }
  found.delete(text);
  return [...found];
}
