import assert from "node:assert/strict";
import { test } from "node:test";
import { fileName, standalone, withOtherIds } from "../src/figures/standalone.ts";

test("a figure that leaves its page brings its colours", () => {
  const svg =
    '<svg role="img" aria-label="x" viewBox="0 0 1 1" fill="currentColor">' +
    '<path d="m0 0l1 1" stroke="currentColor" fill="var(--kb-figure-ground)"/>' +
    '<path stroke="color-mix(in srgb,currentColor 50%,var(--kb-figure-ground))"/>' +
    '<path fill="color-mix(in srgb,#00f,currentColor var(--kb-figure-lift))"/>' +
    '<text fill="#fff">currentColor</text></svg>';
  const alone = standalone(svg);
  assert.match(alone, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" font-family="[^"]+" aria-/);
  assert.match(alone, /<svg [^>]* fill="#222222">/);
  assert.match(alone, /stroke="#222222" fill="#fff"/);
  assert.match(alone, /stroke="#919191"/);
  assert.match(alone, /<path fill="#00f"\/>/);
  assert.match(alone, />currentColor<\/text>/);
  assert.doesNotMatch(alone, /role=|var\(|color-mix/);
});

test("a copy in the same page has ids of its own", () => {
  const svg =
    '<svg><defs><path id="kb-1-0"/><clipPath id="kb-1-1"/></defs>' +
    '<use href="#kb-1-0"/><g clip-path="url(#kb-1-1)" fill="url(#kb-1-0)"/></svg>';
  assert.equal(
    withOtherIds(svg, "-large"),
    '<svg><defs><path id="kb-1-0-large"/><clipPath id="kb-1-1-large"/></defs>' +
      '<use href="#kb-1-0-large"/><g clip-path="url(#kb-1-1-large)" fill="url(#kb-1-0-large)"/></svg>',
  );
});

test("a file is called as the page is", () => {
  assert.equal(fileName("/x/%EA%B7%B8%EB%A6%BC/", 2), "그림-2");
  assert.equal(fileName("/x/page.html", 1), "page-1");
  assert.equal(fileName("/", 1), "figure-1");
  assert.equal(fileName("/%FF/", 1), "%FF-1");
});
