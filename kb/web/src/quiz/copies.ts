/** Copies of a part of the page in the same page.  In: a node.  Out: the same without ids. */

const NAMES = ["id", "aria-labelledby", "aria-describedby", "aria-details"];

export function copyOf<Some extends Element>(element: Some): Some {
  const copy = element.cloneNode(true) as Some;
  for (const each of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of NAMES) each.removeAttribute(name);
  }
  return copy;
}
