/**
 * The store in IndexedDB.
 *
 * In: a browser that has one. Out: a store that lasts; all tabs share it. One origin has one, so
 * that a site that moves to another folder keeps what its readers did.
 */

import { complete, inOrder, Memory } from "./memory";
import { laterExam, laterRating } from "./merging";
import type { Attempt, Contents, Exam, NewAttempt, Rating, Store } from "./store";

const NAME = "kb-quiz";

/** What brings a database from the version of its place to the next; never change one of these. */
const MIGRATIONS: readonly ((database: IDBDatabase) => void)[] = [
  (database) => {
    const attempts = database.createObjectStore("attempts", { keyPath: "key" });
    attempts.createIndex("at", "at");
    attempts.createIndex("question", "question");
  },
  (database) => {
    database.createObjectStore("ratings", { keyPath: "attempt" });
    database.createObjectStore("exams", { keyPath: "key" });
  },
];

const STORES = ["attempts", "ratings", "exams"] as const;

/** Fails where the browser forbids it, or where a newer program has left another database. */
export async function openDatabase(): Promise<Store> {
  const request = indexedDB.open(NAME, MIGRATIONS.length);
  request.onupgradeneeded = ({ oldVersion }) => {
    for (const migrate of MIGRATIONS.slice(oldVersion)) migrate(request.result);
  };
  return new Database(
    await new Promise<IDBDatabase>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("another tab holds an older database"));
    }),
  );
}

class Database implements Store {
  lasting = true;
  readonly #database: IDBDatabase;
  readonly #channel = new BroadcastChannel(NAME);
  /** What could not be kept. */
  readonly #spare = new Memory();

  constructor(database: IDBDatabase) {
    this.#database = database;
    // Another tab brings a newer program, which must not wait for this one.
    database.onversionchange = () => {
      this.lasting = false;
      database.close();
    };
    database.onclose = () => {
      this.lasting = false;
    };
  }

  async add(attempt: NewAttempt): Promise<Attempt> {
    const [added] = await this.addAll([attempt]);
    return added as Attempt;
  }

  async addAll(attempts: readonly NewAttempt[]): Promise<readonly Attempt[]> {
    const added = await this.#write(
      async (transaction) => {
        const store = transaction.objectStore("attempts");
        // Transactions that write wait for each other, in all tabs: no two get the same time.
        const newest = await done(store.index("at").openKeyCursor(null, "prev"));
        let last = typeof newest?.key === "number" ? newest.key : 0;
        return attempts.map((attempt) => {
          const whole = complete(attempt, last);
          last = whole.at;
          store.add(whole);
          return whole;
        });
      },
      () => this.#spare.addAll(attempts),
    );
    this.#channel.postMessage(added);
    this.#spare.startAfter(added.at(-1)?.at ?? 0);
    return added;
  }

  async all(): Promise<readonly Attempt[]> {
    return (await this.contents()).attempts;
  }

  async of(question: string): Promise<readonly Attempt[]> {
    const kept = await this.#read([], (transaction) =>
      done<Attempt[]>(transaction.objectStore("attempts").index("question").getAll(question)),
    );
    return inOrder([...kept, ...(await this.#spare.of(question))]);
  }

  async rate(rating: Rating): Promise<void> {
    await this.#write(
      (transaction) => put(transaction, "ratings", rating.attempt, rating, laterRating),
      () => this.#spare.rate(rating),
    );
  }

  async saveExam(exam: Exam): Promise<void> {
    await this.#write(
      (transaction) => put(transaction, "exams", exam.key, exam, laterExam),
      () => this.#spare.saveExam(exam),
    );
  }

  async contents(): Promise<Contents> {
    const nothing: Contents = { attempts: [], ratings: [], exams: [] };
    const kept = await this.#read<Contents>(nothing, async (transaction) => {
      const all = STORES.map((name) => done(transaction.objectStore(name).getAll()));
      const [attempts = [], ratings = [], exams = []] = await Promise.all(all);
      return { attempts, ratings, exams };
    });
    const whole = new Memory();
    await whole.merge(kept);
    await whole.merge(await this.#spare.contents());
    return whole.contents();
  }

  async merge(contents: Contents): Promise<number> {
    const { attempts, ratings, exams } = contents;
    const added = await this.#write<readonly Attempt[] | number>(
      async (transaction) => {
        const store = transaction.objectStore("attempts");
        const keys = new Set(await done(store.getAllKeys()));
        const missing = attempts.filter(({ key }) => !keys.has(key) && keys.add(key));
        for (const attempt of missing) store.add(attempt);
        for (const each of ratings) {
          await put(transaction, "ratings", each.attempt, each, laterRating);
        }
        for (const each of exams) await put(transaction, "exams", each.key, each, laterExam);
        return missing;
      },
      () => this.#spare.merge(contents),
    );
    if (typeof added === "number") return added;
    if (added.length > 0) this.#channel.postMessage(added);
    return added.length;
  }

  listen(hear: (attempts: readonly Attempt[]) => void): () => void {
    const tell = ({ data }: MessageEvent<readonly Attempt[]>) => hear(data);
    this.#channel.addEventListener("message", tell);
    return () => this.#channel.removeEventListener("message", tell);
  }

  /** All of `change` or nothing; where nothing can be written, `spare` keeps it for this page. */
  async #write<Value>(
    change: (transaction: IDBTransaction) => Promise<Value>,
    spare: () => Promise<Value>,
  ): Promise<Value> {
    try {
      const transaction = this.#database.transaction(STORES, "readwrite");
      const changed = change(transaction);
      changed.catch(() => transaction.abort());
      const [value] = await Promise.all([changed, completed(transaction)]);
      return value;
    } catch {
      // Full or closed: the page reads `lasting` and says so.
      this.lasting = false;
      return spare();
    }
  }

  async #read<Value>(
    none: Value,
    read: (transaction: IDBTransaction) => Promise<Value>,
  ): Promise<Value> {
    try {
      return await read(this.#database.transaction(STORES));
    } catch {
      this.lasting = false;
      return none;
    }
  }
}

/** Keep what holds of `value` and of what is there under the same key. */
async function put<Value>(
  transaction: IDBTransaction,
  name: (typeof STORES)[number],
  key: string,
  value: Value,
  later: (one: Value | undefined, other: Value) => Value,
): Promise<void> {
  const store = transaction.objectStore(name);
  store.put(later(await done<Value | undefined>(store.get(key)), value));
}

function done<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });
}
