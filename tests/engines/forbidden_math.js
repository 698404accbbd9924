// Replaces everything that ECMAScript does not pin down to the bit by a function that throws.
// Loaded before the bundle, so that whatever the bundle or a library in it keeps a reference to throws as well.
"use strict";

const unpinned =
  "acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 f16round hypot log log10 log1p log2 " +
  "pow random sin sinh sumPrecise tan tanh";
for (const name of unpinned.split(" ")) {
  Math[name] = function () {
    throw new Error(`Math.${name} was called`);
  };
}
const forbid = (owner, name) => {
  owner[name] = function () {
    throw new Error(`${name} was called`);
  };
};
forbid(Date, "now");
forbid(Date.prototype, "toString");
forbid(Number.prototype, "toLocaleString");
forbid(String.prototype, "localeCompare");
if (typeof performance !== "undefined") forbid(performance, "now");
