/**
 * Korean particles: the twin of `kb/words/particles.py`, which says by which rules.
 *
 * In: a word as it stands in a text or a query. Out: what it may be without its particles.
 */

const ANY = 0;
const CONSONANT = 1;
const VOWEL = 2;
const VOWEL_OR_RIEUL = 3;
const RIEUL = 8;

const CASES =
  "에 에서 에게 에게서 한테 한테서 께 께서 까지 부터 처럼 보다 만 만큼 마다 밖에 뿐 대로 조차 마저 " +
  "같이 하고 과/와 이랑/랑 으로/로 으로서/로서 으로써/로써 으로부터/로부터 이라고/라고";
const CLOSING =
  "은/는 이/가 을/를 의 도 만 까지 부터 보다 처럼 조차 마저 뿐 이나/나 이든/든 이든지/든지 이야/야 " +
  "이라도/라도 이라면/라면 이라는/라는 이란/란";
const COPULA =
  "이다 이라 이며 이고 이지만 이므로 이었다 이라는 이라면 이란 인 인데 인지 입니다 /였다 /며";

/** Which final consonant the last syllable of `text` has: 0 none; -1 for what is no syllable. */
export function finalOf(text: string): number {
  const code = text.charCodeAt(text.length - 1) - 0xac00;
  return code >= 0 && code < 11172 ? code % 28 : -1;
}

/** Each particle, and what must stand before it. */
function read(table: string): [string, number][] {
  return table.split(" ").flatMap((entry): [string, number][] => {
    const [first = "", second] = entry.split("/");
    if (second === undefined) return [[first, ANY]];
    const after = second.startsWith("로") ? VOWEL_OR_RIEUL : VOWEL;
    return first
      ? [
          [first, CONSONANT],
          [second, after],
        ]
      : [[second, after]];
  });
}

function canFollow(before: string, need: number): boolean {
  const final = finalOf(before);
  if (need === ANY || final < 0) return true;
  if (need === CONSONANT) return final > 0;
  return final === 0 || (need === VOWEL_OR_RIEUL && final === RIEUL);
}

/** Everything that particles can make together at the end of a word; made when first asked for. */
let made: Map<string, number> | undefined;
function tails(): Map<string, number> {
  if (made) return made;
  const cases = read(CASES);
  const last = [...read(CLOSING), ...read(COPULA)];
  const found = new Map<string, number>();
  for (const [first, need] of [...last, ...cases]) {
    found.set(first, found.get(first) === ANY ? ANY : need);
  }
  for (const [first, need] of cases) {
    for (const [second, itsNeed] of [...last, ...cases]) {
      const both = first + second;
      if (second !== first && canFollow(first, itsNeed) && !found.has(both)) found.set(both, need);
    }
  }
  made = new Map([["들", ANY]]);
  for (const [tail, need] of found) if (canFollow("들", need)) made.set(`들${tail}`, ANY);
  for (const [tail, need] of found) made.set(tail, need);
  return made;
}

let longest = 0;
function longestTail(): number {
  longest ||= Math.max(...[...tails().keys()].map((tail) => tail.length));
  return longest;
}

/** Whether `text` is nothing but particles. */
export function isParticle(text: string): boolean {
  return tails().has(text);
}

/** Whether `particle` is one, or several, that can stand right after the text `before`. */
export function fits(particle: string, before: string): boolean {
  const need = tails().get(particle);
  return need !== undefined && before !== "" && canFollow(before, need);
}

/** `word`, then what it is without its particles: the longest ones taken away first. */
export function stems(word: string): string[] {
  const found = [word];
  for (let length = Math.min(word.length - 2, longestTail()); length > 0; length--) {
    const tail = word.slice(-length);
    const stem = word.slice(0, -length);
    if (!fits(tail, stem)) continue;
    // The 으 before 로 is a part of the particle.
    if (!(stem.endsWith("으") && tail.startsWith("로"))) found.push(stem);
  }
  return found;
}
