//! Every sentence of the panel in English, each under a key by which the host or a language file replaces it.
//! Knows the words; numbers, dates and the choice of plural forms are `format`'s.

use std::collections::BTreeMap;

/// A text of the panel. `{name}` marks a place that is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// The key in `labels` and in language files.
    pub key: &'static str,
    /// The English text.
    pub english: &'static str,
}

macro_rules! messages {
    ($($name:ident = $key:literal, $english:literal;)+) => {
        $(#[doc = concat!("\"", $english, "\"")]
        pub const $name: Message = Message { key: $key, english: $english };)+

        /// All texts, in the order of the panel.
        pub const ALL: &[Message] = &[$($name),+];
    };
}

messages! {
    PANEL = "panel", "Customer context";
    LIVE = "live", "Live";
    RECONNECTING = "reconnecting", "Reconnecting";
    REFRESHING = "refreshing", "Updating";
    AS_OF = "asOf", "As of {time}";
    CUSTOMER_SINCE = "customerSince", "since {year}";
    LOCAL_TIME = "localTime", "{time} in {place}";
    LOCAL_TIME_ONLY = "localTimeOnly", "{time} local time";
    DAY_AND_TIME = "dayTime", "{day} {time}";
    LABELLED = "labelled", "{label}: {value}";
    COPY = "copy", "Copy";

    VERIFIED = "passport.verified", "Identity verified";
    CARRIED_OVER = "passport.carried", "Checked in {who}, valid here";
    BY_PHONE_MENU = "passport.phoneMenu", "phone menu";
    BY_PORTAL = "passport.portal", "customer portal";
    TIME_LEFT = "passport.left", "{time} left";
    VERIFICATION_EXPIRED = "passport.expired", "Verification expired";
    REPEAT_FACTOR = "passport.repeat", "Only to repeat: {how}";
    VERIFICATION_ELSEWHERE = "passport.elsewhere", "Verified elsewhere, not valid here";
    COUNTS_IN = "passport.countsIn", "Counts in {where} only";
    VERIFICATION_FAILED = "passport.failed", "Verification failed";
    VERIFICATION_PENDING = "passport.pending", "Verification not completed";
    NOT_VERIFIED = "passport.none", "Identity not verified yet";
    ATTEMPTS_ONE = "passport.attempts.one", "{n} failed attempt";
    ATTEMPTS_OTHER = "passport.attempts.other", "{n} failed attempts";
    AUTHORITY = "passport.authority", "may act for the customer";
    NO_AUTHORITY = "passport.noAuthority", "right to act not shown";
    PARTY_CUSTOMER = "party.customer", "Customer";
    PARTY_REPRESENTATIVE = "party.representative", "Representative";
    ANNOUNCE_NEAR = "announce.near", "The verification is valid for five more minutes";

    RECORD_CHECK = "verify.record", "Record a check";
    VERIFY_WHO = "verify.who", "Who was checked";
    VERIFY_NAME = "verify.name", "Name of the representative";
    VERIFY_HOW = "verify.how", "How";
    VERIFY_RESULT = "verify.result", "Result";
    VERIFY_VERIFIED = "verify.verified", "Verified";
    VERIFY_FAILED = "verify.failed", "Failed";
    VERIFY_PENDING = "verify.pending", "Could not be completed";
    EDIT = "edit", "Edit";
    DONE = "done", "Done";

    METHOD_OTP = "method.otp", "one-time code";
    METHOD_SMS = "method.sms", "text message";
    METHOD_KBA = "method.kba", "security questions";
    METHOD_PIN = "method.pin", "PIN";
    METHOD_TEL = "method.tel", "telephone";
    METHOD_VBM = "method.vbm", "voice";
    METHOD_FACE = "method.face", "face";
    METHOD_FPT = "method.fpt", "fingerprint";
    METHOD_PWD = "method.pwd", "password";
    METHOD_HWK = "method.hwk", "security key";
    METHOD_SC = "method.sc", "smart card";
    METHOD_MFA = "method.mfa", "several factors";

    SAVING = "write.saving", "Saving…";
    SAVED = "write.saved", "Saved";
    NOT_SAVED = "write.notSaved", "Not saved";
    NOT_SAVED_YET = "write.notYet", "Not saved yet";
    WAITING_FOR_CONNECTION = "write.waiting", "Not saved yet. It is sent as soon as there is a connection.";
    CHANGED_ELSEWHERE = "write.conflict", "Somebody else has just changed this";
    WRITE_FORBIDDEN = "write.forbidden", "You may not change this.";
    WRITE_REFUSED = "write.refused", "The server does not take this value.";
    WRITE_FAILED = "write.failed", "Something went wrong on the server.";
    MINE = "write.mine", "Mine";
    THEIRS = "write.theirs", "Theirs";
    TRY_AGAIN = "write.tryAgain", "Try again";
    DISCARD = "write.discard", "Discard";
    SAVE_MINE = "write.saveMine", "Save mine";
    KEEP_THEIRS = "write.keepTheirs", "Keep theirs";
    SAVE = "write.save", "Save";
    CANCEL = "write.cancel", "Cancel";
    INVALID = "write.invalid", "This does not look right. Check it and save again.";

    BRIEF = "section.brief", "In brief";
    BRIEF_OVERDUE = "brief.overdue", "Overdue:";
    BRIEF_OPEN = "brief.open", "{what} open:";
    BRIEF_CONFIRM = "brief.confirm", "To confirm:";
    BRIEF_PROMISED = "brief.promised", "Promised:";
    BRIEF_CAMPAIGN = "brief.campaign", "Campaign:";
    BRIEF_LAST = "brief.last", "Last contact:";
    BRIEF_MORE = "brief.more", "{n} more";

    NOTICES = "section.alerts", "Alerts and promises";
    REPEAT_ONE = "repeat.one", "{n}st contact about {reason} in {time}";
    REPEAT_TWO = "repeat.two", "{n}nd contact about {reason} in {time}";
    REPEAT_FEW = "repeat.few", "{n}rd contact about {reason} in {time}";
    REPEAT_OTHER = "repeat.other", "{n}th contact about {reason} in {time}";
    REPEAT_HOUR_ONE = "repeat.hour.one", "{n}st contact about {reason} within the hour";
    REPEAT_HOUR_TWO = "repeat.hour.two", "{n}nd contact about {reason} within the hour";
    REPEAT_HOUR_FEW = "repeat.hour.few", "{n}rd contact about {reason} within the hour";
    REPEAT_HOUR_OTHER = "repeat.hour.other", "{n}th contact about {reason} within the hour";
    INCIDENT_OTHER = "incident.other", "{n} contacts about {what} in 24 hours, usually {usual}";
    PROMISE_OVERDUE = "promise.overdue", "Overdue since {when}";
    PROMISE_DUE_AT = "promise.dueAt", "Due {when}";
    PROMISES = "section.promises", "Promises";
    PROMISES_EMPTY = "promises.empty", "Nothing is promised.";
    PROMISES_OVERDUE = "promises.overdue", "{n} overdue";
    PROMISES_OPEN = "promises.open", "{n} open";
    PROMISES_SETTLED = "promises.settled", "{n} settled";
    PROMISE_STILL_OPEN = "promiseStatus.open", "open";
    PROMISE_KEPT = "promiseStatus.kept", "kept";
    PROMISE_BROKEN = "promiseStatus.broken", "broken";
    PROMISE_WITHDRAWN = "promiseStatus.withdrawn", "withdrawn";
    PROMISE_MAKE = "promise.make", "Promise something";
    PROMISE_TEXT = "promise.text", "What is promised";
    PROMISE_DUE = "promise.due", "Until when";
    PROMISE_OWNER = "promise.owner", "Who keeps it";
    PROMISE_KEEP = "promise.keep", "Kept";
    PROMISE_BREAK = "promise.break", "Could not be kept";
    PROMISE_WITHDRAW = "promise.withdraw", "Withdraw";
    PROMISE_NOTE = "promise.note", "Note for colleagues, if there is one";
    PROMISE_SOON = "promise.soon", "Promise due {when}: {text}";
    PROMISE_NOW_OVERDUE = "promise.nowOverdue", "Promise overdue: {text}";
    DUE_TODAY = "due.today", "Today 17:00";
    DUE_TOMORROW = "due.tomorrow", "Tomorrow noon";
    DUE_TWO_DAYS = "due.twoDays", "In two days";
    DUE_OWN = "due.own", "Another time";
    MARKETING_WITHDRAWN = "consent.marketing", "No offers: the customer withdrew consent to marketing";
    MARKETING_REFUSED = "consent.marketingRefused", "No offers: the customer refused marketing";
    MARKETING_LAPSED = "consent.marketingLapsed", "No offers: the consent to marketing is no longer valid";
    DO_NOT_SELL = "consent.doNotSell", "No offers: this customer’s data may be neither sold nor shared";
    SIGNAL_GPC = "signal.gpc", "Global Privacy Control of the browser";
    SIGNAL_GPP = "signal.gpp", "Global Privacy Platform signal";
    SIGNAL_USP = "signal.usp", "US privacy signal";
    SIGNAL_MANUAL = "signal.manual", "said to a person";
    CAMPAIGN_SENT = "campaign.sent", "sent";
    CAMPAIGN_DELIVERED = "campaign.delivered", "delivered";
    CAMPAIGN_OPENED = "campaign.opened", "opened";
    CAMPAIGN_CLICKED = "campaign.clicked", "followed";
    CAMPAIGN_CONVERTED = "campaign.converted", "bought";

    LEDGER = "section.ledger", "Already answered";
    LEDGER_KNOWN = "ledger.known", "{n} known";
    LEDGER_CONFIRM = "ledger.confirm", "{n} to confirm";
    LEDGER_MISSING = "ledger.missing", "{n} missing";
    LEDGER_EMPTY = "ledger.empty", "Nothing has been asked yet.";
    STILL_TO_ASK = "ledger.stillToAsk", "Still to ask";
    LEDGER_MORE = "ledger.more", "Show {n} more";
    LEDGER_LESS = "ledger.less", "Show fewer";
    LEDGER_HISTORY = "ledger.history", "Asked and answered";
    SHOW_CONTACT = "ledger.showContact", "Show in the timeline";
    ASK_ASKED = "ask.asked", "Asked";
    ASK_ANSWERED = "ask.answered", "Answered";
    ASK_CONFIRMED = "ask.confirmed", "Confirmed";
    ASK_CORRECTED = "ask.corrected", "Corrected";
    ASK_DECLINED = "ask.declined", "Declined to say";
    CONFIRM_SENTENCE = "confirm.sentence", "For “{label}” I have {value}. Is that still right?";
    CONFIRM_HIDDEN = "confirm.sentenceHidden", "We have “{label}” on file. Has it changed?";
    CONFIRM = "confirm.confirm", "Confirm";
    CORRECT = "confirm.correct", "Correct";
    DECLINED = "confirm.decline", "Declined";
    COPY_SENTENCE = "confirm.copy", "Copy the sentence";
    USE_THIS = "conflict.use", "Use this";
    UNDO = "conflict.undo", "Undo";
    ALREADY_KNOWN = "guard.known", "Already answered: {label}";
    STATE_VERIFIED = "state.verified", "verified";
    STATE_STALE = "state.stale", "confirm";
    STATE_CONFLICTING = "state.conflicting", "{n} values";
    STATE_DECLINED = "state.declined", "declined to say";
    STATE_RESTRICTED = "state.restricted", "not for your role";
    VALUE_HIDDEN = "value.hidden", "on file, hidden";
    VALUE_MASKED = "value.masked", "ends with {visible}";
    VALUE_YES = "value.yes", "Yes";
    VALUE_NO = "value.no", "No";
    VALUE_EMPTY = "value.empty", "empty";
    RULE_RECENCY = "rule.recency", "chosen because it is the newest";
    RULE_PRIORITY = "rule.sourcePriority", "chosen because its source comes first";
    RULE_VERIFIED = "rule.verified", "chosen because it is verified";
    RULE_MANUAL = "rule.manual", "chosen by an agent";

    FIELD_ACCOUNT = "field.account", "Account";
    FIELD_BIRTH_DATE = "field.birthDate", "Date of birth";
    FIELD_EMAIL = "field.email", "E-mail";
    FIELD_PHONE = "field.phone", "Phone";
    FIELD_ADDRESS = "field.address", "Address";
    FIELD_GENDER = "field.gender", "Gender";
    FIELD_NAME = "field.name", "Name";

    CONTACT = "section.contact", "This contact so far";
    CONTACT_REASON = "handoff.reason", "Reason";
    CONTACT_ASKED = "handoff.asked", "Asked";
    CONTACT_ANSWERED = "handoff.answered", "Answered";
    CONTACT_TRIED = "handoff.tried", "Tried";
    CONTACT_PROMISED = "handoff.promised", "Promised";
    CONTACT_NEXT = "handoff.next", "Next";
    HAND_OFF = "section.handoff", "Hand-off";
    HAND_OVER = "handoff.send", "Hand over";
    HAND_OVER_TO = "handoff.to", "Hand over to";
    TRANSFERS_ONE = "contact.transfers.one", "{n} transfer";
    TRANSFERS_OTHER = "contact.transfers.other", "{n} transfers";

    TIMELINE = "section.timeline", "Timeline";
    SHOWN_OF_TOTAL = "timeline.shown", "{shown} of {total}";
    SHOWN_OF_AT_LEAST = "timeline.shownAtLeast", "{shown} of more than {total}";
    DID_NOT_ANSWER = "timeline.failed", "{names} did not answer";
    FILTER_ALL = "timeline.all", "All";
    FILTER_DEPARTMENTS = "timeline.departments", "Department";
    SEARCH = "timeline.search", "Search this customer’s history";
    CLEAR_FILTER = "timeline.clear", "Show everything";
    LOAD_MORE = "timeline.more", "Load more";
    LOADING_MORE = "timeline.loading", "Loading…";
    TIMELINE_EMPTY = "timeline.empty", "Nothing has happened with this customer yet.";
    TIMELINE_NO_MATCH = "timeline.noMatch", "Nothing matches. {total} are hidden by the filter.";
    TIMELINE_REST_FAILED = "timeline.restFailed", "The rest could not be searched.";
    TIMELINE_FAILED = "timeline.pageFailed", "Older entries could not be loaded.";
    ITEM_RESTRICTED = "timeline.restricted", "There is an entry that you may not see";
    UNDATED = "timeline.undated", "Without a date";
    FILTERS = "timeline.filters", "Filters";
    FILTER_CHANNELS = "timeline.channel", "Channel";
    FILTER_TYPES = "timeline.type", "Type";
    FILTER_STATUSES = "timeline.status", "Status";
    FILTER_DIRECTIONS = "timeline.direction", "Direction";
    PERIOD = "timeline.period", "Date";
    LAST_DAYS = "timeline.lastDays", "last {n} days";
    LAST_YEAR = "timeline.lastYear", "last year";
    PERIOD_FROM = "timeline.from", "From";
    PERIOD_TO = "timeline.to", "To";
    PERIOD_BETWEEN = "timeline.between", "{from} to {to}";
    PERIOD_SINCE = "timeline.since", "since {from}";
    PERIOD_UNTIL = "timeline.until", "until {to}";
    GO_TO_DATE = "timeline.jump", "Go to date";
    QUOTED = "timeline.quoted", "“{text}”";
    PIN_FILTER = "timeline.pin", "Keep for next customers";
    SEARCHING_REST = "timeline.searching", "Searching the rest…";
    NEW_ABOVE = "timeline.newAbove", "{n} new above";
    GAP = "timeline.gap", "More happened in between.";
    CASE_MORE = "timeline.case", "{n} more in this case";
    METER_SHOWN = "meter.shown", "{n} shown";
    METER_HIDDEN = "meter.hidden", "{n} hidden by filter";
    METER_NOT_LOADED = "meter.notLoaded", "{n} not loaded";
    METER_RESTRICTED = "meter.restricted", "{n} restricted";
    METER_TOTAL = "meter.total", "{n} in all";
    METER_AT_LEAST = "meter.atLeast", "at least {n} in all";
    ITEM_OPEN = "item.open", "Open in {source}";
    ITEM_COPY_LINK = "item.copyLink", "Copy link";
    ITEM_GONE = "item.gone", "This entry is no longer there.";
    ITEM_FAILED = "item.failed", "The details could not be loaded.";
    ITEM_LINK_GONE = "item.linkGone", "The linked entry is not there, or no longer.";
    ITEM_LINK_FAILED = "item.linkFailed", "The linked entry could not be loaded.";
    ITEM_SUMMARY = "item.summary", "Summary";
    ITEM_SUMMARY_MODEL = "item.summaryModel", "Summary by a language model";
    ITEM_PEOPLE = "item.people", "With";
    ITEM_BOUGHT = "item.items", "Items";
    ITEM_DURATION = "item.duration", "Duration";
    ITEM_SAID = "item.said", "Conversation";
    ITEM_MORE_SAID = "item.moreSaid", "{n} more messages";
    ITEM_EMPTY = "item.empty", "Nothing more is recorded.";
    ROLE_CUSTOMER = "role.customer", "Customer";
    ROLE_AGENT = "role.agent", "Agent";
    ROLE_BOT = "role.bot", "Bot";
    DIRECTION_INBOUND = "direction.inbound", "from the customer";
    DIRECTION_OUTBOUND = "direction.outbound", "from us";
    ANNOUNCE_NEW_ONE = "announce.new.one", "{n} new entry";
    ANNOUNCE_NEW_OTHER = "announce.new.other", "{n} new entries";
    ANNOUNCE_LOADED = "announce.loaded", "{shown} entries of {total} shown";

    SOURCES = "section.sources", "Sources";
    SOURCE_OK = "source.ok", "answered";
    SOURCE_STALE = "source.stale", "data of {when}";
    SOURCE_PARTIAL = "source.partial", "answered in part";
    SOURCE_TIMEOUT = "source.timeout", "timed out";
    SOURCE_ERROR = "source.error", "failed";
    SOURCE_DENIED = "source.denied", "refused";
    SOURCE_NOT_FOUND = "source.notFound", "does not know the customer";
    SOURCE_DISABLED = "source.disabled", "switched off";
    RETRY = "retry", "Retry";

    NOBODY_TITLE = "empty.title", "No customer selected";
    NOBODY_TEXT = "empty.text", "Accept a contact and everything the company already knows appears here.";
    LOADING = "loading", "Loading customer";
    CHOOSE_TITLE = "choose.title", "Who is it?";
    CHOOSE_TEXT = "choose.text", "Several customers match. Choose the right one.";
    CHOOSE_MATCHED = "choose.matched", "Matches by {what}";
    NO_MATCH_TITLE = "noMatch.title", "Nobody matches";
    NO_MATCH_TEXT = "noMatch.text", "No department knows a customer with these details.";

    ERROR_NOT_FOUND_TITLE = "error.notFound.title", "Customer not found";
    ERROR_NOT_FOUND_TEXT = "error.notFound.text", "There is no such customer, or the record was merged or removed.";
    ERROR_FORBIDDEN_TITLE = "error.forbidden.title", "Not for your role";
    ERROR_FORBIDDEN_TEXT = "error.forbidden.text", "You may not see this customer. Ask your team lead if you need to.";
    ERROR_TOKEN_TITLE = "error.token.title", "Your sign-in was not accepted";
    ERROR_TOKEN_TEXT = "error.token.text", "Sign in to your console again, then retry.";
    ERROR_TOKEN_MISSING_TEXT = "error.tokenMissing.text", "The console did not provide a sign-in for this panel.";
    ERROR_OFFLINE_TITLE = "error.offline.title", "No connection";
    ERROR_OFFLINE_TEXT = "error.offline.text", "The customer could not be loaded. Check the network, then retry.";
    ERROR_TIMEOUT_TITLE = "error.timeout.title", "No answer in time";
    ERROR_TIMEOUT_TEXT = "error.timeout.text", "The customer could not be loaded. Retry in a moment.";
    ERROR_BUSY_TITLE = "error.busy.title", "Too many requests";
    ERROR_BUSY_TEXT = "error.busy.text", "The service is busy. Retry in a moment.";
    ERROR_SERVER_TITLE = "error.server.title", "The customer could not be loaded";
    ERROR_SERVER_TEXT = "error.server.text", "Something went wrong on the server. Retry, and tell your administrator if it stays.";
    ERROR_WRONG_TITLE = "error.wrongCustomer.title", "Answer refused";
    ERROR_WRONG_TEXT = "error.wrongCustomer.text", "The server answered with another customer’s data. Nothing of it is shown. Tell your administrator.";
    ERROR_SETUP_TITLE = "error.setup.title", "This panel is not set up";
    ERROR_SETUP_TEXT = "error.setup.text", "The page does not say where the customer data are. Tell your administrator.";
    STALE_OFFLINE = "stale.offline", "No connection. This is what was known at {time}.";
    STALE_OTHER = "stale.other", "Not up to date. This is what was known at {time}.";

    DEPARTMENT_SUPPORT = "department.support", "Support";
    DEPARTMENT_SALES = "department.sales", "Sales";
    DEPARTMENT_BILLING = "department.billing", "Billing";
    DEPARTMENT_MARKETING = "department.marketing", "Marketing";
    DEPARTMENT_STORE = "department.store", "Store";
    DEPARTMENT_WEB = "department.web", "Web";

    REASON_TECHNICAL = "reason.technical", "faults";
    REASON_INVOICE = "reason.invoice", "invoices";
    REASON_BILLING = "reason.billing", "billing";
    REASON_ORDER = "reason.order", "orders";
    REASON_DELIVERY = "reason.delivery", "deliveries";
    REASON_PAYMENT = "reason.payment", "payments";
    REASON_RETURN = "reason.return", "returns";
    REASON_ACCOUNT = "reason.account", "the account";
    REASON_UPGRADE = "reason.upgrade", "upgrades";
    REASON_MOVE = "reason.move", "moving house";
    REASON_CANCELLATION = "reason.cancellation", "cancellation";
    REASON_CONSENT = "reason.consent", "consent";

    CHANNEL_VOICE = "channel.voice", "Voice";
    CHANNEL_CHAT = "channel.chat", "Chat";
    CHANNEL_EMAIL = "channel.email", "E-mail";
    CHANNEL_WEB = "channel.web", "Web";
    CHANNEL_APP = "channel.app", "App";
    CHANNEL_STORE = "channel.store", "In person";
    CHANNEL_SOCIAL = "channel.social", "Social";
    CHANNEL_SMS = "channel.sms", "Text message";
    CHANNEL_MAIL = "channel.mail", "Letter";

    STATUS_OPEN = "status.open", "open";
    STATUS_IN_PROGRESS = "status.inProgress", "in progress";
    STATUS_WAITING_CUSTOMER = "status.waitingCustomer", "waiting for customer";
    STATUS_WAITING_INTERNAL = "status.waitingInternal", "waiting for us";
    STATUS_COMPLETED = "status.completed", "completed";
    STATUS_CANCELLED = "status.cancelled", "cancelled";
    STATUS_FAILED = "status.failed", "failed";

    TYPE_CALL = "type.call", "Call";
    TYPE_CHAT = "type.chat", "Chat";
    TYPE_EMAIL = "type.email", "E-mail";
    TYPE_TICKET = "type.ticket", "Ticket";
    TYPE_MEETING = "type.meeting", "Meeting";
    TYPE_MESSAGE = "type.message", "Message";
    TYPE_VISIT = "type.visit", "Visit";
    TYPE_WEB_SESSION = "type.webSession", "Web session";
    TYPE_ORDER = "type.order", "Order";
    TYPE_PAYMENT = "type.payment", "Payment";
    TYPE_SOCIAL_POST = "type.socialPost", "Public post";
    TYPE_CAMPAIGN_TOUCH = "type.campaignTouch", "Campaign";
    TYPE_SURVEY = "type.survey", "Survey";
    TYPE_REVIEW = "type.review", "Review";

    SEVERITY_CRITICAL = "severity.critical", "Critical";
    SEVERITY_WARNING = "severity.warning", "Warning";
    SEVERITY_INFO = "severity.info", "Note";
}

