/** The search's small pictures.  In: a name.  Out: an element that screen readers pass over. */

/** Paths of Material Design Icons (Apache 2.0), in a square of 24. */
const PATHS = {
  alias: "M10 9V5l-7 7 7 7v-4.1c5 0 8.500 1.600 11 5.100-1-5-4-10-11-11",
  down: "M7.410 8.590 12 13.170l4.590-4.580L18 10l-6 6-6-6z",
  up: "M7.410 15.410 12 10.830l4.590 4.580L18 14l-6-6-6 6z",
  arrow: "M20 11v2H8l5.500 5.500-1.420 1.420L4.160 12l7.920-7.920L13.500 5.500 8 11z",
  clear:
    "M19 6.410 17.590 5 12 10.590 6.410 5 5 6.410 10.590 12 5 17.590 6.410 19 12 13.410 17.590 19 19 17.590 13.410 12z",
  complete: "M4 6h2v12H4zm4 5h8.170l-3.580-3.590L14 6l6 6-6 6-1.410-1.410L16.170 13H8z",
  heading: "M5 4v3h5.500v12h3V7H19V4z",
  note: "M6 2a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8l-6-6zm0 2h7v5h5v11H6zm2 8v2h8v-2zm0 4v2h5v-2z",
  page: "M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2m0 4v10h16V8z",
  recent:
    "M13.500 8H12v5l4.280 2.540.720-1.210-3.500-2.080zM13 3a9 9 0 0 0-9 9H1l3.960 4.030L9 12H6a7 7 0 0 1 7-7 7 7 0 0 1 7 7 7 7 0 0 1-7 7c-1.930 0-3.680-.790-4.940-2.060l-1.420 1.420A8.900 8.900 0 0 0 13 21a9 9 0 0 0 9-9 9 9 0 0 0-9-9",
  tag: "M5.410 21 6.120 17H2.120L2.470 15H6.470L7.530 9H3.530L3.880 7H7.880L8.590 3H10.590L9.880 7H15.880L16.590 3H18.590L17.880 7H21.880L21.530 9H17.530L16.470 15H20.470L20.120 17H16.120L15.410 21H13.410L14.120 17H8.120L7.410 21zM9.530 9 8.470 15H14.470L15.530 9z",
};

export type IconName = keyof typeof PATHS;

const SVG = "http://www.w3.org/2000/svg";

export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
