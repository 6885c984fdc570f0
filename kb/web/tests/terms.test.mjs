import assert from "node:assert/strict";
import { test } from "node:test";
import { isExplained, makeFind } from "../src/glossary/finder.ts";

const BASE = "https://notes.example/assets/kb/ko/glossary.json";
const WRITTEN = {
  pages: ["../../../glossary/", "../../../gradient-descent/"],
  foreign: "en",
  terms: [
    [["학습률"], ["learning rate"], 1, 0, "term-학습률"],
    [["경사하강법"], ["gradient descent", "GD"], 1, 1, ""],
    [["확률적 경사 하강법"], ["stochastic gradient descent"], 0, 0, "term-확률적경사하강법"],
    [["지연"], ["latency"], 0, 0, "term-지연"],
    [["불변"], ["immutable"], 1, 0, "term-불변"],
    [["불변"], ["invariant"], 1, 0, "term-불변"],
  ],
};
const find = makeFind(WRITTEN, BASE);
const words = (text) => find(text).map(({ start, end }) => text.slice(start, end));

test("a term is found with particles behind it, and not within another word", () => {
  assert.deepEqual(words("학습률을 정하고 학습률에서는 학습률들이"), [
    "학습률",
    "학습률",
    "학습률",
  ]);
  assert.deepEqual(words("학습률표, 재학습률, 학습률A, 학습률1"), []);
});

test("spaces and hyphens are as their author likes them", () => {
  assert.deepEqual(words("경사 하강법은 경사하강법이다"), ["경사 하강법", "경사하강법"]);
  assert.deepEqual(words("확률적경사하강법"), ["확률적경사하강법"]);
  assert.deepEqual(words("Gradient-descent, learning rates, Learning\nrate"), [
    "Gradient-descent",
    "learning rates",
    "Learning\nrate",
  ]);
});

test("the longest term is taken", () => {
  assert.deepEqual(words("확률적 경사 하강법을"), ["확률적 경사 하강법"]);
});

test("an abbreviation is written in capitals", () => {
  assert.deepEqual(words("GD는 gd가 아니고 GDP도 아니다"), ["GD"]);
});

test("a short word that only one note explains is a word like any other", () => {
  assert.deepEqual(words("지연과 latency"), []);
});

test("a term may mean several things, each with its address", () => {
  const [found] = find("불변");
  const meanings = found.term.meanings.map(({ words: [word], url }) => [word, url]);
  const url = `https://notes.example/glossary/#${encodeURIComponent("term-불변")}`;
  assert.deepEqual(meanings, [
    ["immutable", url],
    ["invariant", url],
  ]);
});

test("what the text itself explains is known, on either side", () => {
  const [korean] = find("경사하강법");
  const [foreign] = find("gradient descent");
  assert.ok(isExplained(korean.term, "", "(gradient descent)을"));
  assert.ok(isExplained(korean.term, "", "은 (Gradient Descent, GD)"));
  assert.ok(isExplained(foreign.term, "이것은 경사 하강법(", ")"));
  assert.ok(!isExplained(korean.term, "", "을 (여러 번) 씁니다"));
  assert.ok(!isExplained(foreign.term, "경사 하강법(앞)과 ", ""));
});

test("the same text gives the same places, and no place overlaps another", () => {
  const pieces = ["학습률", "경사 ", "하강법", "을", " ", "GD", "gradient ", "descent", "(", ")"];
  let seed = 7;
  const next = () => (seed = (seed * 1103515245 + 12345) % 2 ** 31);
  for (let turn = 0; turn < 500; turn++) {
    const text = Array.from({ length: 8 }, () => pieces[next() % pieces.length]).join("");
    let last = 0;
    for (const { start, end } of find(text)) {
      assert.ok(start >= last && end > start && end <= text.length, text);
      last = end;
    }
  }
});
