import { options } from "/_rival/minisearch-options.js";

let index;

export async function open() {
  const [{ default: MiniSearch }, text] = await Promise.all([
    import("/_rival/library.js"),
    fetch("/index.json").then((answer) => answer.text()),
  ]);
  index = MiniSearch.loadJSON(text, options);
}

export async function search(text, count, more) {
  return index
    .search(text, more)
    .slice(0, count)
    .map((result) => result.id);
}
