//! What the waiting contacts are about. Plainly invented; knows no customer.

/// A contact that waits, whoever it may be.
pub(super) struct Situation {
    /// Contract `channel`.
    pub(super) channel: &'static str,
    /// Contract `interaction.type`.
    pub(super) kind: &'static str,
    /// Where it waits.
    pub(super) department: &'static str,
    /// Machine name of the reason.
    pub(super) reason: &'static str,
    /// What it is about, by its name for people.
    pub(super) product: Option<&'static str>,
    /// One line for people.
    pub(super) summary: &'static str,
    /// Seconds it has waited when the gateway starts.
    pub(super) waiting_s: i64,
    /// Whether the phone menu or the portal has just verified the customer.
    pub(super) verified: bool,
    /// From which department it was handed over, and what was said there.
    pub(super) handoff: Option<Handover>,
    /// What was said so far: role and text.
    pub(super) lines: &'static [(&'static str, &'static str)],
}

/// What the department before said.
pub(super) struct Handover {
    pub(super) from: &'static str,
    pub(super) author: &'static str,
    pub(super) asked: &'static str,
    pub(super) answered: &'static str,
    pub(super) tried: &'static str,
    pub(super) promised: &'static str,
    pub(super) next: &'static str,
}

/// The queue, the longest waiting first.
pub(super) const SITUATIONS: &[Situation] = &[
    Situation {
        channel: "voice",
        kind: "call",
        department: "support",
        reason: "technical",
        product: Some("Router AX-3000"),
        summary: "Router restarts every evening",
        waiting_s: 412,
        verified: true,
        handoff: Some(Handover {
            from: "billing",
            author: "Rian M.",
            asked: "Account number, router model, whether the line was checked",
            answered: "Model AX-3000; the line was checked on Monday",
            tried: "Restarted the router, checked the last invoice",
            promised: "A technician calls back today if it happens again",
            next: "Check the firmware before asking for another restart",
        }),
        lines: &[
            ("bot", "Please enter your customer number and the four digits we sent to your phone."),
            ("customer", "(entered)"),
            ("bot", "Thank you. Which department would you like to speak to?"),
            ("customer", "Technical support. It is about the router again."),
        ],
    },
    Situation {
        channel: "chat",
        kind: "chat",
        department: "billing",
        reason: "invoice",
        product: None,
        summary: "Charged twice this month",
        waiting_s: 335,
        verified: false,
        handoff: None,
        lines: &[
            ("customer", "Hello, I was charged twice this month and would like one of them back."),
            ("bot", "I am sorry to hear that. May I have your account number?"),
            ("customer", "I gave it to your colleague yesterday already."),
        ],
    },
    Situation {
        channel: "voice",
        kind: "call",
        department: "sales",
        reason: "upgrade",
        product: None,
        summary: "Wants the autumn upgrade offer",
        waiting_s: 268,
        verified: true,
        handoff: None,
        lines: &[
            ("bot", "You have been recognised by your voice. How can we help?"),
            ("customer", "I got an e-mail about the autumn upgrade and want to know what it costs me."),
        ],
    },
    Situation {
        channel: "email",
        kind: "email",
        department: "support",
        reason: "delivery",
        product: None,
        summary: "Order has not arrived",
        waiting_s: 247,
        verified: false,
        handoff: None,
        lines: &[("customer", "My order was due last week. I have written twice. Where is it?")],
    },
    Situation {
        channel: "chat",
        kind: "chat",
        department: "support",
        reason: "account",
        product: None,
        summary: "Cannot sign in after moving house",
        waiting_s: 190,
        verified: true,
        handoff: Some(Handover {
            from: "web",
            author: "Portal assistant",
            asked: "New address and date of the move",
            answered: "Address given and saved, moved at the start of the month",
            tried: "Sent a new sign-in link, it did not arrive",
            promised: "An agent looks at it without asking for the address again",
            next: "Check the e-mail address on file: two departments have different ones",
        }),
        lines: &[
            ("customer", "I moved and now I cannot sign in any more."),
            ("bot", "I have passed what you told me to a colleague. They will not ask again."),
        ],
    },
    Situation {
        channel: "voice",
        kind: "call",
        department: "billing",
        reason: "payment",
        product: None,
        summary: "Payment failed, service about to stop",
        waiting_s: 131,
        verified: false,
        handoff: None,
        lines: &[
            ("bot", "Please say in a few words why you are calling."),
            ("customer", "My payment did not go through and I got a letter."),
        ],
    },
    Situation {
        channel: "store",
        kind: "visit",
        department: "store",
        reason: "return",
        product: None,
        summary: "Returns a device bought online",
        waiting_s: 74,
        verified: false,
        handoff: None,
        lines: &[("agent", "Customer at the counter with a device from the web shop, no receipt.")],
    },
    Situation {
        channel: "sms",
        kind: "message",
        department: "marketing",
        reason: "consent",
        product: None,
        summary: "Wants no more messages",
        waiting_s: 38,
        verified: false,
        handoff: None,
        lines: &[("customer", "STOP. I asked you in September already.")],
    },
];
