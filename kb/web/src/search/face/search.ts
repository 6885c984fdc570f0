/** The part of the front end that searches, where modules can be loaded. */

import { Face } from "./face";

/** Where the built worker lies, beside this module; set by build.mjs. */
declare const WORKER_FILE: string;

const face = new Face({
  assets: new URL("../", import.meta.url).href,
  worker: () => new Worker(new URL(WORKER_FILE, import.meta.url), { type: "module" }),
});

export function showSearch(dialog: HTMLDialogElement, link: HTMLAnchorElement): void {
  face.showDialog(dialog, link);
}

export function showSearchPage(place: HTMLElement): void {
  face.showPage(place);
}
