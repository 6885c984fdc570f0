/**
 * Words of the bank of questions.  In: a language code.  Out: its words.
 *
 * They stand apart from all others, which every page loads.
 */

import { chosen } from "../words";
import { translated } from "./translated";

export const en = {
  /** The name of the whole. */
  bank: "Question bank",
  unavailable: "The questions could not be loaded.",
  retry: "Try again",
  notLasting:
    "This browser keeps nothing here: what you answer is lost when the page is closed. Save a file below if you want to keep it.",
  // --- the choice of questions ---
  choose: "Which questions",
  tag: "Tag",
  allTags: "All tags",
  language: "Language",
  allLanguages: "All languages",
  state: "State",
  states: {
    "": "All",
    new: "Not answered yet",
    right: "Right last time",
    wrong: "Wrong last time",
    due: "Due for review",
  },
  chosen: "Questions: {count}",
  counts: "Not answered: {new}. Right: {right}. Wrong: {wrong}. Due: {due}.",
  shuffle: "In random order",
  // --- ways to answer ---
  ways: "How to answer",
  practice: "Practice",
  practiceSaid: "One by one, each answer explained at once.",
  exam: "Exam",
  examSaid: "No word on the answers until the end.",
  review: "Review",
  reviewSaid: "What would soon be forgotten, at growing intervals.",
  mistakes: "Mistakes",
  mistakesSaid: "What was wrong last time.",
  start: "Start ({count})",
  number: "Questions",
  minutes: "Minutes",
  noTime: "0: no limit",
  pass: "To pass, %",
  // --- a question ---
  question: "{way}: question {number} of {count}",
  /** The name of a question that begins with no words. */
  asked: "Question",
  several: "You can choose more than one.",
  next: "Next question",
  finish: "See the result",
  quit: "Stop",
  unanswered: "Not answered. Answer: {letters}",
  hint: "Hint",
  checked: "Checked by running code.",
  note: "Note:",
  hard: "It was hard",
  good: "It was all right",
  easy: "It was easy",
  inDays: "again in {count} d",
  hardly: "How was it?",
  // --- the end of a round ---
  done: "{way}: done",
  score: "{right} of {count} right",
  nothingWrong: "Nothing was wrong.",
  wrongOnes: "These were wrong",
  again: "Answer the wrong ones again",
  back: "Back to the choice of questions",
  // --- an exam ---
  goOn: "Go on",
  discard: "Discard",
  underWay: "An exam is under way: {answered} of {count} answered.",
  left: "Time left: {time}",
  leftMinutes: { 5: "5 minutes left.", 1: "1 minute left." },
  previous: "Previous",
  following: "Next",
  flag: "Look at it again",
  overview: "All questions",
  cell: "Question {number}: {state}",
  answered: "answered",
  open: "not answered",
  flagged: "to look at again",
  submit: "Submit",
  submitAsked: "Submit the exam?",
  submitOpen: "Not answered: {open}. To look at again: {flagged}.",
  keepOn: "Keep on answering",
  result: "Result of the exam",
  timeUp: "The time is over; the exam was submitted.",
  passed: "Passed: {percent}% ({pass}% needed), {right} of {count} right.",
  failed: "Not passed: {percent}% ({pass}% needed), {right} of {count} right.",
  byTag: "By tag",
  share: "Right",
  noTag: "Without a tag",
  weak: "What to read again",
  nothingWeak: "No tag is below what is needed to pass.",
  answers: "All questions and answers",
  resultOf: { right: "right", wrong: "wrong", open: "not answered" },
  // --- reviews to come ---
  forecast: "Reviews to come",
  day: "Day",
  due: "Due",
  today: "Today",
  tomorrow: "Tomorrow",
  later: "Later",
  nothingDue: "Nothing is due. Answer some questions, and they come back here.",
  // --- a file ---
  keep: "Keep or move what you answered",
  keepSaid:
    "It stays in this browser and is sent nowhere. A file brings it to another one; nothing that is there gets lost.",
  save: "Save as a file",
  load: "Add from a file",
  loaded: "Added answers: {count}",
  notOurs: "This is no file of answers, or one of a later version.",
};

export type BankWords = typeof en;

export function bankWordsOf(language: string): BankWords {
  return chosen(translated, language) ?? en;
}
