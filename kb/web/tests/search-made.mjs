// A small index, made in memory as `kb/search` makes large ones: one file for each half of the
// vocabulary, no glossary but the one that is given.

import {
  englishStem,
  initials,
  order,
  searchForm,
  spacingKey,
  stems,
  tokens,
  verbStems,
} from "../src/search/words/index.ts";

const HANGUL = /^[가-힣]/;
const BLOCK = 128;

function formsOf(word) {
  if (!HANGUL.test(word)) {
    const stem = englishStem(word);
    return stem === word
      ? [[word, 0]]
      : [
          [word, 0],
          [`${stem}~`, 3],
        ];
  }
  const bare = stems(word)[1] ?? word;
  const inner = Array.from({ length: Math.max(0, bare.length - 2) }, (_, at) => [
    word.slice(at + 1),
    2,
  ]);
  return [[word, 0], ...inner, ...verbStems(word).map((stem) => [`${stem}~`, 3])];
}

const wordsOf = (text) => tokens(text).map((token) => searchForm(token.text));

function add(tier, term, id, numbers) {
  const postings = tier.get(term) ?? new Map();
  tier.set(term, postings.set(id, [...(postings.get(id) ?? []), numbers]));
}

function addName(tier, id, name, field, ordinal) {
  const words = wordsOf(name);
  const code = (position, form) =>
    (((ordinal * 16 + words.length) * 16 + position) * 8 + form) * 4 + field;
  for (const [position, word] of words.entries()) {
    for (const [term, form] of formsOf(word)) add(tier, term, id, code(position, form));
    for (const count of [2, 3]) {
      const together = words.slice(position, position + count);
      if (together.length === count && together.some((each) => HANGUL.test(each))) {
        add(tier, together.join(""), id, code(position, 1));
      }
    }
    const letters = words
      .slice(position)
      .map((each) => initials(each))
      .join("");
    if (HANGUL.test(word) && field < 3) add(tier, letters, id, code(position, 4));
  }
  const levels = name.split("/").map((_, at, all) => all.slice(0, at + 1).join("/"));
  const wholes = field === 2 ? levels : field < 2 ? [name] : [];
  for (const whole of wholes) add(tier, `${spacingKey(whole)}=`, id, code(0, 0));
}

function addText(tier, id, passages) {
  const places = new Map();
  for (const [at, [, text]] of passages.entries()) {
    for (const [offset, word] of wordsOf(text).entries()) {
      for (const [term] of formsOf(word)) {
        places.set(term, [...(places.get(term) ?? []), at * BLOCK + offset]);
      }
    }
  }
  for (const [term, own] of places) add(tier, term, id, own);
}

const deltas = (numbers) => numbers.map((number, at) => number - (numbers[at - 1] ?? 0));

function shardOf(tier, same, write) {
  const sorted = [...tier].sort(([one], [other]) => (order(one) < order(other) ? -1 : 1));
  const terms = sorted.map(([term, postings]) => {
    let last = 0;
    const written = [...postings]
      .sort(([one], [other]) => one - other)
      .flatMap(([id, own]) => {
        const line = write(id - last, own);
        last = id;
        return line;
      });
    return [term, written];
  });
  return { terms: Object.fromEntries(terms), same };
}

/** Files by name, of documents with `title`, `language`, `aliases`, `tags`, `headings`, `text`
 * (paragraphs, each under the first heading), `kind`, `created` and `of`, their set. */
