// @ts-check
// What every page does beyond HTML: the way back beside the trail, the search once somebody enters its box, and
// answers unfolded on paper.

(function () {
  "use strict";

  /** First folders that hold no lists of services. */
  var OTHERS = ["about", "api", "assets", "notices", "providers", "services"];
  /** Browsers name no referrer on the disk: there a link brings along where it was followed. */
  var FROM = "from";
  var onDisk = location.protocol === "file:";

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
    var root = new URL(".", hub).href;
    var address = page.href.split(/[?#]/)[0];
    if (address.indexOf(root) !== 0) {
      return null;
    }
    return address
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
    var referrer = onDisk ? new URLSearchParams(location.search).get(FROM) : document.referrer;
    if (!(bar instanceof HTMLElement) || !(hub instanceof HTMLAnchorElement) || !referrer) {
      return;
    }
    var from = new URL(referrer, hub.href);
    var folders = foldersOf(from, new URL(hub.href));
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

  /** Lets the links of a page on the disk that one goes back to say where they were followed. */
  function tellWayBack() {
    var hub = document.querySelector("a[data-hub]");
    var root = hub instanceof HTMLAnchorElement && onDisk ? new URL(hub.href) : null;
    if (!root || !kindOf(foldersOf(new URL(location.href), root) || [])) {
      return;
    }
    var site = root;
    document.addEventListener("click", function (event) {
      var link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (link instanceof HTMLAnchorElement && link.pathname !== location.pathname) {
        var here = new URL(location.href);
        var there = new URL(link.href);
        if (foldersOf(there, site)) {
          here.searchParams.delete(FROM);
          there.searchParams.set(FROM, here.href);
          link.href = there.href;
        }
      }
    });
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

  loadSearchLate();
  unfoldOnPaper();
  showWayBack();
  tellWayBack();
})();
