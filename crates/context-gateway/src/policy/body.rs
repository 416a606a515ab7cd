//! Redacts the object inside an event or a write, whatever its type. Knows which type carries what.

use context_contract::{
    Alert, Answer, Commitment, Interaction, Note, Profile, Verification, stream::StreamEventType,
};
use serde::{Serialize, de::DeserializeOwned};

use super::{Lens, Secrets};

impl Lens<'_> {
    /// JSON of an object as stored in, JSON as this department may see it out. `None` for a type this version does
    /// not know: what cannot be redacted is not sent.
    ///
    /// # Errors
    /// When the JSON is not what the type says.
    pub fn body(
        &self,
        kind: &StreamEventType,
        json: &str,
        confidential: bool,
        secrets: &Secrets,
    ) -> Result<Option<String>, serde_json::Error> {
        use StreamEventType as Kind;
        let redacted = match kind {
            Kind::InteractionCreated | Kind::InteractionUpdated => {
                let interaction: Interaction = serde_json::from_str(json)?;
                serde_json::to_string(&self.interaction(interaction, confidential, secrets))
            }
            Kind::ProfileUpdated => with(json, |profile: &mut Profile| drop(self.profile(profile))),
            Kind::VerificationUpdated => {
                with(json, |check: &mut Verification| self.verification(check, secrets))
            }
            Kind::AnswerUpdated => with(json, |answer: &mut Answer| self.answer(answer, secrets)),
            Kind::CommitmentUpdated | Kind::CommitmentDue => {
                with(json, |promise: &mut Commitment| self.commitment(promise, secrets))
            }
            Kind::NoteCreated => with(json, |note: &mut Note| self.note(note, secrets)),
            Kind::AlertRaised => with(json, |alert: &mut Alert| secrets.scrub(&mut alert.title)),
            Kind::ConsentUpdated => Ok(json.to_owned()),
            Kind::SourceStatus | Kind::Snapshot | Kind::Reset | Kind::Other(_) => return Ok(None),
        };
        redacted.map(Some)
    }
}

fn with<T: Serialize + DeserializeOwned>(
    json: &str,
    redact: impl FnOnce(&mut T),
) -> Result<String, serde_json::Error> {
    let mut object = serde_json::from_str(json)?;
    redact(&mut object);
    serde_json::to_string(&object)
}
