// @ts-check
// BLAKE2b (RFC 7693) with 128 bits: the digest that lists of files name, which browsers do not have.
// Twin of sitegen/digest.py.

/** @type {Sitegen} */
var sitegen = sitegen || /** @type {any} */ ({});

(function () {
  "use strict";

  var SIZE = 16;
  var BLOCK = 128;
  /** The words of 64 bits as pairs of 32: the low one first. */
  var START = [
    0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a, 0xade682d1,
    0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19,
  ];
  /** Which words of the message each of the ten rounds takes, in which order; the last two are the first again. */
  var ORDER = [
    "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8", "905724afe1bc683d",
    "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5", "a2847615fb9e3cd0",
    "0123456789abcdef", "ea489fd61c02b753",
  ].map(function (row) {
    return row.split("").map(function (digit) {
      return 2 * parseInt(digit, 16);
    });
  });
  /** The four words that are mixed with each other: columns, then diagonals. */
  var MIXED = ["048c", "159d", "26ae", "37bf", "05af", "16bc", "278d", "349e"].map(function (row) {
    return row.split("").map(function (digit) {
      return 2 * parseInt(digit, 16);
    });
  });

  /**
   * @param {Uint32Array} v
   * @param {number} a the word that is added to
   * @param {number} low
   * @param {number} high
   */
  function add(v, a, low, high) {
    var sum = v[a] + low;
    v[a + 1] += high + (sum > 0xffffffff ? 1 : 0);
    v[a] = sum;
  }

  /**
   * @param {Uint32Array} v
   * @param {number} a the word that becomes the two, one or the other, turned right by so many bits
   * @param {number} b
   * @param {number} bits 16, 24, 32 or 63
   */
  function turn(v, a, b, bits) {
    var low = v[a] ^ v[b];
    var high = v[a + 1] ^ v[b + 1];
    if (bits === 32) {
      v[a] = high;
      v[a + 1] = low;
    } else if (bits === 63) {
      v[a] = (low << 1) | (high >>> 31);
      v[a + 1] = (high << 1) | (low >>> 31);
    } else {
      v[a] = (low >>> bits) | (high << (32 - bits));
      v[a + 1] = (high >>> bits) | (low << (32 - bits));
    }
  }

  /**
   * @param {Uint32Array} h the state, which changes
   * @param {Uint32Array} v room for twice the state
   * @param {Uint32Array} m a block of the message
   * @param {number} length how many bytes were read with this block
   * @param {boolean} last
   */
  function compress(h, v, m, length, last) {
    v.set(h);
    v.set(START, 16);
    v[24] ^= length;
    v[25] ^= Math.floor(length / 0x100000000);
    if (last) {
      v[28] = ~v[28];
      v[29] = ~v[29];
    }
    for (var round = 0; round < ORDER.length; round += 1) {
      var order = ORDER[round];
      for (var i = 0; i < MIXED.length; i += 1) {
        var a = MIXED[i][0];
        var b = MIXED[i][1];
        var c = MIXED[i][2];
        var d = MIXED[i][3];
        var x = order[2 * i];
        var y = order[2 * i + 1];
        add(v, a, v[b], v[b + 1]);
        add(v, a, m[x], m[x + 1]);
        turn(v, d, a, 32);
        add(v, c, v[d], v[d + 1]);
        turn(v, b, c, 24);
        add(v, a, v[b], v[b + 1]);
        add(v, a, m[y], m[y + 1]);
        turn(v, d, a, 16);
        add(v, c, v[d], v[d + 1]);
        turn(v, b, c, 63);
      }
    }
    for (var n = 0; n < 16; n += 1) {
      h[n] ^= v[n] ^ v[n + 16];
    }
  }

  /**
   * @param {Uint8Array} bytes
   * @returns {string} 32 hexadecimal digits
   */
  sitegen.blake2b = function (bytes) {
    var h = new Uint32Array(START);
    h[0] ^= 0x01010000 ^ SIZE;
    var at = 0;
    var block = new DataView(new ArrayBuffer(BLOCK));
    var held = new Uint8Array(block.buffer);
    var m = new Uint32Array(32);
    var v = new Uint32Array(32);
    do {
      var part = bytes.subarray(at, at + BLOCK);
      held.fill(0);
      held.set(part);
      for (var n = 0; n < 32; n += 1) {
        m[n] = block.getUint32(4 * n, true);
      }
      at += part.length;
      compress(h, v, m, at, at >= bytes.length);
    } while (at < bytes.length);
    var found = new DataView(new ArrayBuffer(SIZE));
    for (var w = 0; w < SIZE / 4; w += 1) {
      found.setUint32(4 * w, h[w], true);
    }
    return Array.from(new Uint8Array(found.buffer))
      .map(function (byte) {
        return (byte < 16 ? "0" : "") + byte.toString(16);
      })
      .join("");
  };
})();
