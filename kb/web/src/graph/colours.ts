/**
 * The colours of groups of notes, in light and in dark.
 *
 * In: the groups, by note. Out: a colour for each. The largest groups have colours of their own,
 * which differ in hue and in lightness; each stands out from the page by 3:1 (WCAG 1.4.11).
 */

export type Scheme = "light" | "dark";

export const GROUND: Readonly<Record<Scheme, string>> = { light: "#ffffff", dark: "#1e2129" };

/** Words on the ground. */
export const INK: Readonly<Record<Scheme, string>> = { light: "#22262e", dark: "#e2e4ec" };

export const PALETTE: Readonly<Record<Scheme, readonly string[]>> = {
  light: ["#0067a5", "#c04d00", "#00795a", "#a3357f", "#7d6300", "#5b3fa0", "#b3261e", "#3f6b1f"],
  dark: ["#5ab6f0", "#ff9d57", "#46cfa0", "#f08fcb", "#e6c84f", "#b7a3ff", "#ff8a80", "#a3d65c"],
};

/** Notes of all other groups, and those of none. */
export const QUIET: Readonly<Record<Scheme, string>> = { light: "#6b7280", dark: "#9aa1b2" };

const LINE: Readonly<Record<Scheme, readonly number[]>> = {
  light: [60, 70, 90],
  dark: [200, 210, 230],
};

/**
 * The colour of lines: fainter where there are many, so that they do not become one surface. It is
 * multiplied by its alpha already, as WebGL is told to blend.
 */
export function lineColour(lines: number, scheme: Scheme): string {
  const alpha = Math.min(0.45, Math.max(0.09, 12 / Math.sqrt(lines + 1)));
  const parts = LINE[scheme].map((part) => Math.round(part * alpha));
  return `rgba(${parts.join(", ")}, ${alpha.toFixed(3)})`;
}

export interface Legend {
  /** Groups that have a colour, the largest first. */
  readonly groups: readonly string[];
  readonly hasOthers: boolean;
}

export function makeLegend(groups: readonly string[]): Legend {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  const named = [...counts].filter(([group]) => group !== "");
  named.sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
  const shown = named.slice(0, PALETTE.light.length).map(([group]) => group);
  return { groups: shown, hasOthers: shown.length < counts.size };
}

export function colourOf(group: string, legend: Legend, scheme: Scheme): string {
  return PALETTE[scheme][legend.groups.indexOf(group)] ?? QUIET[scheme];
}
