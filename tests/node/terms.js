// Reads {simple, texts} from standard input; prints for each text its fold, runs, sound and the stems of its words.
"use strict";
const fs = require("fs");
const vm = require("vm");

for (const name of ["vendor/lunr.min.js", "hanzi.js", "terms.js", "chunks.js", "intent.js", "filing.js", "query.js"]) {
  vm.runInThisContext(fs.readFileSync(process.argv[2] + "/" + name, "utf8"));
}
const given = JSON.parse(fs.readFileSync(0, "utf8"));
const words = sitegen.readWords({ stop: [], simple: given.simple, sounds: {}, pinyin: true });

process.stdout.write(
  JSON.stringify(
    given.texts.map((text) => {
      const runs = sitegen.runs(text, words.simple);
      return {
        fold: sitegen.fold(text, words.simple),
        runs: runs.map((run) => [run.text, run.cjk, run.joined]),
        sound: sitegen.spell(runs, words),
        stems: runs.filter((run) => !run.cjk).map((run) => sitegen.stem(run.text)),
      };
    }),
  ),
);
