/**
 * The engine, beside the page: whatever it does, the page answers the next key.
 *
 * In: questions of the page. Out: answers; each as soon as it is known, in any order.
 */

import type { SearchAnswer, SearchIndex } from "../engine/api";
import { openIndex } from "../engine/index";
import type { FromWorker, ToWorker } from "./messages";

/** The library of TypeScript for pages, which we have, calls a worker's `self` a window. */
const page = self as unknown as { postMessage(message: FromWorker): void };

let folder = "";
let asksPage = false;
let index: Promise<SearchIndex> | undefined;
/** A file that the directory names is gone: the site was built anew since. */
let isStale = false;

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: Error): void;
}

const waiting = new Map<string, Waiting[]>();

function askPage(name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const others = waiting.get(name);
    if (others) {
      others.push({ resolve, reject });
    } else {
      waiting.set(name, [{ resolve, reject }]);
      page.postMessage({ kind: "load", name });
    }
  });
}

async function fetchFile(name: string): Promise<unknown> {
  const url = `${folder}${name}.json`;
  const isDirectory = name === "index";
  let response: Response;
  try {
    response = await fetch(url, isDirectory ? { cache: "no-cache" } : {});
  } catch (error) {
    if (!isDirectory) throw error;
    // Offline: what the browser has kept is better than nothing.
    response = await fetch(url, { cache: "force-cache" });
  }
  if (response.status === 404 && !isDirectory) isStale = true;
  if (!response.ok) throw new Error(`${response.status}: ${url}`);
  return response.json();
}

function open(): Promise<SearchIndex> {
  const opening = openIndex({ load: asksPage ? askPage : fetchFile });
  index = opening;
  // The next question tries again.
  opening.catch(() => {
    if (index === opening) index = undefined;
  });
  return opening;
}

/** Milliseconds; a page that nobody looks at draws nothing. */
const PATIENCE = 200;

const showing = new Map<number, () => void>();

/** Has the page show what is known before texts are loaded. */
async function show(id: number, answer: SearchAnswer): Promise<void> {
  page.postMessage({ kind: "early", id, answer });
  await new Promise<void>((resolve) => {
    showing.set(id, resolve);
    setTimeout(resolve, PATIENCE);
  });
  showing.delete(id);
}

async function answer(message: ToWorker & { kind: "search" | "complete" }): Promise<unknown> {
  const opened = await (index ?? open());
  return message.kind === "search"
    ? opened.search(
        message.request,
        message.isAwaited ? (early) => show(message.id, early) : undefined,
      )
    : opened.complete(message.request.query, message.request.caret);
}

async function reply(
  message: ToWorker & { kind: "search" | "complete" },
  isSecond = false,
): Promise<void> {
  const { id } = message;
  try {
    page.postMessage({ kind: "answer", id, answer: await answer(message) });
  } catch (error) {
    if (isStale && !isSecond) {
      isStale = false;
      index = undefined;
      await reply(message, true);
      return;
    }
    console.warn(error);
    page.postMessage({ kind: "failure", id });
  }
}

function take(name: string): readonly Waiting[] {
  const found = waiting.get(name) ?? [];
  waiting.delete(name);
  return found;
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "open") {
    ({ folder, asksPage } = data);
    void open();
  } else if (data.kind === "shown") {
    showing.get(data.id)?.();
  } else if (data.kind === "loaded") {
    for (const { resolve } of take(data.name)) resolve(data.value);
  } else if (data.kind === "missing") {
    for (const { reject } of take(data.name)) reject(new Error(`not loaded: ${data.name}`));
  } else {
    void reply(data);
  }
};
