//! Values that were hidden in one field must not appear in another. Knows texts, not fields.

use context_contract::{Interaction, Value, fact::Handoff};

/// Shorter texts are no secret by themselves, and hiding them everywhere would garble what is written.
const MIN_LENGTH: usize = 5;

/// The texts that were hidden from one reader, each with what is put in its place.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    hidden: Vec<(String, String)>,
}

impl Secrets {
    /// Remembers a value that was hidden.
    pub fn remember(&mut self, raw: &Value, shown: &str) {
        if let Value::Text(text) = raw
            && text.chars().count() >= MIN_LENGTH
            && !self.hidden.iter().any(|(known, _)| known == text)
        {
            let shown = if shown.is_empty() { "••••" } else { shown };
            self.hidden.push((text.clone(), shown.to_owned()));
            // The longest first, so that a secret within another one does not leave a piece of it.
            self.hidden.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        }
    }

    /// Whether the text holds something hidden.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        self.hidden.iter().any(|(secret, _)| text.contains(secret.as_str()))
    }

    /// Replaces what is hidden.
    pub fn scrub(&self, text: &mut String) {
        for (secret, shown) in &self.hidden {
            if text.contains(secret.as_str()) {
                *text = text.replace(secret.as_str(), shown);
            }
        }
    }

    /// The same in a text that may be absent.
    pub fn scrub_option(&self, text: &mut Option<String>) {
        if let Some(text) = text {
            self.scrub(text);
        }
    }

    /// The same everywhere in a value.
    pub fn scrub_value(&self, value: &mut Value) {
        match value {
            Value::Text(text) => self.scrub(text),
            Value::List(values) => values.iter_mut().for_each(|value| self.scrub_value(value)),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.scrub_value(value)),
            _ => {}
        }
    }

    /// The same in everything of an interaction that people or systems wrote.
    pub fn scrub_interaction(&self, interaction: &mut Interaction) {
        if self.hidden.is_empty() {
            return;
        }
        self.scrub_option(&mut interaction.description);
        if let Some(summary) = &mut interaction.summary {
            self.scrub(&mut summary.text);
        }
        interaction.items.iter_mut().for_each(|item| self.scrub(&mut item.name));
        interaction.transcript.iter_mut().for_each(|turn| self.scrub(&mut turn.text));
        // A link cannot be shown in part.
        if interaction.url.as_ref().is_some_and(|url| self.are_in(url)) {
            interaction.url = None;
        }
    }

    /// The same in a hand-off.
    pub fn scrub_handoff(&self, handoff: &mut Handoff) {
        let Handoff { reason, asked, answered, tried, promised, next } = handoff;
        for text in [reason, asked, answered, tried, promised, next] {
            self.scrub_option(text);
        }
    }
}
