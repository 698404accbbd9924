// Tests src/host/zip_file.ts and zip_directory.ts: what is read of a zip file, and above all what is not.
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.3.0";
import { zipFolder } from "../../src/host/zip_file.ts";
import { MOST_ZIP_ENTRIES } from "../../src/results/zip_directory.ts";
import { WorldError } from "../../src/host/world_error.ts";
import { folderTest } from "../results/folder_of_results.ts";
import { pythonWith } from "../python.ts";
import { requireOrSkip } from "../requirement.ts";
import { zipOf, type ZipPart } from "./zip_writer.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function zipAt(root: string, parts: readonly ZipPart[]): Promise<string> {
  await Deno.writeFile(`${root}/a.zip`, zipOf(parts));
  return `${root}/a.zip`;
}

folderTest(
  "files stored and deflated are read with their folders, whether those are listed or not",
  async (root) => {
    const parts = [
      { name: "deep/er/" },
      { name: "deep/er/config.json", bytes: bytesOf("{}"), isStored: true },
      { name: "deep/er/log.txt", bytes: bytesOf("epoch\n".repeat(1000)) },
      { name: "deep/er/notes.txt", bytes: bytesOf("not read") },
      { name: "deep/er/sub/x", bytes: bytesOf("") },
      { name: "deep/er/loss.csv", bytes: bytesOf(""), isStored: true },
    ];
    const zip = zipFolder(await zipAt(root, parts));
    assert.deepEqual(zip.entries(), [{ name: "deep", kind: "folder" }]);
    const folder = zip.inner("deep").inner("er");
    assert.equal(folder.path, `${root}/a.zip/deep/er`);
    assert.ok(folder.isResult() && !zip.isResult());
    const { files, unread, large } = await folder.read();
    assert.deepEqual([...files.keys()], ["config.json", "log.txt", "loss.csv"]);
    assert.equal(files.get("log.txt")?.length, 6000);
    assert.deepEqual([...unread], [["sub", "it is a folder"]]);
    assert.equal(large.get("notes.txt")?.sizeBytes, 8);
    assert.deepEqual([...(await folder.read({ only: ["loss.csv"] })).files.keys()], ["loss.csv"]);
  },
);

folderTest(
  "a zip file that no careful program would trust is refused whole, with the reason",
  async (root) => {
    const x = bytesOf("x");
    const cases: readonly (readonly [Uint8Array, RegExp])[] = [
      [new Uint8Array(), /it is no zip file, or it is cut off/],
      [bytesOf("PK is not enough"), /it is no zip file/],
      [zipOf([{ name: "config.json", bytes: x }]).slice(0, -1), /it is no zip file, or it is cut off/],
      [new Uint8Array([0, ...zipOf([{ name: "a", bytes: x }])]), /the list at its end is not where it says/],
      [
        zipOf([{ name: "../../etc/passwd", bytes: x }]),
        /a name in it leads out of it: \.\.\/\.\.\/etc\/passwd/,
      ],
      [zipOf([{ name: "a\\..\\..\\b", bytes: x }]), /leads out of it/],
      [zipOf([{ name: "/etc/passwd", bytes: x }]), /leads out of it: \/etc\/passwd/],
      [zipOf([{ name: "C:\\config.json", bytes: x }]), /leads out of it/],
      [zipOf([{ name: "a\0b", bytes: x }]), /leads out of it/],
      [zipOf([{ name: "a/b", bytes: x }, { name: "a/./b", bytes: x }]), /it holds a\/b twice/],
      [zipOf([{ name: "a", bytes: x }, { name: "a/b", bytes: x }]), /it holds a twice/],
      [
        zipOf([{ name: "a", bytes: x }, { name: "b", bytes: x, sharedWith: 0 }]),
        /overlaps with another file/,
      ],
      [zipOf([{ name: "a/".repeat(200) + "b", bytes: x }]), /more than 100 parts/],
      [
        zipOf([{ name: "model.json", bytes: x, sizeBytes: 2 ** 31 }]),
        /at most 1073741824 bytes: found 2147483648/,
      ],
      [zipOf([{ name: "a", bytes: x, sizeBytes: 2 ** 32 - 1 }]), /of the kind for more than 4 GiB/],
    ];
    for (const [bytes, message] of cases) {
      await Deno.writeFile(`${root}/a.zip`, bytes);
      assert.throws(() => zipFolder(`${root}/a.zip`), (error) => {
        assert.ok(error instanceof WorldError);
        assert.match(error.message, message);
        return true;
      });
    }
    const many = Array.from({ length: MOST_ZIP_ENTRIES + 1 }, (_, index) => ({ name: `${index}` }));
    await Deno.writeFile(`${root}/a.zip`, zipOf(many));
    assert.throws(() => zipFolder(`${root}/a.zip`), /at most 20000 entries: found 20001/);
    await Deno.symlink(`${root}/a.zip`, `${root}/link.zip`);
    assert.throws(() => zipFolder(`${root}/link.zip`), /it is a link/);
  },
);

