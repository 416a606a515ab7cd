//! What each department has on record about a person, as rows of its export.
//! Knows the columns of the departments, not the person's history.

use context_contract::Timestamp;
use serde_json::json;

use super::{
    company::PRIVACY_STATES,
    export::{Exports, Table},
    people::{Person, System},
    random::Dice,
};
use crate::Error;

const DAY: i64 = 86_400_000;

/// Writes the person into the export of every system that knows them.
pub(super) fn write(
    person: &Person,
    as_of: Timestamp,
    dice: &mut Dice,
    exports: &mut Exports,
) -> Result<(), Error> {
    let seen = |dice: &mut Dice| {
        Timestamp::from_millis(as_of.as_millis() - dice.between(1, 900) * DAY - dice.between(0, DAY))
    };
    let writers: [(System, Writer); 6] = [
        (System::Crm, crm),
        (System::Billing, billing),
        (System::Helpdesk, helpdesk),
        (System::Shop, shop),
        (System::Tills, tills),
        (System::Campaigns, campaigns),
    ];
    for (system, writer) in writers {
        if person.known_to(system) {
            let at = seen(dice);
            writer(person, at, dice, exports)?;
        }
    }
    Ok(())
}

type Writer = fn(&Person, Timestamp, &mut Dice, &mut Exports) -> Result<(), Error>;

fn crm(person: &Person, at: Timestamp, dice: &mut Dice, exports: &mut Exports) -> Result<(), Error> {
    let record = person.on_record(System::Crm, dice);
    let segment =
        dice.weighted(&[(60, None), (20, Some(("vip", "VIP"))), (20, Some(("fibre", "Fibre customers")))]);
    exports.object(
        Table::CrmContacts,
        &json!({
            "id": format!("C-{:07}", person.index),
            "account": person.account(),
            "name": {"first": record.given, "last": record.surname, "full": person.name_of(&record)},
            "company": person.business,
            "mail": record.email,
            "mailConfirmed": dice.per_mille(600),
            "phone": record.phone,
            "mobile": person.mobile,
            "born": dice.per_mille(850).then(|| record.born.to_string()),
            "gender": person.gender,
            "language": person.language,
            "zone": person.home.zone,
            "address": {"street": record.home.street, "town": record.home.town, "region": record.home.region,
                "postcode": record.home.postcode, "country": person.place.country},
            "segment": segment.map(|(id, name)| json!([{"id": id, "name": name}])),
            "loyalty": (person.known_to(System::Tills) && dice.per_mille(500)).then(|| loyalty_number(person)),
            "updated": at,
        }),
    )
}

fn billing(person: &Person, at: Timestamp, dice: &mut Dice, exports: &mut Exports) -> Result<(), Error> {
    let record = person.on_record(System::Billing, dice);
    // Billing writes names in capitals without accents where the printer had none; that is no disagreement.
    let name = person.name_of(&record);
    let name = if dice.per_mille(200) { name.to_uppercase() } else { name };
    let email = if person.known_to(System::Crm) && dice.per_mille(250) { None } else { record.email };
    let checked = if dice.per_mille(300) { "yes" } else { "no" };
    exports.cells(
        Table::BillingAccounts,
        &[
            &person.account(),
            &name,
            email.as_deref().unwrap_or_default(),
            &record.phone,
            person.place.country,
            &record.home.street,
            &record.home.postcode,
            record.home.town,
            record.home.region,
            &record.born.strftime("%d.%m.%Y").to_string(),
            dice.pick(&["direct debit", "card", "transfer"]),
            &german_date(at),
            checked,
        ],
    )
}

fn helpdesk(person: &Person, at: Timestamp, dice: &mut Dice, exports: &mut Exports) -> Result<(), Error> {
    let record = person.on_record(System::Helpdesk, dice);
    let joined_otherwise = record.email.is_some();
    let name = match dice.below(3) {
        0 if !record.surname.is_empty() => format!("{} {}", record.surname, record.given),
        _ => person.name_of(&record),
    };
    exports.object(
        Table::HelpdeskUsers,
        &json!({
            "id": helpdesk_id(person),
            "name": name,
            "email": record.email.map(|email| if dice.per_mille(300) { email.to_uppercase() } else { email }),
            "phone": record.phone,
            "country": person.place.country,
            "locale": person.language,
            "account": (!joined_otherwise || (person.has_account() && dice.per_mille(400))).then(|| person.account()),
            "updated_at": at.as_millis() / 1000,
        }),
    )
}

fn shop(person: &Person, at: Timestamp, dice: &mut Dice, exports: &mut Exports) -> Result<(), Error> {
    let record = person.on_record(System::Shop, dice);
    exports.object(
        Table::ShopCustomers,
        &json!({
            "uid": shop_id(person),
            "email": record.email,
            "emailVerified": true,
            "firstName": record.given,
            "lastName": record.surname,
            "phone": record.phone,
            "shipTo": {"street": record.home.street, "city": record.home.town, "state": record.home.region,
                "zip": record.home.postcode, "country": person.place.country},
            "lastLogin": at.as_millis(),
            "favourite": dice.pick(&["phones", "accessories", "smart home", "tablets"]),
        }),
    )
}

fn tills(person: &Person, at: Timestamp, dice: &mut Dice, exports: &mut Exports) -> Result<(), Error> {
    let record = person.on_record(System::Tills, dice);
    let name = match record.surname.as_str() {
        "" => record.given.clone(),
        _ if person.place.family_first => person.name_of(&record),
        surname => format!("{surname}, {}", record.given),
    };
    exports.cells(
        Table::StoreMembers,
        &[
            &loyalty_number(person),
            &name,
            record.email.as_deref().unwrap_or_default(),
            &record.phone,
            person.place.country,
            *dice.weighted(&[(70, "basic"), (22, "silver"), (8, "gold")]),
            &dice.between(0, 4000).to_string(),
            &american_date(at),
        ],
    )
}

fn campaigns(person: &Person, at: Timestamp, dice: &mut Dice, exports: &mut Exports) -> Result<(), Error> {
    let record = person.on_record(System::Campaigns, dice);
    let gpc = person.place.country == "US" && dice.per_mille(250);
    let email = person.email.clone().unwrap_or_default();
    exports.cells(
        Table::MarketingSubscribers,
        &[
            &email,
            &person.name_of(&record),
            person.language,
            *dice.weighted(&[(55, "subscribed"), (25, "unsubscribed"), (12, "never"), (8, "pending")]),
            &at.to_string()[..10],
            if gpc { "1" } else { "" },
            if gpc { dice.pick(PRIVACY_STATES) } else { "" },
            dice.pick(&["preference-centre", "checkout", "phone", "paper form"]),
            dice.pick(&["", "", "early adopters", "families", "students"]),
        ],
    )
}

pub(super) fn helpdesk_id(person: &Person) -> String {
    format!("{}", 360_000_000 + person.index)
}

pub(super) fn shop_id(person: &Person) -> String {
    format!("u{:08x}", person.index.wrapping_mul(2_654_435_761) & 0xffff_ffff)
}

pub(super) fn loyalty_number(person: &Person) -> String {
    format!("LY{:08}", person.index)
}

/// `31.12.2025`.
fn german_date(at: Timestamp) -> String {
    let text = at.to_string();
    format!("{}.{}.{}", &text[8..10], &text[5..7], &text[..4])
}

/// `12/31/2025`.
fn american_date(at: Timestamp) -> String {
    let text = at.to_string();
    format!("{}/{}/{}", &text[5..7], &text[8..10], &text[..4])
}
