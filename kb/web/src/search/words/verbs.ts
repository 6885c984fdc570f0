/**
 * Korean verbs and adjectives without their endings: the twin of `kb/words/verbs.py`, which says
 * by which rules.
 *
 * In: a word as it stands in a text or a query. Out: the stems that it may be a form of.
 */

import { finalOf, isParticle } from "./particles";

const LONGEST = 16;
const FIRST = 0xac00;
const FORM = new RegExp(`^[가-힣]{2,${LONGEST}}$`);

const N = 4;
const D = 7;
const L = 8;
const LM = 10;
const M = 16;
const B = 17;
const S = 19;
const SS = 20;
const H = 27;

const ALL = 1;
const OPENS = 2;
const CLOSED = 4;
const OPEN = 8;
const INFINITE = 16;

const ENDINGS: [kind: number, endings: string][] = [
  [
    ALL,
    "다 고 지 게 기 자 던 거나 거든 도록 든 든지 던지 다가 다가도 더라 더라도 더니 자마자 길래 " +
      "고자 고서 고서야 고는 고도 고요 다는 다고 다며 다면 다면서 다니 다라고 다라는 지만 지는 지도 " +
      "지를 지가 지마 지요 죠 구나 군 군요 게끔 게도 게는 자고 자는 자면 던데 던가 듯 듯이 듯한 " +
      "기도 거니와 되 다시피 겠다 겠다고 겠다는 겠다면 겠지만 겠습니다 겠는데 겠고 겠네 겠죠 겠지 " +
      "겠는가 겠으나 겠으며 건 건데",
  ],
  [
    OPENS,
    "는 는데 는데도 는데요 는지 는지요 는가 는가요 는구나 느냐 느냐고 느라 느라고 는걸 는대로 " +
      "는게 는건 는걸로 네 네요 니 나 나요 나마",
  ],
  [
    CLOSED,
    "은 을 음 으면 으면서 으며 으니 으니까 으므로 으려 으려고 으려는 으려면 으러 으나 으세요 " +
      "으십시오 으시오 으라 으라고 으라는 으랴 습니다 습니다만 습니까 는다 는다고 는다는 는다면 " +
      "는다며 는다거나 은데 은데도 은지 은가 은가요 을지 을지도 을지라도 을까 을까요 을게 을게요 " +
      "을수록 을때 을뿐 을텐데 을걸 을만큼 을만한 을래 은들 은채 은채로 을것 을수 소",
  ],
  [OPEN, "면 면서 면서도 며 므로 려 려고 려는 려면 려던 려다 려다가 러 라 라고 라는 랴 래 래요"],
  [
    INFINITE,
    "서 서는 서도 서야 선 도 야 야만 야지 야죠 야겠다 야하는 야하고 야한다 야할 야합니다 야함 " +
      "야되는 야된다 요 라 라고 라는 라도 지다 다 다가",
  ],
  [OPEN | OPENS, "니까 니까요 세요 시오 십시오 십니다 오"],
];
const TAILS = new Map<string, number>();
for (const [kind, endings] of ENDINGS) {
  for (const word of endings.split(" ")) TAILS.set(word, (TAILS.get(word) ?? 0) | kind);
}

const words = (text: string) => new Set(text.split(" "));
const BARE = new Map([
  [
    N,
    words(
      "- 다 다고 다는 다면 다며 다면서 다거나 다던가 다던지 다든지 다음 데 데도 데요 데다 지 지요 가 " +
        "가요 걸 채 채로 대 대로 대요 들 만큼 것 건 게 다고는 다고도 다지만",
    ),
  ],
  [
    L,
    words(
      "- 지 지도 지라도 지언정 까 까요 까봐 게 게요 수록 때 뿐 뿐더러 텐데 것 수 수도 걸 건 만큼 " +
        "만한 래 려고 려면 진 거 거야 듯 듯이 듯한",
    ),
  ],
  [M, words("-")],
  [LM, words("-")],
  [B, words("니다 니까 니다만 시다 니다만은")],
]);
const NOUNS = ["기", "음", "는지", "은지", "을지", "는가", "은가", "던지"];

