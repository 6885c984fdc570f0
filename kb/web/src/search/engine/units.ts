/**
 * What a word of a query may be in the index.
 *
 * In: words of a query.  Out: units, each with the terms to look up for it and how well each of
 * these fits: the word itself, with particles and without, its stems, what begins like it, its
 * initials; and neighbouring words written together.
 */

import {
  englishStem,
  fits,
  isInitials,
  isParticle,
  order,
  possibleVerbStems,
  spacingKey,
  stems,
  verbStems,
} from "../words";
import { STEM, WHOLE } from "./files";
import type { QueryWord } from "./query";

/** Terms of the index that begin with something, and how well each fits: 0 where it does not. */
export interface Lookup {
  readonly begins: string;
  /** Only this very term: one file holds it. */
  readonly isWhole: boolean;
  /** `isWord`: some term `shows` that the word is one by itself, and has lost no particle. */
  readonly quality: (term: string, isWord?: boolean) => number;
  readonly shows?: (term: string) => boolean;
  /** Names have them; what texts have is asked for only where no name does. */
  readonly isOfNames?: boolean;
  /** So much begins so that only the beginning of it is looked up, and of what is said nearly
   * nothing. */
  readonly isWide?: boolean;
  /** Where what begins so fills many files, at least these terms are looked up. */
  readonly likely: readonly string[];
}

export interface Unit {
  /** Which words of the query it stands for: from, and to. */
  readonly from: number;
  readonly to: number;
  readonly form: string;
  readonly lookups: readonly Lookup[];
  /** For `markedIn`. */
  readonly marks: readonly string[];
}

/** How well a term fits, by what it has of the word. */
const WITHOUT_PARTICLE = 0.8;
/** Without what is a part of the word: 일본 for 일본인, of which texts say 일본인은. */
const CUT_SHORT = 0.45;
const WITH_PARTICLE = 0.98;
const STEM_FITS = 0.36;
const VERB_FITS = 0.55;
/** A stem that is shorter than another by a syllable: 높 beside 높아지. */
const SHORTER = 0.4;
const PREFIX = 0.8;
const COMPOUND = 0.5;
const INITIALS = 0.8;
const JOINED = 0.97;

const HANGUL = /[\u3131-\u318e\uac00-\ud7a3]/;
/** What stands behind nouns most often. */
const COMMON = "은 는 이 가 을 를 의 에 에서 로 으로 도 과 와".split(" ");

export function isHangul(form: string): boolean {
  return HANGUL.test(form);
}

/** What `word` alone may be; `isOpen` where more of it may follow, `isExact` where nothing but the
 * word itself is meant. */
export function unitOf(word: QueryWord, at: number, isOpen: boolean, isExact = false): Unit {
  const { form } = word;
  const part = { from: at, to: at + 1, form };
  if (isInitials(form)) {
    return { ...part, lookups: [initialsLookup(form, isOpen)], marks: [form] };
  }
  if (isHangul(form)) return { ...part, ...hangul(form, isOpen, isExact) };
  return { ...part, ...latin(form, isOpen, isExact) };
}

/** Neighbouring Korean words of a query, written together. */
export function joinedUnits(words: readonly QueryWord[], isOpen: boolean): Unit[] {
  const units: Unit[] = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 2; to <= Math.min(from + 3, words.length); to++) {
      const forms = words.slice(from, to).map((word) => word.form);
      if (!forms.every(isHangul)) break;
      const form = forms.join("");
      const isLast = isOpen && to === words.length;
      const made = isInitials(form)
        ? { lookups: [initialsLookup(form, isLast)], marks: [form] }
        : hangul(form, isLast, true);
      const lookups = made.lookups.map((lookup) => ({
        ...lookup,
        quality: (term: string, isWord?: boolean) => JOINED * lookup.quality(term, isWord),
      }));
      units.push({ from, to, form, lookups, marks: made.marks });
    }
  }
  return units;
}

function whole(term: string, quality: number): Lookup {
  return {
    begins: term,
    isWhole: true,
    quality: (found) => (found === term ? quality : 0),
    likely: [],
  };
}

