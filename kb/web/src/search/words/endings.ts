/**
 * Endings of Korean verbs and adjectives, and what their stems end in: the twin of
 * `kb/words/endings.py`, which says what each table means.
 */

// A bundle that asks for no verbs has none of this.
/* @__NO_SIDE_EFFECTS__ */
function list(text: string): string[] {
  return text.trim().split(/\s+/);
}

/* @__NO_SIDE_EFFECTS__ */
function set(text: string): Set<string> {
  return new Set(list(text));
}

export const ALL = 1;
export const OPENS = 2;
export const CLOSED = 4;
export const OPEN = 8;
export const INFINITE = 16;
export const THEN = 32;
export const HELPS = 64;
export const MAKES = 128;

export const NO_FORMS = set(`
  그리고 그러나 하지만 따라서 그래서 또한 또는 보다 가지 참고 하나 오늘 모두
  이라고 까지 단지 아니 오래 겁니다 적어도 자기
`);

export const SHORT_FORMS = "큰클볼본쓸쓴긴온올준낸낼뺀뺄켠켤둔셀센빈푼먼든싼짠흰써봐줘커";

/* @__NO_SIDE_EFFECTS__ */
function tails(): Map<string, number> {
  const known: [kind: number, endings: string][] = [
    [
      ALL,
      `
      다 고 지 게 기 자 던 거나 거든 도록 든 든지 던지 다가 다가도 더라 더라도
      더니 자마자 길래 고자 고서 고는 고도 고요 곤 다는 다고 다며 다면 다면서 다니
      다라고 다라는 지만 지는 지도 지를 지가 진 지마 지요 죠 구나 군 군요 게끔 게도
      게는 자고 자는 자면 던데 던가 듯 듯이 듯한 긴 길 기도 기엔 거니와 되 다시피
      건 건데
    `,
    ],
    [
      OPENS,
      `
      는 는데 는데도 는데요 는지 는지요 는가 는가요 는구나 느냐 느냐고 느라 느라고
      는걸 는대로 는게 는건 네 네요 나 나요
    `,
    ],
    [
      CLOSED,
      `
      은 을 음 으면 으면서 으며 으니 으니까 으므로 으려 으려고 으려는 으려면 으러
      으나 으세요 으십시오 으시오 으라 으라고 으라는 습니다 습니다만 습니까 는다 는다고
      는다는 는다면 는다며 는다거나 은데 은데도 은지 은가 은가요 을지 을지도 을지라도
      을까 을까요 을게 을게요 을수록 을때 을뿐 을텐데 을걸 을만큼 을만한 을래 은들
      은채 을것 을수
    `,
    ],
    [
      OPEN,
      `
      면 면서 면서도 며 므로 려 려고 려는 려면 려던 려다 려다가 러 라 라고 라는 래
      래요
    `,
    ],
    [INFINITE, "서 서야 선 도 야 야만 야지 야죠 야겠다 요 라 라고 라는 라도 다 다가"],
    [OPEN | OPENS, "니 니까 니까요 세요 시오 십시오 십니다 오"],
  ];
  const found = new Map([["", INFINITE]]);
  for (const [kind, endings] of known) {
    for (const ending of list(endings)) found.set(ending, (found.get(ending) ?? 0) | kind);
  }
  return found;
}

export const TAILS = tails();

export const AFTER_FINAL = /* @__PURE__ */ new Map([
  [
    "ㄴ",
    set(`
      다 다고 다는 다면 다며 다면서 다거나 다던가 다던지 다든지 데 데도 데요 지 지요
      가 가요 걸 채 채로 대 대로 만큼 것 건 게 거 거예요 다지만
    `),
  ],
  [
    "ㄹ",
    set(`
      지 지도 지라도 지언정 까 까요 까봐 게 게요 수록 때 뿐 뿐더러 텐데 것 수있는
      수있다 수없는 수없다 걸 건 만큼 만한 래 려고 려면 진 거 거야 거예요 듯 듯이
      듯한
    `),
  ],
  ["ㅂ", set("니다 니까 니다만 시다")],
  ["ㅁ", new Set<string>()],
  ["ㄻ", new Set<string>()],
]);
export const NOUNS = ["기", "음", "는지", "은지", "을지", "는가", "은가", "던지"];
export const BEHIND_ENDING =
  /^(?:고(?:있|싶|나서|나면|보니)|지(?:않|못|말|마[라세시십])|게[하한할함해했되된될됨돼됐]|다보[니면])/;
export const BEHIND_INFINITIVE =
  /^(?:있|놓|놔|[주준줄줌줍줘줬보본볼봄봅봐봤두둔둘둠둡둬뒀]|[버드][리린릴림립려렸]|야[하한할함해했되된될됨돼됐])/;
export const MAKES_ONE = /^[지진질짐집져졌내낸낼냄냅냈]/;

