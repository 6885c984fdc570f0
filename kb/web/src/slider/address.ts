/**
 * The values of sliders in the address: `?lr=0.9`, readable, to be sent to somebody else.
 *
 * In: the sliders of a page and the address's query. Out: the number of each one's value, and the
 * query with other values; what others have put there stays. No DOM.
 */

export interface Parameter {
  readonly name: string;
  /** Number of the value that the page shows without us. */
  readonly start: number;
  readonly values: readonly string[];
}

/** What these mean on our pages or in the theme, whatever a snippet calls so. */
const TAKEN = new Set(["and", "h", "not", "or", "q", "side"]);

/** The name in the address of the slider of a name: the page's `nth`, counted from 0. */
export function keyOf(name: string, nth: number): string {
  return nth === 0 && !TAKEN.has(name) ? name : `${name}.${nth + 1}`;
}

/** The number of the value that the address asks for; the start where it asks for none of ours. */
export function readValue({ start, values }: Parameter, key: string, search: string): number {
  const asked = new URLSearchParams(search).get(key);
  const found = asked === null ? -1 : values.indexOf(asked);
  return found < 0 ? start : found;
}

export function writeValue(
  { start, values }: Parameter,
  key: string,
  value: number,
  search: string,
): string {
  const written = new URLSearchParams(search);
  const text = values[value];
  if (value === start || text === undefined) written.delete(key);
  else written.set(key, text);
  return written.size > 0 ? `?${written}` : "";
}

/** The number of a step: the last parameter changes fastest. */
export function stepOf(parameters: readonly Parameter[], chosen: readonly number[]): number {
  return parameters.reduce(
    (step, { values }, index) => step * values.length + (chosen[index] ?? 0),
    0,
  );
}
