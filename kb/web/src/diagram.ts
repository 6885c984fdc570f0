/** What a diagram looks like and is called.  In: text and attributes.  Out: words; no DOM. */

import type { Words } from "./words";

/** Mermaid's theme for Material's colour scheme. */
export function themeOf(scheme: string | null): "default" | "dark" {
  return scheme === "slate" ? "dark" : "default";
}

/** The accessible name: what the author wrote as `accTitle` and `accDescr`, else 'Diagram'. */
export function nameOf(title: string, description: string, words: Words): string {
  const said = [title, description].map((part) => part.trim()).filter((part) => part !== "");
  return said.length > 0 ? said.join(". ") : words.diagram;
}

/** What Mermaid says of a wrong diagram, without the drawing that it adds with dashes. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim();
}
