// Entry of the script-tag file: defines <customer-context> on import. Knows nothing else.

import { CustomerContextElement } from "./element.js";

// One microtask later, so that a module which imports this one can call `configure()` before the first element.
queueMicrotask(() => CustomerContextElement.define());

export { CustomerContextElement };
