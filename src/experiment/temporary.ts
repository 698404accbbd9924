// Stands in for `engine/rules/scheme.ts`, which another branch brings. Goes with the merge.

export type Scheme =
  | { readonly name: "classic" }
  | { readonly name: "normal"; readonly sd: number }
  | { readonly name: "uniform"; readonly bound: number }
  | { readonly name: "glorot_uniform" | "glorot_normal" | "he_uniform" | "he_normal" };
export const schemeNames = [
  "classic",
  "normal",
  "uniform",
  "glorot_uniform",
  "glorot_normal",
  "he_uniform",
  "he_normal",
] as const;
