// Where the characters of a <code> stand: line, left edge and width, in pixels.
(code) => {
  const found = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  let line = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let offset = 0;
    for (const character of node.data) {
      range.setStart(node, offset);
      offset += character.length;
      range.setEnd(node, offset);
      if (character === "\n") {
        line += 1;
        continue;
      }
      const [box] = range.getClientRects();
      found.push({ character, line, left: box.left, width: box.width });
    }
  }
  return found;
};
