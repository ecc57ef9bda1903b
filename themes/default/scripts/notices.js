// @ts-check
// Notices that went out after this page was made, and the end of those that are over.

/** @type {Sitegen} */
var sitegen = /** @type {any} */ (window).sitegen || {};

(function () {
  "use strict";

  /**
   * @typedef {{id: string, severity: string, title: string, href: string, scopes: string[], starts: string,
   *   ends: string}} Notice
   */

  /**
   * @param {string} starts a moment, or nothing
   * @param {string} ends a moment
   * @returns {boolean} whether it holds now
   */
  function holds(starts, ends) {
    var now = Date.now();
    return !(starts && Date.parse(starts) > now) && !(ends && Date.parse(ends) <= now);
  }

  /** Takes out banners that do not hold, and says so on the page of a notice that is over. */
  function clear() {
    Array.from(document.querySelectorAll("[data-notice]")).forEach(function (element) {
      if (!(element instanceof HTMLElement) || holds(element.dataset.starts || "", element.dataset.ends || "")) {
        return;
      }
      var over = element.querySelector("[data-notice-over]");
      if (element.matches(".banner")) {
        element.hidden = true;
      } else if (over instanceof HTMLElement && Date.parse(element.dataset.ends || "") <= Date.now()) {
        over.hidden = false;
      }
    });
  }

  /**
   * @param {HTMLElement} place the banners of the page, with the words for each severity
   * @param {Notice} notice
   * @param {string} root the address of the hub
   * @returns {HTMLElement}
   */
  function banner(place, notice, root) {
    var word = place.dataset[notice.severity] || "";
    var section = document.createElement("section");
    section.className = "banner banner--" + notice.severity;
    section.setAttribute("aria-label", word + " " + notice.title);
    section.dataset.notice = notice.id;
    section.dataset.starts = notice.starts;
    section.dataset.ends = notice.ends;
    section.appendChild(document.createElement("i")).className = "icon icon--" + notice.severity;
    var text = section.appendChild(document.createElement("p"));
    var strong = text.appendChild(document.createElement("strong"));
    strong.className = "banner__word";
    strong.textContent = word;
    text.appendChild(document.createTextNode(" "));
    var link = text.appendChild(document.createElement("a"));
    link.href = new URL(notice.href, root).href;
    link.textContent = notice.title;
    return section;
  }

  /**
   * Shows notices for this page that it does not hold yet.
   * @param {string} _lang
   * @param {Notice[]} notices
   */
  sitegen.notices = function (_lang, notices) {
    var place = document.querySelector("[data-banners]");
    var hub = document.querySelector("a[data-hub]");
    if (!(place instanceof HTMLElement) || !(hub instanceof HTMLAnchorElement)) {
      return;
    }
    var banners = place;
    var root = hub.href;
    var scopes = (document.body.dataset.scopes || "").split(" ");
    var shown = Array.from(document.querySelectorAll("[data-notice]")).map(function (element) {
      return element.getAttribute("data-notice");
    });
    notices.forEach(function (notice) {
      var concerns = notice.scopes.some(function (scope) {
        return scopes.indexOf(scope) >= 0;
      });
      if (concerns && shown.indexOf(notice.id) < 0 && holds(notice.starts, notice.ends)) {
        banners.appendChild(banner(banners, notice, root));
      }
    });
  };

  clear();
  if (document.body.dataset.notices && document.querySelector("[data-banners]")) {
    var script = document.createElement("script");
    script.src = document.body.dataset.notices;
    document.head.appendChild(script);
  }
})();
