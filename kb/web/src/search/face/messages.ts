/** What the page and the worker of the search tell each other. */

import type { Completion, SearchAnswer, SearchRequest } from "../engine/api";

/** What can be asked, and the answer to it. */
export interface Questions {
  readonly search: { readonly request: SearchRequest; readonly answer: SearchAnswer };
  readonly complete: {
    readonly request: { readonly query: string; readonly caret: number };
    readonly answer: Completion;
  };
}

export type Question = keyof Questions;

export type ToWorker =
  | { readonly kind: "open"; readonly folder: string; readonly asksPage: boolean }
  | {
      readonly kind: "search";
      readonly id: number;
      readonly request: SearchRequest;
      /** The page will say when it has shown what is known early. */
      readonly isAwaited?: boolean;
    }
  | { readonly kind: "shown"; readonly id: number }
  | {
      readonly kind: "complete";
      readonly id: number;
      readonly request: Questions["complete"]["request"];
    }
  /** What the page has loaded for us; `failed` says why not. */
  | { readonly kind: "loaded"; readonly name: string; readonly value: unknown }
  | { readonly kind: "missing"; readonly name: string };

export type FromWorker =
  | { readonly kind: "answer"; readonly id: number; readonly answer: unknown }
  /** What is known before texts are loaded; the answer follows. */
  | { readonly kind: "early"; readonly id: number; readonly answer: SearchAnswer }
  | { readonly kind: "failure"; readonly id: number }
  /** Where a worker can fetch nothing, its page loads a script. */
  | { readonly kind: "load"; readonly name: string };
