import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cut,
  readAsked,
  readMarks,
  withoutMarks,
  writeAsked,
  writeTarget,
} from "../src/search/face/address.ts";

const ROOT = "https://example.org/site/";

for (const asked of [
  { query: "학습률", exact: false },
  { query: '학습률 tag:a/b -"c d" & # % +', exact: true },
  { query: "<b>&amp;</b>", exact: false },
]) {
  test(`what is asked for is read again: ${asked.query}`, () => {
    assert.deepEqual(readAsked(writeAsked(asked, "")), asked);
  });
}

test("what others have put into the address stays, and nothing asked for leaves nothing", () => {
  const asked = { query: "x", exact: true };
  assert.equal(writeAsked(asked, "?side=en&q=old"), "?side=en&q=x&exact=1");
  assert.equal(writeAsked({ query: "  ", exact: true }, "?q=x&side=en"), "?side=en");
  assert.equal(writeAsked({ query: "", exact: false }, "?q=x"), "");
});

test("a long query is cut, and no half of a character is left", () => {
  const { query } = readAsked(writeAsked({ query: `${"a".repeat(499)}🙂`, exact: false }, ""));
  assert.equal(query, "a".repeat(499));
  assert.equal(cut("ab🙂", 3), "ab…");
  assert.equal(cut("abc", 3), "abc");
});

test("a lone half of a character breaks no address", () => {
  assert.equal(readAsked(writeAsked({ query: "a\ud83d b", exact: false }, "")).query, "a\ufffd b");
});

test("a result's address says what to mark, and is below the site's root", () => {
  const url = writeTarget("notes/%EA%B0%80/#a", ROOT, ["학습률", "a&b"]);
  assert.equal(new URL(url).pathname, "/site/notes/%EA%B0%80/");
  assert.equal(new URL(url).hash, "#a");
  assert.deepEqual(readMarks(new URL(url).search), ["학습률", "a&b"]);
  assert.equal(withoutMarks(url), "https://example.org/site/notes/%EA%B0%80/#a");
});

test("marks of an address are few and short, whoever wrote it", () => {
  const many = Array.from({ length: 50 }, (_, number) => `h=${number}`).join("&");
  assert.equal(readMarks(`?${many}`).length, 12);
  assert.deepEqual(readMarks(`?h=${"x".repeat(5000)}&h=%20&h=`), ["x".repeat(100)]);
});
