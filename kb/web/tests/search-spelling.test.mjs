// Words one error away are found wherever the error is, however small the files are.

import assert from "node:assert/strict";
import test from "node:test";
import { Shelf } from "../src/search/engine/shelf.ts";
import { Spelling } from "../src/search/engine/spelling.ts";
import { compose, order } from "../src/search/words/index.ts";

const WORDS =
  "gradient momentum rare regular regulation relation 경사 하강법 학습률 정규화 값어치".split(" ");
const OTHER = { latin: "q", hangul: "ㅋ" };

function tierOf(name, terms, files) {
  const sorted = [...terms].sort((one, other) => (order(one) < order(other) ? -1 : 1));
  sorted.forEach((term, at) => {
    files.set(`${name}${String(at).padStart(8 - name.length, "0")}`, { terms: { [term]: [3] } });
  });
  return { first: sorted.join("\n"), files: [...files.keys()].slice(-sorted.length).join("") };
}

const backwards = (word) => [...order(word)].reverse().join("");

function openSpelling() {
  const files = new Map();
  const heads = tierOf("h", WORDS, files);
  const tails = tierOf("t", WORDS.map(backwards), files);
  const loaded = new Set();
  const load = async (name) => {
    loaded.add(name);
    return files.get(name);
  };
  return { spelling: new Spelling({ heads, tails }, new Shelf(load, 100), undefined), loaded };
}

function* errorsOf(letters, other) {
  for (let at = 0; at <= letters.length; at++) {
    const [before, after] = [letters.slice(0, at), letters.slice(at)];
    yield before + other + after;
    if (!after) continue;
    yield before + other + after.slice(1);
    yield before + after.slice(1);
    if (after.length > 1 && after[0] !== after[1])
      yield before + after[1] + after[0] + after.slice(2);
  }
}

test("one error is found wherever it is", async () => {
  const { spelling } = openSpelling();
  for (const word of WORDS) {
    const other = /[a-z]/.test(word) ? OTHER.latin : OTHER.hangul;
    for (const typed of errorsOf(order(word), other)) {
      if (typed.length < 4) continue;
      const found = await spelling.suggestions(compose(typed), 8);
      assert.ok(
        found.some(({ term, distance }) => term === word && distance === 1),
        `${typed} for ${word}`,
      );
    }
  }
});

test("two errors are found that leave the beginning or the end", async () => {
  const { spelling } = openSpelling();
  for (const typed of ["gradqqnt", "qqadient", "gqqdient", "하강ㅂㅂㅓㅓㅂ"]) {
    const [first] = await spelling.suggestions(typed, 1);
    assert.equal(first?.distance, 2, typed);
  }
});

test("only the files are loaded that may hold it", async () => {
  const { spelling, loaded } = openSpelling();
  await spelling.suggestions("momemtum", 8);
  assert.ok(loaded.size <= 6, [...loaded].join(" "));
});
