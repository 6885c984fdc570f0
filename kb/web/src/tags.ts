/** Tags and their order: `first/second/third`.  In: tags.  Out: how they are related; no DOM. */

/** As tags are compared: a tag is the same in capitals and decomposed. */
export function tagKey(tag: string): string {
  return tag.normalize("NFC").toLowerCase();
}

/** Whether `tag` is `parent` or stands below it. */
export function isWithinTag(tag: string, parent: string): boolean {
  const [one, other] = [tagKey(tag), tagKey(parent)];
  return one === other || one.startsWith(`${other}/`);
}

export function firstLevel(tag: string): string {
  return tag.split("/", 1)[0] ?? "";
}

/** A tag and all that stand above it: `a/b/c`, `a/b`, `a`. */
export function withParents(tag: string): string[] {
  const parts = tag.split("/");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
}

/** How many notes have a tag or one below it, by the tag as it is written first. */
export function countTags(
  tags: readonly string[],
  notes: readonly { readonly tags: readonly number[] }[],
): Map<string, number> {
  const names = new Map<string, string>();
  const lines = tags.map((tag) =>
    withParents(tag).map((each) => {
      const key = tagKey(each);
      if (!names.has(key)) names.set(key, each);
      return names.get(key) ?? each;
    }),
  );
  const counts = new Map<string, number>();
  for (const note of notes) {
    const own = new Set(note.tags.flatMap((tag) => lines[tag] ?? []));
    for (const tag of own) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return counts;
}
