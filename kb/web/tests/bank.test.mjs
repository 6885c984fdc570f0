import assert from "node:assert/strict";
import { test } from "node:test";
import { createEmptyCard, fsrs, Rating } from "ts-fsrs";
import { DAYS, dayAfter, daysBetween, forecast, isDue } from "../src/bank/calendar.ts";
import {
  begin,
  choose,
  clock,
  flag,
  goTo,
  isOver,
  percentOf,
  scoreOf,
  submit,
  tick,
  warning,
  weakTags,
} from "../src/bank/exam.ts";
import {
  countStates,
  EVERYTHING,
  readFilter,
  select,
  shuffled,
  writeFilter,
} from "../src/bank/filter.ts";
import { decodeQuestions, isRight, readEntries, rightLetters } from "../src/bank/questions.ts";
import { intervals, replay } from "../src/bank/schedule.ts";
import { statesOf } from "../src/bank/state.ts";

// The library reckons with the days of Greenwich, and here it is the judge.
process.env.TZ = "UTC";

const DAY = 86_400_000;

function numbers(seed) {
  let last = seed;
  return (limit) => {
    last = (last * 48271) % 2147483647;
    return last % limit;
  };
}

const note = (title, tags) => ({ title, url: `/${title}/`, tags, language: "ko", file: title });
const NOTES = [
  note("one", ["학습/최적화", "학습률"]),
  note("two", ["학습/손실"]),
  note("three", []),
];
const entry = (id, own, language = "ko") => ({ id, note: NOTES[own], language, several: false });
const ENTRIES = [entry("a", 0), entry("b", 0, "en"), entry("c", 1), entry("d", 2)];
const KNOWN = {
  states: new Map([
    ["a", "right"],
    ["b", "wrong"],
  ]),
  due: new Set(["b"]),
};
const ids = (entries) => entries.map(({ id }) => id).join("");

test("the index and the files of the build are read", () => {
  const written = {
    tags: ["a/b"],
    languages: ["ko", "en"],
    notes: [["제목", "../../../n/", [0], 0, "questions/x.txt", [["q", 1, 1]]]],
  };
  const [found] = readEntries(written, "https://h/s/assets/kb/ko/questions.json");
  assert.deepEqual(found, {
    id: "q",
    language: "en",
    several: true,
    note: {
      title: "제목",
      url: "https://h/s/n/",
      tags: ["a/b"],
      language: "ko",
      file: "https://h/s/assets/kb/ko/questions/x.txt",
    },
  });
  const question = { id: "q", stem: ["<p>물음 🙂</p>", "ko"] };
  const text = Buffer.from(JSON.stringify([question])).toString("base64");
  assert.deepEqual(decodeQuestions(`${text}\n`), [question]);
});

test("there is no credit for a part", () => {
  const answers = [
    ["A", true],
    ["B", false],
    ["C", true],
  ];
  const question = { answers };
  assert.deepEqual(rightLetters(question), ["A", "C"]);
  assert.ok(isRight(question, ["C", "A"]));
  for (const chosen of [[], ["A"], ["A", "B"], ["A", "B", "C"], ["B", "C"]]) {
    assert.ok(!isRight(question, chosen), chosen.join());
  }
});

test("the last attempt decides the state", () => {
  const attempts = [
    { question: "a", at: 2, right: true },
    { question: "a", at: 1, right: false },
    { question: "b", at: 3, right: true },
    { question: "b", at: 4, right: false },
  ];
  assert.deepEqual([...statesOf(attempts)], [...KNOWN.states]);
});

test("each way to ask for questions, and their meeting", () => {
  const found = (given) => ids(select(ENTRIES, { ...EVERYTHING, ...given }, KNOWN));
  assert.equal(found({}), "abcd");
  assert.equal(found({ tag: "학습" }), "abc");
  assert.equal(found({ tag: "학습/손실" }), "c");
  assert.equal(found({ tag: "학" }), "");
  assert.equal(found({ language: "en" }), "b");
  assert.equal(found({ state: "new" }), "cd");
  assert.equal(found({ state: "right" }), "a");
  assert.equal(found({ state: "wrong" }), "b");
  assert.equal(found({ state: "due", tag: "학습" }), "b");
  assert.equal(found({ state: "due", language: "ko" }), "");
  assert.deepEqual(countStates(ENTRIES, KNOWN), { new: 2, right: 1, wrong: 1, due: 1 });
});

