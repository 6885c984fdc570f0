// As Material's bundle does it: the index to the worker, then the query as it was typed.
let worker;

function ask(type, data) {
  return new Promise((resolve) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.postMessage({ type, data });
  });
}

export async function open() {
  worker = new Worker("/assets/javascripts/workers/WORKER");
  const index = await (await fetch("/search/search_index.json")).json();
  await ask(0, { ...index, options: { suggest: false } });
}

export async function search(text, count) {
  const { data } = await ask(2, text);
  return data.items.slice(0, count).map(([page]) => page.location);
}
