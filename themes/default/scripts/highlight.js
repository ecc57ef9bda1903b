// @ts-check
// Which characters of a name answer the query, and in what words to say why a result was found.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  /**
   * @param {string} char
   * @returns {string} one character, folded as far as its length allows
   */
  function plain(char) {
    return Array.from(char.normalize("NFKD").toLowerCase())[0] || char;
  }

  /**
   * @param {string} word
   * @returns {string} the stem of an English word, anything else as it is
   */
  function stem(word) {
    return /^[a-z]{3,}$/.test(word) ? lunr.stemmer(new lunr.Token(word, {})).toString() : word;
  }

  /**
   * @param {string[]} chars
   * @returns {string} the first letter of the sound of each
   */
  function initials(chars) {
    var common = sitegen.common();
    return chars
      .map(function (char) {
        return (common.get(char) || char).charAt(0);
      })
      .join("");
  }

  /**
   * @param {string[]} chars
   * @param {string} letters
   * @returns {{kind: string, at: number, count: number} | null} which characters sound like these letters, in full or
   *   by their initials
   */
  function spoken(chars, letters) {
    if (!/^[a-z]{2,}$/.test(letters)) {
      return null;
    }
    var short = initials(chars).indexOf(letters);
    if (short >= 0 && sitegen.isCjk(chars[short])) {
      return { kind: "initials", at: short, count: letters.length };
    }
    var common = sitegen.common();
    for (var at = 0; at < chars.length; at += 1) {
      var said = "";
      for (var end = at; end < chars.length && common.has(chars[end]) && said.length < letters.length; end += 1) {
        said += common.get(chars[end]);
      }
      if (said === letters) {
        return { kind: "sound", at: at, count: end - at };
      }
    }
    return null;
  }

  /**
   * @param {Understood} understood
   * @param {Why[]} why
   * @returns {string[]} what to look for in a name: what was typed, and what it was taken for
   */
  function needles(understood, why) {
    var typed = understood.runs.map(function (run) {
      return run.text;
    });
    return why.reduce(function (found, reason) {
      return found.concat(reason[2].split("_"));
    }, typed);
  }

  /**
   * @param {string[]} chars of a name, folded
   * @param {string[]} needles
   * @returns {boolean[]} whether each character answers the query
   */
  function lit(chars, needles) {
    /** @type {boolean[]} */
    var found = chars.map(function () {
      return false;
    });

    /**
     * @param {number} from
     * @param {number} count
     */
    function light(from, count) {
      for (var at = from; at < from + count; at += 1) {
        found[at] = true;
      }
    }

    needles.forEach(function (needle) {
      var parts = Array.from(needle);
      if (!sitegen.isCjk(needle)) {
        return;
      }
      var size = Math.min(2, parts.length);
      for (var from = 0; from + size <= parts.length; from += 1) {
        for (var at = 0; at + size <= chars.length; at += 1) {
          if (chars[at] === parts[from] && (size === 1 || chars[at + 1] === parts[from + 1])) {
            light(at, size);
          }
        }
      }
    });
    var letters = needles.filter(function (needle) {
      return !sitegen.isCjk(needle);
    });
    if (letters.length) {
      wordsOf(chars).forEach(function (word) {
        letters.forEach(function (needle) {
          if (stem(needle) === stem(word.text)) {
            light(word.at, word.text.length);
          } else if (needle.length > 1 && word.text.indexOf(needle) === 0) {
            light(word.at, needle.length);
          }
        });
      });
      letters.forEach(function (needle) {
        var span = spoken(chars, needle);
        if (span) {
          light(span.at, span.count);
        }
      });
    }
    return found;
  }

  /**
   * @param {string[]} chars
   * @returns {{text: string, at: number}[]} the words in letters and digits
   */
  function wordsOf(chars) {
    /** @type {{text: string, at: number}[]} */
    var found = [];
    chars.forEach(function (char, at) {
      if (!/[a-z0-9\u00df-\u024f\u0370-\u1fff]/.test(char)) {
        return;
      }
      var last = found[found.length - 1];
      if (last && last.at + last.text.length === at) {
        last.text += char;
      } else {
        found.push({ text: char, at: at });
      }
    });
    return found;
  }

  /**
   * @param {string} text
   * @param {string[]} needles
   * @returns {DocumentFragment} the text, with <mark> around what answers the query
   */
  function marked(text, needles) {
    var made = document.createDocumentFragment();
    var chars = Array.from(text);
    var found = lit(chars.map(plain), needles);
    for (var from = 0; from < chars.length; ) {
      var to = from;
      while (to < chars.length && found[to] === found[from]) {
        to += 1;
      }
      var part = chars.slice(from, to).join("");
      made.appendChild(found[from] ? sitegen.element("mark", "", part) : document.createTextNode(part));
      from = to;
    }
    return made;
  }

  /**
   * @param {string} a
   * @param {string} b
   * @returns {string} both as one text where the end of one is the beginning of the other, else nothing
   */
  function joined(a, b) {
    for (var shared = Math.min(a.length, b.length) - 1; shared > 0; shared -= 1) {
      if (a.slice(-shared) === b.slice(0, shared)) {
        return a + b.slice(shared);
      }
    }
    return "";
  }

  /**
   * Pairs of characters are found one by one; a reader wants to see the word.
   * @param {Why[]} why
   * @returns {Why[]} overlapping reasons as one
   */
  function together(why) {
    var list = why.slice();
    for (var merged = true; merged; ) {
      merged = list.some(function (a, m) {
        return list.some(function (b, n) {
          var typed = m !== n && a[0] === b[0] && a[0] !== "meaning" ? joined(a[1], b[1]) : "";
          var taken = typed && joined(a[2], b[2]);
          if (!taken) {
            return false;
          }
          list = list.filter(function (one) {
            return one !== a && one !== b;
          });
          list.push([a[0], typed, taken]);
          return true;
        });
      });
    }
    return list;
  }

  /**
   * @param {Why[]} why
   * @param {string} name what a reader sees of the result: how it and its group are called
   * @returns {Why[]} at most two reasons that are not plain to see; `initials` beside those of the engine, and whole
   *   words for stems
   */
  function reasons(why, name) {
    var chars = Array.from(name);
    var folded = chars.map(plain);
    var whole = folded.join("");
    return together(why)
      .sort(function (a, b) {
        return Number(whole.indexOf(b[2]) >= 0) - Number(whole.indexOf(a[2]) >= 0);
      })
      .filter(function (reason, m, list) {
        var said = list.some(function (other, n) {
          return m !== n && other[1].indexOf(reason[1]) >= 0 && (reason[1] !== other[1] || n < m);
        });
        return !said && whole.indexOf(reason[1]) < 0;
      })
      .slice(0, 2)
      .map(function (reason) {
        var span = reason[0] === "meaning" ? spoken(folded, reason[1]) : null;
        if (span) {
          return [span.kind, reason[1], chars.slice(span.at, span.at + span.count).join("")];
        }
        if (sitegen.isCjk(reason[2])) {
          // A word of the thesaurus that was not typed but heard.
          var heard = /[a-z]/.test(reason[1]) ? "sound" : "corrected";
          return reason[0] === "meaning" && reason[1] !== reason[2] ? [heard, reason[1], reason[2]] : reason;
        }
        var written = wordsOf(folded).filter(function (word) {
          return stem(word.text) === reason[2];
        })[0];
        return [reason[0], reason[1], reason[0] === "meaning" ? reason[1] : written ? written.text : reason[2]];
      });
  }

  sitegen.needles = needles;
  sitegen.marked = marked;
  sitegen.reasons = reasons;
})();
