// Entry of the script for pages on which the panel is often never looked at: a closed drawer, another tab, the foot of a
// long page. Fetches the panel's script as soon as an element is near the window, and costs next to nothing until then.
// Knows the element's name and where its script is, and nothing of what the element does.

const TAG = "customer-context";
/** How far outside the window an element is when its script is fetched. */
const NEAR = "200px";
/** The first pause after a script that could not be had; each further one is twice as long, up to a minute. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

let failures = 0;
let loading = null;

const near = new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) load().catch(() => {});
}, { rootMargin: NEAR });
const added = new MutationObserver((records) => {
  for (const { addedNodes } of records) addedNodes.forEach(watchIn);
});

/**
 * Fetches the panel's script now, for a page that knows that it is about to be wanted. Resolves with the element class. Rejects
 * when the script could not be had; it is tried again by itself as long as an element is in view.
 */
export function load() {
  // Always the same address: an import map of the page's may hold its hash. Firefox remembers until the page is loaded
  // again that it could not be had; Chromium and WebKit ask again.
  loading ??= import("./customer-context.js")
    .then(() => customElements.whenDefined(TAG))
    .catch(failed);
  return loading;
}

function failed(reason) {
  if (failures === 0) console.warn("customer-context: the panel's script could not be loaded and is tried again. Look at the network panel.");
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
  failures += 1;
  loading = null;
  unwatch();
  setTimeout(watch, pause);
  throw reason;
}

function watch() {
  if (customElements.get(TAG) !== undefined) return;
  added.observe(document, { childList: true, subtree: true });
  watchIn(document.documentElement);
}

function unwatch() {
  near.disconnect();
  added.disconnect();
}

function watchIn(node) {
  if (!(node instanceof Element)) return;
  if (node.localName === TAG) near.observe(node);
  for (const element of node.getElementsByTagName(TAG)) near.observe(element);
}

watch();
customElements.whenDefined(TAG).then(unwatch);
