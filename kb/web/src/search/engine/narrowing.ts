/**
 * What only queries with conditions need, and answers that are counted: loaded with the first one.
 *
 * In: nothing.  Out: conditions, facets, and what both know of documents.
 */

export { loadColumns } from "./columns";
export { meetsAll, readConditions } from "./conditions";
export { countFacets } from "./facets";
