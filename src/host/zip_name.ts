// What the names of archives end with.
// Why apart from the reader: most trees hold none, and need not load it.

/** Whether a name is that of a zip file. */
export function isZipName(name: string): boolean {
  return /\.zip$/i.test(name);
}

/** Whether a name is that of an archive that is not looked into. */
export function isArchiveName(name: string): boolean {
  return /\.(tar|tgz|tbz2?|txz|tar\.\w+|7z|rar|gz|xz|bz2|zst)$/i.test(name);
}
