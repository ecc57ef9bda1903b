// @ts-check
// The packed single file: unpacks pages, index and scripts, puts them where the plain file has them, and starts.

(function () {
  "use strict";

  var place = /** @type {HTMLElement} */ (document.querySelector("noscript.single__pages"));
  var packed = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-packed]"));

  /** Says which file to take instead. */
  function refuse() {
    var instead = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-instead]"));
    place.before(instead.content);
  }

  /** @param {string} text the pages, the data and the scripts, as JSON */
  function start(text) {
    var parts = JSON.parse(text);
    place.textContent = parts[0];
    packed.insertAdjacentHTML("afterend", parts[1]);
    parts[2].forEach(function (/** @type {string} */ code) {
      document.body.appendChild(document.createElement("script")).text = code;
    });
  }

  function unpack() {
    var chars = atob(packed.text);
    var bytes = new Uint8Array(chars.length);
    for (var i = 0; i < chars.length; i += 1) {
      bytes[i] = chars.charCodeAt(i);
    }
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    new Response(stream).text().then(start).catch(refuse);
  }

  if ("DecompressionStream" in window) {
    window.addEventListener("load", function () {
      setTimeout(unpack); // the hub is seen first
    });
  } else {
    refuse();
  }
})();
