import assert from "node:assert/strict";
import { test } from "node:test";
import cases from "../../../tests/sounds.md";
import { particle } from "../src/sounds.ts";
import { readCases } from "./cases.mjs";

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
