// @ts-check
// Asks the index of a place: loads just the chunks a query needs, as scripts that call back, and hands over records.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var ENOUGH = 3;
  var HEAD = { name: 12, title: 10, alias: 6, question: 2, synonym: 8, related: 4, parent: 1, category: 2, said: 2 };
  var TEXT = { summary: 2, body: 1 };
  var HEAD_MARKS = { "!": "name", "#": "title", $: "alias", "%": "question", "&": "synonym", "(": "related", "*": "category", ")": "said" };
  var TEXT_MARKS = { "#": "summary", $: "body" };

  /**
   * @typedef {{lows: string[], names: string[], last?: {names: string, held: Held}}} Tier the first filing key of each
   *   chunk, and its name; what was held last
   */
  /** @typedef {{head: Tier, text: Tier, parts: string[], size: number}} Scope */

  /** @type {Object<string, any>} what scripts brought, by their name */
  var brought = {};
  /** @type {Object<string, {done: () => void, failed: () => void}[]>} who waits for a script that is on its way */
  var waiting = {};

  /**
   * @param {string} name
   * @param {any} data
   */
  function arrive(name, data) {
    brought[name] = data;
    var waiters = waiting[name] || [];
    delete waiting[name];
    waiters.forEach(function (waiter) {
      waiter.done();
    });
  }

  sitegen.words = function (lang, data) {
    arrive(lang, sitegen.readWords(data));
  };
  sitegen.scope = function (name, data) {
    arrive(name, readScope(data));
  };
  sitegen.chunk = arrive;

  /**
   * @param {{head: string, text: string, parts: string, size: number}} data
   * @returns {Scope}
   */
  function readScope(data) {
    return { head: tier(data.head), text: tier(data.text), parts: data.parts.split(" "), size: data.size };
  }

  /**
   * @param {string} text chunk names with the filing keys that part them
   * @returns {Tier}
   */
  function tier(text) {
    var found = text.split(" ");
    return {
      lows: found.filter(function (_, n) {
        return n % 2 === 1;
      }),
      names: found.filter(function (_, n) {
        return n % 2 === 0;
      }),
    };
  }

  /**
   * Calls `done` when all these scripts have called back; `failed` when one can't be loaded.
   * @param {string} folder where scripts lie
   * @param {string[]} names
   * @param {() => void} done
   * @param {() => void} failed
   */
  function load(folder, names, done, failed) {
    var missing = names.filter(function (name) {
      return !(name in brought);
    });
    if (!missing.length) {
      done();
      return;
    }
    var left = missing.length;
    missing.forEach(function (name) {
      var begun = name in waiting;
      (waiting[name] = waiting[name] || []).push({
        done: function () {
          left -= 1;
          if (!left) {
            done();
          }
        },
        failed: failed,
      });
      var held = document.querySelector('script[data-brings="' + name + '"]');
      if (held instanceof HTMLScriptElement) {
        /** @type {any} */ (sitegen)[held.dataset.call || ""](name, JSON.parse(held.text));
        return;
      }
      if (begun) {
        return;
      }
      var script = document.createElement("script");
      script.src = folder + name + ".js";
      script.onerror = function () {
        var waiters = waiting[name] || [];
        delete waiting[name];
        waiters.forEach(function (waiter) {
          waiter.failed();
        });
      };
      document.head.appendChild(script);
    });
  }

  /**
   * @param {string} name the scope's
   * @param {Tier} tier
   * @param {string[][]} keys ranges, first and last
   * @returns {string[]} the names of the chunks that hold these ranges
   */
  function chunksOf(name, tier, keys) {
    /** @type {Set<string>} */
    var found = new Set();
    keys.forEach(function (range) {
      for (var at = chunkAt(tier.lows, range[0]); at <= chunkAt(tier.lows, range[1]); at += 1) {
        found.add(name + "/" + tier.names[at]);
      }
    });
    return Array.from(found).sort();
  }

  /**
   * @param {string[]} lows
   * @param {string} key
   * @returns {number} the place of the chunk in whose range a key lies
   */
  function chunkAt(lows, key) {
    var at = 0;
    while (at < lows.length && lows[at] <= key) {
      at += 1;
    }
    return at;
  }

  /**
   * Asks the index of a place.
   * @param {AskedFor} asked
   * @param {(answer: Answer) => void} done
   * @param {() => void} failed when something can't be loaded
   */
  function ask(asked, done, failed) {
    var lang = asked.lang;
    load(
      asked.folder,
      [lang],
      function () {
        var words = brought[lang];
        var understood = sitegen.understand(asked.query, words, asked.cities);
        var place = understood.city || asked.city;
        var name = lang + "/" + (place || "hub");
        if (asked.lists[place] && !(name in brought)) {
          sitegen.scope(name, JSON.parse(asked.lists[place]));
        }
        load(
          asked.folder,
          [name],
          function () {
            inScope(asked, name, understood, done, failed);
          },
          failed,
        );
      },
      failed,
    );
  }

  /**
   * @param {AskedFor} asked
   * @param {string} name the scope's
   * @param {Understood} understood
   * @param {(answer: Answer) => void} done
   * @param {() => void} failed
   */
  function inScope(asked, name, understood, done, failed) {
    /** @type {Scope} */
    var scope = brought[name];
    var words = brought[asked.lang];
    var keys = sitegen.keys(understood, words);
    var first = name + "/" + scope.parts[0];
    var place = understood.city || asked.city;
    if (!keys.length) {
      done({ understood: understood, city: place, results: [] });
      return;
    }

    /** @type {any[]} */
    var found = [];

    /**
     * @param {Tier} tier
     * @param {any} boosts
     * @param {any} marks
     * @param {(answers: Found[]) => void} next
     */
    function look(tier, boosts, marks, next) {
      var needed = chunksOf(name, tier, keys);
      load(
        asked.folder,
        [first].concat(needed),
        function () {
          var whole = brought[first].shape || (brought[first].shape = sitegen.shape(brought[first]));
          var held = holding(tier, needed, marks, words, whole);
          found.push(sitegen.matches(sitegen.clauses(understood, words, held), held, boosts, whole.count));
          next(sitegen.rank(found, whole));
        },
        failed,
      );
    }

    /** @param {Found[]} answers */
    function show(answers) {
      var shape = brought[first].shape;
      /** @type {Set<string>} */
      var parts = new Set();
      answers.forEach(function (answer) {
        [answer.number, shape.parents[answer.number]].forEach(function (number) {
          if (number >= 0) {
            parts.add(name + "/" + scope.parts[Math.floor(number / scope.size)]);
          }
        });
      });
      load(
        asked.folder,
        Array.from(parts),
        function () {
          var results = answers.map(function (answer) {
            return Object.assign(record(answer.number), {
              score: answer.score,
              covered: answer.covered,
              why: answer.why,
              parent: shape.parents[answer.number] < 0 ? null : record(shape.parents[answer.number]),
            });
          });
          done({ understood: understood, city: place, results: results });
        },
        failed,
      );
    }

    /**
     * @param {number} number
     * @returns {any} the record of this number as a page shows it
     */
    function record(number) {
      var part = columns(brought[name + "/" + scope.parts[Math.floor(number / scope.size)]]);
      var row = number % scope.size;
      /** @type {any} */
      var shown = {};
      Object.keys(part).forEach(function (column) {
        shown[column] = part[column][row];
      });
      var folder = brought[first].shape.folderOf[number];
      var entry = brought[first].folders[folder];
      shown.id = entry[0] + "/" + shown.ids;
      shown.trail = entry[2];
      return shown;
    }

    look(scope.head, HEAD, HEAD_MARKS, function (answers) {
      if (answers.length >= ENOUGH) {
        show(answers);
      } else {
        look(scope.text, TEXT, TEXT_MARKS, show);
      }
    });
  }

  /**
   * @param {Tier} tier
   * @param {string[]} needed the names of chunks
   * @param {Object<string, string>} marks
   * @param {Words} words
   * @param {Shape} whole
   * @returns {Held} the terms of these chunks; those of the last query are kept, since the next often needs the same
   */
  function holding(tier, needed, marks, words, whole) {
    var names = needed.join(" ");
    if (!tier.last || tier.last.names !== names) {
      var chunks = needed.map(function (one) {
        return brought[one];
      });
      tier.last = { names: names, held: sitegen.held(chunks, marks, words, whole) };
    }
    return tier.last.held;
  }

  /**
   * @param {any} part some records, column by column
   * @returns {Object<string, any[]>} a value for each record and column, undefined where there is none
   */
  function columns(part) {
    if (part.columns) {
      return part.columns;
    }
    part.columns = { ids: part.ids.split(" "), title: part.title, official: part.official };
    Object.keys(part.tables).forEach(function (name) {
      var table = part.tables[name][0];
      part.columns[name] = sitegen.numbers(part.tables[name][1]).map(function (place) {
        return table[place - 1];
      });
    });
    return part.columns;
  }

  sitegen.ask = ask;
  sitegen.readScope = readScope;
  sitegen.chunksOf = chunksOf;
  sitegen.tiers = [
    { name: "head", boosts: HEAD, marks: HEAD_MARKS },
    { name: "text", boosts: TEXT, marks: TEXT_MARKS },
  ];
  sitegen.enough = ENOUGH;
})();
