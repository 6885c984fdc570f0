import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOf, reasonOf, themeOf } from "../src/diagram.ts";
import { wordsOf } from "../src/words.ts";

test("a diagram is called as its author says, else by what it is", () => {
  assert.equal(nameOf(" 훈련 ", "네 단계", wordsOf("ko")), "훈련. 네 단계");
  assert.equal(nameOf("", "", wordsOf("ko-KR")), "도표");
  assert.equal(nameOf("", " ", wordsOf("en")), "Diagram");
});

test("words fall back to English where we have no others", () => {
  assert.equal(wordsOf("fr"), wordsOf("en"));
  assert.equal(wordsOf(""), wordsOf("en"));
  assert.equal(wordsOf("constructor").diagram, "Diagram");
});

test("only Material's night scheme is dark", () => {
  assert.deepEqual(["slate", "default", null].map(themeOf), ["dark", "default", "default"]);
});

test("whatever is thrown becomes a sentence", () => {
  assert.equal(reasonOf(new Error(" Parse error on line 2 \n")), "Parse error on line 2");
  assert.equal(reasonOf("no"), "no");
});
