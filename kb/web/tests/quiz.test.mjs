import assert from "node:assert/strict";
import { test } from "node:test";
import { meantOption } from "../src/quiz/keys.ts";
import { mayShuffle, shuffled } from "../src/quiz/order.ts";
import { judge } from "../src/quiz/verdict.ts";

test("only all that are right, and nothing else, is right", () => {
  const letters = ["A", "B", "C", "D"];
  const subsets = (items) =>
    [...Array(2 ** items.length).keys()].map((chosen) =>
      items.filter((_, index) => chosen & (1 << index)),
    );
  for (const right of subsets(letters).slice(1)) {
    for (const chosen of subsets(letters).slice(1)) {
      const { kind, hits } = judge(chosen, right);
      assert.equal(kind === "right", chosen.join() === right.join());
      assert.equal(hits, chosen.filter((letter) => right.includes(letter)).length);
      assert.equal(kind === "wrong", hits === 0);
      assert.equal(kind === "incomplete", hits > 0 && hits < right.length);
    }
  }
});

const key = (key, code = "") => ({ key, code });

test("a key is an option's letter, else its place", () => {
  const lettered = ["A", "B", "C", "D"];
  assert.equal(meantOption(key("b"), lettered), 1);
  assert.equal(meantOption(key("B"), lettered), 1);
  assert.equal(meantOption(key("3"), lettered), 2);
  assert.equal(meantOption(key("3"), ["C", "A", "B"]), 2);
  assert.equal(meantOption(key("c"), ["C", "A", "B"]), 0);
  assert.equal(meantOption(key("2"), ["1", "2", "3"]), 1);
  assert.equal(meantOption(key("2"), ["2", "1", "3"]), 0);
  assert.equal(meantOption(key("c"), ["1", "2", "3"]), 2);
  assert.equal(meantOption(key("x"), ["O", "X"]), 1);
  assert.equal(meantOption(key("2"), ["O", "X"]), 1);
});

test("a Korean layout means the same keys", () => {
  assert.equal(meantOption(key("ㅁ", "KeyA"), ["A", "B"]), 0);
  assert.equal(meantOption(key("Process", "KeyB"), ["A", "B"]), 1);
  // Another layout's letters are those that it writes.
  assert.equal(meantOption(key("a", "KeyQ"), ["A", "B"]), 0);
});

test("whatever is no option's key means nothing", () => {
  for (const other of ["e", "5", "7", "0", " ", "Enter", "Tab", "ArrowDown", "?", "ㅠ", ""]) {
    assert.equal(meantOption(key(other), ["A", "B", "C", "D"]), -1, other);
  }
  assert.equal(meantOption(key("a"), ["O", "X"]), -1);
  assert.equal(meantOption(key("7"), ["1", "2"]), -1);
  assert.equal(meantOption(key("Tab", "Tab"), ["1", "2"]), -1);
  assert.equal(meantOption(key("g"), ["1", "2"]), -1);
  assert.equal(meantOption(key("a"), []), -1);
});

test("options that speak of the others stay where they are", () => {
  const letters = ["A", "B", "C", "D"];
  const may = (last) => mayShuffle(letters, ["one", "two", "three", last]);
  assert.ok(may("four"));
  assert.ok(may("Every layer"));
  assert.ok(may("모두를 위한 것"));
  for (const last of [
    "All of the above",
    "none of these.",
    "위의 모두",
    "위 보기 모두 맞다",
    "모두",
    "모두 정답",
    "해당 없음",
    "정답 없음",
  ]) {
    assert.ok(!may(last), last);
  }
  assert.ok(!mayShuffle(["O", "X"], ["O", "X"]));
  assert.ok(!mayShuffle(["A"], ["one"]));
});

test("each order is as likely as any other, and nothing is lost", () => {
  const items = ["A", "B", "C"];
  const counted = new Map();
  // All that three steps of chance can be.
  for (const one of [0, 1, 2]) {
    for (const two of [0, 1]) {
      const chances = [(one + 0.5) / 3, (two + 0.5) / 2];
      const order = shuffled(items, () => chances.shift()).join("");
      counted.set(order, (counted.get(order) ?? 0) + 1);
    }
  }
  assert.equal(counted.size, 6);
  assert.deepEqual([...counted.values()], [1, 1, 1, 1, 1, 1]);
  assert.deepEqual(items, ["A", "B", "C"]);
});
