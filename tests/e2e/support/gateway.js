// The real gateway, as tests ask it: who waits, a token, a customer's context. Knows the demo's addresses.

import { expect } from "@playwright/test";

/** The contacts that wait. */
export async function waitingContacts(request) {
  const response = await request.get("/demo/queue");
  expect(response.ok(), "the gateway runs in demo mode").toBe(true);
  const { contacts } = await response.json();
  expect(contacts.length).toBeGreaterThan(1);
  return contacts;
}

/** A token for one customer; without one, for looking customers up. */
export async function tokenFor(request, customer, department = "support") {
  const response = await request.post("/demo/token", { data: { agent: "agent-test", department, customer } });
  expect(response.ok(), "the gateway hands out a token").toBe(true);
  return (await response.json()).token;
}

/** One customer's context. */
export async function contextOf(request, customer, department) {
  const token = await tokenFor(request, customer, department);
  const response = await request.get(`/v1/customers/${customer}/context`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.ok()).toBe(true);
  return response.json();
}

/** Lets a source fail, or answer again with `ok`. */
export async function pretend(request, source, status) {
  const response = await request.post("/demo/faults", { data: { source, status } });
  expect(response.ok()).toBe(true);
}
