// Stands between the browser and the wasm module: an exception that leaves the module ends that instance for good
// and reaches nobody else. Knows nothing of panels.

/** Helpers of the generated glue. They run inside a call that is guarded already, and must fail loudly there. */
const GLUE_HELPER = /^__(wbindgen_(malloc|realloc|free|exn_store|start)|externref_)/;

/** What a dead module answers: to the glue it is a zero, `false`, an empty list and "no error" alike. */
const NOTHING = 0;

/**
 * Wraps the functions that a module exports. After a trap its memory is in an unknown state (destructors did not
 * run), so from then on every call returns nothing at once, and `onTrap` is told, once.
 */
export function supervise(exports, onTrap) {
  let trapped = false;
  const guard = (run) => (...values) => {
    if (trapped) return NOTHING;
    try {
      return run(...values);
    } catch (error) {
      if (!trapped) {
        trapped = true;
        onTrap(error);
      }
      return NOTHING;
    }
  };
  const entries = Object.entries(exports).map(([name, value]) =>
    [name, typeof value === "function" && !GLUE_HELPER.test(name) ? guard(value) : value]);
  return Object.fromEntries(entries);
}
