/**
 * English words without their endings, and those that say nothing by themselves: the twin of
 * `kb/words/english.py`, which says by which rules.
 *
 * In: a word in its search form. Out: its stem; whether it is one of the commonest function words.
 */

const PLAIN = /^(?=.*[a-z])[a-z']{3,64}$/;
/** What words and endings become. Names of things that every object has are words as well. */
/* @__NO_SIDE_EFFECTS__ */
function pairs(text: string): Map<string, string> {
  const words = text.trim().split(/\s+/);
  return new Map(words.map((pair) => [pair.replace(/>.*/, ""), pair.replace(/.*>/, "")]));
}

const EXCEPTIONS = pairs(`
  andes>andes atlas>atlas bias>bias cosmos>cosmos howe>howe news>news sky>sky skis>ski skies>sky
  idly>idl gently>gentl ugly>ugli early>earli only>onli singly>singl
`);
const REGION = /[^aeiouy]*[aeiouy]+[^aeiouy]/y;
const FIRST_REGION =
  /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers|[^aeiouy]*[aeiouy]+[^aeiouy])/;
const VOWEL = /[aeiouy]/;
const SHORT = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$/;
const LONG = pairs(`
  anci>ance enci>ence ogi>og li> bli>ble abli>able alli>al fulli>ful lessli>less ousli>ous
  entli>ent aliti>al biliti>ble iviti>ive tional>tion ational>ate alism>al ation>ate ization>ize
  izer>ize ator>ate iveness>ive fulness>ful ousness>ous ogist>og
`);
const SHORTER = pairs(
  "icate>ic ative> alize>al iciti>ic ical>ic tional>tion ational>ate ful> ness>",
);

/* @__NO_SIDE_EFFECTS__ */
function ending(endings: Map<string, string>): RegExp {
  return new RegExp(`(?:${[...endings.keys()].join("|")})$`);
}

const LONG_ENDING = ending(LONG);
const SHORTER_ENDING = ending(SHORTER);
const LAST_ENDING =
  /(?:ic|ance|ence|able|ible|ate|ive|ize|iti|al|ism|ion|er|ous|ant|ent|ment|ement)$/;

/** What the forms of an English word have in common; a word that is no English one stays. */
export function englishStem(given: string): string {
  if (!PLAIN.test(given)) return given;
  const known = EXCEPTIONS.get(given);
  if (known) return known;
  let word = given
    .replace(/^'/, "")
    .replace(/^y/, "Y")
    .replace(/([aeiouy])y/g, "$1Y");
  const one = FIRST_REGION.exec(word)?.[0].length ?? word.length;
  REGION.lastIndex = one;
  const two = REGION.test(word) ? REGION.lastIndex : word.length;
  word = withoutPast(withoutPlural(word), one);
  if (word.length > 2) word = word.replace(/(?<=[^aeiouy])[yY]$/, "i");
  word = without(word, LONG_ENDING, (end, before) => {
    if (before.length < one) return undefined;
    if (end === "ogi" && !before.endsWith("l")) return undefined;
    if (end === "li" && !/[cdeghkmnrt]$/.test(before)) return undefined;
    return LONG.get(end);
  });
  word = without(word, SHORTER_ENDING, (end, before) =>
    before.length < (end === "ative" ? two : one) ? undefined : SHORTER.get(end),
  );
  word = without(word, LAST_ENDING, (end, before) =>
    before.length < two || (end === "ion" && !/[st]$/.test(before)) ? undefined : "",
  );
  return withoutEnd(word, one, two).replaceAll("Y", "y");
}

/** `word` with another ending, if there is one for it. */
function without(
  word: string,
  expression: RegExp,
  other: (end: string, before: string) => string | undefined,
): string {
  const found = expression.exec(word);
  if (!found) return word;
  const before = word.slice(0, found.index);
  const replaced = other(found[0], before);
  return replaced === undefined ? word : before + replaced;
}

function withoutPlural(given: string): string {
  const word = given.replace(/'(?:s'?)?$/, "");
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  return /[^su]s$|^s$/.test(word) && VOWEL.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function withoutPast(word: string, one: number): string {
  const found = /(?:eed(?:ly)?|ed(?:ly)?|ing(?:ly)?)$/.exec(word);
  if (!found) return word;
  const before = word.slice(0, found.index);
  if (found[0].startsWith("ee")) {
    return before.length < one || /^(?:succ|proc|exc)$/.test(before) ? word : `${before}ee`;
  }
  if (found[0] === "ing") {
    if (/^[^aeiouy]y$/.test(before)) return `${before.charAt(0)}ie`;
    if (/^(?:even|cann|inn|earr|herr|out)$/.test(before)) return word;
  }
  if (!VOWEL.test(before)) return word;
  if (/(?:at|bl|iz)$/.test(before)) return `${before}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(before)) {
    return /^[aeo]..$/.test(before) ? before : before.slice(0, -1);
  }
  return before.length === one && SHORT.test(before) ? `${before}e` : before;
}

function withoutEnd(word: string, one: number, two: number): string {
  const before = word.slice(0, -1);
  if (word.endsWith("e")) {
    const isGone = before.length >= two || (before.length >= one && !SHORT.test(before));
    return isGone ? before : word;
  }
  return word.endsWith("ll") && before.length >= two ? before : word;
}

const STOP_WORDS = /* @__PURE__ */ new Set(
  (
    "a about after all also am an and any are aren't as at be because been before being between " +
    "both but by can can't cannot could did didn't do does doesn't doing don't down each even few " +
    "for from further get had has have having he her here hers him his how i i'm if in into is " +
    "isn't it it's its just me more most my no nor not of off on once only or other our out over " +
    "own same she should so some such than that that's the their them then there these they this " +
    "those through to too under until up us very was we were what when where which while who whom " +
    "why will with would you your"
  ).split(" "),
);

/** Whether `word`, in its search form, is one that stands in nearly every text. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