/// Groups of words for machine values: any value can be given a word by `{group}.{value}`.
const GROUPS: &[&str] = &[
    "ask",
    "campaign",
    "channel",
    "department",
    "field",
    "method",
    "promiseStatus",
    "reason",
    "role",
    "source",
    "status",
    "type",
    "verify",
];

/// Keys that stand for no message: what the element itself says, the host's own sections and actions.
const OTHER_GROUPS: &[&str] = &["boot", "action"];

/// Categories of CLDR by which a text about a number has more forms than its own.
const CATEGORIES: &[&str] = &["zero", "one", "two", "few", "many", "other"];

/// Whether anything reads a text under this key.
#[must_use]
pub fn is_read(key: &str) -> bool {
    let is_message = |key: &str| ALL.iter().any(|message| message.key == key);
    let (group, name) = key.split_once('.').unwrap_or((key, ""));
    let is_word = !name.is_empty() && [GROUPS, OTHER_GROUPS].concat().contains(&group);
    let is_form = || {
        key.rsplit_once('.').is_some_and(|(stem, category)| {
            CATEGORIES.contains(&category) && (is_message(stem) || is_message(&format!("{stem}.other")))
        })
    };
    is_word || key.starts_with("section.own-") || is_message(key) || is_form()
}

/// The texts as this host wants them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    replaced: BTreeMap<String, String>,
}

