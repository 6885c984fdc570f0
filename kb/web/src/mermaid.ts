/** Mermaid, in a file of its own that is loaded where a page has a diagram. */

import mermaid from "mermaid";

export interface Drawing {
  readonly svg: string;
}

/** Draw `source`; a diagram that is written wrongly throws an `Error` that says where. */
export async function draw(
  id: string,
  source: string,
  theme: "default" | "dark",
  fontFamily: string,
): Promise<Drawing> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    theme,
    darkMode: theme === "dark",
    // The words on Mermaid's own grey miss the contrast that WCAG asks for.
    ...(theme === "dark" && { themeVariables: { edgeLabelBackground: "#333" } }),
    fontFamily,
  });
  return mermaid.render(id, source);
}
