import assert from "node:assert/strict";
import { test } from "node:test";
import { readDates } from "../src/search/engine/conditions.ts";
import { cutAround } from "../src/search/engine/excerpts.ts";
import { openIndex } from "../src/search/engine/index.ts";
import { markedIn } from "../src/search/engine/marking.ts";
import { readQuery } from "../src/search/engine/query.ts";
import { slipCost } from "../src/search/engine/slips.ts";
import { keysBetween } from "../src/search/engine/spelling.ts";
import { loadFrom, makeFiles, withPlacesApart } from "./search-made.mjs";

const HAS_CODE = 1;
const day = (year, month, date) => Date.UTC(year, month - 1, date) / 86_400_000;
const DOCUMENTS = [
  {
    title: "학습률",
    aliases: ["learning rate", "LR"],
    tags: ["technique/optimization"],
    headings: ["학습률이 진동할 때"],
    text: [
      "학습률은 한 걸음의 크기다.",
      "손실 함수의 값을 줄였다. 손실이 진동하면 batch를 늘린다.",
    ],
    created: day(2025, 9, 1),
    has: HAS_CODE,
    of: 100,
    versions: { en: "en/0/" },
  },
  {
    title: "Learning rate",
    tags: ["technique/optimization"],
    text: ["The step size. Too large a rate oscillates; one descends slowly."],
    language: "en",
    url: "en/0/",
    of: 100,
    number: 1,
  },
  {
    title: "경사 하강법",
    aliases: ["SGD"],
    tags: ["technique/gradient-descent"],
    headings: ["확률적 경사하강법"],
    text: ["손실함수를 줄이는 방법이다.", "학습률을 곱한다."],
    created: day(2025, 7, 3),
  },
  { title: "경사하강법의 역사", text: ["경사가 없던 때"] },
  { title: "Oscillation", language: "en", text: ["Waves and springs."] },
  { title: "Waves", language: "en", headings: ["Oscillators"], text: ["nothing of it"] },
  {
    title: "Springs",
    language: "en",
    text: ["It oscillates. A spring that oscillating things know."],
  },
  { title: "Adam 옵티마이저", tags: ["technique"], text: ["A method", "learnign by doing"] },
  { title: "technique/optimization", kind: "tag", url: "tags/technique/optimization/" },
  ...Array.from({ length: 9 }, (_, at) => ({
    title: `Lesson ${at}`,
    language: "en",
    text: ["about learning and forgetting"],
  })),
  { title: "고양이", text: ["고양이는 잔다"] },
  { title: "고양 시", text: ["고양은 도시다"] },
];

const open = (asked) => openIndex({ load: loadFrom(makeFiles(DOCUMENTS), asked) });
const titles = ({ hits }) => hits.map((hit) => hit.title.text);
const find = async (query, more = {}) => (await open()).search({ query, ...more });
const first = async (query, more) => titles(await find(query, more))[0];

test("a name is found however it is typed", async () => {
  for (const query of [
    "학습률",
    "학습률을",
    "학ㅅ",
    "학스",
    "ㅎㅅㄹ",
    "gkrtmqfbf",
    "햑습률",
    "lr",
    "LR",
  ]) {
    assert.equal(await first(query), "학습률", query);
  }
  for (const query of ["경사하강법", "경사 하강법", "경사 하강법은", "sgd", "SGD", "ㄱㅅㅎㄱㅂ"]) {
    assert.equal(await first(query), "경사 하강법", query);
  }
  assert.deepEqual(
    new Set(titles(await find("하강법"))),
    new Set(["경사 하강법", "경사하강법의 역사"]),
  );
  assert.equal(await first("옵티마이저 adam"), "Adam 옵티마이저");
  assert.equal(await first("ㅐㄴ챠ㅣㅣㅁ샤ㅐㅜ"), "Oscillation");
});

test("a word is found without its spaces in a text, and with them", async () => {
  assert.deepEqual(new Set(titles(await find("손실함수"))), new Set(["학습률", "경사 하강법"]));
  assert.deepEqual(new Set(titles(await find("손실 함수"))), new Set(["학습률", "경사 하강법"]));
});

