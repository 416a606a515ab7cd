//! Puts the waiting contacts into the store at the start, and takes those of the start before out again.
//! Knows how a situation and a customer become a contact.

use std::sync::Arc;

use context_contract::{
    Interaction, Note, Timestamp, Verification,
    enums::{Channel, Department, Direction, InteractionStatus, InteractionType, NoteKind, Role},
    enums::{VerificationKind, VerificationStatus},
    fact::{Handoff, Occasion},
    interaction::{Participant, Period, Turn},
};
use rusqlite::{Connection, params};
use serde::Serialize;

use super::{
    choose,
    script::{Handover, SITUATIONS, Situation},
};
use crate::{
    Error,
    http::{Gateway, gateway::now},
    store::{
        Written,
        fact::{self, FactRow},
        interaction::{InteractionRow, insert, remove},
        source::GATEWAY,
        timeline,
    },
};

/// How long a check by the phone menu counts, in milliseconds.
const VERIFICATION_MS: i64 = 30 * 60 * 1000;

/// Milliseconds between two lines of a conversation.
const LINE_MS: i64 = 9000;

/// A contact that waits.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// The interaction.
    pub contact_id: String,
    /// The customer.
    pub customer_id: String,
    /// The customer's name.
    pub name: String,
    /// Contract `channel`.
    pub channel: Channel,
    /// Where it waits.
    pub department: Department,
    /// One line for people.
    pub reason: String,
    /// Machine name of the reason.
    pub reason_code: String,
    /// Since when.
    pub waiting_since: Timestamp,
    /// What was said so far.
    pub lines: Vec<Turn>,
}

/// Replaces the contacts of the start before by fresh ones. A database without customers gets an empty queue.
///
/// # Errors
/// When the database cannot be written.
pub(super) async fn prepare(gateway: &Arc<Gateway>) -> Result<(), Error> {
    let contacts = gateway.store.write(|db| {
        clear(db)?;
        let customers = choose::customers(db, SITUATIONS.len())?;
        let numbered = SITUATIONS.iter().zip(customers).zip(1..);
        let contacts = numbered.map(|((situation, cid), number)| create(db, situation, cid, number));
        Ok(Written { value: contacts.collect::<Result<Vec<_>, Error>>()?, changed: None })
    });
    let contacts = contacts.await?;
    // A second preparation of the same gateway changes the store and not the list: there is one per start.
    let _ = gateway.queue.set(contacts);
    Ok(())
}

