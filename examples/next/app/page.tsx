// A server component: the tag is in the HTML that is sent, the element comes to life in the browser.

import { Panels } from "./panels";

export default function Page() {
  return <Panels />;
}
