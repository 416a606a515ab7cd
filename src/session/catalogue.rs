//! Fetches the questions that the company asks, beside the customer's context and once for each language.
//! A panel without them works: what was recorded is shown under the words it was recorded with.

use std::rc::Rc;

use context_contract::Question;
use yew::{hook, platform::spawn_local, prelude::*};

use super::Abort;
use crate::{
    client::Client,
    config::Config,
    store::{Epoch, State, Subject},
};

/// A catalogue and what it was asked for.
#[derive(Clone, PartialEq)]
struct Known {
    client: Rc<Client>,
    language: Option<String>,
    questions: Rc<[Question]>,
}

/// The questions; empty until they are there. After a failure the next customer is the occasion to ask again.
#[hook]
pub(super) fn use_questions(client: &Rc<Client>, config: &Config, state: &State) -> Rc<[Question]> {
    let known = use_state_eq(|| None::<Known>);
    let language = config.lang.clone();
    let fitting = (*known)
        .clone()
        .filter(|known| known.client == *client && known.language == language)
        .map(|known| known.questions);
    // Who hands over the context itself wants nothing asked.
    let fetched = matches!(state.subject, Subject::Customer(_) | Subject::LookUp(_));
    let needed = fitting.is_none() && fetched && !config.endpoint.is_empty();
    let wanted: Option<Epoch> = needed.then_some(state.epoch);
    let set = known.setter();
    use_effect_with((client.clone(), language, wanted), move |(client, language, wanted)| {
        let abort = Abort::new();
        if wanted.is_some() {
            let (client, language, signal) = (client.clone(), language.clone(), abort.signal());
            spawn_local(async move {
                if let Ok(fetched) = client.questions(language.as_deref(), &signal).await {
                    let questions = fetched.value.questions.into();
                    set.set(Some(Known { client, language, questions }));
                }
            });
        }
        move || drop(abort)
    });
    fitting.unwrap_or_default()
}