test("the word itself in a text stands before another form of it in a heading", async () => {
  const found = titles(await find("oscillating"));
  assert.equal(found[0], "Springs");
  assert.ok(found.includes("Waves") && found.includes("Oscillation"));
  assert.ok(titles(await find("줄인다")).includes("경사 하강법"));
});

test("what looks like a particle is none where the word carries one", async () => {
  assert.equal(await first("고양이"), "고양이");
  assert.ok(titles(await find("고양")).includes("고양 시"));
});

test("all words are wanted, in any order, and a phrase in its own", async () => {
  assert.deepEqual(titles(await find("batch 손실 진동")), ["학습률"]);
  assert.equal((await find('"step size"')).total, 1);
  assert.equal((await find('"size step"')).total, 0);
  assert.equal((await find('"size of step"')).total, 0);
});

test("what is not wanted is left out", async () => {
  assert.ok(titles(await find("learning")).includes("Lesson 1"));
  assert.ok(!titles(await find("learning -forgetting")).includes("Lesson 1"));
  assert.ok(!titles(await find('learning -"learning and"')).includes("Lesson 1"));
});

test("a set of translations is one answer, in the language of the reader", async () => {
  const korean = await find("learning rate", { language: "ko" });
  assert.equal(korean.hits[0].title.text, "학습률");
  assert.equal(korean.hits.filter(({ id }) => id >> 3 === 100).length, 1);
  const english = await find("learning rate", { language: "en" });
  assert.equal(english.hits[0].title.text, "Learning rate");
  assert.equal(english.hits[0].url, "en/0/");
  assert.equal((await find("학습률 lang:en", { language: "ko" })).total, 0);
});

test("conditions narrow, and combine", async () => {
  const found = async (query) => new Set(titles(await find(query)));
  assert.deepEqual(
    await found("tag:technique"),
    new Set(["학습률", "경사 하강법", "Adam 옵티마이저"]),
  );
  assert.deepEqual(await found("tag:technique/"), new Set(["학습률", "경사 하강법"]));
  assert.deepEqual(await found("#technique/gradient-descent"), new Set(["경사 하강법"]));
  assert.deepEqual(await found("created:>2025-08"), new Set(["학습률"]));
  assert.deepEqual(await found("created:2025-07"), new Set(["경사 하강법"]));
  assert.deepEqual(await found("has:code"), new Set(["학습률"]));
  assert.deepEqual(await found("title:경사 -tag:technique/"), new Set(["경사하강법의 역사"]));
  assert.deepEqual(await found("alias:sgd"), new Set(["경사 하강법"]));
  assert.deepEqual(await found("tag:technique -has:code lang:ko 학습률"), new Set(["경사 하강법"]));
  assert.deepEqual(await found("created:soon"), new Set());
});

test("pages of tags stand apart", async () => {
  const { hits, tags } = await find("optimization");
  assert.deepEqual(
    tags.map((tag) => tag.page),
    ["tags/technique/optimization/"],
  );
  assert.ok(hits.every((hit) => hit.kind === "note"));
  assert.equal((await find("tag:technique/optimization")).tags.length, 1);
});

test("answers are counted, and each count leads to its query", async () => {
  const { facets } = await find("학습률 tag:technique/", { facets: true });
  const [tag] = facets.tags.filter((each) => each.value === "technique/gradient-descent");
  assert.equal(tag.count, 1);
  assert.equal(tag.query, "학습률 tag:technique/ tag:technique/gradient-descent");
  assert.equal((await find(tag.query)).total, 1);
  const chosen = facets.tags.find((each) => each.isChosen);
  assert.equal(chosen.query, "학습률");
  assert.deepEqual(
    facets.kinds.map(({ value }) => value),
    ["note"],
  );
});

