// The page on which a tab is lent to the sweeps of a server.
// Why a page of its own: it may reach any server, and the playground none but its host.

/** @jsx h */
import { WorkPanel } from "../panels/work_panel.tsx";
import { effect, h, render } from "../preact.ts";
import { SITE_DATA_ID, type WorkPageData } from "../site_data.ts";
import { TabWork } from "../tab_work.ts";
import { serveThreads } from "../threads.ts";
import { startWorker } from "../workers.ts";

const data: WorkPageData = JSON.parse(document.getElementById(SITE_DATA_ID)!.textContent);
const worker = startWorker(data.worker, "work");
serveThreads(worker, data.thread);
const work = new TabWork(worker);
effect(() => {
  document.title = [work.words, "Lend this tab", "Seedbed"].filter((part) => part !== "").join(" · ");
});
render(<WorkPanel work={work} />, document.getElementById("app")!);
