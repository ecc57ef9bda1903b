// @ts-check
// An index in chunks, as far as a query has loaded it. Twin of the reading half of sitegen/search/chunks.py.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /**
   * @param {string} text
   * @returns {number[]} whole numbers: five bits a character, the lowest first; all characters but the last add 32
   */
  function numbers(text) {
    /** @type {number[]} */
    var found = [];
    var step = 0;
    var shift = 0;
    for (var i = 0; i < text.length; i += 1) {
      var digit = DIGITS.indexOf(text.charAt(i));
      step |= (digit & 31) << shift;
      shift += 5;
      if (digit < 32) {
        found.push(step);
        step = shift = 0;
      }
    }
    return found;
  }

  /**
   * @param {string} text a posting: the mark of each field, then the steps from one number to the next
   * @param {Object<string, string>} marks the field of each mark
   * @returns {Object<string, Set<number>>}
   */
  function decode(text, marks) {
    /** @type {Object<string, Set<number>>} */
    var fields = {};
    (text.match(/[^\w-][\w-]*/g) || []).forEach(function (part) {
      var at = 0;
      fields[marks[part.charAt(0)]] = new Set(
        numbers(part.slice(1)).map(function (step) {
          at += step;
          return at;
        }),
      );
    });
    return fields;
  }

  /**
   * @param {string} text terms, each begun by a capital that says how much it shares with the one before: A is nothing
   * @returns {string[]}
   */
  function frontDecode(text) {
    var term = "";
    return (text.match(/[A-Z][^A-Z]*/g) || []).map(function (coded) {
      term = term.slice(0, coded.charCodeAt(0) - 65) + coded.slice(1);
      return term;
    });
  }

  /**
   * @param {{parents: string, lengths: string, folders: any[]}} part the first part of a scope's records
   * @returns {Shape} the parent of each record (-1: none) and its folder, the records below it, those in each folder
   */
  function shape(part) {
    /** @type {Shape} */
    var whole = { parents: [], lengths: [], later: [], folderOf: [], children: new Map(), members: [], count: 0 };
    numbers(part.parents).forEach(function (parent, number) {
      whole.count += 1;
      whole.parents.push(parent - 1);
      if (parent) {
        whole.children.set(parent - 1, (whole.children.get(parent - 1) || []).concat(number));
      }
    });
    numbers(part.lengths).forEach(function (length) {
      whole.lengths.push(Math.floor(length / 2));
      whole.later.push(length % 2 === 1);
    });
    var at = 0;
    part.folders.forEach(function (folder, number) {
      whole.members.push([at, at + folder[1]]);
      for (var end = at + folder[1]; at < end; at += 1) {
        whole.folderOf.push(number);
      }
    });
    return whole;
  }

  /**
   * @param {{t: string, p: string, all?: boolean}[]} chunks one that has `all` terms leaves out pairs of neighbours
   * @param {Object<string, string>} marks the field of each mark
   * @param {Words} words
   * @param {Shape} whole
   * @returns {Held} the terms these chunks hold, as a query asks for them
   */
  function held(chunks, marks, words, whole) {
    /** @type {Map<string, string>} */
    var written = new Map();
    var head = marks["*"] !== undefined; // the text index knows neither single characters nor families
    /** @type {Map<string, string[]>} */
    var seconds = new Map();
    /** @type {Map<string, string[]>} */
    var sounds = new Map();

    /**
     * @param {string} term
     * @param {string} char its first character
     * @param {string} mark
     */
    function sound(term, char, mark) {
      words.readings(char).forEach(function (syllable) {
        var key = mark + syllable;
        var list = sounds.get(key);
        if (list) {
          list.push(term);
        } else {
          sounds.set(key, [term]);
        }
      });
    }

    /**
     * Adds a pair, or a character of its own: what is left of that lies in one of its chunks only.
     * @param {string} char
     * @param {string} second
     * @param {string} posting
     */
    function addCharacter(char, second, posting) {
      var known = written.get(char + second);
      if (known === undefined && (second || head)) {
        written.set(char + second, posting);
        sound(char + second, char, second ? "2" : "1");
        if (second) {
          seconds.set(char, (seconds.get(char) || []).concat(second));
        }
      } else if (known === "") {
        written.set(char, posting);
      }
    }

    /** @type {Map<string, Set<number>>} */
    var pairs = new Map();
    var all = chunks.some(function (chunk) {
      return chunk.all;
    });

    /**
     * @param {string} term a pair of neighbours, with its mark
     * @returns {Set<number>} of what words of the thesaurus that hold the pair are synonyms, where all words are here
     */
    function said(term) {
      var found = pairs.get(term);
      if (!found) {
        var numbers = (found = new Set());
        written.forEach(function (posting, word) {
          if (word.charAt(0) === "~" && word.indexOf(term.slice(1)) > 0 && Array.from(word.slice(1)).every(sitegen.isCjk)) {
            (decode(posting, marks).synonym || numbers).forEach(function (number) {
              numbers.add(number);
            });
          }
        });
        pairs.set(term, found);
      }
      return found;
    }

    chunks.forEach(function (chunk) {
      var postings = chunk.p.split(" ");
      frontDecode(chunk.t).forEach(function (item, number) {
        var chars = Array.from(item);
        if (written.has(item)) {
          return;
        }
        if (!sitegen.isCjk(chars[0])) {
          written.set(item, postings[number]);
          if (chars[0] === "~" && sitegen.isCjk(chars[1])) {
            sound(item, chars[1], "~");
          }
          return;
        }
        [""].concat(chars.slice(1)).forEach(function (second, n) {
          addCharacter(chars[0], second, postings[number].split(",")[n]);
        });
      });
    });

    return {
      isHead: head,
      has: function (term) {
        return written.has(term) || (all && term.charAt(0) === "+" && said(term).size > 0);
      },
      sounding: function (syllable, mark) {
        return sounds.get(mark + syllable) || [];
      },
      beginning: function (letters, mark) {
        return Array.from(written.keys()).filter(function (term) {
          var other = /^[=~]/.test(term) && term.charAt(0) !== mark;
          return term.indexOf(mark + letters) === 0 && !other && !sitegen.isCjk(term);
        });
      },
      postings: function (term) {
        if (all && term.charAt(0) === "+") {
          return { said: said(term) };
        }
        var fields = decode(written.get(term) || "", marks);

        /**
         * @param {string} name
         * @param {Iterable<number>} more
         */
        function add(name, more) {
          var set = (fields[name] = fields[name] || new Set());
          Array.from(more).forEach(function (number) {
            set.add(number);
          });
        }

        (seconds.get(term) || []).forEach(function (second) {
          var pair = decode(written.get(term + second) || "", marks);
          Object.keys(pair).forEach(function (name) {
            add(name, pair[name]);
          });
        });
        if (fields.category) {
          var folders = fields.category;
          delete fields.category;
          folders.forEach(function (folder) {
            for (var number = whole.members[folder][0]; number < whole.members[folder][1]; number += 1) {
              add("category", [number]);
            }
          });
        }
        [fields.title, fields.alias].forEach(function (heads) {
          (heads || new Set()).forEach(function (head) {
            var below = whole.children.get(head);
            if (below) {
              add("parent", below);
            }
          });
        });
        return fields;
      },
    };
  }

  sitegen.numbers = numbers;
  sitegen.shape = shape;
  sitegen.held = held;
})();
