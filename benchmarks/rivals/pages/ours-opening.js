// In a page of the site: the key that opens the search, a whole query, the first result; null where
// none comes.
async ([text]) => {
  const PATIENCE = 20_000;
  const seen = (selector) =>
    new Promise((resolve) => {
      const look = () => {
        const found = document.querySelector(selector);
        if (!found) return false;
        watching.disconnect();
        resolve(found);
        return true;
      };
      const watching = new MutationObserver(look);
      watching.observe(document.body, { childList: true, subtree: true });
      look();
      setTimeout(() => resolve(null), PATIENCE);
    });
  const start = performance.now();
  document.body.dispatchEvent(
    new KeyboardEvent("keydown", { key: "/", code: "Slash", bubbles: true, cancelable: true }),
  );
  const field = await seen("dialog.kb-search input");
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const result = await seen("dialog.kb-search a.kb-search__hit");
  const end = performance.now();
  return [end - start, result ? [result.href] : [], performance.timeOrigin + end];
};
