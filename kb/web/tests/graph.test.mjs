import assert from "node:assert/strict";
import { test } from "node:test";
import { colourOf, GROUND, makeLegend, PALETTE, QUIET } from "../src/graph/colours.ts";
import { groupsOf, makeNetwork, select, startPositions } from "../src/graph/network.ts";
import { NOTHING, readQuery, writeQuery } from "../src/graph/query.ts";
import { fold } from "../src/notes.ts";

function luminance(colour) {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const linear = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

test("each colour stands out from the page, in light and in dark", () => {
  for (const scheme of ["light", "dark"]) {
    assert.equal(PALETTE[scheme].length, PALETTE.light.length);
    for (const colour of [...PALETTE[scheme], QUIET[scheme]]) {
      const [low, high] = [luminance(colour), luminance(GROUND[scheme])].sort((a, b) => a - b);
      assert.ok((high + 0.05) / (low + 0.05) >= 3, `${colour} in ${scheme}`);
    }
  }
});

test("the largest groups have colours, the others and those without tags share one", () => {
  const names = Array.from({ length: 10 }, (_, index) => `tag${index}`);
  const groups = [...names.flatMap((name, index) => Array(20 - index).fill(name)), ""];
  const legend = makeLegend(groups);
  assert.deepEqual(legend.groups, names.slice(0, 8));
  assert.ok(legend.hasOthers);
  assert.equal(colourOf("tag9", legend, "light"), QUIET.light);
  assert.equal(colourOf("", legend, "dark"), QUIET.dark);
  assert.equal(colourOf("tag1", legend, "dark"), PALETTE.dark[1]);
  assert.ok(!makeLegend(["a", "a"]).hasOthers);
});

test("a link there and one back are one line; what is out of range is left out", () => {
  const { lines, neighbours } = makeNetwork(3, [0, 1, 1, 0, 1, 1, 2, 0, 0, 9]);
  assert.deepEqual([...lines], [0, 1, 2, 0]);
  assert.deepEqual(neighbours, [[1, 2], [0], [0]]);
});

const note = (title, tags, language = "ko") => ({ title, folded: fold(title), tags, language });
const ALL = {
  tags: ["a", "a/b", "c"],
  languages: ["ko", "en"],
  notes: [
    note("학습률", [1]),
    note("높은 학습률", [2, 0]),
    note("Rate", [0], "en"),
    note("끝", []),
  ],
};

test("a query finds by words, tag and language; who begins with the words comes first", () => {
  const network = makeNetwork(4, [1, 2, 1, 3]);
  const found = (query) => select(ALL, network, { ...NOTHING, ...query });
  assert.deepEqual(found({}), [1, 2, 3, 0]);
  assert.deepEqual(found({ words: "학습" }), [0, 1]);
  assert.deepEqual(found({ tag: "A" }), [1, 2, 0]);
  assert.deepEqual(found({ tag: "a/b" }), [0]);
  assert.deepEqual(found({ language: "en" }), [2]);
  assert.deepEqual(found({ words: "ㄱ" }), []);
});

test("notes begin apart, each group in one place", () => {
  assert.deepEqual(groupsOf(ALL), ["a", "c", "a", ""]);
  const groups = Array.from({ length: 400 }, (_, index) => `tag${index % 4}`);
  const positions = startPositions(groups, makeNetwork(400, []));
  const seen = new Set();
  for (let each = 0; each < 400; each++) {
    const [x, y] = [positions[2 * each], positions[2 * each + 1]];
    assert.ok(Number.isFinite(x) && Number.isFinite(y));
    seen.add(`${x},${y}`);
  }
  assert.equal(seen.size, 400);
  assert.deepEqual(positions, startPositions(groups, makeNetwork(400, [])));
});

test("what the address asks for is read as it was written", () => {
  const query = { words: "a&b", tag: "학습/손실", language: "ko", note: "깊은/곳/" };
  assert.deepEqual(readQuery(writeQuery(query, "?utm=1")), query);
  assert.equal(writeQuery(NOTHING, "?utm=1&q=x"), "?utm=1");
  assert.equal(writeQuery(NOTHING, "?q=x"), "");
});
