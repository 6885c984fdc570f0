/**
 * A figure that leaves its page.  In: SVG as it stands in a page, where its neutral colours are
 * the page's.  Out: SVG for paper, that needs nothing around it; no DOM.
 */

const INK = 0x22;
const FONTS = "Pretendard, 'Apple SD Gothic Neo', 'Noto Sans KR', 'Malgun Gothic', sans-serif";

const grey = (level: number) => `#${Math.round(level).toString(16).padStart(2, "0").repeat(3)}`;

/** A value of `fill` or `stroke` as a number. */
function onPaper(colour: string): string {
  const mixed = /^color-mix\(in srgb, ?currentColor (\d+)%, ?var\(--kb-figure-ground\)\)$/.exec(
    colour,
  );
  if (mixed) return grey(255 - ((255 - INK) * Number(mixed[1])) / 100);
  const lifted = /^color-mix\(in srgb, ?(#[\da-f]+),/.exec(colour);
  if (lifted?.[1]) return lifted[1];
  if (colour === "currentColor") return grey(INK);
  return colour === "var(--kb-figure-ground)" ? "#fff" : colour;
}

/** `svg` is written by the build: attributes are quoted by `"`. */
export function standalone(svg: string): string {
  const end = svg.indexOf(">");
  const root = svg
    .slice(0, end)
    .replace(/ (?:xmlns|role|class|style|tabindex|font-family)="[^"]*"/g, "");
  const whole = root + svg.slice(end);
  return whole
    .replace(/ (fill|stroke)="([^"]+)"/g, (_, name, colour) => ` ${name}="${onPaper(colour)}"`)
    .replace(/^<svg/, `<svg xmlns="http://www.w3.org/2000/svg" font-family="${FONTS}"`);
}

/** The same SVG with other ids, so that both may stand in one page. */
export function withOtherIds(svg: string, suffix: string): string {
  return svg
    .replace(/ id="([^"]+)"/g, (_, id) => ` id="${id}${suffix}"`)
    .replace(/ href="#([^"]+)"/g, (_, id) => ` href="#${id}${suffix}"`)
    .replace(/"url\(#([^)]+)\)"/g, (_, id) => `"url(#${id}${suffix})"`);
}

/** A name for the file: of the page, and which of its figures. */
export function fileName(path: string, number: number): string {
  let page = path.split("/").filter(Boolean).at(-1) ?? "";
  try {
    page = decodeURIComponent(page);
  } catch {
    // Not UTF-8: it stays as it is written.
  }
  return `${page.replace(/\.html?$/i, "") || "figure"}-${number}`;
}
