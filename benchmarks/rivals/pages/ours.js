// The page's own worker, asked as the page asks it.
const waiting = new Map();
let worker;
let last = 0;

export async function open() {
  worker = new Worker("/WORKER", { type: "module" });
  worker.onmessage = ({ data }) => {
    if (data.kind === "early") return;
    const { resolve, reject } = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind === "answer") resolve(data.answer);
    else reject(new Error("the search failed"));
  };
  const folder = new URL("/assets/kb/search/", location.href).href;
  worker.postMessage({ kind: "open", folder, asksPage: false });
}

export async function search(text, count) {
  last += 1;
  const id = last;
  const { hits } = await new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ kind: "search", id, request: { query: text, language: "ko", limit: count } });
  });
  return hits.map((hit) => hit.page);
}
