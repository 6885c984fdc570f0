// node minisearch-index.mjs LIBRARY RECORDS INDEX
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { options } from "./minisearch-options.js";

const [library, records, index] = process.argv.slice(2);
const { default: MiniSearch } = await import(pathToFileURL(library));
const search = new MiniSearch(options);
search.addAll(JSON.parse(readFileSync(records, "utf8")));
writeFileSync(index, JSON.stringify(search));
