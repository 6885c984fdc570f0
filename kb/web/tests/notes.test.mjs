import assert from "node:assert/strict";
import { test } from "node:test";
import { initialsOf, makeFinder, readNotes } from "../src/notes.ts";
import { countTags, firstLevel, isWithinTag, withParents } from "../src/tags.ts";
import { fill } from "../src/words.ts";

test("notes get full addresses, and keys that hold wherever the site lies", () => {
  const written = {
    tags: ["a"],
    languages: ["ko", "en"],
    notes: [
      ["학습률", `../../../${encodeURIComponent("학습률".normalize("NFD"))}/`, [0], 0],
      ["Home", "../../../", [], 1],
    ],
  };
  const { notes } = readNotes(written, "https://notes.example/site/assets/kb/ko/notes.json");
  assert.equal(notes[0].key, "학습률/");
  assert.ok(notes[0].url.startsWith("https://notes.example/site/%"));
  assert.deepEqual([notes[1].key, notes[1].url], ["./", "https://notes.example/site/"]);
  assert.deepEqual(
    notes.map(({ language }) => language),
    ["ko", "en"],
  );
});

test("titles are found without regard to case, spaces and how Hangul is written", () => {
  assert.equal(makeFinder("경사 하강".normalize("NFD"))("확률적경사하강법"), 3);
  assert.equal(makeFinder("SGD")("sgd와모멘텀"), 0);
  assert.equal(makeFinder("없음")("학습률"), -1);
  assert.equal(makeFinder("")("학습률"), 0);
});

test("first consonants find Hangul", () => {
  assert.equal(initialsOf("학습률 rate"), "ㅎㅅㄹ rate");
  assert.equal(makeFinder("ㅅㄹ")("학습률"), 1);
  assert.equal(makeFinder("ㄱㅎ")("학습률"), -1);
});

test("a tag is within itself and those above it, in any case and form", () => {
  assert.ok(isWithinTag("A/b/c", "a/B"));
  assert.ok(isWithinTag("학습".normalize("NFD"), "학습"));
  assert.ok(!isWithinTag("ab", "a"));
  assert.equal(firstLevel("a/b/c"), "a");
  assert.deepEqual(withParents("a/b/c"), ["a/b/c", "a/b", "a"]);
});

test("a note counts once for a tag, however many it has below it", () => {
  const counts = countTags(["a/b", "A/c", "d"], [{ tags: [0, 1] }, { tags: [1, 2] }, { tags: [] }]);
  assert.deepEqual([...counts].sort(), [
    ["A/c", 2],
    ["a", 2],
    ["a/b", 1],
    ["d", 1],
  ]);
});

test("a sentence keeps what it has no value for", () => {
  assert.equal(fill("{count} of {all}", { count: 0 }, "en"), "0 of {all}");
  assert.equal(fill("{tag}", { tag: "{count}" }, "en"), "{count}");
});