test("an error is said, and nothing else than what was typed is searched for on demand", async () => {
  const { corrected, total } = await find("lessn");
  assert.equal(corrected.query, "lesson");
  assert.ok(corrected.isInstead && total > 0);
  assert.equal((await find("lessn", { exact: true })).total, 0);
  // Somebody else made the same error: their text comes first, then what both meant.
  const both = await find("learnign");
  assert.equal(titles(both)[0], "Adam 옵티마이저");
  assert.ok(!both.corrected.isInstead && titles(both).includes("Lesson 1"));
});

test("where nothing is found names that look alike are named", async () => {
  const { hits, nearest } = await find("학습방법론이란무엇인가");
  assert.deepEqual(hits, []);
  assert.equal(nearest[0].title, "학습률");
});

test("the glossary leads to the other language", async () => {
  const files = makeFiles(DOCUMENTS, { 진동: ["oscillation"], oscillation: ["진동"] });
  const index = await openIndex({ load: loadFrom(files) });
  const found = titles(await index.search({ query: "진동" }));
  assert.equal(found[0], "학습률");
  assert.ok(found.includes("Oscillation"));
});

test("an answer shows the sentence, and marks words in all that it shows", async () => {
  const { hits } = await find("손실함수");
  const { excerpt } = hits.find((hit) => hit.title.text === "경사 하강법");
  assert.equal(excerpt.text.slice(...excerpt.marks[0]), "손실함수");
  const [hit] = (await find("학습률 진동")).hits;
  assert.deepEqual(
    hit.headings.map((heading) => heading.url),
    ["0/#%ED%95%99%EC%8A%B5%EB%A5%A0%EC%9D%B4-%EC%A7%84%EB%8F%99%ED%95%A0-%EB%95%8C"],
  );
  assert.deepEqual(hit.title.marks, [[0, 3]]);
  assert.ok(hit.marks.length > 0 && hit.marks.length <= 16);
});

test("hits are known before their texts", async () => {
  const asked = [];
  const index = await open(asked);
  let early;
  const answer = await index.search({ query: "학습률" }, (known) => {
    early = { titles: titles(known), hasTexts: asked.some((name) => name.startsWith("text")) };
  });
  assert.deepEqual(early, { titles: titles(answer), hasTexts: false });
});

test("a file is loaded once, and again after it could not be", async () => {
  const asked = [];
  const index = await open(asked);
  await Promise.all([index.search({ query: "학습률" }), index.search({ query: "학습률을" })]);
  assert.equal(new Set(asked).size, asked.length);
  let isBroken = true;
  const files = makeFiles(DOCUMENTS);
  const load = loadFrom(files);
  const shaky = await openIndex({
    load: (name) => (isBroken && name !== "index" ? Promise.reject(new Error("gone")) : load(name)),
  });
  await assert.rejects(shaky.search({ query: "학습률" }), /gone/);
  isBroken = false;
  assert.equal((await shaky.search({ query: "학습률" })).hits[0].title.text, "학습률");
});

test("a directory in pages is read like one without", async () => {
  const files = makeFiles(DOCUMENTS);
  const directory = files.get("index");
  for (const tier of ["names", "words"]) {
    files.set(`page${tier}`.slice(0, 8).padEnd(8, "0"), directory[tier]);
    const name = `page${tier}`.slice(0, 8).padEnd(8, "0");
    directory[tier] = { first: directory[tier].first, files: name, pages: true };
  }
  const index = await openIndex({ load: loadFrom(files) });
  assert.equal(titles(await index.search({ query: "학ㅅ" }))[0], "학습률");
});

const APART = ["학습률을", "손실", "learning", "forgetting", "oscillates", "alpha"];
const openApart = (asked, documents = DOCUMENTS) =>
  openIndex({ load: loadFrom(withPlacesApart(makeFiles(documents), APART), asked) });
const placesOf = (asked) => asked.filter((name) => name.startsWith("place"));

test("answers are the same where places are kept apart", async () => {
  for (const query of [
    "learning",
    "learning forgetting",
    '"learning and forgetting"',
    '"forgetting and learning"',
    '-"learning and forgetting" learning',
    "학습률",
    "손실함수",
    "손실 함수",
    "it oscillates",
    "learnign",
  ]) {
    const index = await openApart();
    assert.deepEqual(await index.search({ query }), await find(query), query);
  }
});

