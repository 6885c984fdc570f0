/**
 * Sentences filled with values.
 *
 * In: a sentence of a `words.ts`, values, the language that it is in. Out: text. Apart from words,
 * so that a part which has its own does not load those of all others.
 */

import { particle } from "./sounds";

/** What `all` has for `language`, else for what it is a kind of. */
export function chosen<T>(all: ReadonlyMap<string, T>, language: string): T | undefined {
  return all.get(language.toLowerCase()) ?? all.get(baseOf(language));
}

/** The language of a code, without script and region: `ko` of `ko-KR`. */
export function baseOf(language: string): string {
  return language.toLowerCase().split("-")[0] ?? "";
}

export type Values = Readonly<Record<string, string | number>>;

const BRACES = /\{(?:([^{}:/]+)(?::([^{}]*))?|([^{}:]+\/[^{}:]+))\}/g;

/**
 * Put values into a sentence in the language `spoken`, as `fill` in kb/strings.py does: `{count}`
 * becomes what `values` has for it, `{count:note|notes}` the form for that number, `{을/를}` the
 * particle that follows what stands before it. A name without a value stays.
 */
export function fillIn(sentence: string, values: Values, spoken: string): string {
  let text = "";
  let end = 0;
  for (const { 0: whole, 1: name, 2: forms, 3: pair, index } of sentence.matchAll(BRACES)) {
    text += sentence.slice(end, index);
    end = index + whole.length;
    const value = name === undefined ? undefined : values[name];
    if (pair) text += particle(pair, text);
    else if (value === undefined) text += whole;
    else if (forms) text += formOf(Number(value), forms.split("|"), spoken);
    else text += typeof value === "number" ? value.toLocaleString(spoken) : value;
  }
  return text + sentence.slice(end);
}

const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];

function formOf(count: number, forms: readonly string[], language: string): string {
  const rules = new Intl.PluralRules(language);
  const known: readonly string[] = rules.resolvedOptions().pluralCategories;
  const place = CATEGORIES.filter((each) => known.includes(each)).indexOf(rules.select(count));
  return forms[Math.min(place, forms.length - 1)] ?? "";
}
