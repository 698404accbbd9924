// The checksum of zip files and many others: CRC-32 (ISO 3309), byte by byte from a table.
// Why here: no engine offers it, and a zip file without it is damaged to every program that opens one.

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/**
 * The CRC-32 of bytes, 0 to 2^32 - 1.
 *
 * @example
 * ```ts
 * if (crc32(new TextEncoder().encode("123456789")) !== 0xcbf43926) throw new Error("wrong");
 * ```
 */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) crc = TABLE[(crc ^ bytes[at]) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
