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
   * @param {string} char
   * @returns {boolean} whether a character is Chinese, Japanese or Korean
   */
  function isCjk(char) {
    return within(/** @type {number} */ (char.codePointAt(0)), CJK);
  }

  /**
   * @param {string} text
   * @param {Map<string, string>} simple the simplified forms of traditional characters
   * @returns {string} the text as search compares it: width, case, accents and forms of characters made equal
   */
  function fold(text, simple) {
    var plain = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
    return Array.from(plain, function (char) {
      return simple.get(char) || char;
    }).join("");
  }

  /**
   * @param {string} text
   * @param {Map<string, string>} simple
   * @returns {Run[]} runs of CJK characters and runs of others, folded, separators left out
   */
  function runs(text, simple) {
    /** @type {Run[]} */
    var found = [];
    var open = false;
    var joined = false;
    Array.from(fold(text, simple)).forEach(function (char) {
      if (within(/** @type {number} */ (char.codePointAt(0)), SEPARATORS)) {
        open = joined = false;
        return;
      }
      var cjk = isCjk(char);
      if (!open || found[found.length - 1].cjk !== cjk) {
        found.push({ text: "", cjk: cjk, joined: joined });
        open = true;
      }
      found[found.length - 1].text += char;
      joined = true;
    });
    return found;
  }

  sitegen.isCjk = isCjk;
  sitegen.fold = fold;
  sitegen.runs = runs;
})();
