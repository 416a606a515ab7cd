//! The enumerations of the contract, all open. Knows the words and the standards they come from, not what is
//! done with them.

use crate::open_enum::open_enum;

open_enum! {
    /// What kind of thing happened. Nearest: FDC3 `interactionType`, XDM `eventType`.
    InteractionType {
        /// A telephone or video call.
        Call = "call",
        /// A live written conversation.
        Chat = "chat",
        /// An e-mail.
        Email = "email",
        /// A case that stays open until it is solved.
        Ticket = "ticket",
        /// An appointment.
        Meeting = "meeting",
        /// A text or messenger message.
        Message = "message",
        /// The customer came in person.
        Visit = "visit",
        /// The customer used the web site or the app.
        WebSession = "webSession",
        /// Something was bought.
        Order = "order",
        /// Money moved, or failed to.
        Payment = "payment",
        /// A public post.
        SocialPost = "socialPost",
        /// A campaign reached the customer.
        CampaignTouch = "campaignTouch",
        /// A survey was answered.
        Survey = "survey",
        /// A review was written.
        Review = "review",
    }
}

open_enum! {
    /// Where an interaction stands. From TM Forum TMF683 version 5.
    InteractionStatus {
        /// Nobody has taken it.
        Open = "open",
        /// Somebody works on it.
        InProgress = "inProgress",
        /// The customer has to do something.
        WaitingCustomer = "waitingCustomer",
        /// The company has to do something.
        WaitingInternal = "waitingInternal",
        /// Done.
        Completed = "completed",
        /// Given up.
        Cancelled = "cancelled",
        /// It did not work.
        Failed = "failed",
    }
}

open_enum! {
    /// By which way it came. From TMF683 `relatedChannel`.
    Channel {
        /// Telephone.
        Voice = "voice",
        /// Written live conversation.
        Chat = "chat",
        /// E-mail.
        Email = "email",
        /// Web site.
        Web = "web",
        /// Mobile application.
        App = "app",
        /// In person.
        Store = "store",
        /// Public network.
        Social = "social",
        /// Text message.
        Sms = "sms",
        /// Letter.
        Mail = "mail",
    }
}

open_enum! {
    /// Who in the company. Every company has its own: the known ones only get a colour and a translated name.
    Department {
        /// Helps.
        Support = "support",
        /// Sells.
        Sales = "sales",
        /// Invoices and takes payments.
        Billing = "billing",
        /// Campaigns.
        Marketing = "marketing",
        /// Shops with a door.
        Store = "store",
        /// Web shop and web site.
        Web = "web",
    }
}

open_enum! {
    /// Who started it.
    Direction {
        /// The customer.
        Inbound = "inbound",
        /// The company.
        Outbound = "outbound",
    }
}

open_enum! {
    /// A participant's part. From TMF683 `relatedParty`.
    Role {
        /// The customer.
        Customer = "customer",
        /// A person of the company.
        Agent = "agent",
        /// A program of the company.
        Bot = "bot",
    }
}

open_enum! {
    /// How two interactions belong together. TMF683; compare Amazon Connect `PreviousContactId`.
    RelationshipType {
        /// The other one contains this one.
        Parent = "parent",
        /// This one was handed over from the other one.
        Handover = "handover",
        /// This one follows up the other one.
        FollowUp = "followUp",
    }
}

open_enum! {
    /// What is known about a question. Compare schema.org Question, FHIR QuestionnaireResponse.
    AnswerStatus {
        /// The customer has said it; do not ask.
        Answered = "answered",
        /// Said too long ago: confirm.
        Stale = "stale",
        /// Sources disagree: confirm.
        Conflicting = "conflicting",
        /// Nobody knows: ask.
        Missing = "missing",
        /// The customer did not want to say: do not ask.
        Declined = "declined",
        /// Known, and not for this agent.
        Restricted = "restricted",
    }
}

open_enum! {
    /// The outcome of a check. OpenID Connect for Identity Assurance has no such list; this one is ours.
    VerificationStatus {
        /// It was shown that the customer is who they say.
        Verified = "verified",
        /// Under way.
        Pending = "pending",
        /// Tried without success.
        Failed = "failed",
        /// Was verified once.
        Expired = "expired",
        /// Was taken back.
        Revoked = "revoked",
    }
}

open_enum! {
    /// Where a promise stands.
    CommitmentStatus {
        /// Made, not due or overdue.
        Open = "open",
        /// Done as promised.
        Kept = "kept",
        /// Not done.
        Broken = "broken",
        /// Taken back with the customer's consent.
        Withdrawn = "withdrawn",
    }
}

open_enum! {
    /// How a value came to be known. Compare Segment `source_id`, HubSpot `ValueWithTimestamp`.
    ProvenanceMethod {
        /// The customer said so.
        Declared = "declared",
        /// The customer did so.
        Observed = "observed",
        /// Calculated from other values by a fixed rule.
        Computed = "computed",
        /// Guessed from other values.
        Inferred = "inferred",
    }
}

