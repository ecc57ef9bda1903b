// @ts-check
// The answers of an index to a query: lunr scores; what is too little covered is no answer.
// Twin of sitegen/search/answer.py.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var GATE = 0.51;
  var FLOOR = 0.2;
  var MEANT = 0.45;
  var FIT = 1;
  var LATER = 0.85;
  var PARTLY = 0.5;
  var NAME_WITHIN = 0.03;
  var LIMIT = 50;

  /**
   * @param {Clauses} asked
   * @param {string} term
   * @returns {boolean} whether a name or meaning stands for a part of the query only
   */
  function isPart(asked, term) {
    var covered = /** @type {Set<number>} */ (asked.covers.get(term)).size;
    return /^[=~]/.test(term) && covered < asked.positions.length;
  }

  /**
   * @param {Clauses} asked
   * @param {Held} held
   * @param {Object<string, number>} boosts
   * @param {number} records how many there are
   * @returns {{asked: Clauses, results: any[]}} what a stock lunr index of the query's terms finds
   */
  function matches(asked, held, boosts, records) {
    var terms = Array.from(asked.weights.keys()).sort();
    /** @type {Object<string, number[]>} */
    var vectors = {};
    var inverted = terms.map(function (term, n) {
      var fields = held.postings(term);
      /** @type {any} */
      var row = { _index: n };
      var found = 0;
      Object.keys(boosts).forEach(function (name) {
        row[name] = {};
        found += fields[name] ? fields[name].size : 0;
      });
      var rarity = Math.log(1 + Math.abs((records - found + 0.5) / (found + 0.5)));
      Object.keys(fields).forEach(function (name) {
        var weight = Math.round(rarity * boosts[name] * 1000) / 1000;
        fields[name].forEach(function (number) {
          row[name][number] = {};
          var key = name + "/" + number;
          (vectors[key] = vectors[key] || []).push(n, weight);
        });
      });
      return [term, row];
    });
    var index = lunr.Index.load({
      version: lunr.version,
      fields: Object.keys(boosts),
      fieldVectors: Object.keys(vectors).map(function (key) {
        return [key, vectors[key]];
      }),
      invertedIndex: inverted,
      pipeline: [],
    });
    var others = Object.keys(boosts).filter(function (name) {
      return name !== "name";
    });
    var results = !terms.length
      ? []
      : index.query(function (/** @type {any} */ query) {
          asked.weights.forEach(function (weight, term) {
            if (boosts.name && isPart(asked, term)) {
              query.term(term, { boost: weight, usePipeline: false, fields: others });
              query.term(term, { boost: weight * NAME_WITHIN, usePipeline: false, fields: ["name"] });
            } else {
              query.term(term, { boost: weight, usePipeline: false });
            }
          });
        });
    return { asked: asked, results: results };
  }

  /**
   * @param {{asked: Clauses, results: any[]}[]} found what each index found
   * @param {Shape} whole
   * @returns {Found[]} the records that answer, best first
   */
  function rank(found, whole) {
    /** @type {Map<number, {score: number, covered: Map<number, number>, named: boolean, why: Map<string, Why>}>} */
    var records = new Map();
    /** @type {number[]} */
    var positions = [];
    /** @type {number[][]} */
    var spans = [];
    /** @type {number[][]} */
    var meant = [];
    var later = false;
    found.forEach(function (tier) {
      positions = positions.length ? positions : tier.asked.positions;
      spans = spans.concat(tier.asked.names);
      meant = meant.concat(tier.asked.meanings);
      later = tier.asked.later;
      tier.results.forEach(function (result) {
        var number = Number(result.ref);
        var record = records.get(number) || { score: 0, covered: new Map(), named: false, why: new Map() };
        records.set(number, record);
        record.score += result.score;
        sitegen.sorted(Object.keys(result.matchData.metadata)).forEach(function (term) {
          var part = term.charAt(0) === "+" ? PARTLY : 1;
          /** @type {Set<number>} */ (tier.asked.covers.get(term)).forEach(function (position) {
            record.covered.set(position, Math.max(part, record.covered.get(position) || 0));
          });
          var why = tier.asked.why.get(term);
          if (why) {
            record.why.set(why.join("\n"), why);
          }
          var called = /^[=~]/.test(term) && result.matchData.metadata[term].name;
          if (called && (term.charAt(0) === "=" || !isPart(tier.asked, term))) {
            record.named = true;
          }
        });
      });
    });
    var total = positions.reduce(function (sum, weight) {
      return sum + weight;
    }, 0);

    /**
     * @param {Map<number, number>} covered how far it covers each position
     * @param {number} least how far a position must be covered to count
     * @returns {number} the share of the query that is covered
     */
    function shareOf(covered, least) {
      var share = 0;
      positions.forEach(function (weight, position) {
        var part = covered.get(position) || 0;
        share += part >= least ? weight * part : 0;
      });
      return share / total;
    }

    /**
     * @param {Map<number, number>} covered
     * @param {number[][]} spans
     * @returns {boolean} whether all of one of the spans is covered
     */
    function isWithin(covered, spans) {
      return spans.some(function (span) {
        for (var position = span[0]; position < span[1]; position += 1) {
          if (covered.get(position) !== 1) {
            return false;
          }
        }
        return true;
      });
    }

    /**
     * @param {{covered: Map<number, number>, named: boolean}} record
     * @returns {boolean} whether it covers enough of the query, all of a name in it, or a meaning and some more
     */
    function isSure(record) {
      return (
        record.named ||
        shareOf(record.covered, 0) >= GATE ||
        isWithin(record.covered, spans) ||
        (shareOf(record.covered, 1) >= MEANT && isWithin(record.covered, meant))
      );
    }

    if (!Array.from(records.values()).some(isSure)) {
      return [];
    }
    /** @type {Found[]} */
    var answers = [];
    records.forEach(function (record, number) {
      var share = shareOf(record.covered, 0);
      if (share >= FLOOR || isSure(record)) {
        var fit = Math.min(1, record.covered.size / whole.lengths[number]);
        answers.push({
          number: number,
          score: Math.round(record.score * share * (1 + FIT * fit) * (whole.later[number] && !later ? LATER : 1) * 1e6) / 1e6,
          covered: Math.round(share * 1e6) / 1e6,
          why: Array.from(record.why.values()),
        });
      }
    });
    answers.sort(function (a, b) {
      return b.score - a.score || a.number - b.number;
    });
    return answers.slice(0, LIMIT);
  }

  sitegen.matches = matches;
  sitegen.rank = rank;
  sitegen.mostAnswers = LIMIT;
})();
