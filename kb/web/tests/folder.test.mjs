import assert from "node:assert/strict";
import { test } from "node:test";
import { activeEntry, isSamePage, isWithin, missingNotes, pageKey } from "../src/folder.ts";

const HOME = "https://notes.example/";
const entry = (path, folder = true) => ({ title: path, url: HOME + path, folder });
const TOP = [entry(""), entry("deep/"), entry("deep-learning/"), entry("통계/")];

test("a page is the same with a query, a fragment and index.html", () => {
  assert.ok(isSamePage(`${HOME}deep/index.html?q=1#here`, `${HOME}deep/`));
  assert.ok(!isSamePage(`${HOME}deep/`, `${HOME}deep`));
});

test("Hangul is the same encoded, plain, composed and decomposed", () => {
  const composed = "학습률";
  for (const written of [
    composed,
    composed.normalize("NFD"),
    encodeURIComponent(composed.normalize("NFD")),
  ]) {
    assert.ok(isSamePage(HOME + written, HOME + encodeURIComponent(composed)), written);
  }
});

test("an address that is not UTF-8 is compared as it is", () => {
  assert.equal(pageKey(`${HOME}%E9/`), `${HOME}%E9/`);
});

test("pages of other hosts and of the disk are never taken for ours", () => {
  assert.ok(!isWithin("https://other.example/deep/", `${HOME}deep/one/`));
  assert.ok(isWithin("file:///site/deep/index.html", "file:///site/deep/one/index.html"));
});

test("a folder contains its page and what is below, also without directory URLs", () => {
  assert.ok(isWithin(`${HOME}deep/`, `${HOME}deep/`));
  assert.ok(isWithin(`${HOME}deep/`, `${HOME}deep/er/one/`));
  assert.ok(isWithin(`${HOME}deep/index.html`, `${HOME}deep/one.html`));
});

test("a folder whose name begins the same does not contain the page", () => {
  assert.equal(activeEntry(TOP, `${HOME}deep-learning/one/`, HOME), 2);
  assert.equal(activeEntry(TOP, `${HOME}deep/one/`, HOME), 1);
});

test("the start page contains all and is marked for itself alone", () => {
  assert.equal(activeEntry(TOP, HOME, HOME), 0);
  assert.equal(activeEntry(TOP, `${HOME}note/`, HOME), -1);
});

test("the page itself goes before a folder around it, the inner folder before the outer", () => {
  const entries = [entry("a/"), entry("a/b/"), entry("a/b/c/", false)];
  assert.equal(activeEntry(entries, `${HOME}a/b/c/`, HOME), 2);
  assert.equal(activeEntry(entries, `${HOME}a/b/d/`, HOME), 1);
  assert.equal(activeEntry(entries, `${HOME}a/x/`, HOME), 0);
});

test("a note contains nothing", () => {
  assert.equal(activeEntry([entry("a/", false)], `${HOME}a/b/`, HOME), -1);
});

test("notes beside the top-level folders are missing from our navigation", () => {
  const listed = { entries: [entry("deep/"), entry("one/", false)], ways: [`${HOME}tags/`] };
  const found = missingNotes([HOME, `${HOME}deep/`, `${HOME}tags/`], listed, HOME);
  assert.deepEqual(
    found.map(({ url }) => url),
    [`${HOME}one/`],
  );
});

test("a navigation that an author made lacks nothing", () => {
  const listed = { entries: [entry("deep/"), entry("one/", false)], ways: [] };
  assert.deepEqual(missingNotes([HOME, `${HOME}one/`], listed, HOME), []);
});
