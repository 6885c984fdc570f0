import assert from "node:assert/strict";
import { test } from "node:test";
import { Memory } from "../src/quiz/memory.ts";
import { readFile, writeFile } from "../src/quiz/transfer.ts";

const attempt = (key, at, given = {}) => ({
  key,
  question: "q",
  at,
  chosen: ["A"],
  right: true,
  mode: "page",
  ...given,
});
const exam = (at, given = {}) => ({
  key: "e",
  began: 1,
  at,
  questions: ["q", "r"],
  chosen: { q: ["A", "B"] },
  flagged: ["r"],
  pass: 72,
  current: 1,
  ...given,
});

function numbers(seed) {
  let last = seed;
  return (limit) => {
    last = (last * 48271) % 2147483647;
    return last % limit;
  };
}

test("each attempt is later than those before, though the clock was set back", async () => {
  const store = new Memory();
  const given = { question: "q", chosen: ["B"], right: false, mode: "exam" };
  const now = Date.now;
  try {
    const first = await store.add(given);
    Date.now = () => now() - 86_400_000;
    const [second, third] = await store.addAll([given, given]);
    assert.ok(first.at < second.at && second.at < third.at);
    assert.deepEqual(await store.all(), [first, second, third]);
  } finally {
    Date.now = now;
  }
});

test("merging loses nothing, and a second time changes nothing", async () => {
  const next = numbers(11);
  const eases = ["hard", "good", "easy"];
  const part = () => ({
    attempts: Array.from({ length: next(6) }, () => next(9)).map((key) =>
      attempt(`k${key}`, key * 10),
    ),
    ratings: Array.from({ length: next(4) }, () => ({
      attempt: `k${next(3)}`,
      ease: eases[next(3)],
      at: next(3),
    })),
    exams: Array.from({ length: next(3) }, () =>
      exam(next(3), next(2) ? { submitted: next(3) } : {}),
    ),
  });
  for (let round = 0; round < 300; round++) {
    const [one, other] = [part(), part()];
    const [ours, theirs] = [new Memory(), new Memory()];
    await ours.merge(one);
    const added = await ours.merge(other);
    await theirs.merge(other);
    await theirs.merge(one);
    const sorted = async (store) => {
      const { attempts, ratings, exams } = await store.contents();
      const by = (a, b) => (a.attempt < b.attempt ? -1 : 1);
      return { attempts, ratings: [...ratings].sort(by), exams };
    };
    const whole = await sorted(ours);
    assert.deepEqual(whole, await sorted(theirs));
    const keys = new Set([...one.attempts, ...other.attempts].map(({ key }) => key));
    assert.equal(whole.attempts.length, keys.size);
    assert.equal(added, keys.size - new Set(one.attempts.map(({ key }) => key)).size);
    assert.equal(await ours.merge(other), 0);
    assert.deepEqual(await sorted(ours), whole);
  }
});

test("an exam that was submitted stays so", async () => {
  const store = new Memory();
  await store.saveExam(exam(5, { submitted: 5 }));
  await store.saveExam(exam(9));
  assert.deepEqual((await store.contents()).exams, [exam(5, { submitted: 5 })]);
});

test("what is written is read", () => {
  const contents = {
    attempts: [attempt("a", 1), attempt("b", 2, { chosen: ["가", "</script>"], mode: "review" })],
    ratings: [{ attempt: "a", ease: "easy", at: 3 }],
    exams: [exam(4, { ends: 9, left: 5 }), exam(7, { submitted: 8 })],
  };
  assert.deepEqual(readFile(writeFile(contents)), contents);
});

test("a file that is not ours, or not whole, is refused", () => {
  const file = (given) => JSON.stringify({ format: "kb-quiz", version: 1, attempts: [], ...given });
  assert.deepEqual(readFile(file({})), { attempts: [], ratings: [], exams: [] });
  const wrong = [
    "",
    "[]",
    "null",
    '{"attempts": []}',
    file({ version: 2 }),
    file({ version: "1" }),
    file({ attempts: {} }),
    file({ attempts: [attempt("a", "soon")] }),
    file({ attempts: [attempt("a", -1)] }),
    file({ attempts: [attempt(7, 1)] }),
    file({ attempts: [attempt("a", 1, { mode: "guess" })] }),
    file({ attempts: [attempt("a", 1, { chosen: "A" })] }),
    file({ ratings: [{ attempt: "a", ease: "again", at: 1 }] }),
    file({ exams: [exam(1, { chosen: { q: "A" } })] }),
    file({ exams: [exam(1, { questions: undefined })] }),
  ];
  for (const text of wrong) assert.equal(readFile(text), undefined, text);
});
