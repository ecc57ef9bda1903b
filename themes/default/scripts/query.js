// @ts-check
// Answers to a query from a packed index, in the very way of sitegen/search.py: tests hold the two together.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var GATE = 0.34;
  var SYNONYM_WEIGHT = 0.6;
  var LIMIT = 50;

  /**
   * @typedef {{fields: string[], terms: string[], weights: Object<string, number[][]>, records: any[],
   *   stop: string[], synonyms: Object<string, string[]>, index?: any}} Packed
   */

  /**
   * @param {Packed} data
   * @returns {any} the stock lunr index of a packed one, made once
   */
  function unpack(data) {
    if (data.index) {
      return data.index;
    }
    var postings = data.terms.map(function (_, number) {
      /** @type {any} */
      var posting = { _index: number };
      data.fields.forEach(function (field) {
        posting[field] = {};
      });
      return posting;
    });
    /** @type {any[]} */
    var vectors = [];
    data.fields.forEach(function (field) {
      data.weights[field].forEach(function (weights, number) {
        vectors.push([field + "/" + number, weights]);
        for (var i = 0; i < weights.length; i += 2) {
          postings[weights[i]][field][String(number)] = {};
        }
      });
    });
    data.index = lunr.Index.load({
      version: lunr.version,
      fields: data.fields,
      fieldVectors: vectors,
      invertedIndex: data.terms.map(function (term, number) {
        return [term, postings[number]];
      }),
      pipeline: [],
    });
    return data.index;
  }

  /**
   * @param {string} text
   * @returns {string[]} the terms that carry meaning: words and pairs; single CJK characters only where they stand alone
   */
  function content(text) {
    var found = Array.from(new Set(sitegen.terms(text)));
    var pairs = new Set();
    found.forEach(function (term) {
      var chars = Array.from(term);
      if (chars.length > 1) {
        chars.forEach(function (char) {
          pairs.add(char);
        });
      }
    });
    return found.filter(function (term) {
      return Array.from(term).length > 1 || !pairs.has(term);
    });
  }

  /**
   * @param {Packed} data
   * @param {string} query
   * @returns {{asked: Map<string, number>, core: string[]}} terms with weights, and those that count for coverage
   */
  function clauses(data, query) {
    var whole = sitegen.phrase(query);
    var asked = whole;
    data.stop.forEach(function (stop) {
      if (asked.indexOf(stop) >= 0 && asked !== stop) {
        asked = asked.split(stop).join(" ").trim();
      }
    });
    var core = content(asked === whole ? query : asked);
    var found = new Map();
    if (asked) {
      found.set("=" + sitegen.phrase(asked), 1);
    }
    core.forEach(function (term) {
      found.set(term, 1);
    });
    var joined = asked.split(" ").join("");
    Object.keys(data.synonyms).forEach(function (key) {
      if (joined.indexOf(key) < 0) {
        return;
      }
      data.synonyms[key].forEach(function (other) {
        var name = "=" + sitegen.phrase(other);
        if (!found.has(name)) {
          found.set(name, SYNONYM_WEIGHT);
        }
        content(other).forEach(function (term) {
          if (!found.has(term)) {
            found.set(term, SYNONYM_WEIGHT / 2);
          }
        });
      });
    });
    return { asked: found, core: core };
  }

  /**
   * @param {Packed} data
   * @param {string} query
   * @returns {any[]} the records that answer, best first, each with its score; nothing where too little matches
   */
  function search(data, query) {
    var parts = clauses(data, query);
    if (!data.records.length || !parts.core.length) {
      return [];
    }
    var results = unpack(data).query(function (/** @type {any} */ lunrQuery) {
      parts.asked.forEach(function (weight, term) {
        lunrQuery.term(term, { boost: weight, usePipeline: false });
      });
    });
    /** @type {any[]} */
    var answers = [];
    results.forEach(function (/** @type {any} */ result) {
      var held = Object.keys(result.matchData.metadata);
      var named = held.some(function (term) {
        return term.charAt(0) === "=";
      });
      var covered = parts.core.filter(function (term) {
        return held.indexOf(term) >= 0;
      });
      var share = named ? 1 : covered.length / parts.core.length;
      var synonym = held.some(function (term) {
        return parts.core.indexOf(term) < 0 && /** @type {number} */ (parts.asked.get(term)) < 1;
      });
      if (share >= GATE || synonym) {
        var score = Math.round(result.score * Math.max(share, GATE) * 1e6) / 1e6;
        answers.push(Object.assign({ score: score }, data.records[Number(result.ref)]));
      }
    });
    answers.sort(function (a, b) {
      return b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
    });
    return answers.slice(0, LIMIT);
  }

  sitegen.search = search;
})();
