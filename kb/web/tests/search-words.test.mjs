import assert from "node:assert/strict";
import { test } from "node:test";
import english from "../../../tests/words/english.md";
import forms from "../../../tests/words/forms.md";
import initialsCases from "../../../tests/words/initials.md";
import jamo from "../../../tests/words/jamo.md";
import layouts from "../../../tests/words/layouts.md";
import orderCases from "../../../tests/words/order.md";
import spacing from "../../../tests/words/spacing.md";
import stemsCases from "../../../tests/words/stems.md";
import terms from "../../../tests/words/terms.md";
import tokensCases from "../../../tests/words/tokens.md";
import verbs from "../../../tests/words/verbs.md";
import {
  compose,
  decompose,
  englishStem,
  initials,
  isInitials,
  order,
  otherLayout,
  possibleVerbStems,
  searchForm,
  spacingKey,
  stems,
  termKey,
  tokens,
  verbStems,
} from "../src/search/words/index.ts";
import { readCases } from "./cases.mjs";

const byLine = (work) => (text) => text.split("\n").map(work).join("\n");
const withStems = (word) => [
  word,
  ...verbStems(word).flatMap((stem, at) => (at ? [stem] : ["->", stem])),
];
const byOrder = (one, other) => (order(one) < order(other) ? -1 : 1);

/** Each table, and what is done with its input. */
const TABLES = {
  english: [english, byLine((word) => englishStem(searchForm(word)))],
  forms: [forms, byLine(searchForm)],
  initials: [initialsCases, byLine(initials)],
  jamo: [jamo, byLine(decompose)],
  layouts: [layouts, byLine((text) => otherLayout(text).join(" "))],
  order: [orderCases, (text) => text.split("\n").sort(byOrder).join("\n")],
  spacing: [spacing, byLine(spacingKey)],
  stems: [stemsCases, byLine((word) => stems(word).join(" "))],
  terms: [terms, byLine(termKey)],
  tokens: [
    tokensCases,
    (text) =>
      tokens(text)
        .map((token) => `${token.start}-${token.end} ${token.text}`)
        .join("\n"),
  ],
  verbs: [verbs, byLine((word) => withStems(word).join(" "))],
};

for (const [name, [table, work]] of Object.entries(TABLES)) {
  for (const [title, given, expected] of readCases(table)) {
    test(`${name}: ${title}`, () => assert.equal(work(given), expected));
  }
  test(`${name}: the examples were read`, () => assert.ok(readCases(table).length));
}

test("what was typed on the other keyboard comes back by typing it there again", () => {
  for (const text of ["학습률", "까치", "값", "의외", "쇠", "괜찮아", "닭"]) {
    const [typed] = otherLayout(text);
    assert.equal(otherLayout(typed)[0], text);
    assert.equal(compose(decompose(text)), text);
  }
});

test("initials are told from words", () => {
  for (const text of ["ㅎㅅㄹ", "ㄱㅅ ㅎㄱㅂ", "ㄳ"]) assert.ok(isInitials(text));
  for (const text of ["", " ", "학ㅅ", "ㅎㅏ", "lr", "ㅎr"]) assert.ok(!isInitials(text));
});

test("a dictionary may have stems that rules do not dare to name", () => {
  assert.ok(possibleVerbStems("돌려줍니다").includes("돌려주"));
  assert.deepEqual(possibleVerbStems("거를"), ["거르"]);
  assert.deepEqual(possibleVerbStems("함수의"), []);
});

test("a text of any length takes no time", () => {
  const started = performance.now();
  for (const text of ["a", "가", "ㄱ", "'", "들", "0.", "a'", "は", "\ud800", "었", "y", "`이"]) {
    const long = text.repeat(20_000);
    for (const work of [
      tokens,
      searchForm,
      spacingKey,
      stems,
      englishStem,
      verbStems,
      possibleVerbStems,
      otherLayout,
    ]) {
      work(long);
    }
  }
  assert.ok(performance.now() - started < 3000);
});
