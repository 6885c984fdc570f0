import assert from "node:assert/strict";
import { test } from "node:test";
import { bestPairs, commonItems, likeness } from "../src/live/aligning.ts";

const items = (text) => [...text].map((letter) => ({ id: letter.charCodeAt(0), weight: 1 }));
const common = (one, other) =>
  commonItems(items(one), items(other))
    .map(([at]) => one[at])
    .join("");

test("what two lists share is found in order", () => {
  assert.equal(common("abcdef", "abXdef"), "abdef");
  assert.equal(common("abc", "abc"), "abc");
  assert.equal(common("", "abc"), "");
  assert.equal(common("abcabba", "cbabac").length, 4);
});

test("what weighs more is found rather than what is more", () => {
  const heavy = { id: 1, weight: 100 };
  const light = { id: 2, weight: 1 };
  assert.deepEqual(commonItems([heavy, light, light], [light, light, heavy]), [[0, 2]]);
});

test("no list is too long", () => {
  const olds = Array.from({ length: 3000 }, (_, id) => ({ id: id + 10, weight: 1 }));
  const news = [{ id: 1, weight: 1 }, ...olds.slice(2), { id: 2, weight: 1 }];
  const pairs = commonItems([{ id: 3, weight: 1 }, ...olds, { id: 4, weight: 1 }], news);
  assert.equal(pairs.length, 2998);
  assert.ok(
    pairs.every(
      ([old, young], at) => at === 0 || (old > pairs[at - 1][0] && young > pairs[at - 1][1]),
    ),
  );
});

test("pairs are those whose weights add up to the most", () => {
  const weights = [
    [0, 5, 0],
    [4, 0, 3],
  ];
  assert.deepEqual(
    bestPairs(2, 3, (row, column) => weights[row][column]),
    [
      [0, 1],
      [1, 2],
    ],
  );
  assert.deepEqual(
    bestPairs(0, 3, () => 1),
    [],
  );
});

test("texts are alike by their words, whatever particles follow them", () => {
  assert.equal(likeness("same words", "same words"), 1);
  assert.equal(likeness("one two", "three four"), 0);
  assert.ok(likeness("손실 함수를 봅니다", "손실 함수가 줄어듭니다") > 0.3);
  assert.equal(likeness("", ""), 0.5);
});
