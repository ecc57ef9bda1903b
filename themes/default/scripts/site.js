// @ts-check
// What every page does beyond HTML: the way back beside the trail, the search once somebody enters its box, and
// answers unfolded on paper.

(function () {
  "use strict";

  /** First folders that hold no lists of services. */
  var OTHERS = ["about", "api", "assets", "notices", "providers", "services"];

  /**
   * @param {string[]} folders of an address below the hub of a language
   * @returns {"search" | "journey" | "list" | ""} what kind of page it is, as far as one goes back to it
   */
  function kindOf(folders) {
    var first = folders[0] || "";
    if (first === "search") {
      return "search";
    }
    if (first === "journeys" && folders[1]) {
      return "journey";
    }
    if (first === "a-z" || (folders.length === 2 && OTHERS.indexOf(first) < 0)) {
      return "list";
    }
    return "";
  }

  /**
   * @param {URL} page
   * @param {URL} hub
   * @returns {string[] | null} the page's folders below the hub; null where it lies elsewhere
   */
  function foldersOf(page, hub) {
    var root = new URL(".", hub).pathname;
    if (page.origin !== hub.origin || page.pathname.indexOf(root) !== 0) {
      return null;
    }
    return page.pathname
      .slice(root.length)
      .split("/")
      .filter(function (folder) {
        return folder && folder !== "index.html" && !/^page-\d+$/.test(folder);
      });
  }

  /** Shows whoever came from a search, a list or a journey of this site the way back to it. */
  function showWayBack() {
    var bar = document.querySelector("[data-way-back]");
    var hub = document.querySelector("a[data-hub]");
    if (!(bar instanceof HTMLElement) || !(hub instanceof HTMLAnchorElement) || !document.referrer) {
      return;
    }
    var from = new URL(document.referrer);
    var folders = /^https?:$/.test(from.protocol) ? foldersOf(from, new URL(hub.href)) : null;
    var kind = folders ? kindOf(folders) : "";
    if (!kind || from.pathname === location.pathname) {
      return;
    }
    var link = document.createElement("a");
    link.className = "back";
    link.href = from.href;
    link.textContent = "← " + (bar.dataset[kind] || "");
    bar.insertBefore(link, bar.firstChild);
  }

  /** Unfolds answers for printing and folds them again. */
  function unfoldOnPaper() {
    /** @type {HTMLDetailsElement[]} */
    var opened = [];
    window.addEventListener("beforeprint", function () {
      opened = Array.from(document.querySelectorAll("details:not([open])"));
      opened.forEach(function (details) {
        details.open = true;
      });
    });
    window.addEventListener("afterprint", function () {
      opened.forEach(function (details) {
        details.open = false;
      });
    });
  }

  /** Loads the search when its box is entered: the pages themselves stay light. */
  function loadSearchLate() {
    var form = document.querySelector("form[role=search][data-needs]");
    if (!(form instanceof HTMLFormElement)) {
      return;
    }
    var begun = false;
    var paths = (form.dataset.needs || "").split(" ");

    function load() {
      if (!begun) {
        begun = true;
        paths.forEach(function (path, n) {
          var script = document.createElement("script");
          script.src = path;
          script.async = false;
          if (n === paths.length - 1) {
            script.dataset.last = "";
          }
          document.head.appendChild(script);
        });
      }
    }

    form.addEventListener("focusin", load);
    form.addEventListener("pointerdown", load);
    if (form.contains(document.activeElement)) {
      load();
    }
  }

  showWayBack();
  loadSearchLate();
  unfoldOnPaper();
})();
