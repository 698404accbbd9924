// Bytes as letters and digits (RFC 4648): base64 for what browsers compare, base64url for what stands in an address.
// Why of our own: the engines that the page and the library run in do not all have one.

const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const BASE64 = `${LETTERS_AND_DIGITS}+/`;
const BASE64URL = `${LETTERS_AND_DIGITS}-_`;

/**
 * Bytes as base64, with padding.
 *
 * @example
 * ```ts
 * if (base64Of(Uint8Array.of(255, 255, 255, 0)) !== "////AA==") throw new Error("wrong");
 * ```
 */
export function base64Of(bytes: Uint8Array): string {
  const digits = digitsOf(bytes, BASE64);
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, "=");
}

/**
 * Bytes as base64url, without padding.
 *
 * @example
 * ```ts
 * if (base64UrlOf(Uint8Array.of(255, 255, 255, 0)) !== "____AA") throw new Error("wrong");
 * ```
 */
export function base64UrlOf(bytes: Uint8Array): string {
  return digitsOf(bytes, BASE64URL);
}

/**
 * The bytes of base64url.
 *
 * @param digits of its alphabet, without padding.
 * @returns null for digits that no bytes have.
 *
 * @example
 * ```ts
 * if (bytesOfBase64Url("____AA")?.join() !== "255,255,255,0" || bytesOfBase64Url("A") !== null) throw new Error("wrong");
 * ```
 */
export function bytesOfBase64Url(digits: string): Uint8Array | null {
  if (digits.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor(digits.length * 3 / 4));
  let [bits, bitCount, at] = [0, 0, 0];
  for (const digit of digits) {
    bits = (bits << 6 | BASE64URL.indexOf(digit)) & 0xffffff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    bytes[at++] = bits >> bitCount & 255;
  }
  // Bits that are left over are zero where nobody changed them.
  return (bits & (1 << bitCount) - 1) === 0 ? bytes : null;
}

function digitsOf(bytes: Uint8Array, alphabet: string): string {
  let digits = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [first, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const bits = first << 16 | second << 8 | third;
    digits += alphabet[bits >> 18] + alphabet[bits >> 12 & 63] + alphabet[bits >> 6 & 63] +
      alphabet[bits & 63];
  }
  return digits.slice(0, Math.ceil(bytes.length * 4 / 3));
}
