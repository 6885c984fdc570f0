/**
 * The search for programs that are not a browser: `node engine.mjs FOLDER`.
 *
 * In: the folder of an index, and on the standard input a line of JSON for each query:
 * `{"query", "limit", "offset", "language", "exact"}`.  Out: a line of JSON for each, in their order:
 * `{"hits", "tags", "total", "corrected", "nearest"}`, or `{"error"}`.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { argv, stdin, stdout } from "node:process";
import { createInterface } from "node:readline";
import { openIndex } from ".";

function flat(hit) {
  const { url, title, language, score, kind, excerpt, fields, marks } = hit;
  return {
    url,
    title: title.text,
    language,
    score,
    kind,
    matched: matched(hit),
    fields,
    marks,
    excerpt: excerpt?.text ?? "",
    headings: hit.headings.map((heading) => heading.title.text),
    ...(hit.alias ? { alias: hit.alias.text } : {}),
  };
}

/** The words of the document that fit, as they are written there. */
function matched(hit) {
  const texts = [
    hit.title,
    hit.alias,
    ...hit.tags,
    ...hit.headings.map((heading) => heading.title),
    hit.excerpt,
  ];
  const words = texts.flatMap((text) =>
    (text?.marks ?? []).map(([start, end]) => text?.text.slice(start, end) ?? ""),
  );
  return [...new Set(words)];
}

function answer({ hits, tags, ...rest }) {
  return { ...rest, hits: hits.map(flat), tags: tags.map(flat) };
}

const folder = argv[2] ?? ".";
const load = async (name) => JSON.parse(await readFile(join(folder, `${name}.json`), "utf8"));
const opening = openIndex({ load });
for await (const line of createInterface({ input: stdin })) {
  if (line.trim() === "") continue;
  let said;
  try {
    const index = await opening;
    const started = performance.now();
    const given = await index.search(JSON.parse(line));
    said = { ...answer(given), milliseconds: performance.now() - started };
  } catch (error) {
    said = { error: error instanceof Error ? error.message : String(error) };
  }
  stdout.write(`${JSON.stringify(said)}\n`);
}
