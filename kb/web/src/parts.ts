/** Parts of the front end that are loaded where they are needed.  In: a name.  Out: a module. */

export interface Parts {
  readonly bank: typeof import("./bank/bank");
  readonly figures: typeof import("./figures/figures");
  readonly glossary: typeof import("./glossary/glossary");
  readonly graph: typeof import("./graph/graph");
  readonly marks: typeof import("./search/face/marks");
  readonly mermaid: typeof import("./mermaid");
  readonly neighbours: typeof import("./neighbours/neighbours");
  readonly previews: typeof import("./previews");
  readonly quiz: typeof import("./quiz/form");
  readonly search: typeof import("./search/face/search");
  readonly side: typeof import("./side/side");
  readonly slider: typeof import("./slider/slider");
  readonly tagFilter: typeof import("./tag-filter/tag-filter");
}

export type PartName = keyof Parts;

declare global {
  interface Window {
    /** What a classic script has brought. */
    kbParts?: Partial<Parts>;
  }
}

/** Where each part lies, relative to our own script; set by build.mjs. `offline` is a classic one
 * with those parts that are also there for pages opened from a disk. */
declare const FILES: Readonly<Record<PartName | "found" | "offline", string>>;

// `currentScript` is known only while the script runs for the first time.
const script = document.currentScript;
const scriptUrl = script instanceof HTMLScriptElement ? script.src : location.href;

function loadElement(element: HTMLElement): Promise<unknown> {
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

let styles: Promise<unknown> | undefined;

/** Of what a search finds: most pages are read without one. */
function loadStyles(): Promise<unknown> {
  const href = new URL(FILES.found, scriptUrl).href;
  styles ??= loadElement(
    Object.assign(document.createElement("link"), { rel: "stylesheet", href }),
  );
  styles.catch(() => {
    styles = undefined;
  });
  return styles;
}

async function loadModule<Name extends PartName>(name: Name): Promise<Parts[Name]> {
  if (location.protocol === "file:" && (name === "search" || name === "marks")) {
    // From a disk browsers load no modules.
    const src = new URL(FILES.offline, scriptUrl).href;
    if (!window.kbParts) {
      await loadElement(Object.assign(document.createElement("script"), { src }));
    }
    const part = window.kbParts?.[name];
    if (part) return part;
  }
  return import(new URL(FILES[name], scriptUrl).href);
}

/** Browsers keep a module once it is loaded; a failed one may be tried again. */
export async function loadPart<Name extends PartName>(name: Name): Promise<Parts[Name]> {
  const needsStyles = name === "search" || name === "marks";
  const [part] = await Promise.all([loadModule(name), needsStyles && loadStyles()]);
  return part;
}