test("the same query has the same answers whatever was asked before", async () => {
  const index = await open();
  for (const query of ["learning", "학습률", "learnign"]) await index.search({ query });
  assert.deepEqual(await index.search({ query: "it oscillates" }), await find("it oscillates"));
});

test("for what is not there the file of a wide word is not loaded", async () => {
  const asked = [];
  const index = await openApart(asked);
  await index.search({ query: '"learningly"', exact: true });
  assert.deepEqual(
    asked.filter((name) => name.startsWith("words")),
    [],
  );
  assert.deepEqual(await index.search({ query: "learnin" }), await find("learnin"));
});

test("the places of one word are loaded when its answers are shown", async () => {
  const asked = [];
  const index = await openApart(asked);
  let early;
  await index.search({ query: "learning" }, () => {
    early = placesOf(asked).length;
  });
  assert.equal(early, 0);
  assert.equal(placesOf(asked).length, 1);
});

test("the places of several words are loaded before, for the order depends on them", async () => {
  const asked = [];
  const index = await openApart(asked);
  let early;
  let order;
  const answer = await index.search({ query: "learning forgetting" }, (known) => {
    early = placesOf(asked).length;
    order = titles(known);
  });
  assert.equal(early, 2);
  assert.deepEqual(titles(answer).slice(0, order.length), order);
  assert.equal(placesOf(asked).length, 2);
});

test("the places of a phrase are not loaded where no text has all of its words", async () => {
  const asked = [];
  const index = await openApart(asked);
  const { hits } = await index.search({ query: '"learning oscillates"', exact: true });
  assert.deepEqual(hits, []);
  assert.deepEqual(placesOf(asked), []);
});

test("of words that stand nearly everywhere the places are left", async () => {
  const long = `${"alpha ".repeat(127)}learning`;
  const documents = Array.from({ length: 150 }, (_, at) => ({
    title: `Title ${at}`,
    text: [at === 70 ? `rare ${long}` : long],
  }));
  for (const [query, files] of [
    ["alpha", 1],
    ["alpha learning", 1],
    ["rare alpha", 0],
    ['"alpha learning"', 2],
  ]) {
    const asked = [];
    const index = await openApart(asked, documents);
    const { hits } = await index.search({ query });
    assert.equal(placesOf(asked).length, files, query);
    assert.ok(hits[0].excerpt.marks.length > 0, query);
  }
});

test("an index of another format is refused", async () => {
  const files = makeFiles(DOCUMENTS);
  files.get("index").format = 99;
  await assert.rejects(openIndex({ load: loadFrom(files) }), /format 99/);
});

test("a query is taken apart", () => {
  const [path, not, phrase, tag, place] = readQuery('a/b -c "d e" #f title:g').clauses;
  assert.ok(path.isPath && path.words.length === 2);
  assert.ok(not.isNot && !not.isPhrase);
  assert.ok(phrase.isPhrase && phrase.words.length === 2);
  assert.deepEqual([tag.kind, tag.name, tag.value], ["condition", "tag", "f"]);
  assert.equal(place.place, "title");
  assert.ok(readQuery("a b").clauses[1].isOpen && !readQuery("a b ").clauses[1].isOpen);
  assert.ok(readQuery('"a b').clauses[0].isPhrase);
  assert.equal(readQuery("https://a.b/c").clauses[0].isPath, false);
});

test("no query breaks anything", async () => {
  const index = await open();
  const nasty = [
    ...[
      "",
      " ",
      "\0\x07",
      "\ud800",
      "\udfff\ud800a",
      '"',
      '-"',
      "#",
      "tag:",
      'tag:"',
      "-",
      "a:b",
      "((a+)+)+$",
    ],
    ...[
      "<img src=x onerror=alert(1)>",
      "constructor",
      "__proto__ toString",
      "lang:",
      "has:,,",
      "created:>",
    ],
    ...["a", "가", "ㄱ", "학습 ", '"', "-", "#", "tag:", "e\u0301", "\ud83d\ude00"].map((part) =>
      part.repeat(10_000),
    ),
  ];
  for (const query of nasty) {
    for (const facets of [false, true]) {
      const { hits, isCut } = await index.search({ query, facets, language: "ko" });
      for (const hit of hits) {
        for (const { text, marks } of [hit.title, hit.excerpt, ...hit.tags].filter(Boolean)) {
          for (const [start, end] of marks)
            assert.ok(0 <= start && start < end && end <= text.length);
        }
      }
      assert.equal(
        isCut,
        query.length > 400 || query.startsWith("-".repeat(500)),
        query.slice(0, 20),
      );
    }
    await index.complete(query, query.length);
  }
});

