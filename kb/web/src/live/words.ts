/** Words of the preview, in the page's language; see ../words.ts. */

import { chosen } from "../filling";
import { translated } from "./translated";

export const en = {
  /** The name of what stands at the edge of the page while its author writes. */
  preview: "Preview",
  /** Above an output of a snippet whose code has been changed since. */
  oldResult: "Old result · running again",
  running: "Running: {done} of {all}",
  gone: "The preview server is gone. What you see may be old; the page goes on by itself once the server is back.",
  deleted: "This note is gone. What you see is its last state.",
  held: "What you see is the last that could be shown.",
  /** On the button that shows the problems of the page. */
  problems: "{count} {count:problem|problems}",
  noProblems: "No problems",
  /** Heading of the list. */
  problemsHere: "Problems of this page",
  noProblemsHere: "This page has no problems.",
  errors: "Errors: {count}",
  warnings: "Warnings: {count}",
  /** Of the whole folder of notes; numbers follow. */
  inAll: "In all notes:",
  allProblems: "All problems",
  error: "Error",
  warning: "Warning",
  /** A remark that needs no mending. */
  info: "Note",
  /** The label of a place in a file: who clicks it comes there in the editor. */
  openEditor: "Open {place} in the editor",
  opened: "Opened in the editor: {place}",
  openFailed: "The editor could not be opened.",
  mending: "Mending …",
  mended: "Mended: {path}",
  mendFailed: "This could not be mended.",
  details: "Details",
  fold: "Fold",
  /** The key that opens the list and goes from one problem to the next. */
  shortcut: "F8: next problem",
  follow: "Follow edits",
  followAbout: "Scroll to what has changed",
  /** Said once when it comes; a sentence of what is wrong follows. */
  newProblem: "New error: {message}",
};

export type LiveWords = typeof en;

export function liveWords(): LiveWords {
  return chosen(translated, document.documentElement.lang) ?? en;
}

/** The language that `liveWords` speaks. */
export function spoken(): string {
  const { lang } = document.documentElement;
  return chosen(translated, lang) ? lang : "en";
}
