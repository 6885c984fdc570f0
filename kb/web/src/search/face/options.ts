/**
 * What was found, as options of a list.
 *
 * In: an answer of the engine. Out: elements. All texts come from notes, and strangers may have
 * written them: they are set as text and never as HTML.
 */

import { make } from "../../element";
import type {
  CompletionItem,
  Excerpt,
  Hit,
  MarkedText,
  Nearest,
  SearchAnswer,
} from "../engine/api";
import { cut, writeTarget } from "./address";
import { type IconName, icon } from "./icons";
import { fill, type SearchWords } from "./words";

/** What the list is made for. */
export interface Setting {
  readonly words: SearchWords;
  /** The site's root, which results are relative to. */
  readonly root: string;
  /** Of the tree. */
  readonly language: string;
}

/** What happens when an option is chosen that leads to no page. */
export type Choose = () => void;

/** Those options, as long as they are there. */
export const chosenBy = new WeakMap<Element, Choose>();

/** Letters of a name that fit a line. */
const NAME = 160;
/** Keeps the place of a line. */
const NOTHING_YET = "\u00a0";

let lastId = 0;

function newId(): string {
  lastId += 1;
  return `kb-search-${lastId}`;
}

/** The text with its marks, from `start` on. */
export function marked({ text, marks }: MarkedText): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const [from, to] of marks) {
    fragment.append(text.slice(end, from), make("mark", {}, text.slice(from, to)));
    end = to;
  }
  fragment.append(text.slice(end));
  return fragment;
}

function langOf(language: string, { language: own }: Setting): string | undefined {
  return language && language !== own ? language : undefined;
}

function option(
  link: { readonly href?: string; readonly lang?: string | undefined; readonly class: string },
  sign: IconName,
  ...children: readonly (Node | string)[]
): HTMLElement {
  const text = make("span", { class: "kb-search__text", lang: link.lang }, ...children);
  const attributes = {
    id: newId(),
    role: "option",
    "aria-selected": "false",
    tabindex: -1,
    class: `kb-search__option ${link.class}`,
  };
  return link.href === undefined
    ? make("div", attributes, icon(sign), text)
    : make("a", { ...attributes, href: link.href }, icon(sign), text);
}

/** Letters before the first mark that still leave it in view: lines are shorter on a telephone. */
function before(): number {
  return matchMedia("(max-width: 45em)").matches ? 18 : 70;
}

/** From a word on that lies so near to the first mark that both are seen. */
function shortened(excerpt: Excerpt): Excerpt {
  const { text, marks } = excerpt;
  const first = marks[0]?.[0] ?? 0;
  const most = before();
  if (first <= most) return excerpt;
  const space = text.lastIndexOf(" ", first - most / 2);
  const start = space > 0 ? space + 1 : 0;
  if (start === 0) return excerpt;
  return {
    ...excerpt,
    text: text.slice(start),
    marks: marks.map(([from, to]) => [from - start, to - start] as const),
    isCutBefore: true,
  };
}

function excerptOf(found: Excerpt, setting: Setting, inherited: string): HTMLElement {
  const excerpt = shortened(found);
  const { language, isCode, isCutBefore, isCutAfter } = excerpt;
  const lang = language === inherited ? undefined : language || setting.language;
  return make(
    "span",
    { class: `kb-search__excerpt${isCode ? " kb-search__excerpt--code" : ""}`, lang },
    isCutBefore ? "… " : "",
    marked(excerpt),
    isCutAfter ? " …" : "",
  );
}

