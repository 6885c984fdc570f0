/** Parts of the front end that are loaded where they are needed.  In: a name.  Out: a module. */

export interface Parts {
  readonly bank: typeof import("./bank/bank");
  readonly figures: typeof import("./figures/figures");
  readonly glossary: typeof import("./glossary/glossary");
  readonly graph: typeof import("./graph/graph");
  readonly mermaid: typeof import("./mermaid");
  readonly neighbours: typeof import("./neighbours/neighbours");
  readonly previews: typeof import("./previews");
  readonly quiz: typeof import("./quiz/form");
  readonly side: typeof import("./side/side");
  readonly slider: typeof import("./slider/slider");
  readonly tagFilter: typeof import("./tag-filter/tag-filter");
}

export type PartName = keyof Parts;

/** Where each part lies, relative to our own script; set by build.mjs. */
declare const FILES: Readonly<Record<PartName, string>>;

// `currentScript` is known only while the script runs for the first time.
const script = document.currentScript;
const scriptUrl = script instanceof HTMLScriptElement ? script.src : location.href;

/** Browsers keep a module once it is loaded; a failed one may be tried again. */
export function loadPart<Name extends PartName>(name: Name): Promise<Parts[Name]> {
  return import(new URL(FILES[name], scriptUrl).href);
}
