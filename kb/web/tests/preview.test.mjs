import assert from "node:assert/strict";
import { test } from "node:test";
import { placeNear, targetOf } from "../src/preview.ts";

const PAGE = "https://notes.example/en/one/";

test("a link to a note shows its page, with an anchor a part of it", () => {
  assert.deepEqual(targetOf("https://notes.example/two/", PAGE), {
    page: "https://notes.example/two/",
    anchor: "",
  });
  assert.deepEqual(targetOf("https://notes.example/two.html#%EA%B7%B8%EB%A6%BC", PAGE), {
    page: "https://notes.example/two.html",
    anchor: "그림",
  });
  // macOS decomposes what it writes.
  const decomposed = encodeURIComponent("그림".normalize("NFD"));
  assert.equal(targetOf(`${PAGE}#${decomposed}`, PAGE).anchor, "그림");
});

test("the page itself is shown for its parts, never for its top", () => {
  assert.equal(targetOf(PAGE, PAGE), undefined);
  assert.equal(targetOf(`${PAGE}#`, PAGE), undefined);
  assert.deepEqual(targetOf(`${PAGE}index.html#here`, PAGE), { page: "", anchor: "here" });
});

test("attachments, other hosts and other schemes have no preview", () => {
  for (const href of [
    "https://notes.example/a.pdf",
    "https://notes.example/plain",
    "https://other.example/two/",
    "http://notes.example/two/",
    "mailto:someone@notes.example",
    "javascript:alert(1)",
    "file:///etc/",
  ]) {
    assert.equal(targetOf(href, PAGE), undefined, href);
  }
});

test("an anchor that is not UTF-8 is taken as it is", () => {
  assert.equal(targetOf(`${PAGE}#%E9`, PAGE).anchor, "%E9");
});

const WINDOW = { width: 400, height: 600 };
const at = (left, top) => ({ left, top, width: 50, height: 20 });

test("a preview stands below its link, or above it where that has more room", () => {
  const size = { width: 200, height: 300 };
  assert.deepEqual(placeNear(at(20, 50), size, WINDOW), { left: 20, top: 74, ...size });
  assert.deepEqual(placeNear(at(20, 500), size, WINDOW), { left: 20, top: 196, ...size });
});

test("wherever the link is, no edge of the window cuts the preview", () => {
  for (let left = -30; left <= 400; left += 10) {
    for (let top = -20; top <= 600; top += 10) {
      for (const width of [10, 200, 390, 800]) {
        for (const height of [10, 250, 400, 2000]) {
          const box = placeNear(at(left, top), { width, height }, WINDOW);
          const told = JSON.stringify({ left, top, width, height, box });
          assert.ok(box.left >= 0 && box.left + box.width <= WINDOW.width, told);
          assert.ok(box.top >= 0 && box.top + box.height <= WINDOW.height, told);
          // It never covers the link that it belongs to.
          assert.ok(box.top >= top + 20 || box.top + box.height <= top, told);
        }
      }
    }
  }
});
