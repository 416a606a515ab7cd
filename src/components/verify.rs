//! Records a check of who somebody is: whom, how, with which result. What is entered is kept as a draft, so that no
//! update or switch loses it. Knows the methods an agent can use, not what the gateway makes of them.

use context_contract::{
    enums::{Channel, Department, Party, VerificationKind, VerificationStatus},
    fact::Occasion,
    request::VerificationWrite,
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    icon::{Glyph, icon},
    pen::Pen,
    pending::{Sides, pending_note},
    words::Words,
};
use crate::{
    messages::{self, Message},
    outbox::{Entry, Target, Write},
    passport::{Passport, Verdict},
};

/// The draft that says that the form is open; the others begin with its name.
const FORM: &str = "verify";
const PARTY: &str = "verify/party";
const NAME: &str = "verify/name";
const METHODS: &str = "verify/methods";
const RESULT: &str = "verify/result";

/// What an agent can do to check somebody, by RFC 8176.
const OFFERED: &[&str] = &["otp", "sms", "tel", "kba", "pin", "vbm", "face"];

const RESULTS: &[(&str, Message)] = &[
    ("verified", messages::VERIFY_VERIFIED),
    ("failed", messages::VERIFY_FAILED),
    ("pending", messages::VERIFY_PENDING),
];

/// Where a check is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Here<'a> {
    /// The contact.
    pub interaction: Option<&'a str>,
    /// The agent's department.
    pub department: Option<&'a Department>,
    /// The way the contact came.
    pub channel: Option<&'a Channel>,
}

impl Here<'_> {
    /// As the contract says it.
    #[must_use]
    pub fn occasion(&self) -> Occasion {
        Occasion {
            interaction_id: self.interaction.map(str::to_owned),
            department: self.department.cloned(),
            channel: self.channel.cloned(),
        }
    }
}

/// The button that opens and closes the form.
pub fn opener(words: &Words, pen: &Pen) -> Html {
    let open = pen.draft(FORM).is_some();
    let onclick = {
        let pen = pen.clone();
        Callback::from(move |_: MouseEvent| if open { forget(&pen) } else { pen.choose(FORM, "open") })
    };
    let label = words.get(messages::RECORD_CHECK);
    html! {
        <button type="button" part="button" class="icon-button" aria-expanded={open.to_string()} aria-controls="verify-form"
            aria-label={label.clone()} title={label} {onclick}>{ icon(Glyph::Plus) }</button>
    }
}

/// The form, while it is open, and how the last check stands that was recorded.
pub fn form(words: &Words, passport: Option<&Passport>, pen: &Pen, here: &Here<'_>) -> Html {
    let pending = pending_note(words, &pen.recorder, &Target::Verification, &|entry| sides(words, entry));
    if pen.draft(FORM).is_none() {
        return html! { <div id="verify-form">{ pending }</div> };
    }
    let representative = pen.entered(PARTY) == Party::Representative.as_str();
    let factor = repeated(passport);
    let complete = write(pen, factor, here.occasion()).is_some();
    let onsubmit = {
        let (pen, occasion) = (pen.clone(), here.occasion());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(write) = write(&pen, factor, occasion.clone()) {
                pen.write(Write::Verification(Box::new(write)));
                forget(&pen);
            }
        })
    };
    let cancel = {
        let pen = pen.clone();
        Callback::from(move |_: MouseEvent| forget(&pen))
    };
    html! {
        <div id="verify-form">
            <form part="form" class="form" {onsubmit} aria-label={words.get(messages::RECORD_CHECK)}>
                { parties(words, pen) }
                if representative { { name(words, pen) } }
                { methods(words, pen, factor) }
                { choices(words, pen, messages::VERIFY_RESULT, RESULT, RESULTS, "") }
                <div class="form-end">
                    <button type="button" part="button" class="text-button" onclick={cancel}>{ words.get(messages::CANCEL) }</button>
                    <button type="submit" part="button" class="button" disabled={!complete}>{ words.get(messages::SAVE) }</button>
                </div>
            </form>
            { pending }
        </div>
    }
}

/// What was recorded, to be told when it could not be saved.
fn sides(words: &Words, entry: &Entry) -> Sides {
    let mine = match &*entry.write {
        Write::Verification(body) => {
            let how = body.amr.iter().map(|method| words.word("method", method));
            let result = words.word("verify", body.status.as_str());
            body.party_name.iter().cloned().chain([result]).chain(how).collect::<Vec<_>>().join(" · ")
        }
        _ => String::new(),
    };
    Sides { mine, ..Sides::default() }
}

