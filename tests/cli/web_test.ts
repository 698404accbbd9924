// `web` and `web:build` from outside: what they say, what they serve, what they leave alone.

import assert from "node:assert/strict";
import { cannotBrowse } from "../chromium.ts";
import { emptyCache } from "../empty_cache.ts";
import { projectPath } from "../project_path.ts";
import {
  denoArguments,
  type ProcessResult,
  resultOf,
  runSeedbed,
  signalTo,
  startSeedbed,
} from "../seedbed_process.ts";
import { environmentOfTasks } from "../task_command.ts";
import { until, within } from "../waiting.ts";
import { launchChromium } from "../web/chromium_driver.ts";
import { lineOf } from "../web/web_driver.ts";

/** Starts the server. @returns its address, and what ends it and waits. */
async function served(
  options: readonly string[] = ["--no-open", "--port", "0"],
): Promise<{ readonly url: string; end(): Promise<number> }> {
  const process = startSeedbed(["web", ...options]);
  const [url] = await lineOf(process.stdout, /http:\S+/);
  return {
    url,
    async end() {
      signalTo(process, "SIGINT");
      const { code } = await process.status;
      await process.stderr.cancel();
      return code;
    },
  };
}

Deno.test("web serves the page on the loopback interface, with its policy, and nothing else", async () => {
  const { url, end } = await served();
  try {
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
    const page = await fetch(url);
    assert.equal(page.status, 200);
    assert.match(page.headers.get("content-security-policy")!, /^default-src 'none'; script-src 'self'/);
    const text = await page.text();
    for (const [, path] of text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const file = await fetch(url + path);
      await file.body?.cancel();
      assert.equal(file.status, 200, path);
    }
    for (const path of ["deno.json", "../deno.json", "..%2f..%2fetc%2fpasswd", "src/cli/web.ts", "%"]) {
      const answer = await fetch(url + path);
      await answer.body?.cancel();
      assert.equal(answer.status, 404, path);
    }
  } finally {
    await end();
  }
});

Deno.test("a page that is open hears of a change in the sources, and gets them when it loads anew", async () => {
  const { url, end } = await served();
  const controller = new AbortController();
  try {
    const before = await (await fetch(url)).text();
    assert.match(before, /reload-\w+\.js/);
    const changes = await fetch(`${url}changes`, { signal: controller.signal });
    assert.equal(changes.headers.get("content-type"), "text/event-stream");
    // Its time alone: other tests read the same file meanwhile.
    const now = new Date();
    await Deno.utime(projectPath("src/web/icon.svg"), now, now);
    const { value } = await within("word of the change", changes.body!.getReader().read());
    assert.equal(new TextDecoder().decode(value), "data: changed\n\n");
    assert.equal(await (await fetch(url)).text(), before);
  } finally {
    controller.abort();
    await end();
  }
});

Deno.test({
  name: "seven tabs of one browser all show the page, and all hear of a change in the sources",
  ignore: cannotBrowse,
  // The browser's pipes close a moment after the test.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const { url, end } = await served();
    const browser = await launchChromium();
    try {
      const context = await browser.newContext();
      const pages = [];
      for (let tab = 0; tab < 7; tab++) {
        const page = await context.newPage();
        await page.goto(url);
        await page.waitForSelector(".badge");
        pages.push(page);
      }
      const reloads = pages.map((page) => page.waitForEvent("load"));
      const now = new Date();
      await Deno.utime(projectPath("src/web/icon.svg"), now, now);
      await within("all to load anew", Promise.all(reloads));
      for (const page of pages) await page.waitForSelector(".badge");
    } finally {
      await browser.close();
      await end();
    }
  },
});