const ENDS =
  "하되이히리기우구추키치지뜨트르으쓰크끄주두누나내오가보서세자차대매배새재캐깨빼째채태패꾸꾀뵈쥐쉬뛰뀌" +
  "끼비시쏘쌔추미디티펴켜너네베메데라바빠쁘프파버수무담그고푸저타사쪼쏟에피" +
  "있없같않싶많좋높낮깊넓좁얇겁볍렵쉽춥덥맵굵짧길멀깝곱돕눕줍굽겁갑맙답롭럽립밉깁읽먹잡찾놓넣쌓낳닿땋받" +
  "닫믿묻얻걷듣싣뻗쏟곧굳알살놀돌들달밀물불빌열울풀팔털틀만흔줄늘걸벌날갈깔말끌떨썰얼졸쓸힘칠글툴앉얹끊잃" +
  "앓끓뚫옳싫꿇굶젊닮옮삶곪밟떫핥훑읊긁밝맑붉늙묽갉신안감남넘담참숨심품뿜듬늠섬입뽑접집씹업꼽벗씻솟웃빗앗" +
  "짓잇낫붓긋젓맞늦잊맺찢짖꽂잦쫓좇빚갚덮엎짚맡붙뱉흩짙얕옅깎닦묶볶섞꺾낚겪엮죽녹막박속식익적작찍렇떻랗갛" +
  "맣얗듭싸짜차따떼떠켜뀌씌띄틔희여러려쳐춰쥐피지";
const ALONE =
  "가오보주두나내자서쓰크끄뜨트사타차파싸짜따까깨빼대매배새재캐채태패꾸뵈쥐쉬뛰뀌끼비쏘펴켜메베데세떼떠" +
  "지치피추푸고" +
  "없같많좋높낮깊넓좁얇쉽춥덥맵굵짧길멀곱돕눕줍굽밉깁읽먹잡찾놓넣쌓낳닿땋받닫믿묻얻걷듣싣뻗쏟곧굳알살놀돌" +
  "들달밀물불빌열울풀팔털틀줄늘걸벌날갈깔말끌떨썰얼졸쓸앉얹끊잃앓끓뚫옳싫꿇굶젊닮옮삶곪밟떫핥훑읊긁밝맑붉늙" +
  "묽갉신안감남넘담참숨심품뿜입뽑접집씹업꼽벗씻솟웃빗짓잇낫붓긋젓맞늦잊맺찢짖꽂잦쫓좇빚갚덮엎짚맡붙뱉흩짙" +
  "얕옅깎닦묶볶섞꺾낚겪엮죽녹막박속식익적작찍띄";
const AUXILIARIES = words("주 보 지 버리 놓 두 나가 가 오 내 드리 나 있 대 말 달");

/** Vowels of stems, by what they and 아 or 어 make together. */
const BEFORE_CONTRACTION: Record<number, number[]> = {
  0: [0, 18],
  4: [4, 18],
  6: [20, 6],
  9: [8],
  14: [13],
  10: [11],
  1: [1],
  5: [5],
};

/** Of which stems `word` may be a form, in no order that means anything. */
export function verbStems(word: string): string[] {
  if (!FORM.test(word)) return [];
  const found = new Set<string>();
  for (let end = 1; end <= word.length; end++) {
    takeOff(word.slice(0, end), word.slice(end), found);
  }
  return [...found];
}

