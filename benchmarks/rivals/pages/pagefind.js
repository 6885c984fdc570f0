// A result has its address and its excerpt in a file of its own, which every interface loads.
let pagefind;

export async function open() {
  pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
}

export async function search(text, count) {
  const found = await pagefind.search(text);
  const shown = await Promise.all(found.results.slice(0, count).map((result) => result.data()));
  return shown.map((result) => result.url);
}
