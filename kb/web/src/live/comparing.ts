/**
 * What is other in a page than it was.
 *
 * In: two trees as they came from the server. Out: for each element whose children are others, what
 * becomes of each; texts and attributes that are others.
 */

import { bestPairs, commonItems, type Item, likeness } from "./aligning";

/** Parts whose scripts read all of them when they began: another one takes their place. */
const WHOLE = [
  ".kb-bank, .kb-explains, .kb-graph, .kb-mermaid, .kb-neighbours, .kb-quiz, .kb-search-page",
  ".kb-slider, .kb-tag-filter, script, style, svg, math",
].join(", ");

/** What may be another because something was added above. */
const COUNTED = /^(?:id|for|name|href|xlink:href|style|clip-path|mask|filter|fill|stroke|data-id)$/;
const COUNTED_TOO = /^(?:data-figure-id|aria-(?:describedby|labelledby|controls|details))$/;

export type Child =
  | { readonly kind: "kept"; readonly own: ChildNode }
  /** It stood elsewhere. */
  | { readonly kind: "moved"; readonly own: ChildNode }
  /** The same place, with other content. */
  | { readonly kind: "changed"; readonly own: ChildNode; readonly to: ChildNode }
  | { readonly kind: "new"; readonly to: ChildNode; readonly instead?: ChildNode };

export interface Change {
  readonly parent: Element;
  readonly children: readonly Child[];
  readonly gone: readonly ChildNode[];
}

export interface Changes {
  readonly lists: readonly Change[];
  /** Pairs with other attributes. */
  readonly attributes: readonly (readonly [Element, Element])[];
  readonly texts: readonly (readonly [CharacterData, CharacterData])[];
}

/** Numbers that equal trees share. */
class Numbers {
  readonly #known = new Map<string, number>();
  readonly #of = new WeakMap<Node, number>();

  of(node: Node): number {
    const found = this.#of.get(node);
    if (found !== undefined) return found;
    const key = this.#key(node);
    const number = this.#known.get(key) ?? this.#known.size;
    this.#known.set(key, number);
    this.#of.set(node, number);
    return number;
  }

  #key(node: Node): string {
    if (!(node instanceof Element)) return `${node.nodeType} ${node.nodeValue}`;
    // Browsers that run scripts read no elements in it; ours says another digest each time.
    if (node.localName === "noscript" || node.id === "kb-live") return `<${node.localName}>`;
    const attributes = [...node.attributes].map(({ name, value }) => `${name}=${value}\0`).sort();
    const children = [...node.childNodes].map((child) => this.of(child));
    return `<${node.localName}\0${attributes.join("")}>${children.join()}`;
  }
}

export function compare(own: Element, to: Element): Changes {
  const numbers = new Numbers();
  const lists: Change[] = [];
  const attributes: [Element, Element][] = [];
  const texts: [CharacterData, CharacterData][] = [];
  const visit = (old: Element, young: Element) => {
    if (hasOtherAttributes(old, young)) attributes.push([old, young]);
    const [olds, news] = [[...old.childNodes], [...young.childNodes]];
    const children = align(olds, news, numbers);
    const kept = new Set<ChildNode>();
    for (const child of children) if (child.kind !== "new") kept.add(child.own);
    const gone = olds.filter((each) => !kept.has(each));
    if (gone.length > 0 || children.some(({ kind }) => kind === "new")) {
      lists.push({ parent: old, children, gone });
    }
    for (const child of children) {
      if (child.kind !== "changed") continue;
      if (child.own instanceof Element) visit(child.own, child.to as Element);
      else texts.push([child.own as CharacterData, child.to as CharacterData]);
    }
  };
  if (numbers.of(own) !== numbers.of(to)) visit(own, to);
  return { lists: withMoves(lists, numbers), attributes, texts };
}

function align(olds: ChildNode[], news: ChildNode[], numbers: Numbers): Child[] {
  const items = (nodes: readonly ChildNode[]): Item[] =>
    nodes.map((node) => ({ id: numbers.of(node), weight: weightOf(node) }));
  const children: Child[] = [];
  let [old, young] = [0, 0];
  const ends = [[olds.length, news.length] as const];
  for (const [oldAt, newAt] of [...commonItems(items(olds), items(news)), ...ends]) {
    children.push(...pairUp(olds.slice(old, oldAt), news.slice(young, newAt)));
    const own = olds[oldAt];
    if (own && newAt < news.length) children.push({ kind: "kept", own });
    [old, young] = [oldAt + 1, newAt + 1];
  }
  return children;
}

function weightOf(node: Node): number {
  if (!(node instanceof Element)) return node.nodeValue?.trim() ? 5 : 1;
  return 10 + Math.min(node.textContent?.length ?? 0, 1000);
}

