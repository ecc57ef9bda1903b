// MiniSearch with words cut by Intl.Segmenter on both sides, any word may match, prefix and fuzzy search.

import MiniSearch from "minisearch";
import { minify_sync } from "terser";
import { answer, packed, source, task } from "./common.mjs";

const work = task();
const segmenters = new Map();

function words(text, lang) {
  if (!segmenters.has(lang)) {
    segmenters.set(lang, new Intl.Segmenter(lang, { granularity: "word" }));
  }
  return [...segmenters.get(lang).segment(text)].filter((part) => part.isWordLike).map((part) => part.segment);
}

function build(records, lang) {
  const index = new MiniSearch({
    fields: Object.keys(work.boosts),
    extractField: (record, name) => record[name] ?? record.fields[name],
    storeFields: ["scopes"],
    tokenize: (text) => words(text, lang),
    searchOptions: { boost: work.boosts, prefix: true, fuzzy: 0.2 },
  });
  index.addAll(records);
  return index;
}

function search(index, query) {
  const filter = (hit) => !query.scope || hit.scopes.includes(query.scope);
  return index.search(query.q, { filter }).map((hit) => hit.id);
}

// The package ships no minified file.
const shipped = packed(minify_sync(source("minisearch/dist/umd/index.js")).code);
answer(work, build, JSON.stringify, search, () => shipped);
