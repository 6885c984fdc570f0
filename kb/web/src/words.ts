/** Words that scripts show, in the page's language.  In: a language code.  Out: its words. */

const en = {
  /** The name of a diagram that gives itself none. */
  diagram: "Diagram",
  /** Stands above the source of a diagram that is written wrongly; the reason follows. */
  diagramWrong: "This diagram cannot be drawn. Here is its source. Mermaid says:",
  /** The same, where the library did not load. */
  diagramUnavailable: "The diagram could not be loaded. Here is its source.",
  /** The kind of box; the title of what it shows follows. */
  preview: "Preview",
};

export type Words = typeof en;

const ko: Words = {
  diagram: "도표",
  diagramWrong: "이 도표는 그릴 수 없어 원문을 그대로 보여 드립니다. Mermaid가 알린 내용:",
  diagramUnavailable: "도표를 불러오지 못해 원문을 그대로 보여 드립니다.",
  preview: "미리보기",
};

const languages = new Map([
  ["en", en],
  ["ko", ko],
]);

/** The words of `language` (a BCP 47 code); English where we have none. */
export function wordsOf(language: string): Words {
  return languages.get(language.toLowerCase().split("-")[0] ?? "") ?? en;
}
