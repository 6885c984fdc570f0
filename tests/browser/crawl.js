// Follow every link of a site from where the browser stands, read by the browser's own parser.
// Give what is dead, which fragments lead to no id, which ids occur twice, and what was reached.
async (start) => {
  const WORKERS = 8;
  const ATTRIBUTES = ["href", "src", "data", "poster", "data-notes", "data-links"];
  const home = new URL(start);
  const pages = new Map();
  const asked = new Map();
  const waiting = [home.href];
  const result = { dead: [], lost: [], doubled: [], bare: [] };
  const fragments = [];

  async function get(url) {
    const answer = await fetch(url);
    const kind = answer.headers.get("content-type") ?? "";
    return { ok: answer.ok, text: kind.startsWith("text/html") ? await answer.text() : "" };
  }

  async function exists(url) {
    if (!asked.has(url)) asked.set(url, fetch(url, { method: "HEAD" }).then((found) => found.ok));
    return asked.get(url);
  }

  async function look(url) {
    const { ok, text } = await get(url);
    if (!ok || !text) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    const ids = [...page.querySelectorAll("[id]")].map((each) => each.id);
    pages.set(url, new Set(ids));
    const names = [...page.querySelectorAll("a[name]")].map((each) => each.name);
    for (const name of names) pages.get(url).add(name);
    for (const id of ids) {
      if (ids.indexOf(id) !== ids.lastIndexOf(id)) result.doubled.push(`${url}: ${id}`);
    }
    for (const each of page.querySelectorAll(".kb-unresolved")) {
      const own = each.matches("[href], [src]") || each.querySelector("a[href], img[src]");
      if (own || each.closest("a[href]")) result.bare.push(`${url}: ${each.outerHTML}`);
    }
    for (const name of ATTRIBUTES) {
      for (const each of page.querySelectorAll(`[${name}]`)) {
        if (each.matches("link[rel=canonical], object[data^='data:']")) continue;
        let target;
        try {
          target = new URL(each.getAttribute(name), url);
        } catch {
          if (name === "href" || name === "src") {
            result.dead.push(`${url} -> ${each.getAttribute(name)}`);
          }
          continue;
        }
        if (target.origin !== home.origin) continue;
        const { hash } = target;
        target.hash = "";
        if (name.startsWith("data-") && target.search) continue;
        if (!(await exists(target.href))) result.dead.push(`${url} -> ${target.href}`);
        else if (name === "href" && !pages.has(target.href)) {
          pages.set(target.href, null);
          waiting.push(target.href);
        }
        if (name === "href" && hash.length > 1) fragments.push([url, target.href, hash.slice(1)]);
      }
    }
  }

  pages.set(home.href, null);
  let busy = 0;
  await new Promise((done) => {
    function next() {
      while (busy < WORKERS && waiting.length > 0) {
        busy += 1;
        look(waiting.pop()).finally(() => {
          busy -= 1;
          if (busy === 0 && waiting.length === 0) done();
          else next();
        });
      }
    }
    next();
  });
  for (const [from, to, fragment] of fragments) {
    const ids = pages.get(to);
    // Material's own anchors belong to its script.
    if (!ids || fragment.startsWith("__")) continue;
    if (!ids.has(decodeURIComponent(fragment)) && !ids.has(fragment)) {
      result.lost.push(`${from} -> ${to}#${fragment}`);
    }
  }
  result.pages = [...pages].filter(([, ids]) => ids).map(([url]) => url);
  return result;
}
