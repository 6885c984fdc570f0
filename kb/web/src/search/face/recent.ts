/**
 * What was searched for in this browser, where it led somewhere.
 *
 * In: queries. Out: the last ones, the latest first. Nothing of it leaves the browser; where it
 * keeps nothing there are none.
 */

const MOST = 6;
const LONGEST = 80;

export class Recent {
  readonly #key: string;

  /** Several sites may lie on one host: `root` is where this one begins. */
  constructor(root: string) {
    this.#key = `kb-searches ${new URL(root).pathname}`;
  }

  read(): readonly string[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#key) ?? "[]");
      if (!Array.isArray(kept)) return [];
      return kept.filter((each) => typeof each === "string").slice(0, MOST);
    } catch {
      return []; // No storage, or somebody else's.
    }
  }

  add(query: string): void {
    const text = query.trim();
    if (text === "" || text.length > LONGEST) return;
    this.#write([text, ...this.read().filter((each) => each !== text)].slice(0, MOST));
  }

  forget(): void {
    this.#write([]);
  }

  #write(queries: readonly string[]): void {
    try {
      if (queries.length > 0) localStorage.setItem(this.#key, JSON.stringify(queries));
      else localStorage.removeItem(this.#key);
    } catch {
      // Full or forbidden: the search works without.
    }
  }
}
