// What the examples need of the demo gateway: customers to show, tokens to show them with. A console of your own asks
// its own server for both.

/** A token provider for an agent of that department. */
export function tokensFor(department) {
  return async ({ customerId, signal }) => {
    const body = JSON.stringify({ agent: "agent-robin", department, customer: customerId });
    const response = await fetch("/demo/token", { method: "POST", headers: { "content-type": "application/json" }, body, signal });
    if (!response.ok) throw new Error(`The gateway refused a token: ${response.status}`);
    return (await response.json()).token;
  };
}

/** The contacts that wait at the demo gateway. Says on the page what to do when there is none. */
export async function waitingContacts() {
  try {
    const response = await fetch("/demo/queue");
    if (response.ok) return (await response.json()).contacts;
  } catch {
    // Said below, like every other reason.
  }
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.setAttribute("role", "alert");
  notice.textContent = "The demo gateway does not answer. Start it with “cargo xtask demo” and load this page again.";
  document.querySelector("main").prepend(notice);
  return [];
}