/** Of what is not the same, what has become what. */
function pairUp(olds: ChildNode[], news: ChildNode[]): Child[] {
  if (news.length === 0) return [];
  const isLarge = olds.length * news.length > 10_000;
  const texts = new Map([...olds, ...news].map((node) => [node, node.textContent ?? ""]));
  const names = new Map([...olds, ...news].map((node) => [node, namesIn(node)]));
  const alone = elementsOf(olds).length === 1 && elementsOf(news).length === 1;
  const pairs = bestPairs(
    isLarge ? Math.min(olds.length, 100) : olds.length,
    isLarge ? Math.min(news.length, 100) : news.length,
    (row, column) => {
      const [old, young] = [olds[row], news[column]];
      if (!old || !young || old.nodeName !== young.nodeName) return 0;
      const like = likeness(texts.get(old) ?? "", texts.get(young) ?? "");
      if (!(old instanceof Element) || !(young instanceof Element)) return 0.3 + like;
      const [ones, others] = [names.get(old) ?? [], names.get(young) ?? []];
      const named = ones.filter((name) => others.includes(name)).length;
      const sameNames = named / Math.max(ones.length, others.length, 1);
      const sameClass = old.className === young.className ? 0.1 : 0;
      const may = alone || named > 0 || like > 0.25;
      return may ? 0.2 + like + sameClass + 2 * sameNames : 0;
    },
  );
  const partners = new Map(pairs.map(([row, column]) => [column, olds[row]]));
  return news.map((to, column) => {
    const own = partners.get(column);
    if (!own) return { kind: "new", to };
    if (!canBecome(own, to)) return { kind: "new", to, instead: own };
    return { kind: "changed", own, to };
  });
}

/** What its author or its words called it and what is in it; numbers say nothing. */
function namesIn(node: Node): string[] {
  if (!(node instanceof Element)) return [];
  const ids = [node, ...node.querySelectorAll("[id]")].map(({ id }) => id);
  return ids.filter((id) => id !== "" && !/^kb-\d/.test(id)).slice(0, 50);
}

const elementsOf = (nodes: readonly Node[]) => nodes.filter((node) => node instanceof Element);

function canBecome(own: Node, to: Node): boolean {
  if (!(own instanceof Element) || !(to instanceof Element)) return true;
  return !own.matches(WHOLE) || isCountedOnly(own, to);
}

/** Whether only numbers differ, as they do below something that was added. */
function isCountedOnly(own: Element, to: Element): boolean {
  const [olds, news] = [childrenOf(own), childrenOf(to)];
  if (own.localName !== to.localName || olds.length !== news.length) return false;
  for (const name of new Set([...own.getAttributeNames(), ...to.getAttributeNames()])) {
    const [before, after] = [own.getAttribute(name), to.getAttribute(name)];
    if (before === after) continue;
    if (before === null || after === null) return false;
    if (!COUNTED.test(name) && !COUNTED_TOO.test(name)) return false;
    // A style or a colour may name another number, and nothing else.
    const plain = (value: string) => value.replace(/\d+/g, "");
    const mayNumber = name !== "style" || before.includes("url(");
    if (!mayNumber || (name !== "href" && plain(before) !== plain(after))) return false;
  }
  return olds.every((child, at) => {
    const other = news[at];
    if (!other || child.nodeType !== other.nodeType) return false;
    if (child instanceof Element && other instanceof Element) return isCountedOnly(child, other);
    return child.nodeValue === other.nodeValue;
  });
}

/** The first question of a page says something of all: which is the first is no matter. */
const ASIDE = ".kb-quiz__honesty";

const childrenOf = (element: Element) =>
  [...element.childNodes].filter((child) =>
    child instanceof Element ? !child.matches(ASIDE) : child.nodeValue?.trim() !== "",
  );

function hasOtherAttributes(own: Element, to: Element): boolean {
  if (own.attributes.length !== to.attributes.length) return true;
  return [...own.attributes].some(({ name, value }) => to.getAttribute(name) !== value);
}

/** What has gone here and is new there was moved, and stays itself. */
function withMoves(lists: readonly Change[], numbers: Numbers): Change[] {
  const gone = new Map<number, ChildNode[]>();
  for (const change of lists) {
    for (const node of change.gone) {
      if (!(node instanceof Element)) continue;
      const number = numbers.of(node);
      gone.set(number, [...(gone.get(number) ?? []), node]);
    }
  }
  const moved = new Set<ChildNode>();
  const found = lists.map(({ parent, children, gone: own }) => ({
    parent,
    gone: own,
    children: children.map((child): Child => {
      if (child.kind !== "new" || !(child.to instanceof Element)) return child;
      const same = gone.get(numbers.of(child.to))?.pop();
      if (!same) return child;
      moved.add(same);
      return { kind: "moved", own: same };
    }),
  }));
  return found.map((change) => ({
    ...change,
    gone: change.gone.filter((node) => !moved.has(node)),
  }));
}
