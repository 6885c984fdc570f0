/** What the colours of the picture mean.  In: groups with colours, words.  Out: a list. */

import { make } from "../element";
import type { Words } from "../words";
import { colourOf, type Legend } from "./colours";

export function showLegend(legend: Legend, words: Words): HTMLElement {
  const names = [...legend.groups, ...(legend.hasOthers ? [""] : [])];
  const items = names.map((group) => {
    const spot = make("span", { class: "kb-graph__spot", "aria-hidden": "true" });
    // Both, so that a change of colours needs no script.
    spot.style.setProperty("--kb-spot-light", colourOf(group, legend, "light"));
    spot.style.setProperty("--kb-spot-dark", colourOf(group, legend, "dark"));
    return make("li", {}, spot, group || words.otherTags);
  });
  return make("ul", { class: "kb-graph__legend", "aria-label": words.legend }, ...items);
}