impl Texts {
    /// English, with the host's replacements by key. Unknown keys do no harm.
    #[must_use]
    pub fn new(labels: &BTreeMap<String, String>) -> Self {
        Self { replaced: labels.clone() }
    }

    /// A text without places to fill in.
    #[must_use]
    pub fn get(&self, message: Message) -> String {
        self.template(message).to_owned()
    }

    /// A text with its places filled in. A place that is not given is left as it is, so that it is noticed.
    #[must_use]
    pub fn fill(&self, message: Message, places: &[(&str, &str)]) -> String {
        fill(self.template(message), places)
    }

    /// A text about a number, in the form that the language has for it. `category` is a plural category of CLDR, such
    /// as `one` or `few`; `key.few` is used where a language has it, else the text itself.
    #[must_use]
    pub fn counted(&self, message: Message, category: &str, places: &[(&str, &str)]) -> String {
        let stem = message.key.strip_suffix(".other").unwrap_or(message.key);
        let form = self.find(&format!("{stem}.{category}"));
        fill(form.unwrap_or_else(|| self.template(message)), places)
    }

    /// The word for a machine value, such as a department: the catalogue's where there is one, else the value
    /// itself made readable, because an unknown value is shown as it is.
    #[must_use]
    pub fn word(&self, group: &str, value: &str) -> String {
        self.find(&format!("{group}.{value}")).unwrap_or(value).to_owned()
    }

