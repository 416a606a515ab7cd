// TanStack Virtual's core behind runes: told of new options before the DOM changes, read through one raw state.

import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import { untrack } from "svelte";

/** `options` is a function that reads what the options depend on. */
export function createVirtualizer(options) {
  let changes = $state.raw(0);
  let virtualizer = null;
  // Whoever has scrolled away keeps what is in view; at the top, news come into it.
  const resolve = () => ({
    anchorTo: virtualizer?.scrollOffset > 0 ? "end" : "start",
    observeElementRect, observeElementOffset, scrollToFn: elementScroll, onChange: () => { changes += 1; }, ...options(),
  });
  virtualizer = new Virtualizer(untrack(resolve));
  const rows = $derived.by(() => {
    changes;
    virtualizer.setOptions(resolve());
    return virtualizer.getVirtualItems();
  });
  $effect(() => virtualizer._didMount());
  $effect(() => {
    rows;
    options().getScrollElement();
    untrack(() => virtualizer._willUpdate());
  });
  return {
    get rows() {
      return rows;
    },
    get total() {
      rows;
      return virtualizer.getTotalSize();
    },
    measure: (element) => virtualizer.measureElement(element),
    scrollToIndex: (...place) => virtualizer.scrollToIndex(...place),
  };
}