export function makeFiles(documents, same = {}) {
  const names = new Map();
  const words = new Map();
  const files = new Map();
  const cards = {};
  const counts = new Map();
  const rows = documents.map((document, at) => {
    const { aliases = [], tags = [], headings = [], text = [], kind = "note" } = document;
    const { language = "ko", created = 0, has = 0, number = 0 } = document;
    const id = (document.of ?? at) * 8 + number;
    const url = document.url ?? `${at}/`;
    addName(names, id, document.title, 0, kind === "tag" ? 1 : 0);
    for (const [ordinal, alias] of aliases.entries()) addName(names, id, alias, 1, ordinal);
    for (const [ordinal, tag] of tags.entries()) addName(names, id, tag, 2, ordinal);
    for (const [ordinal, heading] of headings.entries()) addName(names, id, heading, 3, ordinal);
    const passages = text.map((each, place) => [headings.length ? 0 : -1, each, place]);
    addText(words, id, passages);
    const said = [document.title, ...aliases, ...headings, ...text].join(" \n ");
    for (const word of new Set(wordsOf(said).flatMap((each) => stems(each)))) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const name = `text${String(at).padStart(4, "0")}`;
    files.set(name, {
      sections: headings.map((heading) => [heading, heading.replaceAll(" ", "-")]),
      passages: passages.map(([section, each, place]) => [place, section, each, 0]),
    });
    const part = { text: [name], at: [passages.map(([, , place]) => place)] };
    const { versions } = document;
    cards[id] = { title: document.title, url, language, kind, aliases, tags, versions, ...part };
    return { id, language, kind, created, has, tags };
  });
  const writeNames = (distance, own) =>
    own.sort((a, b) => a - b).flatMap((code, at) => [at ? 0 : distance, code]);
  const writeWords = (distance, [own]) => [
    distance,
    own.length * 16 + Math.min(5 + own.length, 15),
    ...deltas(own),
  ];
  files.set("names000", shardOf(names, same, writeNames));
  files.set("words000", shardOf(words, {}, writeWords));
  files.set("cards000", cards);
  files.set("facets00", facetsOf(rows));
  const [heads, tails] = [{}, {}];
  for (const [word, count] of counts) {
    const common = [Math.floor(Math.log2(count))];
    heads[word] = common;
    tails[[...order(word)].reverse().join("")] = common;
  }
  files.set("heads000", { terms: heads });
  files.set("tails000", { terms: tails });
  files.set("index", {
    format: 3,
    documents: documents.length,
    languages: ["ko", "en"],
    prefixes: ["", "en/"],
    names: { first: Object.keys(files.get("names000").terms)[0], files: "names000" },
    words: { first: Object.keys(files.get("words000").terms)[0], files: "words000" },
    heads: { first: "\u0001", files: "heads000" },
    tails: { first: "\u0001", files: "tails000" },
    cards: { bits: 0, files: "cards000" },
    facets: "facets00",
  });
  // What begins a list begins it for all that stands before as well.
  files.get("index").names.first = "\u0001";
  files.get("index").words.first = "\u0001";
  return files;
}

function facetsOf(rows) {
  const sorted = [...rows].sort((one, other) => one.id - other.id);
  const tagNames = [...new Set(rows.flatMap((row) => row.tags))].sort();
  const kinds = ["note", "tag", "page"];
  return {
    ids: deltas(sorted.map((row) => row.id)),
    names: ["en", "ko"],
    language: sorted.map((row) => ["en", "ko"].indexOf(row.language)),
    kinds,
    kind: sorted.map((row) => kinds.indexOf(row.kind)),
    hasNames: ["code", "plot", "quiz", "math", "diagram", "image"],
    has: sorted.map((row) => row.has),
    created: sorted.map((row) => row.created),
    tagNames,
    tagCounts: tagNames.map((tag) => rows.filter((row) => row.tags.includes(tag)).length),
    tags: sorted.map((row) =>
      deltas(row.tags.map((tag) => tagNames.indexOf(tag)).sort((a, b) => a - b)),
    ),
  };
}

export const loadFrom =
  (files, asked = []) =>
  async (name) => {
    asked.push(name);
    if (!files.has(name)) throw new Error(`there is no ${name}`);
    return structuredClone(files.get(name));
  };

/** The same files, where each of `wide` has a file of its own and its places one more. */
export function withPlacesApart(files, wide) {
  const { terms } = files.get("words000");
  const sorted = Object.keys(terms).sort((one, other) => (order(one) < order(other) ? -1 : 1));
  const groups = [];
  for (const [at, term] of sorted.entries()) {
    if (!at || wide.includes(term) || wide.includes(sorted[at - 1])) groups.push([]);
    groups.at(-1).push(term);
  }
  const names = groups.map((_, at) => `words${String(at + 1).padStart(3, "0")}`);
  for (const [at, group] of groups.entries()) {
    const [term] = group;
    const said = Object.fromEntries(group.map((each) => [each, terms[each]]));
    if (!wide.includes(term)) {
      files.set(names[at], { terms: said });
      continue;
    }
    const [heads, places] = [[], []];
    for (let line = 0; line < said[term].length; ) {
      const end = line + 2 + Math.floor(said[term][line + 1] / 16);
      heads.push(...said[term].slice(line, line + 2));
      places.push(...said[term].slice(line + 2, end));
      line = end;
    }
    const apart = names[at].replace("words", "place");
    files.set(apart, places);
    files.set(names[at], { terms: { [term]: heads }, places: apart });
  }
  // Behind a wide term stands nothing.
  const entries = groups.flatMap(([lead], at) => [
    [at ? lead : "\u0001", names[at]],
    ...(wide.includes(lead) ? [[`${lead}\u0001`, "--------"]] : []),
  ]);
  files.get("index").words = {
    first: entries.map(([lead]) => lead).join("\n"),
    files: entries.map(([, name]) => name).join(""),
  };
  return files;
}
