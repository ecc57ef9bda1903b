// @ts-check
// What a query says, before any index is asked: its city, its question words, how it sounds.
// Twin of sitegen/search/intent.py.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var SPLITS = 3;
  var SHORTEST_TYPO = 4;
  var LONGEST_PHRASE = 4;
  var WEAK = new Set("的了吗呢吧啊呀么着过在是有要想去把被和与及我你他她它们这那个给能会不没到");
  var WEAK_WORDS = "s t im ive dont didnt doesnt isnt wont".split(" ");

  /**
   * @param {{stop: string[], simple: string[], sounds: Object<string, string>, pinyin: boolean}} data
   * @returns {Words}
   */
  function readWords(data) {
    /** @type {Map<string, string>} */
    var simple = new Map();
    var steps = sitegen.numbers(data.simple[1]);
    var char = 0;
    var plain = 0;
    sitegen.numbers(data.simple[0]).forEach(function (step, n) {
      char += step;
      plain += (steps[n] % 2 ? -1 : 1) * Math.floor(steps[n] / 2);
      simple.set(String.fromCodePoint(char), String.fromCodePoint(plain));
    });
    /** @type {Map<string, string[]>} */
    var extra = new Map();
    Object.keys(data.sounds).sort().forEach(function (syllable) {
      Array.from(data.sounds[syllable]).forEach(function (char) {
        extra.set(char, (extra.get(char) || []).concat(syllable));
      });
    });
    return {
      stop: data.stop,
      simple: simple,
      pinyin: data.pinyin,
      splits: function (letters) {
        return data.pinyin ? splits(letters) : [];
      },
      readings: function (char) {
        var common = sitegen.common().get(char);
        var others = extra.get(char) || [];
        return common ? [common].concat(others) : others.length ? others : [char];
      },
    };
  }

  /**
   * @param {Run[]} runs
   * @param {string} phrase characters, or words with spaces
   * @returns {Run[] | null} the runs without the phrase; null where it is not there
   */
  function without(runs, phrase) {
    if (/[^\0-\x7f]/.test(phrase)) {
      var there = runs.some(function (run) {
        return run.cjk && run.text.indexOf(phrase) >= 0;
      });
      /** @type {Run[]} */
      var rest = [];
      runs.forEach(function (run) {
        (run.cjk ? run.text.split(phrase) : [run.text]).forEach(function (part, n) {
          if (part) {
            rest.push({ text: part, cjk: run.cjk, joined: run.joined && n === 0 });
          }
        });
      });
      return there ? rest : null;
    }
    var asked = phrase.split(" ");
    for (var start = 0; start + asked.length <= runs.length; start += 1) {
      var same = asked.every(function (word, n) {
        return runs[start + n].text === word;
      });
      if (same) {
        return runs.slice(0, start).concat(runs.slice(start + asked.length));
      }
    }
    return null;
  }

  /**
   * @param {string} query
   * @param {Words} words
   * @param {string[][]} cities name and id, the longest name first
   * @returns {Understood}
   */
  function understand(query, words, cities) {
    var runs = sitegen.runs(query, words.simple);
    /** @type {string | null} */
    var city = null;
    cities.some(function (pair) {
      var rest = without(runs, pair[0]);
      if (rest && rest.length) {
        runs = rest;
        city = pair[1];
      }
      return city !== null;
    });
    var whole = runs;
    words.stop.forEach(function (phrase) {
      var stripped = without(runs, phrase);
      if (stripped && stripped.length) {
        runs = stripped;
      }
    });
    var begins = runs.length && Array.from(whole[0].text)[0] === Array.from(runs[0].text)[0];
    return { runs: runs, whole: begins ? whole : runs, city: city };
  }

  /**
   * @param {string} letters
   * @returns {{way: string[], begun: boolean}[]} the ways to read them as pinyin, the fewest syllables first
   */
  function splits(letters) {
    /** @type {{way: string[], begun: boolean}[]} */
    var found = [];
    var known = Array.from(sitegen.syllables);

    /**
     * @param {string} rest
     * @param {string[]} way
     */
    function walk(rest, way) {
      if (found.length > 60 || way.length > 12) {
        return;
      }
      if (!rest) {
        found.push({ way: way, begun: false });
        return;
      }
      for (var end = Math.min(6, rest.length); end > 0; end -= 1) {
        if (sitegen.syllables.has(rest.slice(0, end))) {
          walk(rest.slice(end), way.concat(rest.slice(0, end)));
        }
      }
      var begins = known.some(function (syllable) {
        return syllable !== rest && syllable.indexOf(rest) === 0;
      });
      if (way.length && begins) {
        found.push({ way: way.concat(rest), begun: true });
      }
    }

    if (/^[a-z]+$/.test(letters)) {
      walk(letters, []);
    }
    return found
      .sort(function (a, b) {
        return Number(a.begun) - Number(b.begun) || a.way.length - b.way.length;
      })
      .slice(0, SPLITS);
  }

  /**
   * @param {Run[]} runs
   * @param {Words} words
   * @returns {string} how they sound, in letters
   */
  function spell(runs, words) {
    return runs
      .map(function (run) {
        return run.cjk
          ? Array.from(run.text, function (char) {
              return words.readings(char)[0];
            }).join("")
          : run.text;
      })
      .join("");
  }

  /**
   * @param {string} char
   * @returns {boolean} whether a character says little
   */
  function isWeak(char) {
    return WEAK.has(char);
  }

  /**
   * @param {string} word
   * @returns {boolean} whether it says little: lunr's stop words, and what is left of contracted ones
   */
  function isWeakWord(word) {
    return WEAK_WORDS.indexOf(word) >= 0 || lunr.stopWordFilter(word) === undefined;
  }

  sitegen.readWords = readWords;
  sitegen.understand = understand;
  sitegen.spell = spell;
  sitegen.isWeak = isWeak;
  sitegen.isWeakWord = isWeakWord;
  sitegen.longestPhrase = LONGEST_PHRASE;
  sitegen.shortestTypo = SHORTEST_TYPO;
})();
