// @ts-check
// The choices above the results: they show some of the answers that are there, and ask for nothing.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var FEW = 4;
  /** @type {{[value: string]: string[]}} */
  var CHANNELS = {
    online: ["web", "mini_program", "official_account", "app"],
    phone: ["phone", "sms"],
    counter: ["counter", "kiosk"],
  };

  /**
   * @param {Result} found
   * @returns {string[]} the id and the name of its category, the last step of its trail
   */
  function categoryOf(found) {
    var last = found.trail[found.trail.length - 1] || ["", ""];
    return [last[1].split("/").slice(-2)[0] || "", last[0]];
  }

  /**
   * @param {Result} found
   * @param {string} name
   * @param {string} value
   * @returns {boolean} whether a result is what one choice asks for
   */
  function has(found, name, value) {
    if (name === "visit") {
      return Boolean(found.visits) && /** @type {number[]} */ (found.visits)[0] === 0;
    }
    return name === "channel"
      ? (found.kinds || []).some(function (kind) {
          return (CHANNELS[value] || []).indexOf(kind) >= 0;
        })
      : categoryOf(found)[0] === value;
  }

  /**
   * @param {HTMLElement} box holds check boxes named `visit` and `channel`, and a select named `category`
   * @param {() => void} changed
   * @returns {Filters}
   */
  function filters(box, changed) {
    var boxes = Array.from(box.querySelectorAll("input"));
    var select = /** @type {HTMLSelectElement} */ (box.querySelector("select"));
    /** @type {Map<string, string>} names of categories met so far */
    var names = new Map();

    /** @returns {{[name: string]: string[]}} the values chosen, by name */
    function chosen() {
      /** @type {{[name: string]: string[]}} */
      var found = { visit: [], channel: [], category: select.value ? [select.value] : [] };
      boxes.forEach(function (one) {
        if (one.checked) {
          found[one.name].push(one.value);
        }
      });
      return found;
    }

    /**
     * @param {Result[]} results
     * @param {string} [but] a name whose choices are left aside
     * @returns {Result[]} those that pass: any value of a name will do, every name has to
     */
    function kept(results, but) {
      var asked = chosen();
      return results.filter(function (found) {
        return Object.keys(asked).every(function (name) {
          var some = asked[name].some(function (value) {
            return has(found, name, value);
          });
          return name === but || !asked[name].length || some;
        });
      });
    }

    /**
     * @param {Result[]} results
     * @returns {boolean} whether a choice is worth offering
     */
    function offerBoxes(results) {
      var offered = false;
      boxes.forEach(function (one) {
        var others = kept(results, one.name);
        var count = others.filter(function (found) {
          return has(found, one.name, one.value);
        }).length;
        var label = /** @type {HTMLElement} */ (one.parentElement);
        var number = /** @type {HTMLElement} */ (label.querySelector("[data-count]"));
        number.textContent = String(count);
        label.hidden = !one.checked && !(count && count < others.length);
        offered = offered || !label.hidden;
      });
      return offered;
    }

    /**
     * @param {Result[]} results
     * @returns {boolean} whether there are categories to choose from
     */
    function offerCategories(results) {
      /** @type {Map<string, number>} */
      var counts = new Map();
      var now = select.value;
      if (now) {
        counts.set(now, 0);
      }
      kept(results, "category").forEach(function (found) {
        var category = categoryOf(found);
        names.set(category[0], category[1]);
        counts.set(category[0], (counts.get(category[0]) || 0) + 1);
      });
      var wanted = Array.from(counts.keys()).map(function (id) {
        return { id: id, text: (names.get(id) || id) + " (" + counts.get(id) + ")" };
      });
      var same =
        wanted.length === select.options.length - 1 &&
        wanted.every(function (one, n) {
          var option = select.options[n + 1];
          return option.value === one.id && option.textContent === one.text;
        });
      if (!same) {
        select.length = 1;
        wanted.forEach(function (one) {
          select.add(new Option(one.text, one.id, false, one.id === now));
        });
      }
      select.hidden = !now && wanted.length < 2;
      return !select.hidden;
    }

    /** @param {Result[]} results all there are */
    function offer(results) {
      var some = [offerBoxes(results), offerCategories(results)].some(Boolean);
      box.hidden = !some || (results.length < FEW && kept(results).length === results.length);
    }

    /** @param {URLSearchParams} asked */
    function read(asked) {
      boxes.forEach(function (one) {
        one.checked = (asked.get(one.name) || "").split(",").indexOf(one.value) >= 0;
      });
      var category = asked.get("category") || "";
      if (/^[a-z0-9-]+$/.test(category)) {
        select.add(new Option(category, category, false, true));
      }
    }

    /** @param {URLSearchParams} address */
    function write(address) {
      var asked = chosen();
      Object.keys(asked).forEach(function (name) {
        if (asked[name].length) {
          address.set(name, asked[name].join(","));
        }
      });
    }

    function clear() {
      boxes.forEach(function (one) {
        one.checked = false;
      });
      select.value = "";
    }

    box.addEventListener("change", changed);
    return {
      kept: function (results) {
        return kept(results);
      },
      offer: offer,
      read: read,
      write: write,
      clear: clear,
    };
  }

  sitegen.filters = filters;
})();
