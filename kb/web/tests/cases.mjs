// Examples that both twins are held to: title, input and expected output, parted by lines that hold
// a dot, as `tests/cases.py` has it.

export function readCases(text) {
  const parts = text.split(/^\.$/m).map((part) => part.replace(/^\n|\n$/g, ""));
  const found = [];
  for (let at = 0; at + 2 < parts.length; at += 3) {
    found.push([parts[at].trim().split("\n").at(-1), parts[at + 1], parts[at + 2]]);
  }
  return found;
}
