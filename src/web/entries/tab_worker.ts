// The program of a tab that works for a server: it connects, has threads train parts, and says what becomes of them.
// Why a worker: a page that nobody looks at may be let alone for a minute, and its parts would go to others meanwhile.
// What must not change: it trains nothing before it is known to compute what every machine computes.

import { connectTo, isOfKey, UNKNOWN_KEY } from "../../queue/connection.ts";
import { credentialsKind } from "../../queue/credentials.ts";
import { goldenDifference } from "../../queue/golden_trials.ts";
import { NoJetStream } from "../../queue/streams.ts";
import { WORKER_NAME } from "../../queue/subjects.ts";
import { workWords } from "../../queue/work_words.ts";
import { WorkerTally } from "../../queue/worker_tally.ts";
import { type WorkEvent, WorkFeed, WorkRefused } from "../../queue/work_feed.ts";
import { visible } from "../../text/visible_text.ts";
import { counted } from "../../text/words.ts";
import { FedPool } from "../../threads/fed_pool.ts";
import type { FromTabWorker, JobField, TabJob, ToTabWorker } from "../tab_work.ts";
import { PageThreads, type ThreadFailure } from "../threads.ts";

/** What a worker sees of the world it runs in. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToTabWorker | ThreadFailure>) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

const scope = self as unknown as WorkerScope;
const threads = new PageThreads((message, transfer) => scope.postMessage(message, transfer));
let stop = (): void => {};

scope.onmessage = ({ data }) => {
  if (data.kind === "thread failed") threads.hear(data);
  if (data.kind === "stop") stop();
  if (data.kind === "work") {
    work(data.job).catch((error) => say(reasonOf(error), true, fieldOf(error))).finally(() =>
      post({ kind: "ended" })
    );
  }
};

/** A job that cannot be begun as it stands in one of its fields. */
class WrongField extends Error {
  constructor(readonly field: JobField, message: string) {
    super(message);
  }
}

async function work({ url, name, key, threadCount }: TabJob): Promise<void> {
  if (!WORKER_NAME.test(name)) {
    throw new WrongField("name", "a name has letters, digits, - and _, 32 at most");
  }
  if (key !== "" && credentialsKind(key) === null) {
    throw new WrongField(
      "key",
      "this is no key: it begins with SU, or is a file of NATS with a token and a seed",
    );
  }
  let isStopped = false;
  stop = () => isStopped = true;
  const difference = await goldenDifference();
  if (difference !== null) {
    throw new Error(`unfit: ${difference}: nothing that this browser trains would be believed`);
  }
  const instance = crypto.randomUUID().slice(0, 4);
  const connection = await connectTo({ url, credentials: key === "" ? null : key }, `${name}.${instance}`);
  const tally = new WorkerTally();
  const feed = new WorkFeed({
    connection,
    name,
    instance,
    threadCount,
    isOnce: false,
    onEvent: (event) => tell(event, tally),
  });
  const pool = new FedPool(() => threads.start(), threadCount);
  const counting = setInterval(() => tellCount(tally), COUNT_MS);
  stop = () => feed.stop();
  if (isStopped) feed.stop();
  say(`${name}/${instance} works for ${url} in ${counted(threadCount, "thread")}`, false);
  try {
    await feed.run(pool.train(feed, HELD_COUNT));
  } finally {
    clearInterval(counting);
    pool.terminate();
    tellCount(tally);
    await connection.drain().catch(() => {});
  }
  say("stopped: what it held goes to others", false);
}

/** A part at work, and one at hand. */
const HELD_COUNT = 2;
const COUNT_MS = 500;
/** The tally is of one worker. */
const SELF = "";

function tell(event: WorkEvent, tally: WorkerTally): void {
  if (event.kind === "sent") tally.add(SELF, event.trialCount);
  const words = workWords(event);
  if (words === null) return;
  const { mark, text } = words;
  say(mark === null ? text : `${mark} ${text}`, mark !== null);
}

function tellCount(tally: WorkerTally): void {
  const { partCount, trialCount, rate } = tally.of(SELF);
  post({ kind: "sent", partCount, trialCount, rate });
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof WorkRefused) return `refused: ${visible(text)}`;
  if (error instanceof NoJetStream) return `the server cannot be used: ${text}`;
  if (isOfKey(text)) return `${UNKNOWN_KEY}: give a key that it knows`;
  return text === "" ? "the server does not answer" : visible(text);
}

/** The field that is to be mended; null where it is none of them, or nobody knows. */
function fieldOf(error: unknown): JobField | null {
  if (error instanceof WrongField) return error.field;
  return error instanceof Error && isOfKey(error.message) ? "key" : null;
}

function say(text: string, isTrouble: boolean, field: JobField | null = null): void {
  post({ kind: "said", text, isTrouble, field });
}

function post(message: FromTabWorker): void {
  scope.postMessage(message, []);
}
