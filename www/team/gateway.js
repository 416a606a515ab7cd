// The page's own calls: a token and the summary. A page of your own asks its own server for the token.

let bearer = null;

/** The counts of the last days; of one department, if one is named. Throws when there is no good answer. */
export async function summary({ days, department, signal }) {
  const query = new URLSearchParams({ from: daysAgo(days - 1), to: daysAgo(0) });
  if (department) query.set("department", department);
  const ask = async () => fetch(`/v1/asks/summary?${query}`, { signal, headers: { authorization: `Bearer ${await token(signal)}` } });
  let response = await ask();
  if (response.status === 401) {
    bearer = null;
    response = await ask();
  }
  if (!response.ok) throw new Error(`The gateway answered ${response.status}.`);
  return response.json();
}

/** A five-minute token of the demo gateway, asked for once until it is refused. */
async function token(signal) {
  if (bearer) return bearer;
  const body = JSON.stringify({ agent: "team-lead", department: "support" });
  const response = await fetch("/demo/token", { method: "POST", headers: { "content-type": "application/json" }, body, signal });
  if (!response.ok) throw new Error(`The gateway refused a token: ${response.status}.`);
  bearer = (await response.json()).token;
  return bearer;
}

/** A day in UTC, as the gateway counts days. */
function daysAgo(days) {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
