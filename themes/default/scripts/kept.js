// @ts-check
// Says on a page that comes from a kept copy how old it is: the worker (app/sw.js) has marked it.

/** @type {Sitegen} */
var sitegen = /** @type {any} */ (window).sitegen || {};

(function () {
  "use strict";

  /**
   * @param {string} moment
   * @returns {string} its day in the language of the page
   */
  sitegen.day = function (moment) {
    var form = { year: "numeric", month: "long", day: "numeric" };
    return new Date(moment).toLocaleDateString(document.documentElement.lang, /** @type {any} */ (form));
  };

  var note = document.querySelector("[data-copy]");
  var moment = document.documentElement.dataset.kept;
  if (note instanceof HTMLElement && moment) {
    note.textContent = (note.dataset.copy || "").replace("{date}", sitegen.day(moment));
    note.hidden = false;
  }
})();
