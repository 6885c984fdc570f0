import assert from "node:assert/strict";
import { test } from "node:test";
import { align, inOrder } from "../src/side/alignment.ts";
import { counterpart, idOf, treeOf } from "../src/versions.ts";

test("a heading is led to the one that corresponds, and to no other", () => {
  const version = { tree: "en", lang: "en", url: "../en/x/", same: [["정의", "definition"]] };
  assert.equal(counterpart(version, "정의"), "definition");
  assert.equal(counterpart(version, "정리"), "");
  assert.equal(counterpart({ ...version, same: undefined }, "정리"), "정리");
});

test("a page lies in the deepest tree around it", () => {
  const root = "https://notes.example/kb/";
  const tree = (path) => treeOf(root + path, root, ["", "en/", "en/us/"]);
  assert.equal(tree("x/"), "");
  assert.equal(tree("en/x/"), "en/");
  assert.equal(tree("en/us/x/"), "en/us/");
  assert.equal(tree("entropy/"), "");
  assert.equal(treeOf("https://other.example/kb/", root, ["", "en/"]), undefined);
});

test("a fragment names an id, whatever it is made of", () => {
  assert.equal(idOf("#%EC%A0%95%EC%9D%98"), "정의");
  assert.equal(idOf("#100%"), "100%");
  assert.equal(idOf(""), "");
});

test("each pair of headings comes to stand at one height", () => {
  const pairs = [
    [100, 150],
    [300, 320],
    [500, 900],
    [1000, 950],
  ];
  const spaces = align(pairs);
  let [left, right] = [0, 0];
  for (const [index, space] of spaces.entries()) {
    assert.ok(space.left >= 0 && space.right >= 0);
    assert.ok(space.left === 0 || space.right === 0, "no more than is needed");
    left += space.left;
    right += space.right;
    assert.equal(pairs[index][0] + left, pairs[index][1] + right);
  }
});

test("headings that stand in another order are not aligned", () => {
  const pairs = [
    [100, 100],
    [200, 400],
    [300, 300],
    [400, 500],
  ];
  assert.deepEqual(
    inOrder(pairs, (pair) => pair),
    [pairs[0], pairs[1], pairs[3]],
  );
});