fn clear(db: &Connection) -> Result<(), Error> {
    let mut statement = db.prepare("SELECT cid, id FROM interaction WHERE id GLOB 'gateway:*:demo-*'")?;
    let old: Vec<(i64, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (cid, id) in old {
        if let Some(found) = timeline::one(db, cid, &id)? {
            remove(db, cid, &found.interaction)?;
        }
        db.execute("DELETE FROM fact WHERE cid = ?1 AND id GLOB 'demo-*'", [cid])?;
    }
    Ok(())
}

fn create(db: &Connection, situation: &Situation, cid: i64, number: i64) -> Result<Contact, Error> {
    let (customer_id, name): (String, String) =
        db.query_row("SELECT id, display_name FROM customer WHERE cid = ?1", params![cid], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let since = Timestamp::from_millis(now().as_millis() - situation.waiting_s * 1000);
    let lines = lines(situation, &name, since);
    let interaction = interaction(situation, number, since, &name);
    let owner = ("customer", customer_id.as_str());
    insert(
        db,
        &InteractionRow { cid, owner, interaction: &interaction, transcript: &lines, confidential: false },
    )?;
    if situation.verified {
        let body = verification(situation, &interaction.id, number, since);
        let row =
            FactRow { kind: "verification", id: &body.id, source: GATEWAY, sort_at: since, body: &body };
        fact::upsert(db, cid, &row)?;
    }
    if let Some(handover) = &situation.handoff {
        let body = note(situation, handover, &interaction.id, number, since);
        fact::upsert(
            db,
            cid,
            &FactRow { kind: "note", id: &body.id, source: GATEWAY, sort_at: since, body: &body },
        )?;
    }
    Ok(Contact {
        contact_id: interaction.id,
        customer_id,
        name,
        channel: situation.channel.into(),
        department: situation.department.into(),
        reason: situation.summary.to_owned(),
        reason_code: situation.reason.to_owned(),
        waiting_since: since,
        lines,
    })
}

fn interaction(situation: &Situation, number: i64, since: Timestamp, name: &str) -> Interaction {
    Interaction {
        id: format!("gateway:{}:demo-{number}", situation.kind),
        kind: InteractionType::from(situation.kind),
        channel: Some(situation.channel.into()),
        department: situation.department.into(),
        direction: Some(Direction::Inbound),
        status: Some(InteractionStatus::Open),
        reason: Some(situation.reason.to_owned()),
        product: situation.product.map(str::to_owned),
        description: Some(situation.summary.to_owned()),
        interaction_date: Period { start_date_time: Some(since), end_date_time: None },
        last_update: Some(since),
        participants: vec![Participant { role: Role::Customer, name: Some(name.to_owned()) }],
        relationships: Vec::new(),
        summary: None,
        items: Vec::new(),
        amount: None,
        transcript: Vec::new(),
        sentiment: None,
        url: None,
        source: GATEWAY.to_owned(),
        restricted: None,
    }
}

/// A check by the phone menu or the portal, made when the contact began.
fn verification(situation: &Situation, interaction: &str, number: i64, since: Timestamp) -> Verification {
    let claims = format!(
        r#"{{"verification":{{"trust_framework":"https://gateway.example/trust/contact-centre-v1",
        "assurance_level":"cc2","time":"{since}","evidence":[{{"type":"electronic_record","check_details":
        [{{"check_method":"token","organization":"phone-menu","txn":"demo-{number}"}}]}}]}},
        "claims":{{"phone_number":"•••• verified"}}}}"#
    );
    let end = Timestamp::from_millis(since.as_millis() + VERIFICATION_MS);
    Verification {
        id: format!("demo-vrf-{number}"),
        kind: VerificationKind::Authentication,
        status: VerificationStatus::Verified,
        amr: vec!["otp".to_owned(), "tel".to_owned()],
        verified_claims: serde_json::from_str(&claims).ok(),
        valid_for: Period { start_date_time: Some(since), end_date_time: Some(end) },
        performed_in: Some(Occasion {
            interaction_id: Some(interaction.to_owned()),
            department: Some(situation.department.into()),
            channel: Some(situation.channel.into()),
        }),
        reusable_for: vec![Department::Support, Department::Billing, Department::Sales],
        party: None,
        party_name: None,
        performed_by: None,
        source: GATEWAY.to_owned(),
    }
}

fn note(
    situation: &Situation,
    handover: &Handover,
    interaction: &str,
    number: i64,
    since: Timestamp,
) -> Note {
    Note {
        id: format!("demo-note-{number}"),
        kind: NoteKind::Handoff,
        author: Some(handover.author.to_owned()),
        date: since,
        text: String::new(),
        handoff: Some(Handoff {
            reason: Some(situation.summary.to_owned()),
            asked: Some(handover.asked.to_owned()),
            answered: Some(handover.answered.to_owned()),
            tried: Some(handover.tried.to_owned()),
            promised: Some(handover.promised.to_owned()),
            next: Some(handover.next.to_owned()),
        }),
        from_department: Some(handover.from.into()),
        to_department: Some(situation.department.into()),
        interaction_id: Some(interaction.to_owned()),
    }
}

fn lines(situation: &Situation, name: &str, since: Timestamp) -> Vec<Turn> {
    let turn = |(&(role, text), place): (&(&str, &str), i64)| Turn {
        role: Role::from(role),
        name: (role == "customer").then(|| name.to_owned()),
        at: Some(Timestamp::from_millis(since.as_millis() + place * LINE_MS)),
        text: text.to_owned(),
    };
    situation.lines.iter().zip(0..).map(turn).collect()
}
