// The tests of the rooms that the task `test` passes over, in one isolate: in an isolate of its own each file would load the
// program anew, which takes longer than most of their tests. Its name is the first of all, for it takes the longest.
// What must not change: a room is run here or found by the task, so its name is read out of the task. What is passed over
// is passed over in the first folder alone, so this one stands first there.

import { projectPath } from "./project_path.ts";

const { tasks } = JSON.parse(await Deno.readTextFile(projectPath("deno.json")));
const [, rooms] = /--ignore=(\S+) tests /.exec(tasks.test.command)!;

for (const room of rooms.split(",")) await importTests(new URL(`../${room}/`, import.meta.url));

async function importTests(folder: URL): Promise<void> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) await importTests(new URL(`${name}/`, folder));
    else if (name.endsWith("_test.ts")) await import(new URL(name, folder).href);
  }
}