    /// The host's or the language's text under a key that is no message, such as the heading of the host's own section.
    #[must_use]
    pub fn label(&self, key: &str) -> Option<&str> {
        self.replaced.get(key).map(String::as_str)
    }

    fn find(&self, key: &str) -> Option<&str> {
        let english = || ALL.iter().find(|message| message.key == key).map(|message| message.english);
        self.replaced.get(key).map(String::as_str).or_else(english)
    }

    fn template(&self, message: Message) -> &str {
        self.replaced.get(message.key).map_or(message.english, String::as_str)
    }
}

/// Fills places in one pass, so that a filled-in text that looks like a place stays as it is.
fn fill(template: &str, places: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let found = after.split_once('}').and_then(|(name, after)| {
            places.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, after))
        });
        match found {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{ALL, GROUPS, LEDGER_KNOWN, SHOWN_OF_TOTAL, TRANSFERS_OTHER, Texts, is_read};

    #[test]
    fn keys_are_unique() {
        let keys: BTreeSet<_> = ALL.iter().map(|message| message.key).collect();
        assert_eq!(keys.len(), ALL.len());
    }

    #[test]
    fn places_are_filled_once() {
        let check = |places: &[(&str, &str)], expected: &str| {
            assert_eq!(Texts::default().fill(SHOWN_OF_TOTAL, places), expected);
        };
        check(&[("shown", "5"), ("total", "9")], "5 of 9");
        check(&[("shown", "{total}"), ("total", "9")], "{total} of 9");
        check(&[("total", "9")], "{shown} of 9");
    }

    #[test]
    fn numbers_choose_the_form() {
        let forms = [("contact.transfers.two", "تحويلان"), ("contact.transfers.few", "{n} تحويلات")];
        let arabic = forms.map(|(key, text)| (key.to_owned(), text.to_owned()));
        let (arabic, english) = (Texts::new(&BTreeMap::from(arabic)), Texts::default());
        let check = |texts: &Texts, category: &str, expected: &str| {
            assert_eq!(texts.counted(TRANSFERS_OTHER, category, &[("n", "3")]), expected, "{category}");
        };
        check(&english, "one", "3 transfer");
        check(&english, "other", "3 transfers");
        check(&english, "few", "3 transfers");
        check(&arabic, "two", "تحويلان");
        check(&arabic, "few", "3 تحويلات");
    }

    #[test]
    fn keys_that_nothing_reads_are_told_from_those_that_something_does() {
        let read = [
            "panel",
            "contact.transfers.few",
            "department.lending",
            "section.own-orders",
            "action.x",
            "boot.retry",
        ];
        for key in read.into_iter().chain(ALL.iter().map(|message| message.key)) {
            assert!(is_read(key), "{key}");
        }
        for key in ["", "Panel", "section.orders", "department.", "panel.plenty", "panel.title", "__proto__"]
        {
            assert!(!is_read(key), "{key}");
        }
    }

    #[test]
    fn every_group_of_words_is_known() {
        let mut asked: BTreeSet<String> = BTreeSet::new();
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("messages.rs") {
                    let source = std::fs::read_to_string(&path).unwrap();
                    let groups = source.split(".word(\"").skip(1).filter_map(|rest| rest.split('"').next());
                    asked.extend(groups.map(str::to_owned));
                }
            }
        }
        assert_eq!(asked.iter().map(String::as_str).collect::<Vec<_>>(), GROUPS);
    }

    #[test]
    fn the_host_replaces_texts_and_words() {
        let labels = BTreeMap::from([
            ("ledger.known".to_owned(), "{n} bekannt".to_owned()),
            ("department.field-service".to_owned(), "Field service".to_owned()),
        ]);
        let texts = Texts::new(&labels);
        assert_eq!(texts.fill(LEDGER_KNOWN, &[("n", "7")]), "7 bekannt");
        assert_eq!(texts.word("department", "field-service"), "Field service");
        assert_eq!(texts.word("department", "support"), "Support");
        assert_eq!(texts.word("department", "legal"), "legal", "an unknown value is shown as it is");
    }
}