test("what the address says is read as it was written", () => {
  const asked = { tag: "학습/a&b=c", language: "en", state: "due" };
  const written = writeFilter(asked, "?other=1");
  assert.ok(written.startsWith("?other=1&tag="));
  assert.deepEqual(readFilter(written), asked);
  assert.equal(writeFilter(EVERYTHING, written), "?other=1");
  assert.equal(writeFilter(EVERYTHING, ""), "");
  assert.deepEqual(readFilter("?state=guessed&tag=%20x%20"), { ...EVERYTHING, tag: "x" });
});

test("a random order loses nothing, and each is as likely", () => {
  const next = numbers(5);
  const counts = new Map();
  for (let round = 0; round < 6000; round++) {
    const mixed = shuffled(["a", "b", "c"], () => next(1000) / 1000).join("");
    counts.set(mixed, (counts.get(mixed) ?? 0) + 1);
  }
  assert.equal(counts.size, 6);
  for (const count of counts.values()) assert.ok(count > 800 && count < 1200);
});

// --- exams ---

const NOW = 1_700_000_000_000;
const start = (minutes = 10) => begin(ENTRIES, { minutes, pass: 72 }, "k", NOW);

test("what is chosen, flagged and looked at is kept, and taken back", () => {
  let exam = start();
  assert.deepEqual(exam.questions, ["a", "b", "c", "d"]);
  exam = choose(choose(exam, "a", ["A"]), "b", ["A", "C"]);
  assert.deepEqual(exam.chosen, { a: ["A"], b: ["A", "C"] });
  assert.deepEqual(choose(exam, "b", []).chosen, { a: ["A"] });
  exam = flag(flag(exam, "b"), "c");
  assert.deepEqual(exam.flagged, ["b", "c"]);
  assert.deepEqual(flag(exam, "b").flagged, ["c"]);
  assert.deepEqual(
    [-1, 2, 9].map((number) => goTo(exam, number).current),
    [0, 2, 3],
  );
  assert.equal(submit(submit(exam, NOW + 1), NOW + 2).submitted, NOW + 1);
});

test("time runs on while the page is closed, and no clock that is set back gives more", () => {
  let exam = start(10);
  exam = tick(exam, NOW + 60_000, 60_000);
  assert.equal(exam.left, 540_000);
  // Set back by an hour: what this page has counted holds.
  exam = tick(exam, NOW - 3_600_000, 30_000);
  assert.equal(exam.left, 510_000);
  // Closed for three minutes.
  exam = tick(exam, NOW + 270_000, 0);
  assert.equal(exam.left, 330_000);
  assert.ok(!isOver(exam));
  exam = tick(exam, NOW + 7_200_000, 0);
  assert.equal(exam.left, 0);
  assert.ok(isOver(exam));
  assert.ok(!isOver(tick(start(0), NOW + 1e12, 1e12)));
});

test("each change of an exam is later than the one before", () => {
  let exam = start();
  for (const now of [NOW + 5, NOW - 9, NOW - 9]) {
    const next = tick(exam, now, 0);
    assert.ok(next.at > exam.at);
    exam = next;
  }
});

test("five minutes and one are announced, once", () => {
  const said = [];
  for (let left = 7 * 60_000; left > 0; left -= 700) {
    const minutes = warning(left, left - 700);
    if (minutes) said.push(minutes);
  }
  assert.deepEqual(said, [5, 1]);
  assert.equal(warning(400_000, 20_000), 1);
  assert.equal(warning(30_000, 0), undefined);
});

test("a clock", () => {
  const cases = { 0: "0:00", 400: "0:01", 65000: "1:05", 600000: "10:00", 3600000: "1:00:00" };
  for (const [left, shown] of Object.entries(cases)) assert.equal(clock(Number(left)), shown);
});

