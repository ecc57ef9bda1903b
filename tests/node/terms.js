// Reads a JSON list of texts from standard input; prints fold, terms and phrase of each.
"use strict";
const fs = require("fs");
const vm = require("vm");

vm.runInThisContext(fs.readFileSync(process.argv[2] + "/terms.js", "utf8"));
const texts = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(
  JSON.stringify(
    texts.map((text) => ({ fold: sitegen.fold(text), terms: sitegen.terms(text), phrase: sitegen.phrase(text) })),
  ),
);
