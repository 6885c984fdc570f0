/**
 * The same where a site is read from a disk: there browsers load neither modules nor workers, but
 * classic scripts, and workers from text that a page has.
 */

import { Face } from "./face";
import { showMarks } from "./marks";

/** The text of the built worker, set by build.mjs. */
declare const WORKER_SOURCE: string;

const script = document.currentScript;
const scriptUrl = script instanceof HTMLScriptElement ? script.src : location.href;

const face = new Face({
  assets: new URL("../", scriptUrl).href,
  worker: () => {
    const source = new Blob([WORKER_SOURCE], { type: "text/javascript" });
    return new Worker(URL.createObjectURL(source));
  },
});

window.kbParts = {
  search: {
    showSearch: (dialog, link) => face.showDialog(dialog, link),
    showSearchPage: (place) => face.showPage(place),
  },
  marks: { showMarks },
};
