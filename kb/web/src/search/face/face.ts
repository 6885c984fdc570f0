/**
 * The search in its two places: a dialog above any page, and the page `/search/`.
 *
 * In: the dialog that opening.ts has made, or the place that the build leaves in the page; a
 * function that starts the worker. Out: both filled. There is one worker, with what it has loaded,
 * for as long as the page is there.
 */

import { make } from "../../element";
import { pageKey } from "../../folder";
import { type Asked, readAsked, writeAsked } from "./address";
import { Client } from "./client";
import { icon } from "./icons";
import type { Setting } from "./options";
import { Recent } from "./recent";
import { SearchView } from "./view";
import { searchWordsOf } from "./words";

const LINK = "a.kb-search-open";

/** Results at once: in the dialog, and on the page. */
const FEW = 8;
const MANY = 20;

/** Tags among the filters, likewise. */
const FEW_TAGS = 8;
const MANY_TAGS = 20;

/** Milliseconds between changes of the address: browsers stop pages that change it too often. */
const WRITE = 400;

export interface Start {
  /** The folder `assets/kb/` of the site. */
  readonly assets: string;
  worker(): Worker;
}

interface Ground {
  readonly setting: Setting;
  readonly client: Client;
  readonly recent: Recent;
  /** The address of the page `/search/`. */
  readonly page: string;
}

export class Face {
  readonly #start: Start;
  readonly #views = new WeakMap<Element, SearchView>();
  #client: Client | undefined;

  constructor(start: Start) {
    this.#start = start;
  }

  #ground(link: HTMLAnchorElement | null): Ground {
    const { assets, worker } = this.#start;
    const language = link?.dataset.language || document.documentElement.lang;
    const root = new URL("../../", assets).href;
    const isOffline = link?.dataset.offline !== undefined;
    this.#client ??= new Client(worker(), new URL("search/", assets).href, isOffline);
    return {
      setting: { words: searchWordsOf(language), root, language },
      client: this.#client,
      recent: new Recent(root),
      page: link?.href ?? pageKey(location.href),
    };
  }

  /** Fill the dialog; again where it was filled, what it had found is still there. */
  showDialog(dialog: HTMLDialogElement, link: HTMLAnchorElement): void {
    const known = this.#views.get(dialog);
    if (known) {
      known.refresh();
      return;
    }
    const ground = this.#ground(link);
    const form = dialog.querySelector("form");
    const input = dialog.querySelector("input");
    if (!form || !input) return;
    const { words } = ground.setting;
    const place = make("div", { class: "kb-search__body" });
    const close = make(
      "button",
      { type: "button", class: "kb-search__close" },
      make("kbd", { class: "kb-search__key" }, "Esc"),
      icon("arrow"),
      make("span", { class: "kb-search__unseen" }, words.close),
    );
    close.addEventListener("click", () => dialog.close());
    dialog.querySelector("p[role=status]")?.remove();
    dialog.append(place, keysOf(ground.setting));
    const view = new SearchView({
      ...ground,
      form,
      input,
      place,
      limit: FEW,
      mostTags: FEW_TAGS,
      pageOf: (asked) => ground.page + writeAsked(asked, ""),
      tell: () => {},
      leave: () => dialog.close(),
      stay: (url) => {
        dialog.close();
        stay(url);
      },
    });
    form.append(close);
    this.#views.set(dialog, view);
  }

  /** Fill the place of the page. */
  showPage(place: HTMLElement): void {
    const ground = this.#ground(document.querySelector<HTMLAnchorElement>(LINK));
    const { words } = ground.setting;
    const input = make("input", {
      class: "kb-search__input",
      name: "q",
      role: "combobox",
      "aria-label": document.querySelector("h1")?.textContent?.trim() || words.results,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "search",
    });
    const form = make("form", { class: "kb-search__form", role: "search" }, input);
    const sign = document.querySelector(`${LINK} svg`);
    if (sign) form.prepend(sign.cloneNode(true));
    const body = make("div", { class: "kb-search__body" });
    place.replaceChildren(form, body);
    input.value = readAsked(location.search).query;
    let writing: ReturnType<typeof setTimeout> | undefined;
    const write = (asked: Asked, isStep: boolean) => {
      clearTimeout(writing);
      if (!place.isConnected) return;
      const search = writeAsked(asked, location.search);
      if (search === location.search) return;
      const url = location.pathname + search;
      if (isStep) history.pushState(null, "", url);
      else history.replaceState(null, "", url);
    };
    const view = new SearchView({
      ...ground,
      form,
      input,
      place: body,
      limit: MANY,
      mostTags: MANY_TAGS,
      pageOf: () => "",
      tell: (asked, isStep) => {
        clearTimeout(writing);
        if (isStep) write(asked, true);
        else writing = setTimeout(() => write(asked, false), WRITE);
      },
      // The way back leads to what was found.
      leave: () => write(view.asked, false),
      stay,
    });
    const asked = readAsked(location.search);
    if (asked.exact) view.ask(asked, false);
    const read = () => {
      if (place.isConnected) view.ask(readAsked(location.search), false);
      else window.removeEventListener("popstate", read);
    };
    window.addEventListener("popstate", read);
    if (asked.query === "" && matchMedia("(hover: hover)").matches) input.focus();
  }
}

/** Go to a place on the page that is there, as a link would. */
function stay(url: string): void {
  history.pushState(null, "", url);
  const anchor = new URL(url).hash.slice(1);
  const target = anchor && document.getElementById(decode(anchor));
  if (target) target.scrollIntoView();
  void import("./marks").then(({ showMarks }) => showMarks());
}

function decode(anchor: string): string {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor; // Not UTF-8: it names nothing of ours.
  }
}

function keysOf({ words }: Setting): HTMLElement {
  const key = (keys: readonly string[], said: string) =>
    make(
      "span",
      {},
      ...keys.map((each) => make("kbd", { class: "kb-search__key" }, each)),
      ` ${said}`,
    );
  return make(
    "p",
    { class: "kb-search__keys", "aria-hidden": "true" },
    key(["↑", "↓"], words.keyMove),
    key(["↵"], words.keyOpen),
    key(["Ctrl", "↵"], words.keyTab),
    key(["Tab"], words.keyComplete),
    key(["Esc"], words.keyClose),
  );
}
