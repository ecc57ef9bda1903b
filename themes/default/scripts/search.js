// @ts-check
// The search page: answers while one types, keeps the address true, and says plainly when nothing answers.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var PAUSE = 40;
  var REST = 400;
  var AT_ONCE = 10;
  var ELSEWHERE = 3;
  var root = document.documentElement;
  if (!document.querySelector("[data-search-results]")) {
    return;
  }

  /**
   * @param {string} name
   * @returns {HTMLElement} a part of the search page
   */
  function part(name) {
    return /** @type {HTMLElement} */ (document.querySelector("[data-search-" + name + "]"));
  }

  var form = /** @type {HTMLFormElement} */ (document.querySelector("form[role=search]"));
  var input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  var select = /** @type {HTMLSelectElement} */ (form.elements.namedItem("city"));
  var hub = /** @type {HTMLAnchorElement} */ (document.querySelector("a[data-hub]"));
  var list = part("results");
  var status = part("status");
  var empty = part("empty");
  var browse = part("browse");
  var more = /** @type {HTMLElement} */ (part("more").querySelector("button"));
  var words = list.dataset;
  var filters = sitegen.filters(part("filters"), show);

  /** @type {Map<string, string>} the names of cities by id */
  var places = new Map();
  /** @type {string[][]} every name a query may call a city by, the longest first */
  var cities = [];
  /** @type {{[city: string]: string}} the names of chunks by city */
  var lists = {};
  /** @type {Answer | null} */
  var answer = null;
  /** @type {Result[]} what of it the choices let through */
  var kept = [];
  /** The number of the latest question: what answers an older one is dropped. */
  var turn = 0;
  /** @type {number | undefined} */
  var pause;
  /** @type {number | undefined} */
  var rest;

  function readPlaces() {
    if (select.dataset.words) {
      sitegen.words(root.lang.toLowerCase(), JSON.parse(select.dataset.words));
    }
    Array.from(select.options).forEach(function (option) {
      lists[option.value] = option.dataset.chunks || "";
      if (option.value) {
        places.set(option.value, (option.textContent || "").trim());
      }
      (option.dataset.names || "").split("|").forEach(function (name) {
        if (name) {
          cities.push([name, option.value]);
        }
      });
    });
    cities.sort(function (a, b) {
      return Array.from(b[0]).length - Array.from(a[0]).length || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
    });
  }

  /**
   * @param {string} query
   * @param {string} city
   * @param {(answer: Answer) => void} done
   * @param {() => void} failed
   */
  function askAt(query, city, done, failed) {
    var asked = {
      query: query,
      city: city,
      lang: root.lang.toLowerCase(),
      folder: (form.dataset.index || "").replace(/[^/]*$/, ""),
      cities: cities,
      lists: lists,
    };
    sitegen.ask(asked, done, failed);
  }

  /** Asks what stands in the form. */
  function ask() {
    var query = input.value.trim();
    var mine = (turn += 1);
    window.clearTimeout(pause);
    if (!query) {
      answer = null;
      show();
      return;
    }
    root.dataset.search = "asking";
    var slow = window.setTimeout(function () {
      status.textContent = mine === turn ? words.loading || "" : status.textContent;
    }, REST);

    /** @param {() => void} next what to do unless something else has been asked since */
    function unlessStale(next) {
      window.clearTimeout(slow);
      if (mine === turn) {
        next();
      }
    }

    askAt(
      query,
      select.value,
      function (found) {
        unlessStale(function () {
          answer = found;
          show();
          if (!found.results.length) {
            askElsewhere(found, mine);
          }
        });
      },
      function () {
        unlessStale(fail);
      },
    );
  }

  /** Shows the present answer, as far as the choices let it through: what a screen holds, the rest on demand. */
  function show() {
    var all = answer ? answer.results : [];
    kept = filters.kept(all);
    list.textContent = "";
    filters.offer(all);
    showHidden(all.length - kept.length);
    showPlace();
    status.textContent = answer && all.length ? counted(kept.length) : "";
    showNothing(answer !== null && !all.length);
    draw(kept.slice(0, AT_ONCE));
    if (answer === null || all.length || !hasElsewhere(answer.city)) {
      stand();
    }
    keepAddressSoon();
  }

  /** @param {Result[]} results what to add to the list */
  function draw(results) {
    var made = document.createDocumentFragment();
    var shown = showing();
    var from = list.children.length;
    results.forEach(function (found, n) {
      made.appendChild(sitegen.result(found, shown, from + n === 0));
    });
    list.appendChild(made);
    var left = kept.length - list.children.length;
    more.hidden = !left;
    more.textContent = sitegen.counted(words.more || "", left);
  }

  /** Shows the rest of the results, and leads on to the first of them. */
  function showMore() {
    var from = list.children.length;
    draw(kept.slice(from));
    /** @type {HTMLElement} */ (list.children[from].querySelector("a")).focus();
  }

  /** Says that the results of the present query stand. */
  function stand() {
    root.dataset.search = answer ? "done" : "ready";
  }

  /** @returns {Showing} */
  function showing() {
    var runs = { runs: [], whole: [], city: null };
    return {
      words: words,
      lang: root.lang,
      hub: hub,
      places: places,
      hotline: words.hotline || "",
      understood: answer ? answer.understood : runs,
      results: answer ? answer.results : [],
    };
  }

  /**
   * @param {number} count
   * @returns {string} how many were found, in words
   */
  function counted(count) {
    return sitegen.counted((count < sitegen.mostAnswers ? words.found : words.most) || "", count);
  }

  /** @param {number} count how many results the choices hide */
  function showHidden(count) {
    var note = part("hidden");
    note.hidden = !count;
    /** @type {HTMLElement} */ (note.querySelector("span")).textContent = sitegen.counted(words.hiddenCount || "", count);
  }

  /** Says where the answer comes from when the query itself names another place than the one chosen. */
  function showPlace() {
    var note = part("place");
    var named = answer ? answer.understood.city : null;
    note.hidden = named === null || named === select.value;
    if (!note.hidden) {
      var chosen = places.get(select.value);
      var button = /** @type {HTMLElement} */ (note.querySelector("button"));
      /** @type {HTMLElement} */ (note.querySelector("span")).textContent = placed(words.inPlace, named || "");
      button.textContent = chosen ? placed(words.insteadIn, select.value) : words.insteadAll || "";
    }
  }

  /**
   * @param {string | undefined} text
   * @param {string} city
   * @returns {string}
   */
  function placed(text, city) {
    return (text || "").split("{place}").join(places.get(city) || "");
  }

  /** @param {boolean} none whether nothing answers */
  function showNothing(none) {
    var city = none && answer ? answer.city : "";
    empty.hidden = !none;
    status.classList.toggle("unseen", none);
    browse.hidden = Boolean(answer) && !none;
    part("elsewhere").hidden = true;
    part("everywhere").hidden = !hasElsewhere(city);
    if (none) {
      sayNothing(city);
      empty.appendChild(browse);
    } else if (empty.contains(browse)) {
      /** @type {Node} */ (empty.parentNode).insertBefore(browse, empty.nextSibling);
    }
  }

  /** @param {string} city where nothing answers, "" for all places */
  function sayNothing(city) {
    var text = city ? placed(words.noneIn, city) : words.none || "";
    status.textContent = text.split("{query}").join(input.value.trim());
    /** @type {HTMLElement} */ (empty.querySelector("h2")).textContent = status.textContent;
  }

  /**
   * @param {string} city where was asked, "" for all places
   * @returns {boolean} whether there is more to ask: a site of one city has its search only
   */
  function hasElsewhere(city) {
    return Boolean(city) && "" in lists;
  }

  /**
   * Nothing in this city: looks whether other places have it.
   * @param {Answer} here
   * @param {number} mine
   */
  function askElsewhere(here, mine) {
    if (!hasElsewhere(here.city)) {
      return;
    }
    var query = here.understood.city === null ? input.value.trim() : bare(here);

    /** @param {Result[]} results */
    function end(results) {
      if (mine === turn) {
        showElsewhere(results, here.city);
        stand();
      }
    }

    askAt(
      query,
      "",
      function (found) {
        if (!found.results.length && mine === turn) {
          sayNothing("");
        }
        end(found.results);
      },
      function () {
        end([]);
      },
    );
  }

  /**
   * @param {Answer} found
   * @returns {string} the query without the city that it named
   */
  function bare(found) {
    return found.understood.whole
      .map(function (run) {
        return run.text;
      })
      .join(" ");
  }

  /**
   * @param {Result[]} results
   * @param {string} city where nothing was found
   */
  function showElsewhere(results, city) {
    var box = part("elsewhere");
    var rows = /** @type {HTMLElement} */ (box.querySelector("ul"));
    rows.textContent = "";
    results.some(function (found) {
      var names = (found.cities || []).filter(function (id) {
        return id !== city && places.has(id);
      });
      var own = found.cities ? "" : found.id.split("/")[0];
      if (names.length || (places.has(own) && own !== city)) {
        var row = rows.appendChild(sitegen.element("li", ""));
        var link = row.appendChild(sitegen.element("a", "", found.title));
        link.setAttribute("href", sitegen.address(hub, found.id + "/"));
        row.appendChild(sitegen.element("span", "soft-text", " " + inWords(own ? [own] : names)));
      }
      return rows.childNodes.length === ELSEWHERE;
    });
    box.hidden = !rows.childNodes.length;
    part("everywhere").hidden = !results.length;
    if (!box.hidden) {
      status.textContent += " " + words.elsewhere;
    }
  }

  /**
   * @param {string[]} ids
   * @returns {string} the names of a few places, and how many there are where they are many
   */
  function inWords(ids) {
    var names = ids.slice(0, ids.length > 6 ? 5 : 6).map(function (id) {
      return places.get(id) || "";
    });
    if (ids.length > names.length) {
      names.push(sitegen.counted(words.allPlaces || "", ids.length));
    }
    return names.join(words.comma || ", ");
  }

  /** What to do when the search can't be loaded: the categories are there without it. */
  function fail() {
    answer = null;
    show();
    status.textContent = words.failed || "";
    root.dataset.search = "done";
  }

  /** Writes into the address what stands in the form, so that it can be shared; no new step in the history. */
  function keepAddress() {
    window.clearTimeout(rest);
    var asked = new URLSearchParams();
    if (input.value.trim()) {
      asked.set("q", input.value.trim());
    }
    if (select.value) {
      asked.set("city", select.value);
    }
    filters.write(asked);
    var text = asked.toString().replace(/%2C/g, ",");
    var search = text && "?" + text;
    if (search !== location.search) {
      try {
        history.replaceState(history.state, "", (search || location.pathname) + location.hash);
      } catch (error) {
        // From disk some browsers refuse; the form itself is restored when one comes back.
      }
    }
  }

  function keepAddressSoon() {
    window.clearTimeout(rest);
    rest = window.setTimeout(keepAddress, REST);
  }

  function askSoon() {
    root.dataset.search = "asking";
    turn += 1;
    window.clearTimeout(pause);
    pause = window.setTimeout(ask, PAUSE);
  }

  function listen() {
    input.addEventListener("input", askSoon);
    select.addEventListener("change", askSoon);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      ask();
      keepAddress();
      if (window.matchMedia("(pointer: coarse)").matches) {
        input.blur();
      }
    });
    // A page that is left tells the next one its address: the way back leads to what was typed last.
    document.addEventListener("click", keepAddress, true);
    window.addEventListener("pagehide", keepAddress);
    more.addEventListener("click", showMore);
    part("everywhere").addEventListener("click", function () {
      input.value = answer && answer.understood.city !== null ? bare(answer) : input.value;
      select.value = "";
      ask();
      input.focus();
    });
    /** @type {HTMLElement} */ (part("place").querySelector("button")).addEventListener("click", function () {
      input.value = answer ? bare(answer) : input.value;
      ask();
      input.focus();
    });
    /** @type {HTMLElement} */ (part("hidden").querySelector("button")).addEventListener("click", function () {
      filters.clear();
      show();
      input.focus();
    });
  }

  function begin() {
    var asked = new URLSearchParams(location.search);
    readPlaces();
    filters.read(asked);
    // Who comes back finds what was typed last, where the browser has put it in already.
    input.value = input.value || asked.get("q") || "";
    select.value = select.value || asked.get("city") || "";
    if (select.selectedIndex < 0) {
      select.selectedIndex = 0;
    }
    listen();
    root.dataset.search = "ready";
    ask();
  }

  // The words of the language are a script of their own behind this one.
  if (document.readyState === "complete") {
    begin();
  } else {
    document.addEventListener("DOMContentLoaded", begin);
  }
})();