function takeOff(before: string, tail: string, found: Set<string>): void {
  let kind = TAILS.get(tail) ?? 0;
  if (!kind && isNoun(tail)) {
    kind = tail.startsWith("는") ? OPENS : /^[기던]/.test(tail) ? ALL : CLOSED;
  }
  const final = finalOf(before);
  if (kind & (ALL | OPENS)) add(before, found);
  if (kind & OPENS && final === 0) add(withFinal(before, L), found);
  if (kind & CLOSED) {
    if (final === L) add(withFinal(before, D), found);
    else add(final ? before : withFinal(before, S), found);
  }
  if (kind & OPEN && (final === 0 || final === L)) {
    add(before, found);
    addOfB(before, found);
  }
  if (final === 0) {
    const isInfinite = tail
      ? kind
        ? kind & INFINITE
        : verbStems(tail).some((stem) => AUXILIARIES.has(stem))
      : isInfinitive(before);
    if (isInfinite) addInfinitive(before, found);
  }
  const rest = BARE.get(final);
  if (
    rest &&
    (rest.has(tail || "-") ||
      ((final === M || final === LM) && isParticle(tail)) ||
      ((final === N || final === L) && /^[지가]/.test(tail) && isParticle(tail.slice(1))))
  ) {
    addBare(before, final, found);
  }
}

function isNoun(tail: string): boolean {
  return NOUNS.some((noun) => tail.startsWith(noun) && isParticle(tail.slice(noun.length)));
}

/** The stem's last syllable has taken the consonant with which its ending begins. */
function addBare(before: string, final: number, found: Set<string>): void {
  if (final === LM) {
    add(withFinal(before, L), found);
    return;
  }
  const stem = withFinal(before, 0);
  add(stem, found);
  addOfB(stem, found);
  if (final !== M) add(withFinal(before, L), found);
  if (final === N || final === L) add(withFinal(before, H), found);
}

/** 어려우 of 어렵: before 으 the ㅂ of some stems is 우. */
function addOfB(stem: string, found: Set<string>): void {
  const before = stem.slice(0, -1);
  if (stem.endsWith("우") && finalOf(before) === 0) add(withFinal(before, B), found);
}

/** Whether `word` ends as a stem does with 아 or 어, and as few nouns do. */
function isInfinitive(word: string): boolean {
  return word.length > 1 && (/[어아해돼]$/.test(word) || [6, 14, 9].includes(vowelOf(word)));
}

const vowelOf = (word: string) =>
  Math.floor(((word.charCodeAt(word.length - 1) - FIRST) % 588) / 28);

/** The stems that give `form` with 아 or 어. */
function addInfinitive(form: string, found: Set<string>): void {
  const before = form.slice(0, -1);
  const last = form.slice(-1);
  const final = finalOf(before);
  if (/[어아]/.test(last) && before) {
    add(before, found);
    if (final === 0) add(withFinal(before, S), found);
    else if (final === L) add(withFinal(before, D), found);
  }
  if (last === "여" && before.endsWith("하")) add(before, found);
  if (/[와워]/.test(last) && final === 0) add(withFinal(before, B), found);
  if (/[라러]/.test(last) && final === L) add(`${withFinal(before, 0)}르`, found);
  if (last === "러" && before.endsWith("르")) add(before, found);
  if (last === "해") add(`${before}하`, found);
  const vowel = vowelOf(form);
  for (const other of BEFORE_CONTRACTION[vowel] ?? []) {
    add(before + String.fromCharCode(last.charCodeAt(0) + (other - vowel) * 28), found);
  }
}

/** Keep `stem` if it ends as stems do; what still has an ending goes on losing it. */
function add(stem: string, found: Set<string>): void {
  const last = stem.slice(-1);
  if (last === "겠" && stem.length > 1) add(stem.slice(0, -1), found);
  else if (finalOf(last) === SS && last !== "있") addInfinitive(withFinal(stem, 0), found);
  else if ((stem.length > 1 ? ENDS : ALONE).includes(last)) found.add(stem);
  if (/[시셨]/.test(last) && stem.length > 1) {
    add(stem.slice(0, stem.length > 2 && stem.endsWith(`으${last}`) ? -2 : -1), found);
  }
}

function withFinal(word: string, final: number): string {
  const last = word.charCodeAt(word.length - 1);
  return word.slice(0, -1) + String.fromCharCode(last - ((last - FIRST) % 28) + final);
}