open_enum! {
    /// The rule that chose among values that differ. Compare Amazon Connect `ConflictResolvingModel`.
    Resolution {
        /// The newest one.
        Recency = "recency",
        /// The one of the source with the highest priority.
        SourcePriority = "sourcePriority",
        /// The verified one.
        Verified = "verified",
        /// A person chose.
        Manual = "manual",
    }
}

open_enum! {
    /// Where a consent stands. From W3C DPV and ISO/IEC TS 27560.
    ConsentStatus {
        /// Given.
        Given = "given",
        /// Given again.
        Renewed = "renewed",
        /// Asked and refused.
        Refused = "refused",
        /// Given once and taken back.
        Withdrawn = "withdrawn",
        /// Ran out.
        Expired = "expired",
        /// Asked, no answer yet.
        Requested = "requested",
        /// Nobody knows.
        Unknown = "unknown",
        /// Void.
        Invalidated = "invalidated",
    }
}

open_enum! {
    /// By which signal a refusal to sell or share arrived.
    ConsentSignal {
        /// Global Privacy Control (`Sec-GPC`).
        Gpc = "gpc",
        /// IAB Global Privacy Platform.
        Gpp = "gpp",
        /// IAB US privacy string.
        Usp = "usp",
        /// Said to a person.
        Manual = "manual",
    }
}

open_enum! {
    /// How far a campaign came with this customer. Compare Klaviyo's metrics.
    CampaignStatus {
        /// Chosen for it.
        Targeted = "targeted",
        /// Sent.
        Sent = "sent",
        /// Arrived.
        Delivered = "delivered",
        /// Opened.
        Opened = "opened",
        /// Followed.
        Clicked = "clicked",
        /// Bought.
        Converted = "converted",
        /// Held back.
        Suppressed = "suppressed",
    }
}

open_enum! {
    /// How a source answered. Compare Amazon Connect `IsDataPartial`.
    SourceStatus {
        /// Answered, fresh.
        Ok = "ok",
        /// Answered from data older than the operator allows.
        Stale = "stale",
        /// Answered with a part.
        Partial = "partial",
        /// Did not answer in time.
        Timeout = "timeout",
        /// Failed.
        Error = "error",
        /// Refused.
        Denied = "denied",
        /// Does not know the customer.
        NotFound = "notFound",
        /// Switched off by the operator.
        Disabled = "disabled",
    }
}

impl SourceStatus {
    /// Whether this source's data is missing from the answer although it may exist.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::Timeout | Self::Error | Self::Denied | Self::Partial)
    }
}

open_enum! {
    /// How loud an alert is.
    Severity {
        /// Before the first word.
        Critical = "critical",
        /// During the contact.
        Warning = "warning",
        /// Good to know.
        Info = "info",
    }
}

open_enum! {
    /// What a contact point is. Compare JSContact (RFC 9553), TMF632 `contactMedium`.
    ContactPointKind {
        /// E-mail address (RFC 5322 `addr-spec`).
        Email = "email",
        /// Telephone number (E.164).
        Phone = "phone",
        /// Postal address.
        Postal = "postal",
    }
}

open_enum! {
    /// Whether a customer is a person or a company. From JSContact (RFC 9553).
    ProfileKind {
        /// A person.
        Individual = "individual",
        /// A company.
        Org = "org",
    }
}

open_enum! {
    /// What a note is for.
    NoteKind {
        /// For whoever comes next in this contact.
        Handoff = "handoff",
        /// For everybody later.
        Note = "note",
    }
}

open_enum! {
    /// What a verification shows.
    VerificationKind {
        /// The person is who they say.
        Authentication = "authentication",
        /// The person may act for the customer.
        Authorisation = "authorisation",
    }
}

open_enum! {
    /// How exact a total is.
    Relation {
        /// Exactly this many.
        Eq = "eq",
        /// At least this many.
        Gte = "gte",
    }
}

open_enum! {
    /// Who was checked: the customer and somebody who speaks for the customer are two different things.
    Party {
        /// The customer in person.
        Customer = "customer",
        /// Somebody with the right to speak for the customer.
        Representative = "representative",
    }
}

open_enum! {
    /// What happened to a question at one moment. After the items of a FHIR QuestionnaireResponse.
    AskAction {
        /// It was put to the customer, who did not know or whose answer is not recorded.
        Asked = "asked",
        /// The customer answered it.
        Answered = "answered",
        /// The customer confirmed what was known.
        Confirmed = "confirmed",
        /// The customer corrected what was known.
        Corrected = "corrected",
        /// The customer did not want to say.
        Declined = "declined",
    }
}

open_enum! {
    /// How much of an answer may be seen and said.
    Sensitivity {
        /// All of it.
        Open = "open",
        /// Its last characters; in the gateway's answers it is masked already.
        Masked = "masked",
        /// Only that it is known.
        Secret = "secret",
    }
}

open_enum! {
    /// Where the answer to a question comes from.
    AnswerFrom {
        /// A field of the unified profile, by path.
        Profile = "profile",
        /// The answer recorded under the question's key.
        Answer = "answer",
        /// A verification that is in force.
        Verification = "verification",
    }
}
