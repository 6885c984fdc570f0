/**
 * The questions of a tree.
 *
 * In: `questions.json` and the files that it names, made by the build. Out: entries, known at once;
 * whole questions, fetched note by note. Nothing of the page.
 */

export interface BankNote {
  readonly title: string;
  readonly url: string;
  readonly tags: readonly string[];
  readonly language: string;
  /** Where its questions are. */
  readonly file: string;
}

/** A question of which no more is known than what the bank chooses by. */
export interface Entry {
  readonly id: string;
  readonly note: BankNote;
  readonly language: string;
  readonly several: boolean;
}

/** HTML that the build has made and cleaned, and its language. */
export type Worded = readonly [html: string, language: string];

/** An option: its letter, whether it is right, its words, why. */
export type Answer = readonly [letter: string, right: boolean, content: Worded, why: Worded];

export interface Question {
  readonly id: string;
  readonly language: string;
  readonly several: boolean;
  readonly checked: boolean;
  readonly stem: Worded;
  readonly answers: readonly Answer[];
  readonly hints: readonly Worded[];
  readonly explanation: Worded;
}

type WrittenQuestion = readonly [id: string, language: number, several: 0 | 1];

interface Written {
  readonly tags: readonly string[];
  readonly languages: readonly string[];
  readonly notes: readonly (readonly [
    title: string,
    url: string,
    tags: readonly number[],
    language: number,
    file: string,
    questions: readonly WrittenQuestion[],
  ])[];
}

/** `base` is the address of `questions.json`: addresses in it are relative to its own. */
export function readEntries({ tags, languages, notes }: Written, base: string): Entry[] {
  return notes.flatMap(([title, url, own, language, file, questions]) => {
    const note: BankNote = {
      title,
      url: new URL(url, base).href,
      tags: own.flatMap((tag) => tags[tag] ?? []),
      language: languages[language] ?? "",
      file: new URL(file, base).href,
    };
    return questions.map(([id, number, several]) => ({
      id,
      note,
      language: languages[number] ?? "",
      several: several === 1,
    }));
  });
}

/** What stands in a note's file: base64 of UTF-8. */
export function decodeQuestions(text: string): Question[] {
  const bytes = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

export function rightLetters(question: Question): string[] {
  return question.answers.flatMap(([letter, right]) => (right ? [letter] : []));
}

/** All right ones and no other: there is no credit for a part. */
export function isRight(question: Question, chosen: readonly string[]): boolean {
  const right = rightLetters(question);
  return right.length === chosen.length && right.every((letter) => chosen.includes(letter));
}

/** What was asked for did not come; it may the next time. */
export class Unavailable extends Error {}

async function get(url: string): Promise<string> {
  try {
    const response = await fetch(url);
    if (response.ok) return await response.text();
    throw new Error(`${response.status}: ${url}`);
  } catch (error) {
    throw new Unavailable(url, { cause: error });
  }
}

export class Library {
  readonly #files = new Map<string, Promise<ReadonlyMap<string, Question>>>();

  private constructor(
    readonly entries: readonly Entry[],
    readonly byId: ReadonlyMap<string, Entry>,
  ) {}

  static async open(url: string): Promise<Library> {
    const base = new URL(url, location.href).href;
    const entries = readEntries(JSON.parse(await get(base)), base);
    return new Library(entries, new Map(entries.map((entry) => [entry.id, entry])));
  }

  /** `undefined` where its note has changed since the list was made. */
  async question(entry: Entry): Promise<Question | undefined> {
    const { file } = entry.note;
    let found = this.#files.get(file);
    if (!found) {
      found = get(file).then(
        (text) => new Map(decodeQuestions(text).map((each) => [each.id, each])),
      );
      this.#files.set(file, found);
      // What failed may be asked for again.
      found.catch(() => this.#files.delete(file));
    }
    return (await found).get(entry.id);
  }
}
