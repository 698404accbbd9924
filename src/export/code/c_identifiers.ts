// Names of the user's as identifiers of C and C++.
// What must not change: no two are the same, and none is a keyword or a macro; equal names give equal identifiers.

/** Keywords of C and C++, and macros in lower case that some compilers and headers have. */
const RESERVED = new Set(
  ("alignas alignof and and_eq asm assert auto bitand bitor bool break case catch char char16_t char32_t char8_t class co_await co_return " +
    "co_yield compl complex concept const const_cast consteval constexpr constinit continue decltype default delete do " +
    "double dynamic_cast else enum errno explicit export extern false far float for friend goto i386 if imaginary inline " +
    "int isfinite isinf isnan isnormal linux long main mutable namespace near new noexcept noreturn not not_eq nullptr " +
    "operator or or_eq private protected public register reinterpret_cast requires restrict return short signbit signed " +
    "sizeof static static_assert static_cast stderr stdin stdout struct switch template this thread_local throw true try " +
    "typedef typeid typename typeof union unix unsigned using virtual void volatile wchar_t while xor xor_eq")
    .split(" "),
);

/**
 * Identifiers like the names, in lower case.
 *
 * @example
 * ```ts
 * import { cIdentifiers } from "./c_identifiers.ts";
 * const identifiers = cIdentifiers(["Petal length", "petal-length", "int", "3rd"]);
 * if (identifiers.join() !== "petal_length,petal_length_2,int_,n3rd") throw new Error(identifiers.join());
 * ```
 */
export function cIdentifiers(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const letters = name.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
    const word = letters === "" || /^[0-9]/.test(letters) ? `n${letters}` : letters;
    const base = RESERVED.has(word) ? `${word}_` : word;
    let identifier = base;
    for (let copy = 2; taken.has(identifier); copy++) identifier = `${base}_${copy}`;
    taken.add(identifier);
    return identifier;
  });
}
