import assert from "node:assert/strict";
import { test } from "node:test";
import cases from "../../../tests/sounds.md";
import { particle } from "../src/sounds.ts";

/** Title, input and expected output, parted by lines that hold a dot, as `tests/cases.py` has it. */
function readCases(text) {
  const parts = text.split(/^\.$/m).map((part) => part.replace(/^\n|\n$/g, ""));
  const found = [];
  for (let at = 0; at + 2 < parts.length; at += 3) {
    found.push([parts[at].trim().split("\n").at(-1), parts[at + 1], parts[at + 2]]);
  }
  return found;
}

for (const [title, given, expected] of readCases(cases)) {
  test(title, () => {
    const lines = given
      .split("\n")
      .map((line) => ["을/를", "으로/로"].map((pair) => line + particle(pair, line)).join(" "));
    assert.equal(lines.join("\n"), expected);
  });
}

test("the examples were read", () => {
  assert.ok(readCases(cases).length > 10);
});

test("brackets without end take no time", () => {
  assert.equal(particle("은/는", "()".repeat(5000)), "은(는)");
});
