import { open, search as searchPlainly } from "/_rival/minisearch.js";

export { open };

export function search(text, count) {
  return searchPlainly(text, count, { prefix: true, fuzzy: 0.2 });
}
