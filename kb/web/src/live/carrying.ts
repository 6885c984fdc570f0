/**
 * What a reader has done to a part goes over to the one that takes its place.
 *
 * In: two elements. Out: the second has the first one's open details, choices, values and focus.
 */

const FIELDS = "input, select, textarea";
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

export function carry(from: Element, to: Element): void {
  const details = [...from.querySelectorAll("details"), ...own(from, HTMLDetailsElement)];
  for (const each of [...to.querySelectorAll("details"), ...own(to, HTMLDetailsElement)]) {
    const name = nameOf(each);
    const at = details.findIndex((old) => nameOf(old) === name);
    const [old] = at < 0 ? [] : details.splice(at, 1);
    if (old) each.open = old.open;
  }
  carryFields(from, to);
  carryFocus(from, to);
}

function own<Kind extends Element>(element: Element, kind: new () => Kind): Kind[] {
  return element instanceof kind ? [element] : [];
}

const nameOf = (details: Element) => details.querySelector("summary")?.textContent?.trim() ?? "";

/** Choices of a question, by what they say: an answer is for what was asked. */
function carryFields(from: Element, to: Element): void {
  if (from.getAttribute("data-state")) return;
  const labelOf = (field: Element) => field.closest("label, li, div, tr")?.textContent?.trim();
  const old = [...from.querySelectorAll<HTMLInputElement>(FIELDS)];
  for (const field of to.querySelectorAll<HTMLInputElement>(FIELDS)) {
    const same = old.find(
      (each) =>
        each.type === field.type && each.value === field.value && labelOf(each) === labelOf(field),
    );
    if (same?.checked) field.checked = true;
  }
}

function carryFocus(from: Element, to: Element): void {
  const focused = document.activeElement;
  if (!focused || !from.contains(focused)) return;
  const all = [from, ...from.querySelectorAll(FOCUSABLE)];
  const at = all.indexOf(focused);
  const byId = focused.id && [...to.querySelectorAll("[id]")].find(({ id }) => id === focused.id);
  const target = byId || [to, ...to.querySelectorAll(FOCUSABLE)][at];
  if (!(target instanceof HTMLElement || target instanceof SVGElement)) return;
  // Once it is in the document, and its script has made it ready.
  requestAnimationFrame(() => target.focus({ preventScroll: true }));
}
