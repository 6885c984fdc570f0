/**
 * What Material's markup lacks for screen readers.
 *
 * In: the theme's elements. Out: a name for the dialog of its search, from the field's words; and
 * the buttons at a code block are no navigation: each would be a landmark without a name.
 */

const BUTTONS = "nav.md-code__nav";

function nameSearch(): void {
  const dialog = document.querySelector('.md-search[role="dialog"]:not([aria-label])');
  const words = dialog?.querySelector("input")?.placeholder;
  if (words) dialog.setAttribute("aria-label", words);
}

function regroup(root: ParentNode): void {
  for (const buttons of root.querySelectorAll(BUTTONS)) buttons.setAttribute("role", "none");
}

let watcher: MutationObserver | undefined;

export function repairTheme(): void {
  nameSearch();
  const content = document.querySelector(".md-content");
  if (!content) return;
  regroup(content);
  // Material adds the buttons to each block when it comes into view.
  watcher?.disconnect();
  watcher = new MutationObserver((changes) => {
    for (const { target } of changes) if (target instanceof Element) regroup(target);
  });
  watcher.observe(content, { childList: true, subtree: true });
}
