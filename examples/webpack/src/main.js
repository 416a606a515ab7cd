// <customer-context> in a page bundled by webpack: it finds the wasm module and the languages by itself.

import "customer-context/define";
import "../../shared/plain.js";
