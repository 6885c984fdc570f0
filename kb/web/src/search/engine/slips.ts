/**
 * How likely a word was meant by somebody who typed another.
 *
 * In: both, by the letters that are typed.  Out: a cost, lower for what hands do more often: they
 * swap two keys, leave one out, strike a neighbour or strike twice, rather than any other key.
 */

const ROWS = [
  ["qwertyuiop", "asdfghjkl", "zxcvbnm"],
  ["ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ"],
];
/** With Shift, on the key of the other. */
const SHIFTED = "ㅃㅂㅉㅈㄸㄷㄲㄱㅆㅅㅒㅐㅖㅔ";
/** Letters that sound alike. */
const ALIKE = [
  "ㅐㅔ",
  "ㅒㅖ",
  "ㅗㅓ",
  "ㅡㅜ",
  "ㅑㅏ",
  "ㅕㅓ",
  "ㅛㅗ",
  "ㅠㅜ",
  "ck",
  "sz",
  "iy",
  "ei",
  "ae",
];

const SWAPPED = 0.7;
const LEFT_OUT = 0.8;
const TWICE = 0.7;
const TOO_MANY = 1;
const SHIFT = 0.6;
const SOUND = 0.75;
const NEIGHBOUR = 0.85;
const OTHER = 1.25;
/** A slip at the first key is rare. */
const FIRST = 0.4;

const PLACES = new Map<string, readonly [x: number, y: number]>();
for (const rows of ROWS) {
  for (const [y, row] of rows.entries()) {
    // Each row stands half a key to the right of the one above.
    for (const [x, key] of [...row].entries()) PLACES.set(key, [x + y / 2, y]);
  }
}

/** What it costs that `typed` was typed for `meant`. */
export function slipCost(typed: string, meant: string): number {
  const width = meant.length + 1;
  const costs = new Float64Array((typed.length + 1) * width);
  const at = (y: number, x: number): number => costs[y * width + x] ?? 0;
  for (let y = 0; y <= typed.length; y++) {
    for (let x = 0; x <= meant.length; x++) {
      if (y === 0 && x === 0) continue;
      const [key, wanted] = [typed[y - 1] ?? "", meant[x - 1] ?? ""];
      let cost = Number.POSITIVE_INFINITY;
      if (x > 0) cost = at(y, x - 1) + LEFT_OUT + atFirst(y);
      if (y > 0) {
        cost = Math.min(cost, at(y - 1, x) + (key === typed[y - 2] ? TWICE : TOO_MANY));
      }
      if (x > 0 && y > 0) {
        const other = key === wanted ? 0 : wrongKey(key, wanted) + atFirst(y - 1);
        cost = Math.min(cost, at(y - 1, x - 1) + other);
      }
      if (x > 1 && y > 1 && key === meant[x - 2] && wanted === typed[y - 2]) {
        cost = Math.min(cost, at(y - 2, x - 2) + SWAPPED + atFirst(y - 2));
      }
      costs[y * width + x] = cost;
    }
  }
  return at(typed.length, meant.length);
}

function atFirst(place: number): number {
  return place === 0 ? FIRST : 0;
}

function wrongKey(typed: string, meant: string): number {
  const shifted = SHIFTED.indexOf(typed);
  if (shifted >= 0 && SHIFTED[shifted ^ 1] === meant) return SHIFT;
  if (ALIKE.some((pair) => pair.includes(typed) && pair.includes(meant))) return SOUND;
  const [one, other] = [PLACES.get(typed), PLACES.get(meant)];
  if (!one || !other) return OTHER;
  const isNear = Math.abs(one[0] - other[0]) <= 1 && Math.abs(one[1] - other[1]) <= 1;
  return isNear ? NEIGHBOUR : OTHER;
}