Deno.test("web opens the browser with the page's address, and goes on where there is none", async () => {
  const folder = await Deno.makeTempDir();
  for (const name of ["xdg-open", "open"]) {
    await Deno.writeTextFile(`${folder}/${name}`, `#!/bin/sh\necho "$1" > ${folder}/opened\n`, {
      mode: 0o755,
    });
  }
  const read = (): string => {
    try {
      return Deno.readTextFileSync(`${folder}/opened`);
    } catch {
      return "";
    }
  };
  try {
    const opened = await startWithPath(`${folder}:/usr/bin:/bin`, () => read().endsWith("\n"));
    assert.equal(read().trim(), opened.url);
    const unopened = await startWithPath("/nowhere", (stderr) => /yourself\n$/.test(stderr));
    assert.match(unopened.stderr, /^Ctrl-C ends it\nnot opened .*open http:\S+ in a browser yourself\n$/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** Runs a command of the program without what bundles programs: then no site can be made. */
async function withoutBundler(...commandLine: readonly string[]): Promise<ProcessResult> {
  const args = denoArguments(commandLine).filter((each) => each !== "--unstable-bundle");
  return await resultOf(
    new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "piped" }).spawn(),
  );
}

/** Starts the server with a search path for programs, waits until it has tried to open the browser, and ends it. */
async function startWithPath(
  path: string,
  hasTried: (stderr: string) => boolean,
): Promise<{ readonly url: string; readonly stderr: string }> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [...denoArguments(["web", "--port", "0"])],
    env: { NO_COLOR: "1", PATH: path },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let stderr = "";
  const reading = (async () => {
    for await (const text of process.stderr.pipeThrough(new TextDecoderStream())) stderr += text;
  })();
  const [url] = await lineOf(process.stdout, /http:\S+/);
  try {
    await until("it has tried to open the browser", () => hasTried(stderr));
  } finally {
    signalTo(process, "SIGINT");
    await process.status;
    await reading;
  }
  return { url, stderr };
}

Deno.test("web refuses a file, a port that is none, and one that is taken", async () => {
  const file = await runSeedbed(["web", "experiments/gender.yaml"]);
  assert.equal(file.code, 2);
  assert.match(file.stderr, /web takes no file: found experiments\/gender\.yaml/);
  const port = await runSeedbed(["web", "--port", "http"]);
  assert.equal(port.code, 2);
  assert.match(port.stderr, /--port must be a number from 0 to 65535: found http/);
  // Without what bundles programs no page can be made: it is refused before that.
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const taken = await withoutBundler("web", "--no-open", "--port", String(listener.addr.port));
  listener.close();
  assert.equal(taken.code, 3, taken.stderr);
  assert.match(taken.stderr, /cannot listen on 127\.0\.0\.1:\d+/);
});

Deno.test("web ends where the page cannot be made", async () => {
  const { code, stdout, stderr } = await withoutBundler("web", "--no-open", "--port", "0");
  assert.equal(code, 3);
  assert.equal(stdout, "");
  assert.match(stderr, /^error: .*bundle/);
});

Deno.test("web:build replaces an earlier site whole, and no folder or file of anything else", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const site = `${folder}/site`;
    assert.equal((await runSeedbed(["web:build", site])).stdout, `${site}/index.html\n`);
    await Deno.writeTextFile(`${site}/page-00000000.js`, "of an earlier version");
    const again = await runSeedbed(["web:build", `${site}/`]);
    assert.equal(again.code, 0, again.stderr);
    await assert.rejects(Deno.stat(`${site}/page-00000000.js`));
    await Deno.writeTextFile(`${site}/mine.txt`, "mine");
    const foreign = await runSeedbed(["web:build", site]);
    assert.equal(foreign.code, 3);
    assert.match(foreign.stderr, /it holds mine\.txt and is not replaced; take another name/);
    assert.equal(await Deno.readTextFile(`${site}/mine.txt`), "mine");
    await Deno.remove(`${site}/mine.txt`);
    await Deno.writeTextFile(`${site}/experiments/mine.yaml`, "mine");
    const own = await runSeedbed(["web:build", site]);
    assert.match(own.stderr, /it holds experiments\/mine\.yaml and is not replaced/);
    assert.equal(await Deno.readTextFile(`${site}/experiments/mine.yaml`), "mine");
    const home = await runSeedbed(["web:build", folder]);
    assert.match(home.stderr, /it holds other files and is not replaced/);
    await Deno.writeTextFile(`${folder}/own.html`, "<p>mine</p>");
    const single = await runSeedbed(["web:build", `${folder}/own.html`, "--single"]);
    assert.equal(single.code, 3);
    assert.equal(await Deno.readTextFile(`${folder}/own.html`), "<p>mine</p>");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("what is not replaced, and a folder that is not there, are refused before the seconds that a site takes to make", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/mine.html`, "<p>mine</p>");
    for (const commandLine of [["web:build", folder], ["web:build", `${folder}/mine.html`, "--single"]]) {
      const { code, stderr } = await withoutBundler(...commandLine);
      assert.equal(code, 3);
      assert.match(stderr, / and is not replaced; take another name\n$/);
    }
    const lost = await withoutBundler("web:build", `${folder}/lost/mine.html`, "--single");
    assert.equal(lost.code, 3);
    assert.match(lost.stderr, /: there is no folder .*\/lost, so make it first\n$/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("on a machine that never bundled anything, several builds at once do", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const env = { ...environmentOfTasks(), DENO_DIR: await emptyCache(folder) };
    const builds = ["one", "two"].map((name) =>
      resultOf(
        new Deno.Command(Deno.execPath(), {
          args: [...denoArguments(["web:build", `${folder}/${name}`])],
          clearEnv: true,
          env,
          stdout: "piped",
          stderr: "piped",
        }).spawn(),
      )
    );
    for (const { code, stderr } of await Promise.all(builds)) assert.equal(code, 0, stderr);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("web:build says what it needs", async () => {
  for (
    const [args, wanted] of [
      [[], /web:build needs a folder\n {2}for example deno task web:build site/],
      [["--single"], /web:build needs a file\n {2}for example deno task web:build seedbed\.html --single/],
      [["site.html"], /a site is a folder: found site\.html\n {2}for one file add --single/],
      [["site", "--single"], /--single writes a file named \.html: found site/],
      [["a", "b"], /web:build takes one path: found also b/],
    ] as const
  ) {
    const { code, stderr } = await runSeedbed(["web:build", ...args]);
    assert.equal(code, 2);
    assert.match(stderr, wanted);
  }
});
