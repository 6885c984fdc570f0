/**
 * What is kept as a file, for another browser or for safety.
 *
 * In: what a store holds, or the text of a file. Out: the text, or what it holds; `undefined` where
 * it is none of ours. Only what has the right shape is taken. No DOM.
 */

import type { Attempt, Contents, Exam, Rating } from "./store";

const FORMAT = "kb-quiz";
/** Of the file: a later program reads all earlier ones, an earlier one refuses a later. */
const VERSION = 1;

export function writeFile(contents: Contents): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...contents }, null, 1)}\n`;
}

export function readFile(text: string): Contents | undefined {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return undefined; // not JSON: told as any other file that is not ours
  }
  if (!isRecord(file) || file.format !== FORMAT) return undefined;
  if (typeof file.version !== "number" || file.version > VERSION) return undefined;
  const { attempts, ratings = [], exams = [] } = file;
  const whole =
    isListOf(attempts, isAttempt) && isListOf(ratings, isRating) && isListOf(exams, isExam);
  return whole ? { attempts, ratings, exams } : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf<Value>(
  value: unknown,
  is: (each: unknown) => each is Value,
): value is readonly Value[] {
  return Array.isArray(value) && value.every(is);
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTime = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0;
const isTimeOrNone = (value: unknown) => value === undefined || isTime(value);
const isTexts = (value: unknown): value is readonly string[] => isListOf(value, isText);

function isAttempt(value: unknown): value is Attempt {
  return (
    isRecord(value) &&
    isText(value.key) &&
    isText(value.question) &&
    isTime(value.at) &&
    isTexts(value.chosen) &&
    typeof value.right === "boolean" &&
    ["page", "practice", "exam", "review"].includes(String(value.mode))
  );
}

function isRating(value: unknown): value is Rating {
  return (
    isRecord(value) &&
    isText(value.attempt) &&
    isTime(value.at) &&
    ["hard", "good", "easy"].includes(String(value.ease))
  );
}

function isExam(value: unknown): value is Exam {
  return (
    isRecord(value) &&
    isText(value.key) &&
    isTime(value.began) &&
    isTimeOrNone(value.ends) &&
    isTimeOrNone(value.left) &&
    isTime(value.at) &&
    isTimeOrNone(value.submitted) &&
    isTexts(value.questions) &&
    isRecord(value.chosen) &&
    Object.values(value.chosen).every(isTexts) &&
    isTexts(value.flagged) &&
    isTime(value.pass) &&
    isTime(value.current)
  );
}
