import assert from "node:assert/strict";
import { test } from "node:test";
import { makeRing, order, shorten } from "../src/neighbours/ring.ts";

test("neighbours that are linked stand next to each other", () => {
  assert.deepEqual(
    order(5, [
      [0, 3],
      [3, 4],
    ]),
    [0, 3, 4, 1, 2],
  );
  assert.deepEqual(order(2, [[0, 7]]), [0, 1]);
});

test("whatever their number, all stand within the picture and no title covers another", () => {
  for (const width of [260, 640, 1200]) {
    for (let count = 1; count <= 40; count++) {
      const { height, spots } = makeRing(count, [], width);
      assert.equal(spots.length, count);
      for (const { x, y, room } of spots) {
        assert.ok(x > 0 && x < width && y > 8 && y < height - 8, `${count} in ${width}`);
        assert.ok(room > 0.25 * width);
      }
      for (const side of ["left", "right"]) {
        const lines = spots.filter((spot) => spot.side === side).map(({ y }) => y);
        lines.sort((one, other) => one - other);
        for (const [index, y] of lines.entries()) {
          assert.ok(index === 0 || y - lines[index - 1] >= 16, `${count} in ${width}`);
        }
      }
    }
  }
});

test("a title that is too long ends in an ellipsis", () => {
  assert.equal(shorten("학습률", 100), "학습률");
  assert.equal(shorten("학습률과 모멘텀", 60), "학습률…");
  assert.equal(shorten("learning rate", 60), "learni…");
  assert.equal(shorten("학", 1), "…");
});
