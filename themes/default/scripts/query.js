// @ts-check
// What a query asks of an index. Twin of sitegen/search/query.py, which says what is done and why.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var SOUND = 0.5;
  var BEGUN = 0.7;
  var TYPO = 0.6;
  var NAME_BEGUN = 0.2;
  var LONGEST_MEANING = 8;
  var LONG_MEANING = 3;
  var MOST = 12;
  var SPLIT_MORE = 0.3;
  var LONGER = 0.5;
  var LIGHT = 0.25;
  var LATER_WORDS = (
    "变更 注销 延续 延期 补办 补发 补领 补证 换发 换领 换证 遗失 挂失 终止 撤销 恢复 暂停 吊销 审验 损毁 " +
    "change cancel renew replace lost closing"
  ).split(" ");
  var ENDING = 4;
  var LONG_STEM = 5;
  var FAR = 9;

  /** @typedef {{char: string, sounds: string[], open: boolean}} Unit */

  /**
   * @template T
   * @param {T[]} list
   * @returns {T[]} each once
   */
  function once(list) {
    return Array.from(new Set(list));
  }

  /**
   * @param {string[]} list
   * @returns {string[]} in the order of code points
   */
  function sorted(list) {
    return list.sort(function (a, b) {
      var x = Array.from(a);
      var y = Array.from(b);
      for (var n = 0; n < Math.min(x.length, y.length); n += 1) {
        var far = /** @type {number} */ (x[n].codePointAt(0)) - /** @type {number} */ (y[n].codePointAt(0));
        if (far) {
          return far;
        }
      }
      return x.length - y.length;
    });
  }

  /**
   * @param {Unit} unit
   * @param {string} char
   * @param {Words} words
   * @returns {boolean} whether the unit may be that character: the same, or one that sounds alike
   */
  function says(unit, char, words) {
    var readings = words.readings(char);
    if (unit.open) {
      return readings.some(function (reading) {
        return reading.indexOf(unit.sounds[0]) === 0;
      });
    }
    return (
      char === unit.char ||
      unit.sounds.some(function (sound) {
        return readings.indexOf(sound) >= 0;
      })
    );
  }

  /**
   * @param {Unit} a
   * @param {Unit} b
   * @param {Words} words
   * @param {Held} held
   * @returns {string[]} the pairs that sound like two units, of them those that share the most characters with them
   */
  function alike(a, b, words, held) {
    /** @type {Map<string, number>} */
    var found = new Map();
    var most = 0;
    a.sounds.forEach(function (sound) {
      held.sounding(sound, "2").forEach(function (pair) {
        var chars = Array.from(pair);
        if (says(b, chars[1], words)) {
          var shared = Number(chars[0] === a.char) + Number(chars[1] === b.char);
          found.set(pair, shared);
          most = Math.max(most, shared);
        }
      });
    });
    var best = Array.from(found.keys()).filter(function (pair) {
      return found.get(pair) === most;
    });
    return sorted(best).slice(0, MOST);
  }

  /**
   * @param {Unit} unit
   * @param {Held} held
   * @returns {string[]} the single characters that sound like a unit
   */
  function single(unit, held) {
    /** @type {string[]} */
    var found = [];
    unit.sounds.forEach(function (sound) {
      found = found.concat(held.sounding(sound, "1"));
    });
    return sorted(once(found)).slice(0, MOST);
  }

  /**
   * @param {string} word
   * @returns {string} the stem of an English word (Porter, lunr's stemmer); anything else as it is
   */
  function stem(word) {
    return /^[a-z]{3,}$/.test(word) ? lunr.stemmer(new lunr.Token(word, {})).toString().replace(/y$/, "i") : word;
  }

  /**
   * @param {string} line
   * @returns {string} the term that stands for a word of the thesaurus, or for initials
   */
  function meaning(line) {
    return "~" + line.split(" ").join("_");
  }

  /**
   * @param {Unit} unit
   * @returns {string}
   */
  function firstSound(unit) {
    return unit.sounds[0];
  }

  /**
   * @param {Unit[]} units
   * @returns {string} as it was typed
   */
  function typed(units) {
    return units
      .map(function (unit) {
        return unit.char || unit.sounds[0];
      })
      .join("");
  }

  /**
   * @param {Understood} understood
   * @param {Words} words
   * @param {Held} held
   * @returns {Clauses} what the query asks of the index that holds these terms
   */
  function clauses(understood, words, held) {
    /** @type {Clauses} */
    var asked = {
      weights: new Map(),
      covers: new Map(),
      why: new Map(),
      positions: [],
      names: [],
      meanings: [],
      later: understood.runs.some(function (run) {
        return LATER_WORDS.some(function (word) {
          return run.text.indexOf(word) >= 0;
        });
      }),
    };
    /** @type {Unit[]} */
    var chain = [];
    /** @type {string[]} */
    var row = [];

    /**
     * @param {string} term
     * @param {number} weight
     * @param {number} from the first position it covers
     * @param {number} to the position behind the last
     * @param {Why | null} why
     */
    function ask(term, weight, from, to, why) {
      asked.weights.set(term, Math.max(weight, asked.weights.get(term) || 0));
      var covered = asked.covers.get(term) || new Set();
      for (var position = from; position < to; position += 1) {
        covered.add(position);
      }
      asked.covers.set(term, covered);
      if (why && !asked.why.has(term)) {
        asked.why.set(term, why);
      }
    }

    /** @param {boolean} last */
    function close(last) {
      askChain(chain);
      askWords(row, last);
      chain = [];
      row = [];
    }

    /**
     * @param {Run} run
     * @returns {Unit[]} its letters as syllables, in the way of which the index holds most; none where it is a word
     */
    function syllables(run) {
      /** @type {Unit[]} */
      var best = [];
      var most = 0;
      if (held.has(stem(run.text)) || held.has(meaning(run.text))) {
        return best;
      }
      var ways = words.splits(run.text);
      var fewest = Math.min.apply(
        null,
        ways.map(function (split) {
          return split.way.length;
        }),
      );
      ways.forEach(function (split) {
        var units = split.way.map(function (syllable, n) {
          return { char: "", sounds: [syllable], open: split.begun && n === split.way.length - 1 };
        });
        var whole = (run.joined ? chain.slice(-1) : []).concat(units);
        var met = 0;
        for (var n = 0; n + 1 < whole.length; n += 1) {
          met += alike(whole[n], whole[n + 1], words, held).length ? 1 : 0;
        }
        var share = whole.length > 1 ? met / (whole.length - 1) : single(units[0], held).length ? 0.5 : 0;
        share -= SPLIT_MORE * (split.way.length - fewest);
        if (share > most) {
          best = units;
          most = share;
        }
      });
      return best;
    }

    /** @param {Unit[]} chain */
    function askChain(chain) {
      var start = asked.positions.length;
      chain.forEach(function (unit) {
        asked.positions.push(sitegen.isWeak(unit.char) ? LIGHT : 1);
      });
      if (chain.length === 1 && !sitegen.isWeak(chain[0].char)) {
        var unit = chain[0];
        (unit.char ? (held.has(unit.char) ? [unit.char] : []) : single(unit, held)).forEach(function (term) {
          ask(term, 1, start, start + 1, unit.char ? null : ["sound", typed(chain), term]);
        });
      }
      var exact = chain.slice(1).map(function (unit, n) {
        return Boolean(chain[n].char && unit.char) && held.has(chain[n].char + unit.char);
      });
      exact.forEach(function (known, n) {
        var letters = !(chain[n].char && chain[n + 1].char);
        var between = exact[n - 1] && exact[n + 1]; // where one word ends and the next begins
        if (known || letters || (held.isHead && !between)) {
          askPair(chain[n], chain[n + 1], start + n);
        }
      });
      chain.slice(1).forEach(function (unit, n) {
        var said = chain[n].char + unit.char;
        if (chain[n].char && unit.char && held.has("+" + said)) {
          ask("+" + said, 1, start + n, start + n + 2, null);
        }
      });
      for (var from = 0; from < chain.length; from += 1) {
        for (var to = from + 2; to <= Math.min(chain.length, from + LONGEST_MEANING); to += 1) {
          var within = chain.slice(from, to);
          var name = "=" + within.map(firstSound).join("");
          if (to - from < chain.length && held.has(name)) {
            ask(name, 1, start + from, start + to, null);
            asked.names.push([start + from, start + to]);
          }
        }
      }
      /** @type {number[][]} */
      var taken = [];
      for (var length = Math.min(chain.length, LONGEST_MEANING); length > 1; length -= 1) {
        for (var at = 0; at + length <= chain.length; at += 1) {
          var inside = taken.some(function (span) {
            return span[0] <= at && at + length <= span[1];
          });
          var said = chain.slice(at, at + length);
          var found = inside ? [] : meanings(said);
          found.forEach(function (term) {
            var chars = said.every(function (unit) {
              return unit.char !== "";
            });
            var kind = "~" + typed(said) === term && chars ? "meaning" : chars ? "corrected" : "sound";
            var why = /** @type {Why} */ ([kind, typed(said), term.slice(1)]);
            ask(term, 1 + LONGER * (length - 2), start + at, start + at + length, why);
          });
          if (found.length) {
            taken.push([at, at + length]);
            (length >= LONG_MEANING ? asked.names : asked.meanings).push([start + at, start + at + length]);
          }
        }
      }
    }

    /**
     * @param {Unit} a
     * @param {Unit} b
     * @param {number} position
     */
    function askPair(a, b, position) {
      if (a.char && b.char && held.has(a.char + b.char)) {
        ask(a.char + b.char, 1, position, position + 2, null);
        return;
      }
      var letters = !(a.char && b.char);
      alike(a, b, words, held).forEach(function (term) {
        ask(term, letters ? 1 : SOUND, position, position + 2, [letters ? "sound" : "corrected", typed([a, b]), term]);
      });
    }

    /**
     * @param {Unit[]} said
     * @returns {string[]} the meanings of the index for just these units: by their characters, else by their sound
     */
    function meanings(said) {
      var chars = said.every(function (unit) {
        return unit.char !== "";
      });
      if (chars) {
        if (held.has("~" + typed(said))) {
          return ["~" + typed(said)];
        }
        var known = said.slice(1).every(function (unit, n) {
          return held.has(said[n].char + unit.char);
        });
        if (known) {
          return [];
        }
      }
      var some = said.some(function (unit) {
        return unit.char !== "";
      });
      /** @type {string[]} */
      var found = [];
      said[0].sounds.forEach(function (sound) {
        found = found.concat(
          held.sounding(sound, "~").filter(function (term) {
            var letters = Array.from(term).slice(1);
            var same = letters.some(function (char, n) {
              return n < said.length && char === said[n].char;
            });
            return (
              letters.length === said.length &&
              same === some &&
              letters.every(function (char, n) {
                return says(said[n], char, words);
              })
            );
          }),
        );
      });
      return sorted(once(found)).slice(0, MOST);
    }

    /**
     * @param {string[]} row neighbouring words
     * @param {boolean} last whether the query ends with them
     */
    function askWords(row, last) {
      var start = asked.positions.length;
      var stems = row.map(stem);
      row.forEach(function (word) {
        asked.positions.push(sitegen.isWeakWord(word) || Array.from(word).length === 1 ? LIGHT : 1);
      });
      var corrected = stems.slice();
      var isCorrected = false;
      var said = askPhrases(row, stems, start);
      row.forEach(function (word, n) {
        if (sitegen.isWeakWord(word)) {
          return;
        }
        var exact = stem(word);
        if (held.has(exact)) {
          ask(exact, 1, start + n, start + n + 1, null);
        }
        /** @type {string[]} */
        var begun = [];
        if (Array.from(word).length > 2) {
          begun = sorted(held.beginning(word, "")).filter(function (term) {
            return term !== exact;
          });
        }
        if (last && n === row.length - 1 && begun.length) {
          begun.slice(0, MOST).forEach(function (term) {
            ask(term, BEGUN, start + n, start + n + 1, null);
          });
        } else if (!said.has(start + n) && !held.has(exact)) {
          var meant = near(word);
          meant.forEach(function (term) {
            [term, meaning(term)].filter(held.has).forEach(function (found) {
              ask(found, TYPO, start + n, start + n + 1, ["corrected", word, term]);
            });
          });
          if (meant.length === 1) {
            corrected[n] = meant[0];
            isCorrected = true;
          }
        }
      });
      if (isCorrected) {
        askPhrases(row, corrected, start);
      }
    }

    /**
     * @param {string[]} row neighbouring words
     * @param {string[]} stems their stems, or those of what is meant
     * @param {number} start the position of the first
     * @returns {Set<number>} the positions of those that are a meaning or a name, alone or together
     */
    function askPhrases(row, stems, start) {
      /** @type {Set<number>} */
      var positions = new Set();
      for (var low = 0; low < row.length; low += 1) {
        for (var high = low + 1; high <= Math.min(row.length, low + sitegen.longestPhrase); high += 1) {
          var said = row.slice(low, high);
          var term = meaning(stems.slice(low, high).join(" "));
          var name = "=" + said.join("");
          var meant = held.has(term);
          var named = held.has(name) && !sitegen.isWeakWord(row[low]);
          if (meant) {
            ask(term, 1, start + low, start + high, ["meaning", said.join(" "), term.slice(1)]);
          }
          if (named) {
            ask(name, 1, start + low, start + high, null);
          }
          if (meant || named) {
            (named || high - low > 1 ? asked.names : asked.meanings).push([start + low, start + high]);
          }
          for (var n = low; n < high && (meant || named); n += 1) {
            positions.add(start + n);
          }
        }
      }
      return positions;
    }

    /**
     * @param {string} word
     * @returns {string[]} the words of the index that differ least: in one letter, in two where it has eight or more
     */
    function near(word) {
      if (Array.from(word).length < sitegen.shortestTypo || words.splits(word).length || !held.isHead) {
        return [];
      }
      var most = Array.from(word).length > 7 ? 2 : 1;
      var least = FAR;
      /** @type {string[]} */
      var found = [];
      var letter = Array.from(word)[0];
      var known = held.beginning(letter, "").concat(held.beginning(letter, "~")).map(function (term) {
        return term.replace(/^~/, "");
      });
      once(known).forEach(function (term) {
        if (term.indexOf("_") >= 0) {
          return;
        }
        var far = Math.min(distance(word.replace(/y$/, "i"), term, most), distance(stem(word), term, most));
        if (far < least) {
          least = far;
          found = [];
        }
        if (far === least && far < FAR) {
          found.push(term);
        }
      });
      return sorted(found).slice(0, MOST);
    }

    /** Asks for names that sound like the whole query, with its question words or without; else what begins so. */
    function askNames() {
      var end = asked.positions.length;
      var spelled = once([sitegen.spell(understood.whole, words), sitegen.spell(understood.runs, words)]).filter(Boolean);
      var named = spelled.filter(function (name) {
        return held.has("=" + name);
      });
      named.forEach(function (name) {
        ask("=" + name, 1, 0, end, null);
      });
      if (named.length) {
        return;
      }
      spelled.forEach(function (name) {
        if (Array.from(name).length > 2) {
          sorted(held.beginning(name, "=")).slice(0, MOST).forEach(function (term) {
            ask(term, (NAME_BEGUN * Array.from(name).length) / (Array.from(term).length - 1), 0, end, null);
          });
        }
      });
    }

    understood.runs.forEach(function (run) {
      var units = run.cjk
        ? Array.from(run.text, function (char) {
            return { char: char, sounds: words.readings(char).slice(0, 1), open: false };
          })
        : syllables(run);
      if (!units.length) {
        if (chain.length) {
          close(false);
        }
        row.push(run.text);
        return;
      }
      if (row.length || !run.joined) {
        close(false);
      }
      chain = chain.concat(units);
    });
    close(true);
    askNames();
    return asked;
  }

  /**
   * @param {string} word
   * @param {string} stem
   * @param {number} most
   * @returns {number} how many letters differ until the word begins with the stem, FAR beyond `most` (optimal string
   *   alignment, Damerau 1964; up to ENDING last letters of the word left aside)
   */
  function distance(word, stem, most) {
    var a = Array.from(word);
    var b = Array.from(stem);
    var longer = a.length - b.length;
    var ending = b.length >= LONG_STEM ? ENDING : 0;
    most = b.length >= LONG_STEM ? most : Math.min(most, 1);
    if (b.length < sitegen.shortestTypo || longer < -most || longer > ending + most) {
      return FAR;
    }
    /** @type {number[]} */
    var before = [];
    /** @type {number[]} */
    var row = [];
    for (var n = 0; n <= b.length; n += 1) {
      row.push(n);
    }
    var best = FAR;
    for (var i = 1; i <= a.length; i += 1) {
      var above = row;
      row = [i];
      for (var j = 1; j <= b.length; j += 1) {
        var cost = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          cost = Math.min(cost, before[j - 2] + 1);
        }
        row.push(cost);
      }
      before = above;
      if (i >= a.length - ending) {
        best = Math.min(best, row[b.length]);
      }
    }
    return best <= most ? best : FAR;
  }

  sitegen.clauses = clauses;
  sitegen.stem = stem;
  sitegen.sorted = sorted;
})();
