// @ts-check
// Suggestions below the search box of every page: an editable combobox with a list, as the ARIA Authoring Practices
// describe it (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). `site.js` loads it when the box is entered.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var PAUSE = 40;
  var MOST = 7;
  var found = document.querySelector("form[role=search][data-needs]");
  var home = document.querySelector("a[data-hub]");
  if (!(found instanceof HTMLFormElement) || !(home instanceof HTMLAnchorElement)) {
    return;
  }
  var form = found;
  var hub = home;
  var words = form.dataset;
  var input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  var place = form.elements.namedItem("city");
  var city = place instanceof HTMLInputElement ? place.value : "";
  var list = sitegen.element("ul", "suggestions");
  var status = sitegen.element("p", "unseen");
  /** @type {Result[]} */
  var results = [];
  /** The number of the active option, -1 where the box itself is. */
  var active = -1;
  /** The number of the latest question: what answers an older one is dropped. */
  var turn = 0;
  /** @type {number | undefined} */
  var pause;

  function ask() {
    var query = input.value.trim();
    var mine = (turn += 1);
    if (!query) {
      results = [];
      close();
      return;
    }
    var asked = {
      query: query,
      city: city,
      lang: document.documentElement.lang.toLowerCase(),
      folder: (words.index || "").replace(/[^/]*$/, ""),
      cities: [],
      lists: {},
    };
    sitegen.ask(
      asked,
      function (answer) {
        if (mine === turn) {
          open(answer);
        }
      },
      close,
    );
  }

  /** @param {Answer} answer */
  function open(answer) {
    results = answer.results.slice(0, MOST);
    list.textContent = "";
    results.forEach(function (result, n) {
      list.appendChild(option(result, n, sitegen.needles(answer.understood, result.why)));
    });
    activate(-1);
    expand(results.length > 0);
    status.textContent = results.length ? sitegen.counted(words.suggestions || "", results.length) : words.none || "";
  }

  /**
   * @param {Result} result
   * @param {number} number
   * @param {string[]} needles
   * @returns {HTMLElement}
   */
  function option(result, number, needles) {
    var row = sitegen.element("li", "suggestion");
    row.id = "suggestion-" + number;
    row.setAttribute("role", "option");
    row.appendChild(sitegen.element("span", "suggestion__name", sitegen.marked(result.title, needles)));
    var own = city ? "" : (result.trail[0] || [""])[0];
    var where = result.cities ? sitegen.counted(words.places || "", result.cities.length) : own;
    var second = [result.parent ? result.parent.title : result.official || "", where].filter(Boolean).join(" · ");
    if (second) {
      row.appendChild(document.createTextNode(" "));
      row.appendChild(sitegen.element("span", "suggestion__more", second));
    }
    return row;
  }

  /** @param {boolean} shown */
  function expand(shown) {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
  }

  function close() {
    turn += 1;
    window.clearTimeout(pause);
    activate(-1);
    expand(false);
    status.textContent = "";
  }

  /** @param {number} number */
  function activate(number) {
    active = number;
    Array.from(list.children).forEach(function (row, n) {
      row.setAttribute("aria-selected", String(n === active));
      if (n === active) {
        row.scrollIntoView({ block: "nearest" });
      }
    });
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", "suggestion-" + active);
    }
  }

  /** @param {number} step down or up; from the last option on to the box, and from there to the first */
  function move(step) {
    if (list.hidden && results.length) {
      expand(true);
    }
    var count = results.length + 1;
    activate(((active + 1 + step + count) % count) - 1);
  }

  /** @param {number} number */
  function go(number) {
    location.assign(sitegen.address(hub, results[number].id + "/"));
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    // While characters are being put together from letters, keys belong to the input method.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) {
      return;
    }
    var opened = !list.hidden;
    if (event.key === "ArrowDown" && results.length) {
      event.preventDefault();
      move(opened || !event.altKey ? 1 : 0);
      expand(true);
    } else if (event.key === "ArrowUp" && results.length) {
      event.preventDefault();
      if (event.altKey) {
        close();
      } else {
        move(-1);
      }
    } else if (event.key === "Enter" && opened && active >= 0) {
      event.preventDefault();
      go(active);
    } else if (event.key === "Escape" && opened) {
      event.preventDefault();
      close();
    } else if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(event.key)) {
      activate(-1);
    }
  }

  function begin() {
    list.id = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.label || "");
    status.setAttribute("role", "status");
    form.appendChild(list);
    form.appendChild(status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", "suggestions");
    expand(false);
    input.addEventListener("input", function () {
      window.clearTimeout(pause);
      pause = window.setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", press);
    input.addEventListener("blur", close);
    // The box keeps the focus while an option is pressed.
    list.addEventListener("mousedown", function (event) {
      event.preventDefault();
    });
    list.addEventListener("click", function (event) {
      var row = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (row) {
        go(Array.from(list.children).indexOf(row));
      }
    });
    if (input.value && document.activeElement === input) {
      ask();
    }
  }

  // The rest of what a question needs is on its way: `site.js` has asked for it beside this script.
  var last = document.querySelector("script[data-last]");
  if (last) {
    last.addEventListener("load", begin);
    last.addEventListener("error", begin);
  } else {
    begin();
  }
})();
