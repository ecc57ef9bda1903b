// @ts-check
// The analyser: how text becomes search terms. Twin of sitegen/terms.py; tests/terms.json binds both.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var SEPARATORS = [
    [0x00, 0x2f], [0x3a, 0x60], [0x7b, 0xbf], [0xd7, 0xd7], [0xf7, 0xf7], [0x2000, 0x2bff], [0x2e00, 0x2e7f],
    [0x3000, 0x3004], [0x3008, 0x3020], [0x3030, 0x3030], [0x30fb, 0x30fb], [0xd800, 0xf8ff], [0xfe00, 0xfe6f],
    [0xff00, 0xff0f], [0xff1a, 0xff20], [0xff3b, 0xff40], [0xff5b, 0xff65], [0xffe0, 0xffff], [0x1f000, 0x1faff],
    [0xe0000, 0x10ffff],
  ];
  var CJK = [
    [0x2e80, 0x2fdf], [0x3005, 0x3007], [0x3021, 0x302f], [0x3031, 0x30fa], [0x30fc, 0x318f], [0x31a0, 0x31ff],
    [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xa000, 0xa4cf], [0xac00, 0xd7af], [0xf900, 0xfaff], [0x20000, 0x3ffff],
  ];

  /**
   * @param {number} code
   * @param {number[][]} ranges
   * @returns {boolean} whether a code point lies in one of the ranges
   */
  function within(code, ranges) {
    return ranges.some(function (range) {
      return range[0] <= code && code <= range[1];
    });
  }

  /**
   * @param {string} text
   * @returns {string} the text as search compares it: width, case and accents made equal
   */
  function fold(text) {
    return text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  }

  /**
   * @param {string} text
   * @returns {{cjk: boolean, chars: string[]}[]} runs of CJK characters and runs of others, separators left out
   */
  function runs(text) {
    /** @type {{cjk: boolean, chars: string[]}[]} */
    var found = [];
    var open = false;
    Array.from(fold(text)).forEach(function (char) {
      var code = /** @type {number} */ (char.codePointAt(0));
      if (within(code, SEPARATORS)) {
        open = false;
        return;
      }
      var cjk = within(code, CJK);
      if (!open || found[found.length - 1].cjk !== cjk) {
        found.push({ cjk: cjk, chars: [] });
        open = true;
      }
      found[found.length - 1].chars.push(char);
    });
    return found;
  }

  /**
   * @param {string} text
   * @returns {string[]} its terms in order: words, and for CJK each character and each pair of neighbours
   */
  function terms(text) {
    /** @type {string[]} */
    var found = [];
    runs(text).forEach(function (run) {
      if (!run.cjk) {
        found.push(run.chars.join(""));
        return;
      }
      found.push.apply(found, run.chars);
      for (var i = 0; i + 1 < run.chars.length; i += 1) {
        found.push(run.chars[i] + run.chars[i + 1]);
      }
    });
    return found;
  }

  /**
   * @param {string} text
   * @returns {string} the text as one term: what is compared when a query is the whole of a name
   */
  function phrase(text) {
    return runs(text).map(function (run) {
      return run.chars.join("");
    }).join("");
  }

  sitegen.fold = fold;
  sitegen.terms = terms;
  sitegen.phrase = phrase;
})();
