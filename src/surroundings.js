// What happens on the page around every element: it goes away and comes back, the network returns, its address or its
// language changes. One listener each, however many elements there are. Knows no element's inside.

const followers = new Set();

/** Tells `follower` from now on: `hidePage(hidden)`, `online()`, `changed()`. */
export function follow(follower) {
  followers.add(follower);
}

export function unfollow(follower) {
  followers.delete(follower);
}

const tellAll = (tell) => followers.forEach(tell);

addEventListener("pagehide", () => tellAll((follower) => follower.hidePage(true)));
addEventListener("pageshow", () => tellAll((follower) => follower.hidePage(false)));
addEventListener("hashchange", () => tellAll((follower) => follower.changed()));
addEventListener("online", () => tellAll((follower) => follower.online()));
// A console that changes its language does so above the element, most often on <html>.
new MutationObserver(() => tellAll((follower) => follower.changed()))
  .observe(document, { subtree: true, attributes: true, attributeFilter: ["lang", "dir"] });
