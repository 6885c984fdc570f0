export const options = {
  fields: ["title", "aliases", "tags", "headings", "text"],
  storeFields: ["title"],
};
