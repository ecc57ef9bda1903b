// @ts-check
// Where terms are filed, and what a query has to look up. Twin of sitegen/search/filing.py, which says what is done and
// why.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var LAST = "\u{10ffff}";
  var INITIALS_KEY = "0";
  var NAME_LETTERS = 6;

  /**
   * @param {string} spelled
   * @param {Words} words
   * @returns {string} the longest syllable that this begins with; none in a language without pinyin
   */
  function leading(spelled, words) {
    for (var end = words.pinyin ? Math.min(6, spelled.length) : 0; end > 0; end -= 1) {
      if (sitegen.syllables.has(spelled.slice(0, end))) {
        return spelled.slice(0, end);
      }
    }
    return "";
  }

  /**
   * @param {string} spelled
   * @param {Words} words
   * @returns {[string, string]} a filing key, and what may follow it, under which lie the name spelled so and all that
   * begin so
   */
  function nameRange(spelled, words) {
    var a = leading(spelled, words);
    var chars = Array.from(spelled);
    if (!a) {
      return [chars.slice(0, NAME_LETTERS).join(""), chars.length >= NAME_LETTERS ? "" : LAST];
    }
    var rest = spelled.slice(a.length);
    var b = leading(rest, words);
    if (b) {
      return [a + "-" + b, ""];
    }
    return rest ? [a + "-" + Array.from(rest)[0], LAST] : [a, "-" + LAST];
  }

  /**
   * @param {Understood} understood
   * @param {Words} words
   * @returns {string[][]} the ranges of filing keys, first and last, that may hold what the query asks for
   */
  function keys(understood, words) {
    /** @type {string[][]} */
    var found = [];
    var runs = understood.runs;

    /**
     * @param {string} key
     * @param {string} [end]
     */
    function file(key, end) {
      found.push([key, key + (end || "")]);
    }

    /**
     * @param {string} char
     * @returns {string} its common sound
     */
    function sound(char) {
      return words.readings(char)[0];
    }

    /** @param {string} spelled */
    function fileName(spelled) {
      var range = nameRange(spelled, words);
      file(range[0], range[1]);
    }

    [runs, understood.whole].forEach(function (said) {
      var chars = said.length && said[0].cjk ? Array.from(said[0].text) : [];
      if (chars.length > 1) {
        file(chars.slice(0, 2).map(sound).join("-"));
      } else if (said.length) {
        fileName(sitegen.spell(said, words));
      }
    });
    runs.forEach(function (run, n) {
      var after = runs[n + 1];
      if (run.cjk) {
        var sounds = Array.from(run.text, sound);
        sounds.slice(1).forEach(function (next, m) {
          file(sounds[m] + "-" + next);
        });
        if (after && after.joined && !after.cjk) {
          file(sounds[sounds.length - 1] + "-" + Array.from(after.text)[0], LAST);
        }
        if (sounds.length === 1 && !sitegen.isWeak(run.text)) {
          file(sounds[0]);
          file(sounds[0] + "-", LAST);
        }
        return;
      }
      var joined = "";
      for (var end = n; end < Math.min(runs.length, n + sitegen.longestPhrase) && !runs[end].cjk; end += 1) {
        joined += runs[end].text;
        fileName(joined);
      }
      if (sitegen.isWeakWord(run.text)) {
        file(run.text);
        return;
      }
      if (words.pinyin) {
        file(INITIALS_KEY + run.text);
      }
      var letters = Array.from(run.text);
      var ways = words.splits(run.text);
      file(ways.length || letters.length < sitegen.shortestTypo ? run.text : letters[0], LAST);
      ways.forEach(function (split) {
        split.way.slice(1).forEach(function (syllable, m) {
          file(split.way[m] + "-" + syllable, split.begun && m + 2 === split.way.length ? LAST : "");
        });
      });
    });
    return found;
  }

  sitegen.keys = keys;
})();
