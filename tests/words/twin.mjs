// The browser's twin of kb/words, asked by `test_twin.py`.
//
// In: a line of JSON, a list of [name of a function, what it is called with].  Out: a line of JSON,
// what each gave.

import { createInterface } from "node:readline";
import * as words from "../../kb/web/src/search/words/index.ts";

for await (const line of createInterface({ input: process.stdin })) {
  // biome-ignore lint/performance/noDynamicNamespaceImportAccess: the test asks by name
  const answers = JSON.parse(line).map(([name, given]) => words[name](...given));
  process.stdout.write(`${JSON.stringify(answers)}\n`);
}
