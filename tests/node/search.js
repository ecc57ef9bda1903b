// Reads {words, cities, files, scopes, queries} from standard input; prints the answers to each query. `files` are the
// chunks by name, `scopes` the lists of chunks by the scope's name; a query reads just the chunks that its keys need.
"use strict";
const fs = require("fs");
const vm = require("vm");

for (const name of ["vendor/lunr.min.js", "hanzi.js", "terms.js", "chunks.js", "intent.js", "filing.js", "query.js", "answer.js", "engine.js"]) {
  vm.runInThisContext(fs.readFileSync(process.argv[2] + "/" + name, "utf8"));
}
const given = JSON.parse(fs.readFileSync(0, "utf8"));
const words = sitegen.readWords(given.words);

function answers(query) {
  const understood = sitegen.understand(query.q, words, given.cities);
  const name = understood.city || query.city || "hub";
  const scope = sitegen.readScope(given.scopes[name]);
  const whole = sitegen.shape(given.files[name + "/" + scope.parts[0]]);
  const keys = sitegen.keys(understood, words);
  const found = [];
  let ranked = [];
  if (!keys.length) {
    return [];
  }
  for (const tier of sitegen.tiers) {
    const chunks = sitegen.chunksOf(name, scope[tier.name], keys).map((one) => given.files[one]);
    const held = sitegen.held(chunks, tier.marks, words, whole);
    found.push(sitegen.matches(sitegen.clauses(understood, words, held), held, tier.boosts, whole.count));
    ranked = sitegen.rank(found, whole);
    if (ranked.length >= sitegen.enough) {
      break;
    }
  }
  return ranked.map((one) => [one.number, one.score, one.covered, one.why]);
}

process.stdout.write(JSON.stringify(given.queries.map(answers)));
