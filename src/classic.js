// Entry of the script for pages without modules: defines <customer-context> and leaves no global behind. Knows nothing
// else; settings are made through the class, which `customElements.get` gives.

import { CustomerContextElement } from "./element.js";

CustomerContextElement.define();