folderTest("an entry that is not what the zip file says of it is not read, and says why", async (root) => {
  const zeros = new Uint8Array(50_000_000);
  const parts: readonly (readonly [ZipPart, RegExp])[] = [
    [{ name: "log.txt", unixMode: 0o120777, bytes: bytesOf("/etc/passwd") }, /^it is a link$/],
    [{ name: "config.json", bytes: bytesOf("{}"), crc32: 1 }, /^its checksum is not that in the zip file$/],
    [{ name: "loss.csv", bytes: zeros, sizeBytes: 100 }, /^its packed bytes are damaged, or give more/],
    [
      { name: "model.json", bytes: bytesOf("{}"), sizeBytes: 60_000_000 },
      /^its size or its name is not what/,
    ],
    [
      { name: "report.html", bytes: new Uint8Array(65 * 1024 * 1024) },
      /^it has 68157440 bytes, more than any/,
    ],
    [
      { name: "manifest.json", bytes: bytesOf("abc"), isStored: true, sizeBytes: 2 },
      /^its size or its name is not what/,
    ],
    [
      { name: "predictions.csv", ownName: "predictionz.csv", bytes: bytesOf("x") },
      /^its size or its name is not what/,
    ],
    [{ name: "experiment.yaml", unixMode: 0o010644, bytes: bytesOf("x") }, /^it is not a regular file$/],
  ];
  const { files, unread } = await zipFolder(await zipAt(root, parts.map(([part]) => part))).read();
  assert.deepEqual([...files.keys()], []);
  for (const [{ name }, reason] of parts) assert.match(unread.get(name) ?? "read", reason);
});

folderTest(
  "a file that cannot be unpacked here makes no result a changed one: the zip is not read",
  async (root) => {
    for (
      const [part, reason] of [
        [
          { method: 14 },
          /a\.zip: loss\.csv: it is packed by method 14: stored .*; unpack it and name the folder$/,
        ],
        [{ flags: 1 }, /a\.zip: loss\.csv: it is encrypted; unpack it and name the folder$/],
      ] as const
    ) {
      const path = await zipAt(root, [{ name: "loss.csv", bytes: bytesOf("x"), ...part }]);
      await assert.rejects(zipFolder(path).read(), reason);
    }
  },
);

folderTest(
  "names are read as UTF-8, and where a zip file does not say so as the old code page",
  async (root) => {
    const path = await zipAt(root, [{ name: "Müller/config.json", bytes: bytesOf("{}") }]);
    assert.deepEqual(zipFolder(path).entries().map(({ name }) => name), ["Müller"]);
    const bytes = zipOf([{ name: "M~ller/config.json", bytes: bytesOf("{}"), flags: 0 }]);
    await Deno.writeFile(path, bytes.map((byte) => byte === 0x7e ? 0x81 : byte));
    assert.deepEqual(zipFolder(path).entries().map(({ name }) => name), ["Müller"]);
    const backslashes = await zipAt(root, [{ name: "a\\b\\config.json", bytes: bytesOf("{}") }]);
    assert.ok(zipFolder(backslashes).inner("a").inner("b").isResult());
  },
);

folderTest("bytes of a zip file changed at random throw nothing but a reason, seed 6", async (root) => {
  const whole = zipOf([
    { name: "a/config.json", bytes: bytesOf("{}".repeat(50)) },
    { name: "a/log.txt", bytes: bytesOf("x".repeat(50)), isStored: true },
  ]);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
      await Deno.writeFile(`${root}/a.zip`, whole.with(at, byte));
      try {
        const folder = zipFolder(`${root}/a.zip`).inner("a");
        const { files } = await folder.read();
        for (const [name, bytes] of files) {
          const wanted = name === "config.json" ? "{}".repeat(50) : "x".repeat(50);
          assert.equal(new TextDecoder().decode(bytes), wanted, "what is read has its checksum");
        }
      } catch (error) {
        if (!(error instanceof WorldError)) throw error;
      }
    }),
    { seed: 6, numRuns: 1500 },
  );
});

const python3 = await pythonWith("zipfile");
if (!requireOrSkip(python3 !== null, "Python", "Debian's python3")) {
  folderTest("what Python's zipfile writes, with a comment and by streaming, is read", async (root) => {
    const program = `
import zipfile, io, sys
class Pipe(io.RawIOBase):
    def __init__(self, file): self.file = file
    def writable(self): return True
    def write(self, data): return self.file.write(data)
with open(sys.argv[1], "wb") as file, zipfile.ZipFile(Pipe(file), "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("r/config.json", "{}")
    z.writestr("r/log.txt", "epoch\\n" * 500)
    z.comment = b"handed in late"
`;
    const args = ["-c", program, `${root}/a.zip`];
    const { success, stderr } = await new Deno.Command(python3!, { args }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    const { files } = await zipFolder(`${root}/a.zip`).inner("r").read();
    assert.deepEqual([...files].map(([name, { length }]) => [name, length]), [["config.json", 2], [
      "log.txt",
      3000,
    ]]);
  });
}
