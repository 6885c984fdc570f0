/**
 * What a text says, word by word, in Korean and English: the twin of `kb/words/`, for queries.
 *
 * In: text. Out: its words, what they are without particles and endings, and the keys under which
 * the index keeps them. `tests/words/*.md` holds for both, and so does a property on random text.
 */

export { englishStem, isStopWord } from "./english";
export { order, searchForm } from "./forms";
export { compose, decompose, initials, isInitials } from "./jamo";
export { otherLayout } from "./layout";
export { fits, isParticle, stems } from "./particles";
export { join, spacingKey, termKey } from "./spacing";
export { type Token, tokens } from "./tokens";
export { possibleVerbStems, verbStems } from "./verbs";
