// @ts-check
// The single file that holds all pages: shows the page that the address names, and leads to the search while one types.

(function () {
  "use strict";

  var PAGE = '<section class="single__page';
  var SEARCH = "#search";
  var HUB = "hub";
  var SHOWN = "single__page--shown";
  var site = document.title;
  var place = /** @type {HTMLElement} */ (document.querySelector("noscript.single__pages"));
  var pages = place.textContent || "";

  /**
   * @param {string} id of a page, or of something within one
   * @returns {HTMLElement | null} the page, made from the text of all where nobody wanted it before
   */
  function page(id) {
    var at = pages.indexOf(' id="' + id + '"');
    if (!document.getElementById(id) && at >= 0) {
      var next = pages.indexOf(PAGE, at);
      place.insertAdjacentHTML("beforebegin", pages.slice(pages.lastIndexOf(PAGE, at), next < 0 ? undefined : next));
    }
    var found = document.getElementById(id);
    return found && found.closest(".single__page");
  }

  /** Shows the page that the address names, and gives the window its title. */
  function show() {
    var id = decodeURIComponent(location.hash.slice(1));
    var named = id ? page(id) : null;
    var shown = named || /** @type {HTMLElement} */ (document.getElementById(HUB));
    Array.from(document.querySelectorAll("." + SHOWN)).forEach(function (other) {
      other.classList.remove(SHOWN);
    });
    shown.classList.add(SHOWN);
    if (named && location.hash !== SEARCH) {
      /** @type {HTMLElement} */ (document.getElementById(id)).scrollIntoView();
    }
    var name = shown.id === HUB ? null : shown.querySelector(".breadcrumb [aria-current=page]");
    document.title = name ? name.textContent + " – " + site : site;
  }

  /** Leads to the results. The search box keeps the focus, which it would lose to whatever an address names. */
  function toSearch() {
    if (location.hash !== SEARCH) {
      try {
        history.pushState(null, "", SEARCH);
        show();
      } catch (error) {
        location.hash = SEARCH; // some browsers refuse where a file has no address of its own
      }
    }
  }

  var form = /** @type {HTMLElement} */ (document.querySelector("form[role=search]"));
  form.addEventListener("input", toSearch);
  form.addEventListener("submit", toSearch);
  window.addEventListener("hashchange", show);
  document.body.classList.add("single--led");
  show();
  var box = /** @type {HTMLInputElement} */ (form.querySelector("input[name=q]"));
  if (box.value && document.activeElement === box) {
    toSearch(); // somebody typed while the file was read
  }
})();
