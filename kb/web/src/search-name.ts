/**
 * Material's search is a dialog without a name, which screen readers announce as nothing.
 * In: its field's placeholder, in the site's language. Out: the same as the dialog's name.
 */
export function nameSearch(): void {
  const dialog = document.querySelector('.md-search[role="dialog"]:not([aria-label])');
  const words = dialog?.querySelector("input")?.placeholder;
  if (words) dialog.setAttribute("aria-label", words);
}
