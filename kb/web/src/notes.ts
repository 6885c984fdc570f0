/**
 * The notes of a tree, as scripts know them.
 *
 * In: `notes.json` and `links.json`, made by the build. Out: notes with full addresses; the words
 * that find them. Nothing of the page.
 */

export interface Note {
  readonly title: string;
  readonly url: string;
  /** Its address within the site: short, and the same wherever the site lies. */
  readonly key: string;
  /** The title as words are compared. */
  readonly folded: string;
  /** Indexes of tags. */
  readonly tags: readonly number[];
  /** A BCP 47 code. */
  readonly language: string;
}

export interface Notes {
  readonly tags: readonly string[];
  readonly languages: readonly string[];
  readonly notes: readonly Note[];
  /** So many of them, from the first on, are written for this tree; the others are its guests. */
  readonly own: number;
}

interface Written {
  readonly tags: readonly string[];
  readonly languages: readonly string[];
  readonly own: number;
  readonly notes: readonly (readonly [string, string, readonly number[], number])[];
}

/** `base` is the address of `notes.json`: addresses in it are relative to its own. */
export function readNotes({ tags, languages, own, notes }: Written, base: string): Notes {
  const read = notes.map(([title, url, tagged, language]) => ({
    title,
    url: new URL(url, base).href,
    folded: fold(title),
    key: decode(url.replace(/^(\.{1,2}\/)+/, "")) || "./",
    tags: tagged,
    language: languages[language] ?? "",
  }));
  return { tags, languages, notes: read, own };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path).normalize("NFC");
  } catch {
    return path; // Not UTF-8: it stands for itself.
  }
}

async function fetchJson<Value>(url: string): Promise<Value> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}: ${url}`);
  return response.json();
}

/** The notes that `element` names in `data-notes`. */
export async function loadNotes(element: HTMLElement): Promise<Notes> {
  const url = new URL(element.dataset.notes ?? "", location.href).href;
  return readNotes(await fetchJson<Written>(url), url);
}

/** Without guests, which are no nodes of a graph. */
export function withoutGuests(all: Notes): Notes {
  return { ...all, notes: all.notes.slice(0, all.own) };
}

/** Who leads to whom, as `element` names it in `data-links`: from, to, from, to. */
export function loadLinks(element: HTMLElement): Promise<readonly number[]> {
  return fetchJson(new URL(element.dataset.links ?? "", location.href).href);
}

/** As words are compared: composed, in lower case, without spaces. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}

const SYLLABLES = 0xac00;
const CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

/** Each Hangul syllable as its first consonant: 학습률 is ㅎㅅㄹ. */
export function initialsOf(text: string): string {
  return text.replace(/[가-힣]/g, (syllable) => {
    const number = Math.floor((syllable.charCodeAt(0) - SYLLABLES) / 588);
    return CONSONANTS[number] ?? syllable;
  });
}

/** A function that says where the words of `query` begin in a folded text; -1 if nowhere. */
export function makeFinder(query: string): (folded: string) => number {
  // NFKC makes conjoining letters of the consonants that a reader types: those stay.
  const typed = query.replace(/\s+/g, "");
  const areConsonants = typed !== "" && [...typed].every((each) => CONSONANTS.includes(each));
  if (areConsonants) return (folded) => initialsOf(folded).indexOf(typed);
  const words = fold(query);
  return (folded) => folded.indexOf(words);
}
