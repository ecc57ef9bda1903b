// Reads {index, queries} from standard input; prints for each query the [id, score] pairs of its answers.
"use strict";
const fs = require("fs");
const vm = require("vm");

for (const name of ["vendor/lunr.js", "terms.js", "query.js"]) {
  vm.runInThisContext(fs.readFileSync(process.argv[2] + "/" + name, "utf8"));
}
const given = JSON.parse(fs.readFileSync(0, "utf8"));
const answers = given.queries.map((query) =>
  sitegen.search(given.index, query).map((result) => [result.id, result.score]),
);
process.stdout.write(JSON.stringify(answers));
