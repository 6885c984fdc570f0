/**
 * What was answered, to another browser and back.
 *
 * In: a store. Out: a section with a button that saves a file, and a field that takes one.
 */

import { make } from "../element";
import type { Store } from "../quiz/store";
import { readFile, writeFile } from "../quiz/transfer";
import { fill } from "../words";
import { makeButton } from "./round";
import type { BankWords } from "./words";

/** Large enough for ten years of daily practice. */
const LARGEST = 50_000_000;

/** `changed` is told when answers were added. */
export function makeKeeping(store: Store, words: BankWords, changed: () => void): HTMLElement {
  const status = make("p", { role: "status" });
  const save = makeButton(words.save);
  save.addEventListener("click", () => void saveAll(store));
  const field = make("input", { type: "file", accept: ".json,application/json", hidden: true });
  const load = makeButton(words.load);
  load.addEventListener("click", () => field.click());
  field.addEventListener("change", async () => {
    const [file] = field.files ?? [];
    if (!file) return;
    const contents = file.size > LARGEST ? undefined : readFile(await file.text());
    // The same file may be chosen again.
    field.value = "";
    if (!contents) {
      status.textContent = words.notOurs;
      return;
    }
    const count = await store.merge(contents);
    status.textContent = fill(words.loaded, { count });
    changed();
  });
  return make(
    "section",
    { class: "kb-bank__keeping", "aria-labelledby": "kb-bank-keep" },
    make("h2", { id: "kb-bank-keep" }, words.keep),
    make("p", {}, words.keepSaid),
    make("div", { class: "kb-quiz__acts" }, save, load, field),
    status,
  );
}

async function saveAll(store: Store): Promise<void> {
  const text = writeFile(await store.contents());
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const day = new Date().toISOString().slice(0, 10);
  make("a", { href: url, download: `kb-quiz-${day}.json` }).click();
  // Not at once: the browser has to begin with it.
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
