// @ts-check
// The copies of cities in this browser: for each a list of addresses and digests, and the files of all of them under
// their digests. A list is exchanged last, when all that it names is here: a copy is the old one or the new one.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var AT_ONCE = 6;

  /**
   * @param {URL} base of the site; others may share its origin
   * @returns {Copies}
   */
  sitegen.copies = function (base) {
    // The worker reads the same: app/sw.js.
    var LISTS = "copies " + base.pathname;
    var FILES = "files " + base.pathname;

    /**
     * @param {string} digest
     * @returns {string} the key of a file; nothing lies there on the site
     */
    function keyOf(digest) {
      return new URL("assets/offline/" + digest, base).href;
    }

    /**
     * @param {string} url
     * @returns {Promise<Response>} what the network itself answers
     */
    function ask(url) {
      return fetch(url, { cache: "no-store" });
    }

    /** @type {Copies["published"]} */
    function published(url) {
      return ask(url).then(function (response) {
        if (!response.ok) {
          throw new Error(url + " answers " + response.status);
        }
        return response.json();
      });
    }

    /** @type {Copies["kept"]} */
    function kept(url) {
      return caches.match(url, { cacheName: LISTS }).then(function (list) {
        return list ? list.json() : null;
      });
    }

    /** @returns {Promise<Copy[]>} */
    function allKept() {
      return existing(LISTS, function (lists) {
        return lists.matchAll().then(function (found) {
          return Promise.all(
            found.map(function (list) {
              return list.json();
            }),
          );
        });
      });
    }

    /** @returns {Promise<string[]>} the digests of the files that are here */
    function held() {
      return existing(FILES, function (files) {
        return files.keys().then(function (keys) {
          return keys.map(function (key) {
            return key.url.slice(key.url.lastIndexOf("/") + 1);
          });
        });
      });
    }

    /**
     * @param {List} list
     * @returns {Promise<Map<string, string>>} an address of each file that is not here, by digest
     */
    function lacking(list) {
      return held().then(function (digests) {
        var lacks = byDigest(list);
        digests.forEach(function (digest) {
          lacks.delete(digest);
        });
        return lacks;
      });
    }

    /** @returns {Promise<string[]>} the digests of files that are here and in no list */
    function loose() {
      return Promise.all([allKept(), held()]).then(function (found) {
        var named = new Set();
        found[0].forEach(function (copy) {
          byDigest(copy).forEach(function (_, digest) {
            named.add(digest);
          });
        });
        return found[1].filter(function (digest) {
          return !named.has(digest);
        });
      });
    }

    /**
     * Drops what no list names, and with the last list all.
     * @returns {Promise<boolean>} whether there are lists
     */
    function sweep() {
      return Promise.all([allKept(), loose()]).then(function (found) {
        var some = found[0].length > 0;
        var dropped = some
          ? caches.open(FILES).then(function (files) {
              return Promise.all(
                found[1].map(function (digest) {
                  return files.delete(keyOf(digest));
                }),
              );
            })
          : Promise.all([caches.delete(LISTS), caches.delete(FILES)]);
        return dropped.then(function () {
          return some;
        });
      });
    }

    /**
     * Gets files and keeps those that are what the list says; tells of each.
     * @param {Map<string, string>} wanted addresses by digest
     * @param {() => void} tell
     * @returns {Promise<void>}
     */
    function get(wanted, tell) {
      var waiting = Array.from(wanted.keys());
      return caches.open(FILES).then(function (files) {
        /** @returns {Promise<void>} when nothing waits any more */
        function next() {
          var digest = waiting.shift();
          if (!digest) {
            return Promise.resolve();
          }
          return getOne(files, digest, wanted.get(digest) || "", tell).then(next);
        }

        var lanes = [];
        for (var n = 0; n < AT_ONCE; n += 1) {
          lanes.push(next());
        }
        return Promise.all(lanes).then(
          function () {},
          function (error) {
            waiting = [];
            throw error;
          },
        );
      });
    }

    /**
     * @param {Cache} files
     * @param {string} digest
     * @param {string} address
     * @param {() => void} tell
     * @returns {Promise<void>}
     */
    function getOne(files, digest, address, tell) {
      return ask(new URL(address, base).href).then(function (response) {
        return response.arrayBuffer().then(function (bytes) {
          // Another answer comes from a site that is just being exchanged, or from one that changes its files.
          if (sitegen.blake2b(new Uint8Array(bytes)) !== digest) {
            return undefined;
          }
          var kind = { "content-type": response.headers.get("content-type") || "" };
          return files.put(keyOf(digest), new Response(bytes, { headers: kind })).then(tell);
        });
      });
    }

    /**
     * @param {string} url
     * @param {List} list
     * @returns {Promise<Copy | null>} the copy; null where files are lacking, and all stays as it is
     */
    function exchange(url, list) {
      return alone(function () {
        return lacking(list).then(function (lacks) {
          if (lacks.size) {
            return null;
          }
          var copy = Object.assign({}, list, { kept: new Date().toISOString() });
          return caches
            .open(LISTS)
            .then(function (lists) {
              return lists.put(url, new Response(JSON.stringify(copy)));
            })
            .then(sweep)
            .then(function () {
              return copy;
            });
        });
      });
    }

    /** @type {Copies["bring"]} */
    function bring(url, tell) {
      return published(url).then(function (list) {
        return exchange(url, list).then(function (copy) {
          if (copy) {
            return copy;
          }
          return lacking(list).then(function (lacks) {
            var all = byDigest(list).size;
            var before = all - lacks.size;
            var here = before;
            tell(here, all);
            return get(lacks, function () {
              here += 1;
              tell(here, all);
            }).then(function () {
              if (here === before) {
                throw new Error("no file is what " + url + " says");
              }
              // The site may have been exchanged meanwhile: what it says now is what counts.
              return bring(url, tell);
            });
          });
        });
      });
    }

    /**
     * @template T
     * @param {() => Promise<T>} work
     * @returns {Promise<T>} its result, while no other page exchanges or removes a copy
     */
    function alone(work) {
      return navigator.locks ? Promise.resolve(navigator.locks.request(LISTS, work)) : work();
    }

    return {
      published: published,
      kept: kept,
      bring: bring,
      missing: function (list) {
        return lacking(list).then(function (lacks) {
          return lacks.size;
        });
      },
      begun: function () {
        return loose().then(function (digests) {
          return digests.length > 0;
        });
      },
      remove: function (url) {
        return alone(function () {
          return caches
            .open(LISTS)
            .then(function (lists) {
              return lists.delete(url);
            })
            .then(sweep);
        });
      },
    };
  };

  /**
   * @param {List} list
   * @returns {Map<string, string>} an address of each file by its digest
   */
  function byDigest(list) {
    return new Map(
      Object.keys(list.files).map(function (address) {
        return /** @type {[string, string]} */ ([list.files[address], address]);
      }),
    );
  }

  /**
   * Works on a cache that is there: to look is not to make one.
   * @template T
   * @param {string} name
   * @param {(cache: Cache) => Promise<T[]>} work
   * @returns {Promise<T[]>} its result; nothing where there is no such cache
   */
  function existing(name, work) {
    return caches.has(name).then(function (there) {
      return there ? caches.open(name).then(work) : [];
    });
  }
})();
