import assert from "node:assert/strict";
import { test } from "node:test";
import {
  add,
  filterNotes,
  isEmpty,
  meantTag,
  NONE,
  readCriteria,
  remove,
  writeCriteria,
} from "../src/tag-filter/criteria.ts";

const TAGS = ["a", "a/b", "c", "c/d", "e"];
const NOTES = { tags: TAGS, notes: [[0], [1], [1, 2], [3, 4], [4], []].map((tags) => ({ tags })) };
const criteria = (given) => ({ ...NONE, ...given });

test("each way to ask, and their meeting", () => {
  const found = (tag, given) => filterNotes(NOTES, tag, criteria(given));
  assert.deepEqual(found("a", {}), [0, 1, 2]);
  assert.deepEqual(found("", {}), [0, 1, 2, 3, 4]);
  assert.deepEqual(found("a", { and: ["c"] }), [2]);
  assert.deepEqual(found("", { or: ["a/b", "e"] }), [1, 2, 3, 4]);
  assert.deepEqual(found("", { or: ["a", "c"], not: ["A/B"] }), [0, 3]);
  assert.deepEqual(found("", { and: ["c"], or: ["a", "e"], not: ["e"] }), [2]);
  assert.deepEqual(found("", { and: ["unknown"] }), []);
  assert.deepEqual(found("", { not: ["unknown"] }), [0, 1, 2, 3, 4]);
});

test("the answer is that of sets, for many questions", () => {
  let seed = 7;
  const next = (limit) => {
    seed = (seed * 48271) % 2147483647;
    return seed % limit;
  };
  const pick = () => TAGS.filter(() => next(4) === 0);
  const has = (own, tag) => own.some((each) => each === tag || each.startsWith(`${tag}/`));
  for (let round = 0; round < 500; round++) {
    const asked = { and: pick(), or: pick(), not: pick() };
    const expected = NOTES.notes.flatMap(({ tags }, index) => {
      const own = tags.map((tag) => TAGS[tag]);
      const fits =
        own.length > 0 &&
        asked.and.every((tag) => has(own, tag)) &&
        (asked.or.length === 0 || asked.or.some((tag) => has(own, tag))) &&
        !asked.not.some((tag) => has(own, tag));
      return fits ? [index] : [];
    });
    assert.deepEqual(filterNotes(NOTES, "", asked), expected, JSON.stringify(asked));
  }
});

test("what the address says is read as it was written, whatever a tag holds", () => {
  const asked = criteria({ and: ["a,b", "학습/손실"], not: ["c&d=e #f"] });
  const written = writeCriteria(asked, "?other=1");
  assert.ok(written.startsWith("?other=1&and="));
  assert.deepEqual(readCriteria(written), asked);
  assert.equal(writeCriteria(NONE, written), "?other=1");
  assert.equal(writeCriteria(NONE, ""), "");
  assert.deepEqual(
    readCriteria("?and=a&and=A&and=&or=%ED%99"),
    criteria({ and: ["A"], or: ["\ufffd"] }),
  );
});

test("a tag is asked for in one way, and can be taken back", () => {
  const once = add(add(NONE, "and", "a"), "not", "A");
  assert.deepEqual(once, criteria({ not: ["A"] }));
  assert.ok(isEmpty(remove(once, "a")));
});

test("what is typed means a tag, or nothing where it means several", () => {
  const tags = ["학습", "학습/손실", "학습/최적화", "vision/cnn", "Loss"];
  const cases = { "#학습": "학습", 손실: "학습/손실", 학: "학습", CNN: "vision/cnn", loss: "Loss" };
  for (const [typed, tag] of Object.entries(cases)) assert.equal(meantTag(typed, tags), tag);
  for (const typed of ["", " ", "#", "s", "없는"]) assert.equal(meantTag(typed, tags), undefined);
});
