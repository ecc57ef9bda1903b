// What the engines in Node.js share: the task from standard input, scopes, bytes, the answer to standard output.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";

export const DEPTH = 10;
export const require = createRequire(import.meta.url);

/** The task: {boosts, records, queries}, as packages.py writes it. */
export function task() {
  return JSON.parse(readFileSync(0, "utf8"));
}

/** How many bytes of a text travel. */
export function packed(text) {
  return gzipSync(text, { level: 6 }).length;
}

/** The text of a package's file. */
export function source(name) {
  return readFileSync(new URL(`../node_modules/${name}`, import.meta.url), "utf8");
}

/** The records of one language, of one scope where one is given. */
export function held(records, lang, scope = "") {
  return records.filter((record) => record.lang === lang && (!scope || record.scopes.includes(scope)));
}

/**
 * Answer every query with `search(index, query)` from one index a language, and weigh those indexes and the ones of
 * each scope that is asked.
 */
export function answer(work, build, serialise, search, libraries) {
  const langs = [...new Set(work.queries.map((query) => query.lang))];
  const indexes = new Map(langs.map((lang) => [lang, build(held(work.records, lang), lang)]));
  const ranked = work.queries.map((query) => search(indexes.get(query.lang), query).slice(0, DEPTH));
  const bytes = {};
  for (const lang of langs) {
    const size = libraries(lang);
    bytes[lang] = { "": size + packed(serialise(indexes.get(lang))) };
    for (const scope of new Set(work.queries.filter((q) => q.lang === lang && q.scope).map((q) => q.scope))) {
      bytes[lang][scope] = size + packed(serialise(build(held(work.records, lang, scope), lang)));
    }
  }
  process.stdout.write(JSON.stringify({ ranked, bytes }));
}
