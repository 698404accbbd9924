// What a class hands in: twenty-five results, four of them forged in different ways, one missing, one copied, one in the
// line ends of Windows, one as a zip file, one in a zip file of macOS.
import { experimentId } from "../../src/experiment/experiment_id.ts";
import { parseExperiment } from "../../src/experiment/reading/parse_experiment.ts";
import { zipOf, zipParts } from "../host/zip_writer.ts";
import { writeFolder } from "./folder_of_results.ts";
import { changeText, PEOPLE, putText, repairManifest, storedFiles, textIn } from "./stored_examples.ts";

/** What was handed out. */
export const ASSIGNMENT = PEOPLE;

/** The students whose work is as it should be, with a seed each. */
const HONEST = "anna ben clara david elif fatma greta hugo ida jonas kira leo mia noah olga paul".split(" ");

/** The result of somebody who ran the assignment with another seed. @returns its name and its files. */
export function workOf(
  seed: number,
  text = ASSIGNMENT,
): readonly [name: string, files: Map<string, Uint8Array>] {
  const overrides = [`seed=${seed}`];
  const id = experimentId(parseExperiment(text, { overrides }));
  return [`seed-${seed}-${id}`, storedFiles(text, overrides)];
}

/** Writes the whole class below a folder. */
export async function writeClass(root: string): Promise<void> {
  for (const [index, student] of HONEST.entries()) {
    const [name, files] = workOf(index + 1, signed(student));
    await writeFolder(`${root}/${student}/results/people/${name}`, files);
  }
  const put = async (student: string, [name, files]: ReturnType<typeof workOf>): Promise<void> =>
    await writeFolder(`${root}/${student}/results/people/${name}`, files);
  await put("rosa", answersEdited());
  await put("sven", manifestRehashed());
  await put("tara", configEdited());
  await put("udo", filesOfAnother());
  await Deno.mkdir(`${root}/vera`);
  await put("will", workOf(3, signed("clara")));
  await put("xenia", withWindowsLineEnds());
  const [name, files] = workOf(102, signed("yusuf"));
  await Deno.writeFile(`${root}/yusuf.zip`, zipOf(zipParts(`${name}/`, files)));
  await Deno.writeFile(`${root}/zoe.zip`, zipOfMacOs());
}

/** The assignment with a line of one's own, which changes no setting. */
export function signed(student: string): string {
  return `# ${student}\n${ASSIGNMENT}`;
}

/** An answer is another, and nothing else was thought of. */
function answersEdited(): ReturnType<typeof workOf> {
  const [name, files] = workOf(51, signed("rosa"));
  changeText(files, "predictions.csv", /^(Emily,128,63,0\.)\d\d/m, "$199");
  return [name, files];
}

/** The losses are others, and the manifest was made to agree. */
function manifestRehashed(): ReturnType<typeof workOf> {
  const [name, files] = workOf(52, signed("sven"));
  changeText(files, "loss.csv", /^(50,0\.)\d\d/m, "$101");
  repairManifest(files);
  return [name, files];
}

/** A cell of the data is another in the config, the results are those of the right one. */
function configEdited(): ReturnType<typeof workOf> {
  const [name, files] = workOf(53, signed("tara"));
  changeText(files, "config.json", '"weight": 133', '"weight": 143');
  return [name, files];
}

/** The config is one's own, all that came out is somebody else's. */
function filesOfAnother(): ReturnType<typeof workOf> {
  const [name, files] = workOf(54, signed("udo"));
  const [, others] = workOf(5, signed("elif"));
  for (const file of ["log.txt", "loss.csv", "predictions.csv", "model.json", "report.md", "report.html"]) {
    files.set(file, others.get(file)!);
  }
  repairManifest(files);
  return [name, files];
}

function withWindowsLineEnds(): ReturnType<typeof workOf> {
  const [name, files] = workOf(101, signed("xenia"));
  for (const file of files.keys()) putText(files, file, textIn(files, file).replaceAll("\n", "\r\n"));
  return [name, files];
}

/** With what macOS adds to a zip file, and a folder around it all. */
export function zipOfMacOs(): Uint8Array {
  const [name, files] = workOf(103, signed("zoe"));
  const noise = new Uint8Array([0, 5, 22, 7]);
  return zipOf([
    { name: "Zoe Müller/" },
    { name: "Zoe Müller/.DS_Store", bytes: noise },
    ...zipParts(`Zoe Müller/abgabe/results/people/${name}/`, files),
    { name: `Zoe Müller/abgabe/results/people/${name}/.DS_Store`, bytes: noise },
    { name: "__MACOSX/Zoe Müller/._abgabe", bytes: noise },
    ...[...files.keys()].map((file) => ({
      name: `__MACOSX/Zoe Müller/abgabe/results/people/${name}/._${file}`,
      bytes: noise,
    })),
  ]);
}