test("the score, by tag as well: the worst first, and no tag that says the same again", () => {
  const rights = { a: true, b: false, c: false, d: true };
  const asked = ENTRIES.map((each) => ({ entry: each, right: rights[each.id] }));
  const score = scoreOf(asked, 50);
  assert.deepEqual([score.right, score.count, score.percent, score.passed], [2, 4, 50, true]);
  assert.deepEqual(
    score.tags.map(({ tag, right, count }) => [tag, right, count]),
    [
      ["학습/손실", 0, 1],
      ["학습", 1, 3],
      ["학습/최적화", 1, 2],
      ["학습률", 1, 2],
      ["", 1, 1],
    ],
  );
  const weak = weakTags(score, 50);
  assert.deepEqual(
    weak.map(({ tag, read }) => [tag, read.map(({ title }) => title)]),
    [
      ["학습/손실", ["two"]],
      ["학습", ["one", "two"]],
    ],
  );
  // A first level with nothing but one tag below it is left out.
  const alone = scoreOf([asked[2]], 72);
  assert.deepEqual(
    alone.tags.map(({ tag }) => tag),
    ["학습/손실"],
  );
  assert.ok(!scoreOf(asked, 51).passed);
  assert.equal(percentOf({ right: 719, count: 1000 }), 71);
  assert.equal(scoreOf([], 72).percent, 0);
});

// --- reviews ---

test("what is replayed is what the library's own scheduler says, for many histories", () => {
  const judge = fsrs({ enable_short_term: false, enable_fuzz: false });
  const next = numbers(3);
  const eases = ["hard", "good", "easy"];
  const grades = { hard: Rating.Hard, good: Rating.Good, easy: Rating.Easy };
  for (let round = 0; round < 300; round++) {
    const [attempts, ratings] = [[], []];
    let at = NOW + next(DAY);
    let expected = createEmptyCard(new Date(at));
    for (let number = 0; number <= next(9); number++) {
      const key = `${round}-${number}`;
      const right = next(3) > 0;
      const ease = next(2) ? eases[next(3)] : undefined;
      attempts.push({ key, question: "q", at, chosen: [], right, mode: "page" });
      if (ease) ratings.push({ attempt: key, ease, at });
      const grade = right ? grades[ease ?? "good"] : Rating.Again;
      expected = judge.next(expected, new Date(at), grade).card;
      at += next(4) ? next(30) * DAY + next(DAY) : next(1000);
    }
    // In whatever order they were merged.
    const card = replay(
      shuffled(attempts, () => next(1000) / 1000),
      ratings,
    ).get("q");
    assert.equal(card.days, expected.scheduled_days);
    assert.equal(card.difficulty, expected.difficulty);
    assert.equal(card.stability, expected.stability);
    assert.equal(card.due, dayAfter(card.last, card.days));
    const preview = judge.repeat(expected, new Date(at));
    const days = (grade) => preview[grade].card.scheduled_days;
    assert.deepEqual(intervals(card, at), {
      hard: days(Rating.Hard),
      good: days(Rating.Good),
      easy: days(Rating.Easy),
    });
  }
});

test("a clock that was set back breaks no schedule", () => {
  const attempt = (at, right) => ({ key: `${at}`, question: "q", at, chosen: [], right });
  const cards = replay([attempt(NOW, true), attempt(NOW + 1, false)], []);
  const days = intervals(cards.get("q"), NOW - 30 * DAY);
  assert.ok(days.hard >= 1 && days.hard < days.good && days.good < days.easy);
  assert.deepEqual(intervals(undefined, NOW), { hard: 2, good: 3, easy: 8 });
});

test("what is due, and when the rest will be", () => {
  const noon = dayAfter(NOW, 0) + DAY / 2;
  const dues = [0, 1, 1, 3, 6, 7, 400].map((days) => dayAfter(noon, days));
  dues.push(noon - 40 * DAY);
  assert.deepEqual(forecast(dues, noon), [2, 2, 0, 1, 0, 0, 1, 2]);
  assert.equal(forecast([], noon).length, DAYS + 1);
  assert.ok(isDue(dayAfter(noon, 0), noon));
  assert.ok(isDue(noon + DAY / 4, noon));
  assert.ok(!isDue(dayAfter(noon, 1), noon));
});

test("days are those of the calendar, though some are longer", () => {
  process.env.TZ = "America/New_York";
  try {
    // Clocks went back an hour on 2025-11-02.
    const [first, last] = [new Date(2025, 10, 1, 23, 30), new Date(2025, 10, 3, 0, 30)];
    assert.equal(daysBetween(first.getTime(), last.getTime()), 2);
    assert.equal(dayAfter(first.getTime(), 2), new Date(2025, 10, 3).getTime());
  } finally {
    process.env.TZ = "UTC";
  }
});
