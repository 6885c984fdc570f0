/** The texts of a place in their order.  In: a place, and what is left out of it.  Out: its texts. */

export function* textsIn(place: Element, leftOut: string): Generator<Text> {
  const walker = document.createTreeWalker(
    place,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => {
      if (node instanceof Element && node.matches(leftOut)) return NodeFilter.FILTER_REJECT;
      return node instanceof Text ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
    },
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text && node.data.trim() !== "") yield node;
  }
}