export const ENDS =
  "없같많찮잖좋높낮깊넓좁얇겁볍렵쉽춥덥맵굵짧깝곱돕눕줍굽맙롭럽립랍껍섭둡겹엽밉깁읽먹잡찾놓넣쌓" +
  "낳닿땋받믿얻뻗쏟곧굳앉얹끊잃앓끓뚫옳싫꿇굶젊닮옮삶곪밟떫핥훑읊긁밝맑붉늙낡묽갉뽑씹꼽벗씻솟웃" +
  "앗맞갖늦잊맺찢짖꽂잦쫓좇빚갚덮엎짚맡붙뱉흩짙얕옅깎닦묶볶섞꺾낚겪엮찍밌멎곯솎닳빻썩돋뜯엷찧딛" +
  "궂젖엾";
export const COMMON = "하되있답갑납";

/* @__NO_SIDE_EFFECTS__ */
function byFirst(text: string): Map<string, string> {
  return new Map(list(text).map((entry) => [entry.charAt(0), entry.slice(1)]));
}

export const ENDS_AFTER = byFirst(`
  이줄높보쓰쌓모섞묶놓들직속죽먹녹울붙끓절꼬짜조쏘떼뜨덮깎닦낚엮볶꺾늘벌숙박덕짝떡설척껄삭쩍빡렁썩썽축싸죄채
  리ㄹ버다스누그내가차때거드느아두시데꾸뚫사푸뿌뜨흐어여노추주츠무
  히밝잡막갇닫묻읽입넓좁굽뽑익얽맞꽂박찍적먹접업집딪롭붉식썩앉굳젖맺얹긁밟꼽럽받잊눕걷씹
  기옮남넘숨맡생당벗앗쫓안챙이어우여새섬즐담감끊찢씻웃굶잠튕풍뜯뺏땡켕엉곪팅
  지ㅓㅕㅝ가던빠아해따만라뒤번와멋임깨다건값개삐숨
  치거펼합마미고지끼넘주다그르뭉걸바딪놓스헤해외닥겹떨밀훔구부빼나망라려리우무림엄결동질난
  우ㅐㅔㅣㅢ싸외돋 추갖맞비멈늦낮감들춤 키지시으리삼들비엉이내 구일솟달헹 루다이미겨
  누나가겨 꾸바가꿈 수부 두만가거앞놔
  나어만떠러끝겨빛아라혼신화듭지겁쳐려청각증장타틈긋빗못잘닥살별여 내ㅏㅓㅕㅐ보끝지뽐혼겁
  가ㅏㅓㅕㅝ해오 오ㅏㅓㅕㅝ해내 보다엿맛선리돌얕깔넘 서나어아앞맞러라들켜줄 주견
  시마부모계쑤가적 비비누덤붐부후 티버 피살지 디견더무 미꾸스저여 니다지노 뉘나 뀌바
  끼느아대 쉬내 뛰날어너 쥐켜 개쪼포뭉 애없 대기이어맞빗 매헤 채아로치 너건 네건
  라놀자바 세거드억 쓰애힘어아겨경 쁘기나바예 프아고슬 트움싹 으모 그담잠 타불라아어려
  차벅득어 싸비감러 르ㅏㅓㅕㅗㅜㅡㅣ들 들ㅓㅕ만흔힘받잠나아고물깃시길찌 돌되감떠맴휘
  풀베부 밀내떠 달매잇연 걸내 물머저드다허아여악 끌이 틀비뒤 글둥 칠거 툴서 둘서
  울기아 살되 놀뛰 몰내휘 닫깨 듣아엿 묻되캐파 컫일 짓정련리분징론듭관 잇뒤 긋내
  붓아어퍼 젓휘 안껴어켜떠 집뒤꼬헤비 뿜내 듬다더보 넘어러 남아 막로어 담워 입아려껴
  감휘 랗다그파노 갛빨발새 맣까그 얗하뽀 깨일으 래달바 레설 습우
`);
export const ALONE =
  "가갈감걷걸검긋길까깔깨꾸뀌끄끌끼나날남낫내넘녹놀늘닫달담대데돌두듣들따떠떨떼뛰뜨띄막말매멀메" +
  "몰묻물밀박배벌베보뵈불붓비빌빗빼뿜사살삼새서세숨쉬싣심싸썰쏘쓰쓸안알얼열오울익입잇자작재적접" +
  "젓졸주죽줄쥐지짓짜차참채추치캐켜크타태털트틀파팔패펴푸풀품피튀꿰쬐괴죄휘희찌꼬쪼헐빨꾀";
export const LOST: Record<string, string> = {
  ㅂ: "겁볍렵쉽춥덥깝갑맙답롭럽립랍껍섭둡겹엽밉돕곱눕줍굽깁맵습납",
  ㄷ: "걷듣묻싣긷붇닫컫",
  ㅅ: "짓잇낫붓긋젓",
  ㅎ: "랗갛맣얗",
};
export const WITHOUT_EU = "따치들";
export const SURE_OF_REU = "모다오부고흐따누빠";
