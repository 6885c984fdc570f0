import assert from "node:assert/strict";
import { test } from "node:test";
import { bankWordsOf } from "../src/bank/words.ts";
import { searchWordsOf } from "../src/search/face/words.ts";
import { fill, wordsOf } from "../src/words.ts";

/** Every sentence, after where it stands. */
function flat(words, above = "") {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [[above + key, value]] : flat(value, `${above}${key}.`),
  );
}

for (const [name, words] of [
  ["words", wordsOf],
  ["words of the bank", bankWordsOf],
  ["words of the search", searchWordsOf],
]) {
  test(`${name}: there is one in each language for each in English`, () => {
    const [en, ko] = [flat(words("en")), flat(words("ko"))];
    assert.deepEqual(ko.map(([key]) => key).sort(), en.map(([key]) => key).sort());
    const spoken = ko.filter(([, text]) => /[가-힣]/.test(text));
    assert.equal(spoken.length, ko.length);
  });
}

test("a kind of a language has the language's words, an unknown one English ones", () => {
  assert.equal(wordsOf("ko-KR").close, "닫기");
  assert.equal(wordsOf("EN-gb").close, "Close");
  assert.equal(wordsOf("xx").close, "Close");
});

test("values are filled in; a name without one stays", () => {
  assert.equal(fill("{one} and {other}", { one: "a" }, "en"), "a and {other}");
  assert.equal(fill("Tag: {tag}", { tag: "{tag} $&" }, "en"), "Tag: {tag} $&");
});

test("numbers are written in groups, texts as they are", () => {
  assert.equal(fill("{count}: {year}", { count: 12345, year: "2026" }, "ko"), "12,345: 2026");
});

test("the form is the one for the number", () => {
  const told = (count) => fill("{count} {count:note|notes}", { count }, "en");
  assert.deepEqual([told(0), told(1), told(2)], ["0 notes", "1 note", "2 notes"]);
  // We have no words in that language, so the sentence is English.
  assert.equal(fill("{count} {count:note|notes}", { count: 0 }, "fr"), "0 notes");
});

test("a Korean particle follows what was filled in", () => {
  const told = (name) => fill("‘{name}’{을/를} 찾습니다", { name }, "ko");
  assert.equal(told("학습률"), "‘학습률’을 찾습니다");
  assert.equal(told("데이터"), "‘데이터’를 찾습니다");
  assert.equal(fill("{count}{으로/로}", { count: 1000 }, "ko"), "1,000으로");
});
