// <customer-context> in a page without a bundler: one script tag, here as an import of the same file.

import "./customer-context/customer-context.js";
import "./plain.js";
