// What is said, measured and counted once per page, however many elements there are. Knows no element.

/** A module that traps more often than this within a minute stays down until the agent asks for it. */
const MOST_RESTARTS = 3;
const RESTART_WINDOW_MS = 60_000;
/** The first restart is immediate, each further one waits this much longer. */
const RESTART_PAUSE_MS = 500;

const warned = new Set();
const marked = new Set();
const stops = [];

/** Says what a developer has done wrong, once per page. */
export function warnOnce(key, text) {
  if (!warned.has(key)) console.warn(`customer-context: ${text}`);
  warned.add(key);
}

/** Start-up is measured once per page: an entry for every customer of a working day would only fill memory. */
export function markOnce(name) {
  if (marked.has(name)) return;
  marked.add(name);
  performance.mark(name);
}

/** Whether the page's own scripts have had their turn: DOMContentLoaded waits for deferred ones and modules. */
export function scriptsHaveRun() {
  const [navigation] = performance.getEntriesByType("navigation");
  return document.readyState === "complete" || navigation?.domContentLoadedEventStart > 0;
}

/**
 * Milliseconds to wait before a module that trapped at this time is started again, or `null` when it keeps trapping.
 * Elements that share a module fall together and count once.
 */
export function pauseBeforeRestart(trappedAt) {
  while (stops.length > 0 && trappedAt - stops[0] > RESTART_WINDOW_MS) stops.shift();
  if (!stops.includes(trappedAt)) stops.push(trappedAt);
  return stops.length > MOST_RESTARTS ? null : (stops.length - 1) * RESTART_PAUSE_MS;
}
