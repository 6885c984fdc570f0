/**
 * What may be typed, told by examples as long as nothing is typed.
 *
 * In: words. Out: a list of buttons, each of which types its example.
 */

import { make } from "../../element";
import type { Setting } from "./options";
import { fill } from "./words";

export function tipsOf({ words }: Setting, choose: (query: string) => void): HTMLElement {
  const tips: readonly (readonly [string, string])[] = [
    ["ㅎㅅㄹ", fill(words.tipInitials, { name: "학습률" })],
    ['"learning rate"', words.tipPhrase],
    ["-draft", words.tipNot],
    ["tag:", words.tipTag],
    ["has:quiz", words.tipHas],
    ["created:>2025-08", words.tipDate],
    ["lang:en", words.tipLanguage],
  ];
  const rows = tips.map(([query, said]) => {
    const button = make(
      "button",
      { type: "button", class: "kb-search__tip" },
      make("code", {}, query),
    );
    button.addEventListener("click", () => choose(query));
    return make("li", {}, button, " ", make("span", {}, said));
  });
  const title = make("p", { class: "kb-search__group-title" }, words.tips);
  return make("div", { class: "kb-search__tips" }, title, make("ul", {}, ...rows));
}
