// @ts-check
// Answers as elements: what a result looks like, on the search page and below the search box.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var MOST_PLACES = 12;
  var MOST_CHILDREN = 6;

  /**
   * @param {string} name
   * @param {string} className
   * @param {string | Node} [content]
   * @returns {HTMLElement}
   */
  function element(name, className, content) {
    var made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    if (typeof content === "string") {
      made.textContent = content;
    } else if (content) {
      made.appendChild(content);
    }
    return made;
  }

  /**
   * @param {HTMLAnchorElement} hub
   * @param {string} path counted from the hub, with its last slash
   * @returns {string} the link to it from this page, in the style of links that the page has
   */
  function address(hub, path) {
    var home = hub.getAttribute("href") || "";
    if (home.charAt(0) === "#") {
      return "#" + path.replace(/\/$/, "");
    }
    var folder = home.lastIndexOf("/") + 1;
    return home.slice(0, folder) + path + home.slice(folder);
  }

  /**
   * @param {string} forms the words for one and for many: `{count} day|{count} days`
   * @param {number} count
   * @returns {string}
   */
  function counted(forms, count) {
    var both = forms.split("|");
    return (count === 1 ? both[0] : both[both.length - 1]).replace("{count}", String(count));
  }

  /**
   * @param {Showing} show
   * @param {string} path
   * @param {string | Node} content
   * @returns {HTMLElement}
   */
  function link(show, path, content) {
    var made = element("a", "", content);
    made.setAttribute("href", address(show.hub, path));
    return made;
  }

  /** @type {Object<string, Intl.NumberFormat>} costly to make: one for each language, currency and precision */
  var formats = {};

  /**
   * @param {string} text an amount and its currency: `20 CNY`
   * @param {string} lang
   * @returns {string} as readers of the language write it, without decimals where there are none
   */
  function money(text, lang) {
    var parts = text.split(" ");
    var amount = Number(parts[0]);
    if (!parts[1] || isNaN(amount)) {
      return text;
    }
    var digits = amount % 1 ? 2 : 0;
    var key = lang + " " + parts[1] + " " + digits;
    try {
      formats[key] =
        formats[key] ||
        new Intl.NumberFormat(lang, {
          style: "currency",
          currency: parts[1],
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        });
      return formats[key].format(amount);
    } catch (error) {
      return text;
    }
  }

  /**
   * @param {string[] | "free" | undefined} fee
   * @param {Showing} show
   * @returns {string} what it costs: nothing, the amount, or the least of several
   */
  function cost(fee, show) {
    if (fee === "free") {
      return show.words.free || "";
    }
    if (!fee || !fee.length) {
      return "";
    }
    var least = fee.slice().sort(function (a, b) {
      return parseFloat(a) - parseFloat(b);
    });
    var same = least[0] === least[least.length - 1];
    return (same ? "{amount}" : show.words.from || "").replace("{amount}", money(least[0], show.lang));
  }

  /**
   * @param {[number, string] | undefined} time
   * @param {Showing} show
   * @returns {string} how long it takes
   */
  function duration(time, show) {
    if (!time) {
      return "";
    }
    return time[1] === "instant" ? show.words.instant || "" : counted(show.words[time[1]] || "", time[0]);
  }

  /**
   * @param {string} kind
   * @param {Showing} show
   * @returns {string} the name of a kind of channel
   */
  function kindName(kind, show) {
    return show.words["kind" + kind.charAt(0).toUpperCase() + kind.slice(1)] || "";
  }

  /**
   * @param {number[]} visits
   * @param {Showing} show
   * @returns {string} how often one has to go there, in few words
   */
  function visitsMark(visits, show) {
    if (visits[1] === 0) {
      return show.words.visitNone || "";
    }
    if (visits[0] === 0) {
      return show.words.visitMaybe || "";
    }
    return visits[1] === 1 ? show.words.visitOne || "" : counted(show.words.visitMany || "", visits[1]);
  }

  /**
   * @param {number[]} visits
   * @param {Showing} show
   * @returns {string} how often one has to go there, as an answer
   */
  function visitsAnswer(visits, show) {
    if (visits[1] === 0) {
      return show.words.goNo || "";
    }
    if (visits[0] === 0) {
      return counted(show.words.goMaybe || "", visits[1]);
    }
    if (visits[0] === visits[1]) {
      return counted(show.words.goYes || "", visits[1]);
    }
    return (show.words.goRange || "").replace("{min}", String(visits[0])).replace("{max}", String(visits[1]));
  }

  /**
   * @param {Result} found
   * @param {Showing} show
   * @returns {HTMLElement} visits, cost and time at a glance
   */
  function marks(found, show) {
    var row = element("p", "result__marks");
    if (found.visits) {
      var zero = found.visits[0] === 0 ? "mark mark--zero" : "mark";
      row.appendChild(element("span", zero, visitsMark(found.visits, show)));
    }
    [cost(found.fee, show), duration(found.time, show)].forEach(function (text) {
      if (text) {
        row.appendChild(element("span", "mark", text));
      }
    });
    return row;
  }

  /**
   * @param {Result} found
   * @param {Showing} show
   * @returns {HTMLElement} what a citizen asks first, answered without opening the page
   */
  function answers(found, show) {
    var words = show.words;
    var box = element("dl", "answers result__answers");

    /**
     * @param {string | undefined} question
     * @param {string | Node} answer
     * @param {string} [className]
     */
    function line(question, answer, className) {
      var row = box.appendChild(element("div", className || ""));
      row.appendChild(element("dt", "", question || ""));
      row.appendChild(element("dd", "", answer || element("span", "unknown", words.unknown || "")));
    }

    /**
     * @param {string} text
     * @returns {string | Node}
     */
    function big(text) {
      return text && element("strong", "answers__big", text);
    }

    var none = found.visits && found.visits[0] === 0 ? " answers__visits--none" : "";
    line(words.askVisits, big(found.visits ? visitsAnswer(found.visits, show) : ""), "answers__visits" + none);
    line(words.askCost, big(cost(found.fee, show)));
    if (found.time) {
      line(words.askTime, big(duration(found.time, show)));
    }
    var number = found.call || show.hotline;
    if (number) {
      line(words.askWhom, phone(number));
    }
    if (found.channel) {
      line(words.askWhere, way(found.channel, show));
    }
    return box;
  }

  /**
   * @param {Result} found
   * @returns {boolean} whether it stands for a family and is nothing to be done itself
   */
  function isGroup(found) {
    return !found.channel && !found.visits && !found.fee;
  }

  /**
   * @param {Result} found a main item without a record of its own
   * @param {Showing} show
   * @returns {HTMLElement} what belongs to it, as far as it was found too, and whom to ask
   */
  function family(found, show) {
    var box = element("div", "result__family");
    var children = show.results.filter(function (other) {
      return other.parent !== null && other.parent.id === found.id;
    });
    if (children.length) {
      box.appendChild(element("p", "result__ask", show.words.which || ""));
      var row = box.appendChild(element("ul", "result__children"));
      children.slice(0, MOST_CHILDREN).forEach(function (child) {
        row.appendChild(element("li", "", link(show, child.id + "/", child.title)));
      });
    }
    var number = found.call || show.hotline;
    if (number) {
      box.appendChild(element("p", "result__ask", (show.words.askWhom || "") + " ")).appendChild(phone(number));
    }
    return box;
  }

  /**
   * @param {string} number
   * @returns {HTMLElement}
   */
  function phone(number) {
    var made = element("a", "phone", number.replace(/ /g, "\u00a0"));
    made.setAttribute("href", "tel:" + number.replace(/ /g, ""));
    return made;
  }

  /**
   * @param {string[]} channel its kind, its name, its address
   * @param {Showing} show
   * @returns {HTMLElement} the main way to be served, a link where it has an address outside
   */
  function way(channel, show) {
    var name = channel[1] || kindName(channel[0], show);
    if (!/^https?:/.test(channel[2])) {
      return element("span", "", name);
    }
    var made = element("a", "outside", name);
    made.setAttribute("href", channel[2]);
    made.setAttribute("rel", "noopener noreferrer external");
    return made;
  }

  /**
   * @param {string[][]} steps
   * @param {Showing} show
   * @returns {HTMLElement} the trail from the hub
   */
  function trail(steps, show) {
    var row = element("p", "result__trail");
    row.dataset.trail = "";
    var home = row.appendChild(element("a", "", show.hub.textContent || ""));
    home.setAttribute("href", address(show.hub, ""));
    steps.forEach(function (step) {
      row.appendChild(document.createTextNode(" › "));
      row.appendChild(link(show, step[1], step[0]));
    });
    return row;
  }

  /**
   * @param {Result} found
   * @param {string[]} cities those that the page knows by name
   * @param {Showing} show
   * @param {boolean} aloud whether to ask which place in words that are seen
   * @returns {HTMLElement} the places that offer the same service
   */
  function places(found, cities, show, aloud) {
    var part = element("div", "result__places");
    part.appendChild(element("p", aloud ? "result__ask" : "unseen", show.words.places || ""));
    var row = part.appendChild(element("ul", "result__cities"));
    var path = found.id.slice(found.id.indexOf("/"));
    row.dataset.cities = "";
    cities.slice(0, MOST_PLACES).forEach(function (id) {
      var place = link(show, id + path + "/", show.places.get(id) || "");
      row.appendChild(element("li", "", place));
    });
    if (cities.length > MOST_PLACES) {
      var all = link(show, found.id + "/", counted(show.words.allPlaces || "", cities.length));
      row.appendChild(element("li", "result__all", all));
    }
    return part;
  }

  /**
   * @param {Result} found
   * @param {Showing} show
   * @param {boolean} first whether it stands first and answers at once
   * @returns {HTMLElement}
   */
  function result(found, show, first) {
    var words = show.words;
    var needles = sitegen.needles(show.understood, found.why);
    var row = element("li", first ? "result result--first" : "result");
    row.dataset.result = "";
    row.dataset.id = found.id;
    var head = row.appendChild(element("h2", ""));
    head.appendChild(link(show, found.id + "/", sitegen.marked(found.title, needles)));
    if (found.suspended) {
      head.appendChild(element("span", "mark mark--halt", words.suspended || ""));
    }
    if (found.official && found.official !== found.title) {
      var named = (words.official || "{name}").split("{name}");
      var official = row.appendChild(element("p", "official", named[0]));
      official.appendChild(sitegen.marked(found.official, needles));
      official.appendChild(document.createTextNode(named[1] || ""));
    }
    if (found.parent) {
      var parent = row.appendChild(element("p", "result__parent", (words.partOf || "") + " "));
      parent.dataset.parent = "";
      parent.appendChild(link(show, found.parent.id + "/", found.parent.title));
    }
    var glance = (!first ? marks : isGroup(found) ? family : answers)(found, show);
    if (glance.childNodes.length) {
      row.appendChild(glance);
    }
    var cities = (found.cities || []).filter(function (id) {
      return show.places.has(id);
    });
    if (cities.length) {
      row.appendChild(places(found, cities, show, first));
    }
    row.appendChild(trail(found.trail, show));
    var seen = [found.title, found.official || "", found.parent ? found.parent.title : ""].join(" ");
    sitegen.reasons(found.why, seen).forEach(function (reason) {
      var said = reason[1] === reason[2] ? reason[1] : reason[1] + " → " + reason[2];
      var label = words["why" + reason[0].charAt(0).toUpperCase() + reason[0].slice(1)] || "";
      row.appendChild(element("p", "result__why", label.replace("{words}", said)));
    });
    return row;
  }

  sitegen.element = element;
  sitegen.address = address;
  sitegen.counted = counted;
  sitegen.result = result;
})();