fn forget(pen: &Pen) {
    pen.forget([FORM, PARTY, NAME, METHODS, RESULT]);
}

fn parties(words: &Words, pen: &Pen) -> Html {
    let parties =
        [("customer", messages::PARTY_CUSTOMER), ("representative", messages::PARTY_REPRESENTATIVE)];
    choices(words, pen, messages::VERIFY_WHO, PARTY, &parties, "customer")
}

fn name(words: &Words, pen: &Pen) -> Html {
    let oninput = {
        let pen = pen.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                pen.keep(NAME, field.value());
            }
        })
    };
    html! {
        <label class="form-row">
            <span class="form-label">{ words.get(messages::VERIFY_NAME) }</span>
            <input type="text" class="input" value={pen.entered(NAME)} {oninput} required=true maxlength="200"
                autocomplete="off" spellcheck="false" />
        </label>
    }
}

/// One of several, as a group of radio buttons. `usual` is chosen until the agent chooses.
pub fn choices(
    words: &Words,
    pen: &Pen,
    title: Message,
    field: &'static str,
    choices: &[(&'static str, Message)],
    usual: &str,
) -> Html {
    let chosen = pen.draft(field).unwrap_or_else(|| usual.to_owned());
    let choice = |(value, label): &(&'static str, Message)| {
        let (pen, value) = (pen.clone(), *value);
        let onchange = Callback::from(move |_: Event| pen.choose(field, value));
        html! {
            <label key={value} class="choice-chip">
                <input type="radio" name={field} {value} checked={chosen == value} {onchange} />
                <span>{ words.get(*label) }</span>
            </label>
        }
    };
    html! {
        <fieldset class="form-row">
            <legend class="form-label">{ words.get(title) }</legend>
            <div class="chips">{ for choices.iter().map(choice) }</div>
        </fieldset>
    }
}

/// The methods; after a lapse the one factor that has to be repeated is chosen already.
fn methods(words: &Words, pen: &Pen, factor: Option<&'static str>) -> Html {
    let chosen = chosen_methods(pen, factor);
    let method = |method: &&'static str| {
        let (pen, method, chosen) = (pen.clone(), *method, chosen.clone());
        let checked = chosen.iter().any(|it| it == method);
        let onchange = Callback::from(move |_: Event| {
            let others = chosen.iter().filter(|it| *it != method).cloned();
            let added = (!checked).then(|| method.to_owned());
            pen.choose(METHODS, &others.chain(added).collect::<Vec<_>>().join(" "));
        });
        html! {
            <label key={method} class="choice-chip">
                <input type="checkbox" {checked} {onchange} /><span>{ words.word("method", method) }</span>
            </label>
        }
    };
    let lapsed = factor.filter(|factor| !OFFERED.contains(factor));
    html! {
        <fieldset class="form-row">
            <legend class="form-label">{ words.get(messages::VERIFY_HOW) }</legend>
            <div class="chips">{ for OFFERED.iter().chain(lapsed.iter()).map(method) }</div>
        </fieldset>
    }
}

fn repeated(passport: Option<&Passport>) -> Option<&'static str> {
    match passport.map(|passport| &passport.verdict) {
        Some(Verdict::Lapsed { repeat: Some(factor), .. }) => {
            crate::passport::FACTORS.iter().copied().find(|known| known == factor)
        }
        _ => None,
    }
}

fn chosen_methods(pen: &Pen, factor: Option<&str>) -> Vec<String> {
    match pen.draft(METHODS) {
        Some(typed) => typed.split_whitespace().map(str::to_owned).collect(),
        None => factor.map(str::to_owned).into_iter().collect(),
    }
}

/// What is sent; `None` while something is missing. A check that could not be completed needs no method.
fn write(pen: &Pen, factor: Option<&str>, occasion: Occasion) -> Option<VerificationWrite> {
    let status = VerificationStatus::from(pen.draft(RESULT)?.as_str());
    let amr = chosen_methods(pen, factor);
    let representative = pen.entered(PARTY) == Party::Representative.as_str();
    let party_name =
        Some(pen.entered(NAME).trim().to_owned()).filter(|name| representative && !name.is_empty());
    let complete = !amr.is_empty() || status == VerificationStatus::Pending;
    (complete && representative == party_name.is_some()).then(|| VerificationWrite {
        kind: VerificationKind::Authentication,
        status,
        amr,
        verified_claims: None,
        valid_for: None,
        performed_in: Some(occasion),
        reusable_for: Vec::new(),
        party: representative.then_some(Party::Representative),
        party_name,
    })
}