function initialsLookup(form: string, isOpen: boolean): Lookup {
  if (!isOpen) return { ...whole(form, INITIALS), isOfNames: true };
  // Every Korean word begins with a letter alone.
  if (form.length === 1) {
    const quality = () => INITIALS * PREFIX;
    return { begins: form, isWhole: false, isWide: true, quality, likely: [] };
  }
  const quality = (term: string) =>
    term === form
      ? INITIALS
      : isInitials(term)
        ? (INITIALS * PREFIX * form.length) / term.length
        : 0;
  return { begins: form, isWhole: false, isOfNames: true, quality, likely: [] };
}

function hangul(form: string, isOpen: boolean, isExact: boolean): Pick<Unit, "lookups" | "marks"> {
  const bases = isExact ? [form] : stems(form);
  const shortest = bases.reduce((one, other) => (other.length < one.length ? other : one));
  const typed = order(form);
  // A word that is all typed may be the beginning of a longer one as well: 경사 of 경사하강법.
  const begins = isOpen ? PREFIX : isExact || form.length < 2 ? 0 : COMPOUND;
  const carries = (term: string, base: string): boolean => {
    const rest = term.slice(base.length);
    return term.startsWith(base) && isParticle(rest) && fits(rest, base);
  };
  const quality = (term: string, isWord = false): number => {
    let best = 0;
    for (const base of bases) {
      const own = base === form ? 1 : isWord ? CUT_SHORT : WITHOUT_PARTICLE;
      if (term === base) best = Math.max(best, own);
      else if (carries(term, base)) best = Math.max(best, own * WITH_PARTICLE);
    }
    if (best === 0 && begins > 0) {
      const letters = order(term);
      if (letters.startsWith(typed)) best = (begins * (1 + typed.length / letters.length)) / 2;
    }
    return best;
  };
  const likely = bases.flatMap((base) => [
    base,
    ...COMMON.filter((particle) => fits(particle, base)).map((particle) => base + particle),
  ]);
  const shows = (term: string) => carries(term, form);
  const isWide = form.length === 1;
  const lookups: Lookup[] = [{ begins: shortest, isWhole: false, isWide, quality, shows, likely }];
  const verbs = isExact ? [] : [...new Set([...verbStems(form), ...possibleVerbStems(form)])];
  const longest = Math.max(0, ...verbs.map((stem) => stem.length));
  for (const stem of verbs) {
    lookups.push(whole(stem + STEM, VERB_FITS * SHORTER ** (longest - stem.length)));
  }
  const marks = verbs.filter((stem) => stem.length === longest).map((stem) => stem + STEM);
  return { lookups, marks: [...bases, ...(isOpen ? [`${form}*`] : []), ...marks] };
}

function latin(form: string, isOpen: boolean, isExact: boolean): Pick<Unit, "lookups" | "marks"> {
  if (isExact) return { lookups: [whole(form, 1)], marks: [form] };
  const stem = englishStem(form);
  const lookups = [whole(stem + STEM, STEM_FITS)];
  if (stem !== form) lookups.push(whole(stem, STEM_FITS));
  if (!isOpen) return { lookups: [whole(form, 1), ...lookups], marks: [form, stem + STEM] };
  const quality = (term: string) =>
    term === form ? 1 : (PREFIX * (1 + form.length / Math.max(term.length, 1))) / 2;
  const isWide = form.length === 1;
  const prefix = { begins: form, isWhole: false, isWide, quality, likely: [form] };
  return { lookups: [prefix, ...lookups], marks: [`${form}*`, stem + STEM] };
}

/** The terms for the whole of `words` as the name of something. */
export function wholeNames(words: readonly QueryWord[]): string[] {
  const last = words.at(-1);
  if (!last) return [];
  const before = words.slice(0, -1).map((word) => word.form);
  const ends = isHangul(last.form) ? stems(last.form) : [last.form];
  return ends.map((end) => spacingKey([...before, end].join(" ")) + WHOLE);
}
