/**
 * The live page becomes what the server says, and stays what its reader has made of it.
 *
 * In: the copy of the page as it came, and what it is now. Out: live nodes whose own form has
 * changed are changed; whatever scripts have added elsewhere stays. The copy is the new page.
 */

import { carry } from "./carrying";
import { type Change, compare } from "./comparing";
import type { Mirror } from "./mirror";

/** What scripts put around words of a text that is changing. */
const MARKS = ".kb-term, mark.kb-found";

/** The page is not what we believe: it has to be loaded. */
export class Lost extends Error {}

export interface Applied {
  /** Live elements that are new, or have other texts. */
  readonly touched: readonly Element[];
  /** Whether scripts have something to do. */
  readonly added: boolean;
}

export function apply(mirror: Mirror, own: Element, to: Element): Applied {
  const { lists, attributes, texts } = compare(own, to);
  const touched = new Set<Element>();
  let added = false;
  for (const [before, after] of texts) {
    const live = mirror.liveOf(before);
    if (!(live instanceof CharacterData)) throw new Lost("a text");
    const parent = live.parentElement;
    if (parent && live instanceof Text) joinMarks(mirror, live);
    replaceText(live, after.data);
    before.data = after.data;
    if (parent && after.data.trim() !== "") touched.add(parent);
  }
  for (const [before, after] of attributes) setAttributes(before, after, mirror.liveOf(before));
  for (const change of lists) {
    for (const live of applyList(mirror, change)) {
      added = true;
      const element = live instanceof Element ? live : live.parentElement;
      if (element && live.textContent?.trim() !== "") touched.add(element);
    }
  }
  return { touched: [...touched], added: added || texts.length > 0 };
}

/** The nodes that have come. */
function applyList(mirror: Mirror, { parent, children, gone }: Change): Node[] {
  const live = mirror.liveOf(parent);
  if (!(live instanceof Element) || !live.isConnected) throw new Lost(parent.nodeName);
  for (const child of children) {
    const text = child.kind === "new" ? undefined : mirror.liveOf(child.own);
    if (text instanceof Text) joinMarks(mirror, text);
  }
  const fresh: Node[] = [];
  const order: ChildNode[] = [];
  let place: Node | null | undefined;
  for (const child of children) {
    if (child.kind === "new") {
      const { to, instead } = child;
      const old = instead && mirror.liveOf(instead);
      const made = mirror.enliven(to) as ChildNode;
      if (old instanceof Element && made instanceof Element) carry(old, made);
      if (place === undefined) place = firstPlace(mirror, live, children.slice(1 + order.length));
      live.insertBefore(made, place);
      place = made.nextSibling;
      fresh.push(made);
      order.push(to);
      continue;
    }
    const there = mirror.liveOf(child.own);
    if (there && child.kind === "moved") {
      if (place === undefined) place = firstPlace(mirror, live, children.slice(1 + order.length));
      const outer = wrapperOf(mirror, there, child.own);
      if (place === outer) place = outer.nextSibling;
      live.insertBefore(outer, place);
      place = outer.nextSibling;
    } else {
      const outer = there && outermost(there, live);
      if (outer) place = outer.nextSibling;
    }
    order.push(child.own);
  }
  for (const node of gone) removeLive(mirror, node);
  parent.replaceChildren(...order);
  return fresh;
}

/** Where the first child goes: before the first that stays, behind what scripts have put there. */
function firstPlace(mirror: Mirror, live: Element, following: Change["children"]): Node | null {
  for (const child of following) {
    if (child.kind === "new" || child.kind === "moved") continue;
    const there = mirror.liveOf(child.own);
    const outer = there && outermost(there, live);
    if (outer) return outer;
  }
  return null;
}

/** What is around `node` directly within `parent`: scripts put wrappers around tables. */
function outermost(node: Node, parent: Element): ChildNode | undefined {
  for (let each: Node | null = node; each; each = each.parentNode) {
    if (each.parentNode === parent) return each as ChildNode;
  }
  return undefined;
}

/** The same, where its place is another. */
function wrapperOf(mirror: Mirror, live: Node, own: ChildNode): Node {
  const parent = own.parentNode && mirror.liveOf(own.parentNode);
  return (parent instanceof Element && outermost(live, parent)) || live;
}

function removeLive(mirror: Mirror, own: ChildNode): void {
  const live = mirror.liveOf(own);
  if (!live) return;
  if (live instanceof Text) joinMarks(mirror, live);
  const outer = wrapperOf(mirror, live, own);
  (outer as ChildNode).remove();
}

/** A text whose words are marked is one text again. */
function joinMarks(mirror: Mirror, text: Text): void {
  const parts: ChildNode[] = [];
  for (let next = text.nextSibling; next && !mirror.ownOf(next); next = next.nextSibling) {
    const isMark = next instanceof Element && next.matches(MARKS);
    if (!isMark && !(next instanceof Text)) break;
    parts.push(next);
  }
  if (parts.length === 0) return;
  text.appendData(parts.map(({ textContent }) => textContent).join(""));
  for (const part of parts) part.remove();
}

/** Only what differs, so that a selection before it stays. */
function replaceText(live: CharacterData, text: string): void {
  const before = live.data;
  let first = 0;
  while (first < before.length && first < text.length && before[first] === text[first]) first += 1;
  let last = 0;
  const most = Math.min(before.length, text.length) - first;
  while (last < most && before[before.length - 1 - last] === text[text.length - 1 - last]) {
    last += 1;
  }
  live.replaceData(first, before.length - first - last, text.slice(first, text.length - last));
}

function setAttributes(own: Element, to: Element, live: Node | undefined): void {
  const there = live instanceof Element ? live : undefined;
  for (const name of new Set([...own.getAttributeNames(), ...to.getAttributeNames()])) {
    const [before, after] = [own.getAttribute(name), to.getAttribute(name)];
    if (before === after) continue;
    if (name === "class") there?.classList.remove(...own.classList);
    if (after === null) {
      own.removeAttribute(name);
      if (name !== "class") there?.removeAttribute(name);
    } else {
      own.setAttribute(name, after);
      // What scripts have added stays.
      if (name === "class") there?.classList.add(...to.classList);
      else there?.setAttribute(name, after);
    }
  }
}
