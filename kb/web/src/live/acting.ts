/**
 * What a page asks the server to do.
 *
 * In: clicks on what has `data-kb-mend` or `data-kb-edit`, in the panel and in the page of all
 * problems. Out: the server is asked, and the result said.
 */

import { fillIn } from "../filling";
import { liveWords, spoken } from "./words";

/** Addresses that open an editor, and nothing else. */
const EDITORS = /^(?:vscode|vscode-insiders|vscodium|cursor|windsurf|zed|idea|obsidian):/;

interface Answer {
  readonly problem?: string;
  readonly link?: string;
  readonly path?: string;
}

export interface Acting {
  token(): string;
  say(sentence: string): void;
}

export function watchActs(acting: Acting): void {
  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    for (const target of event.composedPath()) {
      if (!(target instanceof HTMLElement)) continue;
      const { kbMend, kbEdit } = target.dataset;
      if (kbMend === undefined && kbEdit === undefined) continue;
      event.preventDefault();
      if (kbMend !== undefined) void mend(acting, target, kbMend);
      else void edit(acting, target, kbEdit ?? "");
      return;
    }
  });
}

async function post(acting: Acting, path: string, body: unknown): Promise<Answer | undefined> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-kb-token": acting.token() },
      body: JSON.stringify(body),
    });
    const answer: Answer = await response.json();
    return response.ok || answer.problem ? answer : { problem: "" };
  } catch {
    return { problem: "" };
  }
}

async function mend(acting: Acting, button: HTMLElement, id: string): Promise<void> {
  if (button.getAttribute("aria-disabled") === "true") return;
  const words = liveWords();
  // It keeps the focus while it waits.
  button.setAttribute("aria-disabled", "true");
  acting.say(words.mending);
  const answer = await post(acting, "/_/mend", { id });
  button.removeAttribute("aria-disabled");
  if (answer?.problem !== undefined) acting.say(answer.problem || words.mendFailed);
  else acting.say(fillIn(words.mended, { path: answer?.path ?? "" }, spoken()));
}

async function edit(acting: Acting, place: HTMLElement, path: string): Promise<void> {
  const words = liveWords();
  const [line, column] = [Number(place.dataset.line) || 1, Number(place.dataset.column) || 1];
  const answer = await post(acting, "/_/edit", { path, line, column });
  if (answer?.problem !== undefined) {
    acting.say(answer.problem || words.openFailed);
    return;
  }
  if (answer?.link && EDITORS.test(answer.link)) location.href = answer.link;
  acting.say(fillIn(words.opened, { place: `${path}:${line}:${column}` }, spoken()));
}
