/**
 * The page's end of the line to the worker.
 *
 * In: a worker, and the folder of the index. Out: answers to questions. Where the site is read from
 * a disk no worker can fetch: the page loads what it wants by elements `script`.
 */

import { make } from "../../element";
import type { Completion, Early, SearchAnswer, SearchRequest } from "../engine/api";
import type { FromWorker, ToWorker } from "./messages";

declare global {
  interface Window {
    /** Called by each file of an index that is made of scripts. */
    kbSearch?: (name: string, value: unknown) => void;
  }
}

/** A part of the index could not be loaded. */
export class Unavailable extends Error {}

interface Waiting {
  resolve(answer: unknown): void;
  reject(reason: Error): void;
  readonly early: Early | undefined;
}

export class Client {
  readonly #worker: Worker;
  readonly #folder: string;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(worker: Worker, folder: string, asksPage: boolean) {
    this.#worker = worker;
    this.#folder = folder;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    // A worker that cannot start answers nothing.
    worker.onerror = () => {
      for (const { reject } of this.#waiting.values()) reject(new Unavailable());
      this.#waiting.clear();
    };
    if (asksPage) {
      window.kbSearch = (name, value) => this.#tell({ kind: "loaded", name, value });
    }
    this.#tell({ kind: "open", folder, asksPage });
  }

  /** `early` is called with what is known before texts are loaded. */
  search(request: SearchRequest, early?: Early): Promise<SearchAnswer> {
    const isAwaited = early !== undefined;
    const message = (id: number): ToWorker => ({ kind: "search", id, request, isAwaited });
    return this.#ask(message, early) as Promise<SearchAnswer>;
  }

  complete(query: string, caret: number): Promise<Completion> {
    const request = { query, caret };
    return this.#ask((id) => ({ kind: "complete", id, request })) as Promise<Completion>;
  }

  #ask(message: (id: number) => ToWorker, early?: Early): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, early });
      this.#tell(message(id));
    });
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromWorker): void {
    if (message.kind === "load") {
      this.#load(message.name);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    if (message.kind === "early") {
      void waiting?.early?.(message.answer);
      // When it is painted: texts are not to come before what can be seen without them.
      requestAnimationFrame(() => setTimeout(() => this.#tell({ kind: "shown", id: message.id })));
      return;
    }
    this.#waiting.delete(message.id);
    if (message.kind === "answer") waiting?.resolve(message.answer);
    else waiting?.reject(new Unavailable());
  }

  #load(name: string): void {
    const script = make("script", { src: `${this.#folder}${name}.js` });
    const end = (event: Event) => {
      script.remove();
      if (event.type === "error") this.#tell({ kind: "missing", name });
    };
    script.addEventListener("load", end);
    script.addEventListener("error", end);
    document.head.append(script);
  }
}
