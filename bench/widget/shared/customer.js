// From a context of the contract to what the panel's head, passport and ledger show. The same rules as the widget's, on
// the fields that the benchmark's customers have. Pure; knows nothing of drawing.

import * as words from "./words.js";

/** `{ name, initials, about, passport, rows, missing, facts }`. */
export function describe(context, now = Date.now()) {
  const name = context.profile.name?.full ?? context.profile.id;
  const rows = rowsOf(context, now);
  return {
    id: context.customerId,
    name,
    initials: initials(name),
    about: about(context.profile, now),
    passport: passport(context.verifications, now),
    rows: rows.filter((row) => row.state !== "missing"),
    missing: rows.filter((row) => row.state === "missing"),
    facts: summary(rows),
    now,
  };
}

function initials(name) {
  const all = name.split(/\s+/).map((word) => word[0]?.toUpperCase() ?? "");
  return all.length > 1 ? all[0] + all.at(-1) : all[0];
}

function about({ traits = {}, timeZone, contactPoints, preferredLanguages }, now) {
  const since = traits.customerSince ? `since ${traits.customerSince.split("-")[0]}` : "";
  const tier = traits.loyaltyTier ? traits.loyaltyTier[0].toUpperCase() + traits.loyaltyTier.slice(1) : "";
  const place = contactPoints.find((point) => point.kind === "postal")?.address?.locality;
  const local = timeZone ? words.timeInZone(now, timeZone) : "";
  return [
    [tier, since].filter(Boolean).join(" "),
    place ? `${local} in ${place}` : local,
    preferredLanguages?.[0] ? words.language(preferredLanguages[0]) : "",
  ].filter(Boolean);
}

function passport(verifications, now) {
  const check = verifications.find((it) => it.status === "verified");
  if (check === undefined) return { tone: "quiet", icon: "info", title: "Identity not verified yet", details: "", left: "" };
  const [from, until] = [check.validFor.startDateTime, check.validFor.endDateTime].map((at) => Date.parse(at));
  const department = words.word("department", check.performedIn.department);
  const details = `by ${department}, ${words.word("method", check.amr[0])}, ${words.ago(from, now)}`;
  if (until <= now) return { tone: "warn", icon: "clock", title: "Verification expired", details, left: "" };
  return { tone: "ok", icon: "check", title: "Identity verified", details, left: `${words.duration(until - now)} left` };
}

const FIELDS = { phone: "Phone", email: "E-mail", postal: "Address" };

function rowsOf(context, now) {
  const { profile, answers, sources } = context;
  const fields = [
    ...profile.externalIdentifier.map((it, at) => [`/externalIdentifier/${at}/id`, "Account", it.id, false]),
    ...(profile.birthDate ? [["/birthDate", "Date of birth", profile.birthDate, false]] : []),
    ...profile.contactPoints.map((it, at) => [`/contactPoints/${at}/value`, FIELDS[it.kind], it.value, it.verified === true, it.kind]),
  ];
  const names = new Map(sources.map((source) => [source.id, source.name ?? source.id]));
  const rows = fields.map(([key, label, value, verified, kind]) => {
    const provenance = profile.provenance?.[key];
    const state = verified ? "verified" : provenance?.conflict ? "conflicting" : "answered";
    return row({ key, label, value, kind, state, provenance, names, now, question: false });
  });
  rows.push(...answers.map((answer) => fromAnswer(answer, names, now)));
  return [...rows.filter((it) => it.state !== "missing"), ...rows.filter((it) => it.state === "missing")];
}

function row({ key, label, value, kind, state, provenance, names, now, question }) {
  const conflict = provenance?.conflict;
  const others = (conflict?.alternatives ?? []).map((other) => ({
    key: `${other.source} ${other.value}`, text: String(other.value), origin: origin(names.get(other.source), other.observedAt, now),
  }));
  const text = shown(value, key);
  const href = kind === "email" ? `mailto:${text}` : kind === "phone" ? `tel:${text}` : null;
  const copyable = typeof value === "string";
  return {
    key, label, question, state, text, href, copyable, others,
    masked: value?.masked !== undefined,
    tone: { verified: "ok", stale: "warn", conflicting: "warn" }[state] ?? "quiet",
    word: stateWord(state, others.length),
    rule: conflict ? "chosen because its source comes first" : null,
    origin: origin(names.get(provenance?.source), provenance?.observedAt, now),
  };
}

function fromAnswer(answer, names, now) {
  const provenance = { source: answer.source, observedAt: answer.answeredAt };
  const made = row({ key: answer.key, label: answer.question, value: answer.value, state: answer.status, provenance, names, now, question: true });
  if (answer.answeredIn?.department) made.origin[0] = words.word("department", answer.answeredIn.department);
  if (answer.status === "declined") made.text = "declined to say";
  return made;
}

function shown(value, key) {
  if (value === undefined || value === null) return "–";
  if (value.masked !== undefined) return value.masked || "on file, hidden";
  if (value.restricted !== undefined) return "not for your role";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return words.count(value);
  return key === "/birthDate" ? words.calendarDate(value) : value;
}

function stateWord(state, others) {
  if (state === "verified") return "verified";
  if (state === "conflicting" && others > 0) return `${others + 1} values`;
  return state === "stale" || state === "conflicting" ? "confirm" : null;
}

function origin(who, at, now) {
  return [who ?? null, at ? words.shortAge(Date.parse(at), now) : null].filter((fact) => fact !== null);
}

function summary(rows) {
  const counts = { known: 0, "to confirm": 0, missing: 0 };
  for (const { state } of rows) {
    if (state === "stale" || state === "conflicting") counts["to confirm"] += 1;
    else if (state === "missing") counts.missing += 1;
    else if (state !== "declined") counts.known += 1;
  }
  return Object.entries(counts).filter(([, count]) => count > 0).map(([what, count]) => `${words.count(count)} ${what}`).join(" · ");
}

/** The outlines of the pictures, on a grid of 16 by 16. */
export const OUTLINES = {
  check: "M3.5 8.5l3 3 6-7",
  clock: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 5v3.2l2.2 1.3",
  info: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 7.4V11M8 5v.2",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5.6a2.5 2.5 0 0 1 5 0v1.9",
  chevron: "M4.5 6.5L8 10l3.5-3.5",
  copy: "M5.5 5.5h7v8h-7zM3.5 10.5v-8h7",
};

/** What a row of the timeline shows. */
export function describeItem(item) {
  const at = Date.parse(item.interactionDate.startDateTime);
  const agent = item.participants?.find((it) => it.role === "agent")?.name;
  const facts = [item.channel && words.word("channel", item.channel), agent, item.amount && words.money(item.amount)];
  return {
    at,
    time: words.time(at),
    exact: words.exact(at),
    iso: item.interactionDate.startDateTime,
    text: item.restricted ? null : item.description || words.word("type", item.type),
    url: item.url?.startsWith("https://") ? item.url : null,
    department: item.department,
    departmentWord: words.word("department", item.department),
    facts: facts.filter(Boolean),
    status: item.status ? words.word("status", item.status) : null,
    tone: { completed: "quiet", cancelled: "quiet", failed: "bad" }[item.status] ?? "warn",
  };
}
