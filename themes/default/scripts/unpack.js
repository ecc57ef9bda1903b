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

  if (!("DecompressionStream" in window)) {
    refuse();
    return;
  }
  var bytes = Uint8Array.from(atob(packed.text), function (char) {
    return char.charCodeAt(0);
  });
  var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  new Response(stream).text().then(start).catch(refuse);
})();
