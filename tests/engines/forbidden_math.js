// Takes away everything that ECMAScript does not pin down to the bit: while the bundle loads it gives NaN, and from
// seedbedArm() on it throws.
// Loaded before the bundle, so that whatever the bundle or a library in it keeps a reference to does the same.
// Why NaN at first: a library computes constants of its own while it loads, as d3-shape does for stars. That may be; but
// a constant that reached a result would make it another one.
"use strict";

let isArmed = false;
globalThis.seedbedArm = function () {
  isArmed = true;
};
const unpinned =
  "acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 f16round hypot log log10 log1p log2 " +
  "pow random sin sinh sumPrecise tan tanh";
for (const name of unpinned.split(" ")) forbid(Math, name, `Math.${name}`);
forbid(Date, "now");
forbid(Date.prototype, "toString");
forbid(Number.prototype, "toLocaleString");
forbid(String.prototype, "localeCompare");
if (typeof performance !== "undefined") forbid(performance, "now");

function forbid(owner, name, label = name) {
  owner[name] = function () {
    if (isArmed) throw new Error(`${label} was called`);
    return NaN;
  };
}
