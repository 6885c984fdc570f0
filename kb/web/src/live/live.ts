/**
 * The page of somebody who writes: it follows what is saved.
 *
 * In: what the preview's server says. Out: the page as it is now, changed only where it is another;
 * its problems, and what else its author has to know. The server puts this script into pages; no
 * page of a build has it.
 *
 * It is deferred, so that it runs when the whole page is there and neither the theme's scripts nor
 * ours, which wait for the document to be ready, have changed it.
 */

import { watchActs } from "./acting";
import { apply, Lost } from "./applying";
import { Connection } from "./connection";
import { neededBy, updateBody, updateHead } from "./head";
import type { Told } from "./messages";
import { Mirror } from "./mirror";
import { showRunning } from "./outputs";
import pageStyles from "./page.css";
import { Panel } from "./panel";
import { dressTheme, noteFresh } from "./theme";
import { blocksOf, follow, keepingPlace, markBlocks } from "./view";
import { liveWords } from "./words";

/** What Material's instant navigation puts in place of its like. */
const SWAPPED = "[data-md-component]";

const script = document.getElementById("kb-live");

class LivePage {
  readonly #mirror = new Mirror();
  readonly #panel: Panel;
  readonly #connection: Connection;
  #own: HTMLElement;
  /** Attributes of the body as they came; unknown until a page has come. */
  #body: Element | undefined;
  #needed: string;
  #page = pageOf(location);
  #digest = script?.dataset.digest ?? "";
  #running: readonly number[] = [];

  constructor() {
    this.#own = this.#mirror.capture(document.body);
    this.#needed = neededBy(document, location.href);
    this.#watchNavigation();
    const style = document.createElement("style");
    style.textContent = pageStyles;
    document.body.append(style);
    this.#panel = new Panel();
    this.#connection = new Connection(script?.dataset.token ?? "", {
      shown: () => ({ page: this.#page, digest: this.#digest }),
      hear: (told) => this.#hear(told),
      hearPage: (html, digest) => this.#show(html, digest),
      connected: (isThere) => this.#panel.notice("gone", isThere ? "" : liveWords().gone),
    });
    watchActs({ token: () => this.#connection.token, say: (text) => this.#panel.say(text) });
  }

  #hear(told: Told): void {
    if (told.type === "reload") {
      location.reload();
      return;
    }
    // Meanwhile its reader may have gone on.
    if (told.page !== this.#page) return;
    if (told.type === "page") {
      this.#panel.notice("held", "");
      this.#panel.notice("deleted", "");
      this.#show(told.html, told.digest);
    } else if (told.type === "problems") this.#panel.tell(told);
    else if (told.type === "held") {
      this.#panel.notice("held", `${told.problem} ${liveWords().held}`);
    } else if (told.type === "running") {
      this.#running = told.snippets;
      showRunning(told.snippets);
      this.#panel.progress(told.done, told.all, told.snippets.length > 0);
    } else if (told.to === null) this.#panel.notice("deleted", liveWords().deleted);
    else void this.#follow(told.to);
  }

  /** The note has another address: what is shown there is taken over, and nothing is lost. */
  async #follow(to: string): Promise<void> {
    const response = await fetch(to);
    const html = await response.text();
    if (!response.ok) {
      location.assign(to);
      return;
    }
    history.replaceState(history.state, "", to + location.search + location.hash);
    this.#page = pageOf(location);
    const page = new DOMParser().parseFromString(html, "text/html");
    this.#show(html, page.getElementById("kb-live")?.dataset.digest ?? "");
    this.#connection.open();
  }

  #show(html: string, digest: string): void {
    const page = new DOMParser().parseFromString(html, "text/html");
    const isOurs = (each: ParentNode) => each.querySelector(".md-content, .kb-problems") !== null;
    const isMissing = this.#own.querySelector(".kb-missing") !== null;
    const needed = neededBy(page, location.href);
    if (!isOurs(page) || !isOurs(this.#own) || isMissing || needed !== this.#needed) {
      location.reload();
      return;
    }
    try {
      this.#apply(page);
    } catch (error) {
      if (!(error instanceof Lost)) console.error(error);
      location.reload();
      return;
    }
    this.#digest = digest;
  }

  #apply(page: Document): void {
    const language = document.documentElement.lang;
    updateHead(page);
    updateBody(this.#body ?? page.body, page.body);
    this.#body = page.body.cloneNode() as Element;
    // Its attributes are known by these lines, and what the theme chose is not in them.
    copyAttributes(this.#own, page.body);
    const { touched, added } = keepingPlace(() => {
      const applied = apply(this.#mirror, this.#own, page.body);
      noteFresh(applied.touched);
      dressTheme();
      if (applied.added) this.#explainAgain();
      return applied;
    });
    if (document.documentElement.lang !== language) this.#panel.translate();
    showRunning(this.#running);
    if (added) document.dispatchEvent(new Event("kb:added"));
    const blocks = blocksOf(touched);
    markBlocks(blocks);
    if (this.#panel.follows) follow(blocks);
    document.dispatchEvent(new CustomEvent("kb:shown", { detail: { blocks: blocks.length } }));
  }

  /** Terms are looked for when their place is new. */
  #explainAgain(): void {
    const place = document.querySelector(".md-content .kb-explains[data-terms]");
    const own = place && this.#mirror.ownOf(place);
    if (!place || !own) return;
    const fresh = this.#mirror.enliven(own);
    place.replaceWith(fresh);
  }

  #watchNavigation(): void {
    const pages = window.document$ as
      | { subscribe(listener: () => void): unknown; next?(value: unknown): void }
      | undefined;
    if (!pages?.next) return;
    // Before anybody else hears of a page that has come: it is still as it came.
    const next = pages.next.bind(pages);
    pages.next = (value) => {
      this.#captureSwapped();
      next(value);
    };
    pages.subscribe(() => {
      if (pageOf(location) === this.#page) return;
      this.#page = pageOf(location);
      this.#digest = "";
      this.#running = [];
      this.#panel.forget();
      this.#panel.progress(0, 0, false);
      this.#connection.open();
    });
  }

  #captureSwapped(): void {
    for (const own of this.#own.querySelectorAll(SWAPPED)) {
      const name = own.getAttribute("data-md-component");
      if (!own.isConnected && !this.#own.contains(own)) continue;
      const live = document.querySelector(`[data-md-component="${name}"]`);
      if (live && !this.#mirror.ownOf(live)) own.replaceWith(this.#mirror.capture(live));
    }
  }
}

function copyAttributes(to: Element, from: Element): void {
  for (const name of to.getAttributeNames()) to.removeAttribute(name);
  for (const { name, value } of from.attributes) to.setAttribute(name, value);
}

/** As messages name it: of one page what is asked for matters as well. */
function pageOf({ pathname, search }: Location): string {
  return pathname.endsWith("/_/problems") ? pathname + search : pathname;
}

if (script) new LivePage();