test("what may follow is offered", async () => {
  const index = await open();
  const texts = async (query) =>
    (await index.complete(query, query.length)).items.map((item) => item.text);
  assert.deepEqual(await texts("ta"), ["tag:"]);
  assert.deepEqual(await texts("tag:tech"), [
    "tag:technique ",
    "tag:technique/optimization ",
    "tag:technique/gradient-descent ",
  ]);
  assert.deepEqual(await texts("x -#gra"), ["-#technique/gradient-descent "]);
  assert.deepEqual(await texts("lang:"), ["lang:ko ", "lang:en "]);
  assert.deepEqual(await texts("created:"), ["created:2025 "]);
  assert.deepEqual(await texts("has:co"), ["has:code "]);
});

test("dates are days, months, years, and ranges of them", () => {
  assert.deepEqual(readDates("2025-08-01"), [day(2025, 8, 1), day(2025, 8, 2)]);
  assert.deepEqual(readDates("2025"), [day(2025, 1, 1), day(2026, 1, 1)]);
  assert.deepEqual(readDates(">=2025-12"), [day(2025, 12, 1), Number.POSITIVE_INFINITY]);
  assert.deepEqual(readDates("2025-01..2025-02"), [day(2025, 1, 1), day(2025, 3, 1)]);
  assert.equal(readDates("soon"), undefined);
});

test("marks are the words that were meant", () => {
  const marked = (text, ...marks) => markedIn(text, marks).map(([a, b]) => text.slice(a, b));
  assert.deepEqual(marked("학습률은, 재학습률을 학습", "학습률"), ["학습률", "학습률"]);
  assert.deepEqual(marked("경사 하강법의 값", "경사하강법"), ["경사 하강법"]);
  assert.deepEqual(marked("Oscillating, oscillation", "oscil~"), ["Oscillating", "oscillation"]);
  assert.deepEqual(marked("줄였다가 늘렸다", "줄이~"), ["줄였다가"]);
  assert.deepEqual(marked("Learning to learn", "lear*"), ["Lear", "lear"]);
  assert.deepEqual(marked("학습률", "학ㅅ*"), ["학습"]);
  assert.deepEqual(marked("경사 하강법", "ㄱㅅㅎㄱ"), ["경사 하강"]);
  assert.deepEqual(marked("<b>rate</b>", "rate", "b"), ["b", "rate", "b"]);
});

test("errors are counted and weighed by keys", () => {
  assert.equal(keysBetween("learnign", "learning", 2), 1);
  assert.equal(keysBetween("abc", "xyz", 2), 3);
  assert.equal(keysBetween("", "ab", 2), 2);
  assert.ok(slipCost("publih", "publish") < slipCost("publih", "public"));
  assert.ok(slipCost("ㅎㅑㄱ", "ㅎㅏㄱ") < slipCost("ㅎㅑㄱ", "ㅎㅜㄱ"));
});

test("an excerpt is around its marks, in whole words", () => {
  const text = `${"앞말 ".repeat(80)}여기 찾은 말이 있다. ${"뒷말 ".repeat(80)}`;
  const start = text.indexOf("찾은");
  const cut = cutAround(text, [[start, start + 2]]);
  assert.ok(cut.text.length <= 190 && cut.isCutBefore && cut.isCutAfter);
  assert.equal(cut.text.slice(...cut.marks[0]), "찾은");
  assert.match(cut.text, /^앞말|^여기/);
});
