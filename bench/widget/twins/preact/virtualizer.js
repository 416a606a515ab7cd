// TanStack Virtual's core as a hook of Preact: made once, told of new options in every render, redrawn when it changes.
// Its adapter for React would bring `preact/compat` and synchronous renders along.

import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import { useLayoutEffect, useReducer, useState } from "preact/hooks";

export function useVirtualizer(options) {
  const [, redraw] = useReducer((count) => count + 1, 0);
  const resolved = { observeElementRect, observeElementOffset, scrollToFn: elementScroll, onChange: redraw, ...options };
  const [virtualizer] = useState(() => new Virtualizer(resolved));
  // Whoever has scrolled away keeps what is in view; at the top, news come into it.
  virtualizer.setOptions({ ...resolved, anchorTo: virtualizer.scrollOffset > 0 ? "end" : "start" });
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  return virtualizer;
}
