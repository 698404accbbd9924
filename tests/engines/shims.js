// What bare engine shells and engines of 2021 lack and the bundle asks for; each only where it is missing.
// None of it computes: bytes of a text, a check for lone surrogates, lists turned round or searched from the end.
"use strict";

if (typeof TextEncoder === "undefined") {
  globalThis.TextEncoder = class {
    encode(text) {
      return Uint8Array.from(unescape(encodeURIComponent(text)), (letter) => letter.charCodeAt(0));
    }
  };
}
if (typeof TextDecoder === "undefined") {
  globalThis.TextDecoder = class {
    decode(bytes) {
      return decodeURIComponent(escape(String.fromCharCode(...bytes)));
    }
  };
}
if (!String.prototype.isWellFormed) {
  String.prototype.isWellFormed = function () {
    return !/\p{Surrogate}/u.test(this);
  };
}
if (!Array.prototype.toReversed) {
  Array.prototype.toReversed = function () {
    return [...this].reverse();
  };
}
if (!Array.prototype.toSorted) {
  Array.prototype.toSorted = function (compare) {
    return [...this].sort(compare);
  };
}
if (!Array.prototype.findLastIndex) {
  Array.prototype.findLastIndex = function (isFound) {
    let index = this.length - 1;
    while (index >= 0 && !isFound(this[index])) index--;
    return index;
  };
}
