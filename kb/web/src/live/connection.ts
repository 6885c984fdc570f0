/**
 * The way to the server.
 *
 * In: its token, and which page is shown. Out: what it says, and whether it is there. A server that
 * has begun anew has another token: the page itself is asked for it.
 */

import type { Open, Told } from "./messages";

/** Milliseconds until it is tried again. */
const FIRST = 250;
const LONGEST = 4000;

/** So long it may be away before anybody is told. */
const PATIENCE = 800;

export interface Shown {
  readonly page: string;
  readonly digest: string;
}

export interface Listener {
  /** What the page shows now. */
  shown(): Shown;
  hear(told: Told): void;
  /** The page as a server that knows us no more gives it. */
  hearPage(html: string, digest: string): void;
  /** It is there, or gone. */
  connected(isThere: boolean): void;
}

export class Connection {
  readonly #listener: Listener;
  #token: string;
  #socket: WebSocket | undefined;
  #wait = FIRST;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(token: string, listener: Listener) {
    this.#token = token;
    this.#listener = listener;
    const soon = () => {
      if (this.#timer === undefined || document.hidden) return;
      clearTimeout(this.#timer);
      this.#connect();
    };
    window.addEventListener("online", soon);
    document.addEventListener("visibilitychange", soon);
    // A page that browsers keep for whoever goes back has no connection meanwhile.
    window.addEventListener("pageshow", ({ persisted }) => {
      if (persisted && this.#socket?.readyState !== WebSocket.OPEN) soon();
    });
    this.#connect();
  }

  get token(): string {
    return this.#token;
  }

  /** Say again which page is shown. */
  open(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    const message: Open = { type: "open", ...this.#listener.shown() };
    this.#socket.send(JSON.stringify(message));
  }

  #connect(): void {
    this.#timer = undefined;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const query = new URLSearchParams({ token: this.#token });
    const socket = new WebSocket(`${scheme}//${location.host}/_/live?${query}`);
    this.#socket = socket;
    let wasOpen = false;
    socket.addEventListener("open", () => {
      wasOpen = true;
      this.#wait = FIRST;
      clearTimeout(this.#telling);
      this.#telling = undefined;
      this.#listener.connected(true);
      this.open();
    });
    socket.addEventListener("message", ({ data }) => {
      if (socket === this.#socket) this.#listener.hear(JSON.parse(String(data)) as Told);
    });
    socket.addEventListener("close", () => {
      if (socket !== this.#socket) return;
      this.#telling ??= setTimeout(() => this.#listener.connected(false), PATIENCE);
      void this.#again(wasOpen);
    });
  }

  async #again(wasOpen: boolean): Promise<void> {
    // Refused while it opened: nobody is there, or somebody who gave out another token.
    if (!wasOpen) await this.#askForToken();
    // Not all tabs at once.
    const wait = this.#wait * (0.75 + Math.random() / 2);
    this.#wait = Math.min(this.#wait * 1.6, LONGEST);
    this.#timer = setTimeout(() => this.#connect(), wait);
  }

  async #askForToken(): Promise<void> {
    try {
      const response = await fetch(location.href, { cache: "no-store" });
      const html = await response.text();
      const page = new DOMParser().parseFromString(html, "text/html");
      const script = page.getElementById("kb-live");
      const { token, digest } = script?.dataset ?? {};
      if (!token || token === this.#token) return;
      this.#token = token;
      this.#wait = FIRST;
      if (response.ok) this.#listener.hearPage(html, digest ?? "");
    } catch {
      // Nobody is there.
    }
  }
}
