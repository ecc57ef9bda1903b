// lunr.js with lunr-languages' Chinese: `segmenter` is what a browser does (Intl.Segmenter and pairs of characters),
// `jieba` what Node.js does. Queries are cut as texts are; hits of other places are left out after ranking.

import vm from "node:vm";
import { answer, packed, require, source, task } from "./common.mjs";

const FILES = ["lunr/lunr.js", "lunr-languages/lunr.stemmer.support.js", "lunr-languages/lunr.zh.js"];
const SHIPPED = ["lunr/lunr.min.js", "lunr-languages/min/lunr.stemmer.support.min.js", "lunr-languages/min/lunr.zh.min.js"];

/** lunr as a page loads it: without `module` and `require`, lunr-languages takes its browser path. */
function inBrowser() {
  const page = vm.createContext({ Intl, console });
  for (const file of FILES) {
    vm.runInContext(source(file), page, { filename: file });
  }
  return page.lunr;
}

/** lunr as Node.js loads it: lunr-languages finds jieba. */
function inNode() {
  const lunr = require("lunr");
  require("lunr-languages/lunr.stemmer.support.js")(lunr);
  require("lunr-languages/lunr.zh.js")(lunr);
  return lunr;
}

const work = task();
const lunr = process.argv[2] === "jieba" ? inNode() : inBrowser();
const chinese = (lang) => lang.startsWith("zh");
const scopes = new Map(work.records.map((record) => [record.id, record.scopes]));

function build(records, lang) {
  return lunr(function () {
    if (chinese(lang)) {
      this.use(lunr.zh);
    }
    this.ref("id");
    for (const [name, boost] of Object.entries(work.boosts)) {
      this.field(name, { boost, extractor: (record) => record.fields[name] });
    }
    records.forEach((record) => this.add(record));
  });
}

function search(index, query) {
  const tokens = (chinese(query.lang) ? lunr.zh.tokenizer : lunr.tokenizer)(query.q);
  if (!tokens.length) {
    return []; // lunr answers an empty query with every record
  }
  const hits = index.query((asked) => tokens.forEach((token) => asked.term(token.toString(), {})));
  return hits.map((hit) => hit.ref).filter((id) => !query.scope || scopes.get(id).includes(query.scope));
}

answer(work, build, JSON.stringify, search, (lang) =>
  (chinese(lang) ? SHIPPED : SHIPPED.slice(0, 1)).reduce((sum, file) => sum + packed(source(file)), 0),
);
