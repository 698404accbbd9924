// Loads the page anew when its sources change; only in the page that is being worked on.
// Why a program of its own: what is published knows nothing of it.

new EventSource("changes").addEventListener("message", () => location.reload());
