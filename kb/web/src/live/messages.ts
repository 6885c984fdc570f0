/** What the preview's server and a page say to each other; the twin of kb/hosts/preview/messages.py. */

export interface Problem {
  /** Another one once the problem or its line is another. */
  readonly id: string;
  readonly rule: string;
  readonly severity: "error" | "warning" | "info";
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
  /** The text of the line. */
  readonly source: string;
  /** What the button says that mends it. */
  readonly mend?: string | null;
  /** More than a sentence can say. */
  readonly detail?: string;
}

/** The page as it is now. */
export interface Page {
  readonly type: "page";
  readonly page: string;
  readonly digest: string;
  readonly html: string;
}

/** The page's address is gone; `to` is the new one, null for a deleted note. */
export interface Moved {
  readonly type: "moved";
  readonly page: string;
  readonly to: string | null;
}

/** What stands there is the last that could be shown. */
export interface Held {
  readonly type: "held";
  readonly page: string;
  readonly problem: string;
}

/** What is shown of these snippets is that of older code. */
export interface Running {
  readonly type: "running";
  readonly page: string;
  readonly snippets: readonly number[];
  readonly done: number;
  readonly all: number;
}

/** Those of the page's note, and how many the vault has. */
export interface Problems {
  readonly type: "problems";
  readonly page: string;
  readonly problems: readonly Problem[];
  readonly errors: number;
  readonly warnings: number;
}

export interface Reload {
  readonly type: "reload";
}

export type Told = Page | Moved | Held | Running | Problems | Reload;

export interface Open {
  readonly type: "open";
  readonly page: string;
  /** Of what it shows; '' where it does not know. */
  readonly digest: string;
}
