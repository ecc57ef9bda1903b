// @ts-check
// The service worker: the network first, and the copies that a reader keeps where it does not answer. It stores
// nothing; scripts/copies.js writes what it reads: lists of addresses and digests, and files under their digest.

(function () {
  "use strict";

  var worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  var root = new URL(worker.registration.scope).pathname;
  var LISTS = "copies " + root;
  var FILES = "files " + root;
  /** How long the network may take to begin an answer before a kept one is shown, in milliseconds. */
  var PATIENCE = 4000;
  /** Files whose names change with their content: a kept one is never old. */
  var NAMED_BY_CONTENT = /^assets\/(?:[^/]+\.[0-9a-f]{10}\.(?:js|css)|search\/[^/]+\/[^/]+\/[0-9a-f]{8}\.js)$/;

  /**
   * @param {URL} url
   * @returns {string} the address below the base of the site
   */
  function addressOf(url) {
    return url.pathname.slice(root.length);
  }

  /** @returns {Promise<Copy[]>} what is kept */
  function kept() {
    return caches.has(LISTS).then(function (some) {
      if (!some) {
        return [];
      }
      return caches
        .open(LISTS)
        .then(function (lists) {
          return lists.matchAll();
        })
        .then(function (found) {
          return Promise.all(
            found.map(function (list) {
              return list.json();
            }),
          );
        });
    });
  }

  /**
   * @param {URL} url whose query counts for nothing, but that the city it asks in goes first, then the newest copy
   * @returns {Promise<Response | undefined>} the file from a copy
   */
  function copyOf(url) {
    var address = addressOf(url);
    var city = url.searchParams.get("city");
    return kept().then(function (copies) {
      var copy = copies
        .filter(function (one) {
          return one.files[address];
        })
        .sort(function (a, b) {
          return Number(b.city === city) - Number(a.city === city) || (a.kept < b.kept ? 1 : -1);
        })[0];
      if (!copy) {
        return undefined;
      }
      var key = root + "assets/offline/" + copy.files[address];
      return caches.match(key, { cacheName: FILES }).then(function (file) {
        return file && dated(file, copy.kept);
      });
    });
  }

  /**
   * @param {Response} file
   * @param {string} moment
   * @returns {Response | Promise<Response>} a page with the moment it was kept, which it then says; others as they are
   */
  function dated(file, moment) {
    if ((file.headers.get("content-type") || "").indexOf("text/html") !== 0) {
      return file;
    }
    return file.text().then(function (html) {
      return new Response(html.replace("<html", '<html data-kept="' + moment + '"'), { headers: file.headers });
    });
  }

  /**
   * @param {Request} request
   * @param {URL} url
   * @returns {Promise<Response>} the answer of the network; a kept file where it fails, or has not begun in time
   */
  function fromNetwork(request, url) {
    return new Promise(function (resolve, reject) {
      /** @param {() => void} otherwise what to do without a copy */
      function orCopy(otherwise) {
        copyOf(url).then(function (copy) {
          if (copy) {
            resolve(copy);
          } else {
            otherwise();
          }
        }, otherwise);
      }

      var late = setTimeout(function () {
        orCopy(function () {});
      }, PATIENCE);
      fetch(request).then(
        function (response) {
          clearTimeout(late);
          if (response.status < 500) {
            resolve(response);
          } else {
            orCopy(function () {
              resolve(response);
            });
          }
        },
        function (error) {
          clearTimeout(late);
          orCopy(function () {
            reject(error);
          });
        },
      );
    });
  }

  /**
   * @param {Request} request
   * @param {URL} url
   * @returns {Promise<Response>} the kept file, else what the network answers
   */
  function fromCopy(request, url) {
    return copyOf(url).then(
      function (copy) {
        return copy || fetch(request);
      },
      function () {
        return fetch(request);
      },
    );
  }

  worker.addEventListener("install", function () {
    worker.skipWaiting();
  });

  worker.addEventListener("activate", function (event) {
    event.waitUntil(worker.clients.claim());
  });

  worker.addEventListener("fetch", function (event) {
    var request = event.request;
    var url = new URL(request.url);
    var ours = url.origin === location.origin && url.pathname.indexOf(root) === 0;
    // What brings a copy up to date asks for `no-store`: it wants the network alone.
    if (request.method === "GET" && ours && request.cache !== "no-store") {
      event.respondWith((NAMED_BY_CONTENT.test(addressOf(url)) ? fromCopy : fromNetwork)(request, url));
    }
  });
})();
