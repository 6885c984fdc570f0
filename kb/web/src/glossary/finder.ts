/**
 * Where terms stand in a text.
 *
 * In: what `glossary.json` says, and texts. Out: the places of terms, however they are spaced, with
 * a particle behind them or not; nothing of the page.
 */

/** As the build writes it: `kb/render/glossary.py` says what each means. */
export interface Written {
  readonly pages: readonly string[];
  readonly foreign: string;
  readonly terms: readonly (readonly [
    korean: readonly string[],
    foreign: readonly string[],
    known: number,
    page: number,
    anchor: string,
  ])[];
}

export interface Meaning {
  /** The same for both sides of a pair. */
  readonly pair: number;
  /** The term in the other language, and what it is written in. */
  readonly words: readonly string[];
  readonly language: string;
  readonly url: string;
  /** There is a note of that name; else the address leads to the glossary. */
  readonly isNote: boolean;
}

export interface Term {
  /** One term may mean several things. */
  readonly meanings: readonly Meaning[];
}

export interface Found {
  readonly start: number;
  readonly end: number;
  readonly term: Term;
}

export type Find = (text: string) => readonly Found[];

/** As in `kb/render/glossary.py`. */
const TELLING = 3;
const LONGEST = 30;

const HANGUL = /[가-힣]/;
const SYLLABLES = /[가-힣]/g;
const LETTER = /[\p{L}\p{N}_]/u;
const GAP = /[\s\u00a0-]/;

/** What may be written onto a noun, and again onto that; `kb/words/particles.py` has the table. */
const CASES =
  "에게서|한테서|으로서|로서|으로써|로써|으로부터|로부터|에서|에게|한테|까지|부터|처럼|보다|만큼|마다|밖에|" +
  "대로|조차|마저|같이|이라고|라고|이랑|으로|하고|에|께|만|뿐|과|와|랑|로";
const CLOSING =
  "은|는|이|가|을|를|의|도|이나|나|이든지|든지|이든|든|이야|야|이라도|라도|이라면|라면|이라는|라는|이란|란|" +
  "이다|이라|이며|이고|이지만|이므로|이었다|인데|인지|인|입니다|였다|며";
const PARTICLES = new RegExp(`^들?(?:${CASES})?(?:${CASES})?(?:${CLOSING})?$`);

function isTelling(term: string, isKnown: boolean): boolean {
  if (term.length < 2 || term.length > LONGEST) return false;
  if (isKnown) return true;
  const syllables = term.match(SYLLABLES)?.length ?? 0;
  return syllables > 0 ? syllables >= TELLING : /\s/.test(term);
}

/** One spelling for all: without the spaces of Korean, and a hyphen is as good as a space. */
export function keyOf(term: string): string {
  const key = term
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s\u00a0-]+/g, " ")
    .trim();
  return key.replace(/(?<=[가-힣]) | (?=[가-힣])/g, "");
}

interface Entry {
  readonly key: string;
  /** `SET` is not set. */
  readonly exactly: string;
  readonly meanings: Meaning[];
}

/** Where `key` ends that begins at `start` of `text`; -1 where it does not stand there. */
function endOf(text: string, start: number, key: string): number {
  let at = start;
  for (let index = 0; index < key.length; index++) {
    const wanted = key[index] ?? "";
    if (wanted === " ") {
      if (!GAP.test(text[at] ?? "")) return -1;
      at++;
      continue;
    }
    // A gap within a Korean term, where another has none.
    const before = key[index - 1] ?? "";
    const mayBeApart = index > 0 && before !== " " && (HANGUL.test(wanted) || HANGUL.test(before));
    if (mayBeApart && GAP.test(text[at] ?? "")) at++;
    if (text[at]?.toLowerCase() !== wanted) return -1;
    at++;
  }
  return at;
}

/** Whether a term that ends at `end` is the whole of what stands there, but for particles. */
function isWhole(text: string, end: number): boolean {
  const last = text[end - 1] ?? "";
  const rest = /^[가-힣]*/.exec(text.slice(end))?.[0] ?? "";
  if (LETTER.test(text[end + rest.length] ?? "")) return false;
  if (rest === "") return true;
  return PARTICLES.test(rest) && (HANGUL.test(last) || LETTER.test(last));
}

/** The end of a term in Latin letters may be that of its plural. */
function withPlural(text: string, end: number): number {
  const plural = /^(?:s|es)(?![\p{L}\p{N}_])/u.exec(text.slice(end, end + 3));
  return plural && /[a-z]/i.test(text[end - 1] ?? "") ? end + plural[0].length : end;
}

function* readTerms({ pages, foreign, terms }: Written, base: string) {
  for (const [pair, [korean, others, known, page, anchor]] of terms.entries()) {
    const url = new URL(pages[page] ?? "", base);
    if (anchor) url.hash = anchor;
    const meaning = { pair, url: url.href, isNote: anchor === "" };
    const sides = [
      { own: korean, words: others, language: foreign },
      { own: others, words: korean, language: "ko" },
    ];
    for (const { own, words, language } of sides) {
      for (const term of own) {
        if (isTelling(term, known === 1)) yield { term, meaning: { ...meaning, words, language } };
      }
    }
  }
}

/** `base` is the address of `glossary.json`: addresses in it are relative to its own. */
export function makeFind(written: Written, base: string): Find {
  const entries = new Map<string, Entry>();
  for (const { term, meaning } of readTerms(written, base)) {
    const key = keyOf(term);
    const exactly = /^[A-Z0-9]{2,6}$/.test(term) ? term : "";
    const known = entries.get(key);
    if (known) known.meanings.push(meaning);
    else entries.set(key, { key, exactly, meanings: [meaning] });
  }
  /** By how they begin, the longest first. */
  const starts = new Map<string, Entry[]>();
  for (const entry of entries.values()) {
    const start = entry.key[0] ?? "";
    starts.set(start, [...(starts.get(start) ?? []), entry]);
  }
  for (const list of starts.values()) list.sort((one, other) => other.key.length - one.key.length);

  function foundAt(text: string, start: number): Found | undefined {
    for (const entry of starts.get((text[start] ?? "").toLowerCase()) ?? []) {
      const bare = endOf(text, start, entry.key);
      if (bare < 0) continue;
      if (entry.exactly && text.slice(start, bare) !== entry.exactly) continue;
      const end = withPlural(text, bare);
      if (isWhole(text, end)) return { start, end, term: entry };
    }
    return undefined;
  }

  return (text) => {
    const found: Found[] = [];
    let at = 0;
    while (at < text.length) {
      const begins = LETTER.test(text[at] ?? "") && !LETTER.test(text[at - 1] ?? "");
      const one = begins ? foundAt(text, at) : undefined;
      if (one) found.push(one);
      at = one ? one.end : at + 1;
    }
    return found;
  };
}

/** Whether the text right behind a term, or before it, says what it is in the other language. */
export function isExplained({ meanings }: Term, before: string, after: string): boolean {
  const inside = /^[가-힣"'”’」』]{0,6}\s?\(([^()]*)\)/.exec(after)?.[1];
  const outside = /([^()]*)\([^()]*$/.exec(before)?.[1]?.trimEnd();
  const said = inside === undefined ? "" : keyOf(inside);
  const named = outside === undefined ? "" : keyOf(outside);
  const words = meanings.flatMap((meaning) => meaning.words.map(keyOf));
  return words.some((word) => said.includes(word) || named.endsWith(word));
}
