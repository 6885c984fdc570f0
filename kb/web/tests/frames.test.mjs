// The same cases as tests/run/test_sweep.py: what Python encodes, the browser reads.
import assert from "node:assert/strict";
import { test } from "node:test";
import cases from "../../../tests/run/sweeps.json";
import { keyOf, readValue, stepOf, writeValue } from "../src/slider/address";
import { FIGURE_ID, Frames } from "../src/slider/frames";

const plain = (child) =>
  typeof child === "string"
    ? child
    : [child.tag, Object.fromEntries(child.attributes), child.children.map(plain)];

function apply(start, changes) {
  const tree = structuredClone(start);
  const elements = [];
  const collect = (element) => {
    elements.push(element);
    for (const child of element[2]) if (typeof child !== "string") collect(child);
  };
  collect(tree);
  for (const change of changes) {
    const element = elements[change.element];
    if (change.kind === "content") element[2] = change.children.map(plain).filter((c) => c !== "");
    else if (change.kind === "splice")
      element[2].splice(change.first, change.gone, ...change.children.map(plain));
    else if (change.value === undefined) delete element[1][change.name];
    else element[1][change.name] = change.value;
  }
  return tree;
}

for (const { title, start, frames: written, expected } of cases) {
  test(title, () => {
    const frames = new Frames(written);
    for (const [index, tree] of expected.entries()) {
      const [{ output, content }] = frames.pieces(index + 1, () => FIGURE_ID);
      assert.equal(output, 0);
      assert.deepEqual(apply(start, content.changes), tree);
    }
    assert.deepEqual(
      frames.pieces(0, () => ""),
      [{ output: 0, content: { kind: "same" } }],
    );
  });
}

test("ids are those of the page", () => {
  const { start, frames } = cases.find(({ title }) => title === "a link to a marker");
  const [{ content }] = new Frames(frames).pieces(1, () => "kb-7-");
  const text = JSON.stringify(apply(start, content.changes));
  assert.match(text, /"#kb-7-2"/);
});

const rate = { name: "lr", start: 1, values: ["0.1", "0.5", "0.9"] };

test("the address keeps what differs from the start", () => {
  assert.equal(readValue(rate, "lr", "?lr=0.9"), 2);
  assert.equal(readValue(rate, "lr", "?lr=0.7"), 1);
  assert.equal(readValue(rate, "lr", ""), 1);
  assert.equal(writeValue(rate, "lr", 2, "?x=1"), "?x=1&lr=0.9");
  assert.equal(writeValue(rate, "lr", 1, "?lr=0.9"), "");
});

test("a name that means something else, or stands twice, has a number", () => {
  assert.equal(keyOf("lr", 0), "lr");
  assert.equal(keyOf("lr", 1), "lr.2");
  assert.equal(keyOf("h", 0), "h.1");
});

test("the last parameter changes fastest", () => {
  assert.equal(stepOf([rate, rate], [1, 2]), 5);
});
