//! The files departments export, one per kind of row. Knows names, columns and formats; `mappings/generated.toml`
//! describes the same from the reader's side.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use serde_json::Value as Json;

use crate::Error;

/// An export file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    CrmContacts,
    CrmActivities,
    BillingAccounts,
    BillingPayments,
    BillingAlerts,
    HelpdeskUsers,
    HelpdeskTickets,
    HelpdeskVerifications,
    HelpdeskAnswers,
    HelpdeskCommitments,
    HelpdeskNotes,
    HelpdeskIncidents,
    PhoneCalls,
    ShopCustomers,
    ShopOrders,
    ShopSessions,
    ShopReviews,
    StoreMembers,
    StoreReceipts,
    MarketingSubscribers,
    MarketingTouches,
    MarketingSurveys,
}

/// Separator and header of a CSV file.
type Csv = (u8, &'static [&'static str]);

/// Files in the order of [`Table`]: path, and what CSV has besides; NDJSON has nothing.
const FILES: &[(&str, Option<Csv>)] = &[
    ("crm/contacts.ndjson", None),
    ("crm/activities.ndjson", None),
    (
        "billing/accounts.csv",
        Some((
            b';',
            &[
                "account", "name", "email", "phone", "country", "street", "postcode", "town", "region",
                "born", "method", "since", "checked",
            ],
        )),
    ),
    (
        "billing/payments.csv",
        Some((b';', &["number", "account", "at", "text", "amount", "currency", "state", "direction"])),
    ),
    ("billing/alerts.ndjson", None),
    ("helpdesk/users.ndjson", None),
    ("helpdesk/tickets.ndjson", None),
    ("helpdesk/verifications.ndjson", None),
    ("helpdesk/answers.ndjson", None),
    ("helpdesk/commitments.ndjson", None),
    ("helpdesk/notes.ndjson", None),
    ("helpdesk/incidents.ndjson", None),
    ("phone/calls.ndjson", None),
    ("shop/customers.ndjson", None),
    ("shop/orders.ndjson", None),
    ("shop/sessions.csv", Some((b',', &["id", "uid", "started", "ended", "what", "device"]))),
    ("shop/reviews.ndjson", None),
    (
        "store/members.csv",
        Some((b',', &["Loyalty No", "Name", "E-Mail", "Phone", "Country", "Tier", "Points", "Joined"])),
    ),
    (
        "store/receipts.csv",
        Some((
            b',',
            &["Receipt", "Loyalty No", "Kind", "When", "Store", "Text", "Item", "Total", "Currency", "Clerk"],
        )),
    ),
    (
        "marketing/subscribers.csv",
        Some((
            b',',
            &["email", "name", "language", "status", "changed", "gpc", "jurisdiction", "method", "segment"],
        )),
    ),
    ("marketing/touches.csv", Some((b',', &["id", "email", "campaign", "name", "channel", "state", "at"]))),
    ("marketing/surveys.csv", Some((b',', &["id", "email", "at", "score", "text"]))),
];

/// All files, open.
pub(super) struct Exports {
    files: Vec<BufWriter<File>>,
    directory: std::path::PathBuf,
    rows: u64,
}

impl Exports {
    /// Creates all files below a directory, replacing those of an earlier run.
    pub(super) fn create(directory: &Path) -> Result<Self, Error> {
        let mut exports = Self { files: vec![], directory: directory.to_owned(), rows: 0 };
        for (name, csv) in FILES {
            let path = directory.join(name);
            let opened =
                path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| File::create(&path));
            let mut file =
                BufWriter::with_capacity(1 << 16, opened.map_err(|error| unusable(&path, &error))?);
            if let Some((separator, header)) = csv {
                write_csv(&mut file, *separator, header).map_err(|error| unusable(&path, &error))?;
            }
            exports.files.push(file);
        }
        Ok(exports)
    }

    /// Writes an NDJSON row.
    pub(super) fn object(&mut self, table: Table, row: &Json) -> Result<(), Error> {
        self.rows += 1;
        let file = &mut self.files[table as usize];
        let written = serde_json::to_writer(&mut *file, row)
            .map_err(std::io::Error::from)
            .and_then(|()| file.write_all(b"\n"));
        written.map_err(|error| unusable(&self.directory, &error))
    }

    /// Writes a CSV row; absent cells are empty.
    pub(super) fn cells(&mut self, table: Table, cells: &[&str]) -> Result<(), Error> {
        self.rows += 1;
        let separator = FILES[table as usize].1.map_or(b',', |(separator, _)| separator);
        write_csv(&mut self.files[table as usize], separator, cells)
            .map_err(|error| unusable(&self.directory, &error))
    }

    /// Writes out what is held and says how many rows there are.
    pub(super) fn finish(mut self) -> Result<u64, Error> {
        for file in &mut self.files {
            file.flush().map_err(|error| unusable(&self.directory, &error))?;
        }
        Ok(self.rows)
    }
}

fn write_csv(file: &mut BufWriter<File>, separator: u8, cells: &[&str]) -> std::io::Result<()> {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            file.write_all(&[separator])?;
        }
        if cell.contains(['"', '\n', '\r', char::from(separator)]) {
            write!(file, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            file.write_all(cell.as_bytes())?;
        }
    }
    file.write_all(b"\n")
}

fn unusable(path: &Path, error: &std::io::Error) -> Error {
    Error::File { file: path.to_owned(), reason: error.to_string() }
}
