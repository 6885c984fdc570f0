/**
 * The page as it came, beside the page as it is.
 *
 * In: nodes of the document that no script has changed yet. Out: a copy of them, whose nodes know
 * the live ones that they stand for, wherever scripts have put these and whatever they added.
 */

export class Mirror {
  /** Nothing in it loads or runs. */
  readonly #inert = document.implementation.createHTMLDocument("");
  readonly #live = new WeakMap<Node, Node>();
  readonly #own = new WeakMap<Node, Node>();

  /** The live node that `own` stands for. */
  liveOf(own: Node): Node | undefined {
    return this.#live.get(own);
  }

  /** What stands for `live`. */
  ownOf(live: Node): Node | undefined {
    return this.#own.get(live);
  }

  /** A copy of `live`, which is as it came. */
  capture<Kind extends Node>(live: Kind): Kind {
    const own = this.#inert.importNode(live, true);
    this.#link(own, live);
    return own;
  }

  /** Live nodes for `fresh`, which is part of no page yet and stands for them from now on. */
  enliven(fresh: Node): Node {
    const live = document.importNode(fresh, true);
    this.#link(fresh, live);
    return live;
  }

  #link(own: Node, live: Node): void {
    this.#live.set(own, live);
    this.#own.set(live, own);
    let other = live.firstChild;
    for (let child = own.firstChild; child; child = child.nextSibling) {
      if (!other) return;
      this.#link(child, other);
      other = other.nextSibling;
    }
  }
}
