// The customer who waits longest, with a token of the demo gateway.

const panel = document.getElementById("panel");

panel.tokenProvider = async ({ customerId, signal }) => {
  const body = JSON.stringify({ agent: "agent-robin", department: "support", customer: customerId });
  const response = await fetch("/demo/token", { method: "POST", headers: { "content-type": "application/json" }, body, signal });
  return (await response.json()).token;
};

const { contacts } = await (await fetch("/demo/queue")).json();
panel.customerId = contacts[0].customerId;