function* ofHit(hit: Hit, setting: Setting, isEarly = false): Generator<HTMLElement> {
  const { words, root } = setting;
  const target = (url: string) => writeTarget(url, root, hit.marks);
  const lines: (Node | string)[] = [make("span", { class: "kb-search__title" }, marked(hit.title))];
  if (hit.alias) {
    const [before = "", after = ""] = words.aliasOf.split("{title}");
    lines.push(
      make(
        "span",
        { class: "kb-search__alias" },
        make("b", {}, marked(hit.alias)),
        " — ",
        before,
        cut(hit.title.text, NAME),
        after,
      ),
    );
  }
  if (hit.excerpt) lines.push(excerptOf(hit.excerpt, setting, hit.language));
  else if (isEarly) lines.push(make("span", { class: "kb-search__excerpt" }, NOTHING_YET));
  const found = hit.tags.filter(({ marks }) => marks.length > 0).slice(0, 3);
  if (found.length > 0) {
    const tags = found.map((tag) => make("span", { class: "kb-search__tag" }, "#", marked(tag)));
    lines.push(make("span", { class: "kb-search__tags" }, ...tags));
  }
  const lang = langOf(hit.language, setting);
  const sign = hit.kind === "note" ? "note" : hit.kind === "tag" ? "tag" : "page";
  yield option({ href: target(hit.url), lang, class: "kb-search__hit" }, sign, ...lines);
  for (const { title, url } of hit.headings) {
    yield option(
      { href: target(url), lang, class: "kb-search__heading" },
      "heading",
      make("span", {}, marked(title)),
    );
  }
}

function ofTag(hit: Hit, setting: Setting): HTMLElement {
  const href = new URL(hit.url, setting.root).href;
  return option({ href, class: "kb-search__short" }, "tag", make("span", {}, marked(hit.title)));
}

function ofNearest({ kind, title, url }: Nearest, { root }: Setting): HTMLElement {
  const sign = kind === "note" ? "note" : kind === "tag" ? "tag" : "page";
  const href = new URL(url, root).href;
  return option({ href, class: "kb-search__short" }, sign, cut(title, NAME));
}

function group(name: string, options: readonly HTMLElement[], ...beside: Node[]): HTMLElement {
  const id = newId();
  const title = make("div", { class: "kb-search__group-title", role: "presentation" });
  title.append(make("span", { id }, name), ...beside);
  return make(
    "div",
    { class: "kb-search__group", role: "group", "aria-labelledby": id },
    title,
    ...options,
  );
}

/** What was found; nothing where there is nothing. */
/** `isEarly`: what was found in texts comes later, and has its place already. */
export function groupsOf(answer: SearchAnswer, setting: Setting, isEarly = false): HTMLElement[] {
  const { words } = setting;
  const groups: HTMLElement[] = [];
  const hits = answer.hits.flatMap((hit) => [...ofHit(hit, setting, isEarly)]);
  if (hits.length > 0) groups.push(group(words.notes, hits));
  const tags = answer.tags.map((hit) => ofTag(hit, setting));
  if (tags.length > 0) {
    const ofTags = group(words.tags, tags);
    // Who asks for tags sees them first.
    if (answer.query.trimStart().startsWith("#")) groups.unshift(ofTags);
    else groups.push(ofTags);
  }
  const nearest = (answer.nearest ?? []).map((each) => ofNearest(each, setting));
  if (nearest.length > 0) groups.push(group(words.nearest, nearest));
  return groups;
}

/** More of the same, for the group of notes. */
export function optionsOf(hits: readonly Hit[], setting: Setting): HTMLElement[] {
  return hits.flatMap((hit) => [...ofHit(hit, setting)]);
}

export function completionsOf(
  items: readonly CompletionItem[],
  choose: (item: CompletionItem) => void,
  { words }: Setting,
): HTMLElement {
  const options = items.map((item) => {
    const count =
      item.count === undefined ? "" : make("span", { class: "kb-count" }, grouped(item.count));
    const made = option(
      { class: "kb-search__short" },
      item.kind === "tag" ? "tag" : "complete",
      make("span", {}, item.text.trim(), " ", count),
    );
    chosenBy.set(made, () => choose(item));
    return made;
  });
  return group(words.completions, options);
}

export function recentOf(
  queries: readonly string[],
  choose: (query: string) => void,
  forget: Node,
  { words }: Setting,
): HTMLElement {
  const options = queries.map((query) => {
    const made = option({ class: "kb-search__short" }, "recent", query);
    chosenBy.set(made, () => choose(query));
    return made;
  });
  return group(words.recent, options, forget);
}

export function grouped(count: number): string {
  return fill("{count}", { count });
}
