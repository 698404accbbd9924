// A tab of a browser as a worker: it trains a sweep for a real server, with a key of the least rights, and gives back what it
// holds when it is stopped. Why the folder is compared: its bytes must not depend on who trained them.

import assert from "node:assert/strict";
import { SweepFolder } from "../host/sweep_folder.ts";
import { cannotBrowse } from "../chromium.ts";
import { startSeedbed } from "../seedbed_process.ts";
import { serveSite } from "../web/built_site.ts";
import { launchChromium, openPage } from "../web/chromium_driver.ts";
import { cannotServe, NatsServer } from "./nats_server.ts";

Deno.test({
  name: "a browser's tab trains the whole of a sweep: the same folder, and it is told of by its name",
  ignore: cannotServe || cannotBrowse,
  // The browser's pipes close a moment after the test.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await using server = await NatsServer.start();
    using sweep = SweepFolder.make();
    const site = await serveSite();
    const browser = await launchChromium();
    try {
      const page = await openPage(browser, { ignoreHTTPSErrors: true });
      const errors: string[] = [];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      const link = new URLSearchParams({ server: server.url, name: "alice" });
      await page.goto(`${site.url}work.html#${link}`);
      assert.equal(await page.getByLabel("Server", { exact: true }).inputValue(), server.url);
      await page.getByLabel("or its file").setInputFiles(`${server.folder}/bob.key`);
      await page.getByRole("button", { name: "Start" }).click();
      await page.getByText("refused").or(page.getByText("does not let it work")).first().waitFor();
      await page.getByRole("button", { name: "Start" }).waitFor();

      await page.getByLabel("or its file").setInputFiles(`${server.folder}/alice.key`);
      await page.getByLabel("Threads").fill("2");
      await page.getByRole("button", { name: "Start" }).click();
      await page.getByText(/alice\/\w{4} works for wss:.* in 2 threads/).waitFor();
      const [, ...rest] = sweep.commandLine();
      const collecting = startSeedbed(["queue", server.url, ...rest, ...server.optionsOf("collector")]);
      const [{ code }, stderr] = await Promise.all([
        collecting.status,
        new Response(collecting.stderr).text(),
        collecting.stdout.pipeTo(new WritableStream()),
      ]);
      assert.equal(code, 0, stderr);
      assert.match(stderr, /^alice\/\w{4} sent \d+ parts?, \d+ trials$/m);
      sweep.assertRight();
      await page.getByText("nothing to do: waiting for a sweep").last().waitFor();
      await page.getByRole("button", { name: "Stop" }).click();
      await page.getByText("stopped: what it held goes to others").waitFor();
      // Neither the link for others nor anything that is kept has the key.
      const seed = (await Deno.readTextFile(`${server.folder}/alice.key`)).trim();
      assert.match(await page.title(), /^stopped, \d+ parts? done · Lend this tab · Seedbed$/);
      assert.ok(!(await page.getByLabel("Link", { exact: true }).inputValue()).includes(seed));
      assert.deepEqual(await page.evaluate("[localStorage.length, sessionStorage.length]"), [0, 0]);
      assert.deepEqual(errors, []);
    } finally {
      await browser.close();
      await site.close();
    }
  },
});
