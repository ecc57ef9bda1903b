// @ts-check
// The page's side of search: reads the form, loads the index of the place asked for, shows the answers.

/** @type {Sitegen} */
var sitegen = /** @type {any} */ (window).sitegen || {};

(function () {
  "use strict";

  /** @typedef {{text: string, url: string}} Link */
  /**
   * @typedef {{id: string, title: string, official?: string, url: string, trail?: Link[], parent?: Link | null,
   *   summary?: string, visits?: number[] | {min: number, max: number} | null, free?: boolean | null,
   *   cities?: Link[] | null}} Answer
   */

  var PAUSE = 120;
  var root = document.documentElement;
  var form = document.querySelector("form[role=search]");
  var list = document.querySelector("[data-search-results]");
  var status = document.querySelector("[data-search-status]");
  var empty = document.querySelector("[data-search-empty]");
  var browse = document.querySelector("[data-search-browse]");
  var everywhere = document.querySelector("[data-search-everywhere]");
  var hub = document.querySelector("a[data-hub]");
  if (
    !(form instanceof HTMLFormElement) ||
    !(list instanceof HTMLElement) ||
    !(status instanceof HTMLElement) ||
    !(empty instanceof HTMLElement) ||
    !(browse instanceof HTMLElement) ||
    !(everywhere instanceof HTMLElement) ||
    !(hub instanceof HTMLAnchorElement)
  ) {
    return;
  }
  var page = { form: form, list: list, status: status, empty: empty, browse: browse, everywhere: everywhere, hub: hub };
  var input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  var city = /** @type {HTMLSelectElement} */ (form.elements.namedItem("city"));
  var lang = root.lang;
  var folder = (form.dataset.index || "").replace(/[^/]*$/, "") + lang.toLowerCase() + "/";

  /** @type {Object<string, any>} indexes by name; null while one is on its way */
  var indexes = {};
  /** @type {number | undefined} */
  var timer;

  /** @returns {string} the name of the index that answers */
  function scope() {
    return lang.toLowerCase() + "/" + (city.value || "hub");
  }

  /**
   * @param {string} name
   * @param {any} data
   */
  sitegen.index = function (name, data) {
    indexes[name] = data;
    if (name === scope()) {
      answer();
    }
  };

  /** Loads the index of the place asked for, once. */
  function load() {
    var name = scope();
    if (name in indexes) {
      return;
    }
    indexes[name] = null;
    var script = document.createElement("script");
    script.src = folder + (city.value || "hub") + ".js";
    script.onerror = function () {
      delete indexes[name];
      page.status.textContent = page.status.dataset.failed || "";
      page.browse.hidden = false;
    };
    document.head.appendChild(script);
  }

  /** Shows the answers to what stands in the form, as soon as its index is there. */
  function answer() {
    var query = input.value.trim();
    var data = indexes[scope()];
    if (!query) {
      show(null);
      return;
    }
    if (!data) {
      page.status.textContent = page.status.dataset.loading || "";
      load();
      return;
    }
    show(sitegen.search(data, query));
  }

  /** @param {Answer[] | null} answers null where nothing was asked */
  function show(answers) {
    page.list.textContent = "";
    (answers || []).forEach(function (found) {
      page.list.appendChild(result(found));
    });
    var none = answers !== null && answers.length === 0;
    page.empty.hidden = !none;
    page.everywhere.hidden = !(none && city.value);
    page.browse.hidden = answers !== null && !none;
    if (none) {
      page.empty.appendChild(page.browse);
    } else {
      page.empty.parentNode && page.empty.parentNode.insertBefore(page.browse, page.empty.nextSibling);
    }
    page.status.textContent = answers === null ? "" : counted(answers.length);
    root.dataset.search = answers === null ? "ready" : "done";
  }

  /**
   * @param {number} count
   * @returns {string} how many were found, in words
   */
  function counted(count) {
    var words = page.status.dataset;
    var text = count === 0 ? words.none : count === 1 ? words.one : words.many;
    return (text || "").replace("{count}", String(count));
  }

  /**
   * @param {string} name
   * @param {string} className
   * @param {string} [text]
   * @returns {HTMLElement}
   */
  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  /**
   * @param {Link} to its address counted from the hub
   * @returns {HTMLAnchorElement}
   */
  function link(to) {
    var made = document.createElement("a");
    made.href = new URL(to.url, page.hub.href).href;
    made.textContent = to.text;
    return made;
  }

  /**
   * @param {Answer} found
   * @returns {HTMLElement}
   */
  function result(found) {
    var words = page.list.dataset;
    var row = element("li", "result");
    row.dataset.result = "";
    row.dataset.id = found.id;
    row.appendChild(element("h2", "")).appendChild(link({ text: found.title, url: found.url }));
    if (found.official && found.official !== found.title) {
      row.appendChild(element("p", "official", (words.official || "{name}").replace("{name}", found.official)));
    }
    row.appendChild(trail(found.trail || []));
    if (found.parent) {
      var parent = element("p", "result__parent", words.partOf + " ");
      parent.dataset.parent = "";
      parent.appendChild(link(found.parent));
      row.appendChild(parent);
    }
    if (found.summary) {
      row.appendChild(element("p", "", found.summary));
    }
    var shown = marks(found);
    if (shown.childNodes.length) {
      row.appendChild(shown);
    }
    if (found.cities && found.cities.length) {
      row.appendChild(element("p", "result__parent", words.places));
      row.appendChild(cities(found.cities));
    }
    return row;
  }

  /**
   * @param {Link[]} links below the hub
   * @returns {HTMLElement} the trail from the hub
   */
  function trail(links) {
    var row = element("p", "result__trail");
    row.dataset.trail = "";
    var home = row.appendChild(document.createElement("a"));
    home.href = page.hub.href;
    home.textContent = page.hub.textContent;
    links.forEach(function (step) {
      row.appendChild(document.createTextNode(" › "));
      row.appendChild(link(step));
    });
    return row;
  }

  /**
   * @param {Link[]} links
   * @returns {HTMLElement} the places that offer the same service
   */
  function cities(links) {
    var row = element("ul", "result__cities");
    row.dataset.cities = "";
    links.forEach(function (place) {
      row.appendChild(document.createElement("li")).appendChild(link(place));
    });
    return row;
  }

  /**
   * @param {Answer} found
   * @returns {HTMLElement} visits and cost at a glance
   */
  function marks(found) {
    var words = page.list.dataset;
    var row = element("p", "result__marks");
    var visits = Array.isArray(found.visits) ? { min: found.visits[0], max: found.visits[1] } : found.visits;
    if (visits) {
      var text = visits.max === 0 ? words.visitNone : visits.min === 0 ? words.visitMaybe : words.visitOne;
      if (visits.min > 0 && visits.max > 1) {
        text = (words.visitMany || "").replace("{count}", String(visits.max));
      }
      row.appendChild(element("span", visits.min === 0 ? "mark mark--zero" : "mark", text));
    }
    if (found.free) {
      row.appendChild(element("span", "mark", words.free));
    }
    return row;
  }

  /** Asks anew after a short pause in typing. */
  function askSoon() {
    root.dataset.search = "ready";
    window.clearTimeout(timer);
    timer = window.setTimeout(answer, PAUSE);
  }

  input.addEventListener("input", askSoon);
  city.addEventListener("change", askSoon);
  page.everywhere.addEventListener("click", function () {
    city.value = "";
    askSoon();
    input.focus();
  });
  var asked = new URLSearchParams(location.search);
  // Who comes back finds what was typed last: the browser has put it in already.
  input.value = input.value || asked.get("q") || "";
  city.value = city.value || asked.get("city") || "";
  if (city.selectedIndex < 0) {
    city.value = "";
  }
  root.dataset.search = "ready";
  load();
  answer();
})();
