// @ts-check
// The block of a city's page with which a reader keeps the city: its size, what is kept and how old, update, remove.
// Shown where the browser can keep it: over https, or from this very machine.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var DAY = 86400000;
  var found = document.querySelector("[data-keep]");
  if (!(found instanceof HTMLDetailsElement) || !navigator.serviceWorker || !window.caches) {
    return;
  }
  var block = found;
  var words = block.dataset;
  var list = new URL(words.list || "", location.href).href;
  var worker = new URL(words.worker || "", location.href);
  var base = new URL(".", worker);
  var copies = sitegen.copies(base);
  var status = part("status");
  var held = part("held");
  var count = part("count");
  var bar = /** @type {HTMLProgressElement} */ (part("bar"));
  var bring = part("bring");
  var remove = part("remove");
  var busy = false;

  /**
   * @param {string} name
   * @returns {HTMLElement} a part of the block
   */
  function part(name) {
    return /** @type {HTMLElement} */ (block.querySelector("[data-keep-" + name + "]"));
  }

  /**
   * @param {string | undefined} text
   * @param {{[name: string]: string | number}} values
   * @returns {string} the text with the values in their places; of two forms, parted by a bar, that of `{count}`
   */
  function filled(text, values) {
    var forms = (text || "").split("|");
    return Object.keys(values).reduce(
      function (made, name) {
        return made.replace("{" + name + "}", String(values[name]));
      },
      values.count === 1 ? forms[0] : forms[forms.length - 1],
    );
  }

  /**
   * @param {number} bytes
   * @returns {string} in megabytes
   */
  function size(bytes) {
    var tenths = Math.max(1, Math.round(bytes / 100000)) / 10;
    return tenths.toLocaleString(document.documentElement.lang) + " MB";
  }

  /**
   * @param {string} moment
   * @returns {string} how many days ago it was
   */
  function age(moment) {
    var midnight = new Date().setHours(0, 0, 0, 0);
    var days = Math.max(0, Math.round((midnight - new Date(moment).setHours(0, 0, 0, 0)) / DAY));
    return days ? filled(words.days, { count: days }) : words.today || "";
  }

  /** Shows what is kept and what the site has now. @returns {Promise<void>} */
  function look() {
    status.textContent = words.asking || "";
    var asked = copies.published(list).catch(function () {
      return null;
    });
    return Promise.all([copies.kept(list), asked, copies.begun()]).then(function (answers) {
      var site = answers[1];
      return (site ? copies.missing(site) : Promise.resolve(0)).then(function (missing) {
        status.textContent = "";
        show(answers[0], site, missing, answers[2]);
      });
    });
  }

  /**
   * @param {Copy | null} copy
   * @param {List | null} site what the site has; null where it cannot be asked
   * @param {number} missing how many of its files are not here
   * @param {boolean} begun
   */
  function show(copy, site, missing, begun) {
    mark(copy);
    bring.textContent = (copy ? words.update : words.bring) || "";
    remove.hidden = !copy && !begun;
    if (copy) {
      var now = site ? (missing ? filled(words.changed, { count: missing }) : words.current) : words.unreached;
      held.textContent = filled(words.kept, { date: sitegen.day(copy.kept), age: age(copy.kept), size: size(copy.bytes) });
      held.textContent += " " + (now || "");
    } else if (site) {
      var all = Object.keys(site.files).length;
      held.textContent = filled(words.size, { size: size(site.bytes), files: all });
      held.textContent += begun ? " " + filled(words.begun, { here: all - missing, files: all }) : "";
    } else {
      held.textContent = words.alone || "";
    }
    sayHowLong(copy);
  }

  /** @param {Copy | null} copy whose age the closed block says */
  function mark(copy) {
    part("mark").textContent = copy ? filled(words.mark, { age: age(copy.kept) }) : "";
  }

  /** @param {Copy | null} copy */
  function sayHowLong(copy) {
    var note = part("lasting");
    note.hidden = true;
    if (copy && navigator.storage && navigator.storage.persisted) {
      navigator.storage.persisted().then(function (lasts) {
        note.textContent = (lasts ? words.lasting : words.passing) || "";
        note.hidden = false;
      });
    }
  }

  /** @returns {Promise<any>} when the worker is there that serves the copies */
  function register() {
    return navigator.serviceWorker.register(worker.href, { updateViaCache: "none" }).then(function () {
      return navigator.serviceWorker.ready;
    });
  }

  /** Keeps the city, or brings what is kept up to date. */
  function keep() {
    /** @type {number | undefined} */
    var first;
    var last = 0;

    /**
     * @param {number} here
     * @param {number} all
     */
    function tell(here, all) {
      first = first === undefined ? here : first;
      last = here;
      bar.max = all;
      bar.value = here;
      count.textContent = filled(words.count, { here: here, files: all });
    }

    work(words.loading, function () {
      if (navigator.storage && navigator.storage.persist) {
        navigator.storage.persist();
      }
      return register()
        .then(function () {
          return copies.bring(list, tell);
        })
        .then(function (copy) {
          show(copy, copy, 0, false);
          return filled(words.fetched, { count: last - (first || 0) });
        });
    });
  }

  /** Removes the copy, and the worker with the last one. */
  function drop() {
    work("", function () {
      return copies
        .remove(list)
        .then(function (others) {
          return others ? undefined : navigator.serviceWorker.getRegistration(base.href);
        })
        .then(function (registration) {
          return registration && registration.unregister();
        })
        .then(look)
        .then(function () {
          bring.focus();
          return words.removed || "";
        });
    });
  }

  /** @param {boolean} begun whether something is being done: buttons keep the focus, and wait */
  function hold(begun) {
    busy = begun;
    block.classList.toggle("keep--busy", begun);
    [bring, remove].forEach(function (button) {
      button.setAttribute("aria-disabled", String(begun));
    });
  }

  /**
   * Does one thing at a time, and says what came of it.
   * @param {string | undefined} said meanwhile
   * @param {() => Promise<string>} task
   */
  function work(said, task) {
    if (busy) {
      return;
    }
    hold(true);
    status.textContent = said || "";
    bar.removeAttribute("value");
    count.textContent = "";

    /** @param {string} outcome */
    function end(outcome) {
      hold(false);
      status.textContent = outcome;
    }

    task().then(end, function (error) {
      var said = (error.name === "QuotaExceededError" ? words.full : words.failed) || "";
      look().then(
        function () {
          end(said);
        },
        function () {
          end(said);
        },
      );
    });
  }

  bring.addEventListener("click", keep);
  remove.addEventListener("click", drop);
  block.addEventListener("toggle", function () {
    if (block.open && !busy) {
      look();
    }
  });
  copies.kept(list).then(function (copy) {
    mark(copy);
    block.hidden = false;
    if (copy) {
      register();
    }
  });
})();
