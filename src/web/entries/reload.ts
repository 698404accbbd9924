// Loads the page anew when its sources change; only in the page that is being worked on.
// Why a program of its own: what is published knows nothing of it.
// Why one tab listens for all: a browser gives a host six connections, and with one held by each a seventh tab would stay empty.

const NAME = "seedbed-changes";
const tabs = new BroadcastChannel(NAME);
tabs.addEventListener("message", () => location.reload());

navigator.locks.request(NAME, () => {
  new EventSource("changes").addEventListener("message", () => {
    tabs.postMessage(null);
    location.reload();
  });
  // Until the tab is closed or loads anew; then the next one listens.
  return new Promise(() => {});
});
