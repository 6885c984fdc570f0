/**
 * The search opens at once, above any page.
 *
 * In: the link in the header, which leads to a page of its own. Out: the same as a dialog whose
 * field takes what is typed from the first key on, while what fills it is still being loaded: a
 * syllable that is being composed must not change fields.
 */

import { make } from "../../element";
import { loadPart } from "../../parts";
import { wordsOf } from "../../words";

const LINK = "a.kb-search-open";

let dialog: HTMLDialogElement | undefined;

function makeDialog(link: HTMLAnchorElement): HTMLDialogElement {
  const name = link.querySelector("span")?.textContent ?? "";
  const input = make("input", {
    class: "kb-search__input",
    name: "q",
    role: "combobox",
    "aria-label": name,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    placeholder: name,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
  });
  // Who presses Enter before all has come is led to the page.
  const form = make("form", { class: "kb-search__form", role: "search", action: link.href }, input);
  const icon = link.querySelector("svg");
  if (icon) form.prepend(icon.cloneNode(true));
  const made = make("dialog", { class: "kb-search", "aria-label": name }, form);
  made.addEventListener("click", ({ target }) => target === made && made.close());
  made.addEventListener("close", () => made.open || input.blur());
  document.body.append(made);
  return made;
}

function open(): void {
  const field = document.querySelector<HTMLInputElement>(".kb-search-page input");
  const link = document.querySelector<HTMLAnchorElement>(LINK);
  if (!field && !link) return;
  if (link && !field) {
    dialog ??= makeDialog(link);
    if (!dialog.open) dialog.showModal();
    const own = dialog;
    loadPart("search").then(
      ({ showSearch }) => showSearch(own, link),
      () => {
        if (own.querySelector("[role=status]")) return;
        const said = wordsOf(document.documentElement.lang).searchUnavailable;
        own.append(make("p", { class: "kb-search__said", role: "status" }, said));
      },
    );
  }
  const input = field ?? dialog?.querySelector("input");
  input?.focus();
  input?.select();
}

/** Our own field may keep the focus, where browsers restore none, though it is closed. */
function isTyping({ target }: Event): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select")) &&
    !target.closest("dialog:not([open])")
  );
}

/** Once. */
export function watchSearch(): void {
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest(LINK) : null;
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      // The theme would follow the link.
      event.stopPropagation();
      open();
    },
    { capture: true },
  );
  document.addEventListener("keydown", (event) => {
    const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (altKey || shiftKey || event.defaultPrevented) return;
    // By the key's place as well: a Korean keyboard writes letters of its own.
    const isK = (ctrlKey || metaKey) && (code === "KeyK" || key.toLowerCase() === "k");
    const isSlash =
      !ctrlKey && !metaKey && (key === "/" || (key === "Process" && code === "Slash"));
    if (!isK && !(isSlash && !isTyping(event))) return;
    // Another dialog is open, and says what keys do.
    if (document.querySelector("dialog[open]:not(.kb-search)")) return;
    event.preventDefault();
    open();
  });
}
