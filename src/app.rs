//! The panel: provides the words, lays out the parts in the host's order, and turns what the agent does into
//! actions and events. Knows every part and none of their insides.

mod actions;
mod announcement;
mod effects;
mod layout;
mod sections;

use std::rc::Rc;

use vecmap::VecSet;
use yew::prelude::*;

use self::{
    actions::Callbacks,
    announcement::{say, use_announcement},
    effects::{use_checks, use_commands, use_linked_interaction, use_news, use_offers, use_warm},
};
use crate::{
    checking::Flagged,
    components::{pen::Pen, words::Words},
    config::{Config, Section},
    event::HostLink,
    format::Format,
    jump::use_jump,
    messages::{self, Texts},
    news::use_turns,
    record::Record,
    session::{Session, use_asks, use_session},
    store::Action,
};

/// Props of [`App`].
#[derive(Clone, Properties, PartialEq)]
pub struct AppProps {
    /// What the host wants.
    pub config: Rc<Config>,
    /// The way to the host.
    pub host: HostLink,
}

/// One panel.
#[component]
pub fn App(props: &AppProps) -> Html {
    let AppProps { config, host } = props;
    let session = use_session(config, host);
    let closed = use_state_eq(VecSet::<Section>::new);
    use_commands(host, &session, &closed);
    let texts = use_memo(config.labels.clone(), |labels| Texts::new(labels));
    let format = use_memo(config.lang.clone(), |lang| Format::new(lang.clone()));
    use_warm(&format);
    let words = Words { texts, format, now: session.now };
    let callbacks =
        use_memo((host.clone(), session.customer.clone(), session.dispatch.clone(), closed.clone()), |it| {
            Callbacks::new(&it.0, it.1.as_ref(), &it.2, &it.3)
        });
    let callbacks = &*callbacks;
    use_linked_interaction(config, &session);
    let root = use_node_ref();
    let on_jump = use_jump(&root, host, session.customer.clone(), opening(config, &session, &closed));
    let redraw = use_force_update();
    let redraw = Callback::from(move |()| redraw.force_update());
    let recorder = session.recorder.clone();
    let pen = recorder.is_possible().then(|| Pen { recorder, redraw: redraw.clone() });
    let flagged = use_state_eq(Flagged::default);
    let panel = Panel {
        config,
        host,
        session: &session,
        words: &words,
        closed: &closed,
        callbacks,
        pen,
        on_jump,
        redraw,
        flagged: &flagged,
    };
    let asks = use_asks(config, host);
    use_offers(&asks, panel.offered(), config.contact_id.as_ref());
    use_checks(host, panel.checked(), &session, config.contact_id.as_ref(), (&flagged, &asks));
    let link = host.clone();
    use_announcement(link, panel.announcement(), panel.is_patient());
    use_news(host, &session, &words);
    let said = words.clone();
    use_turns(host, session.customer.as_deref(), panel.turns(), move |turn| say(&said, turn));
    html! {
        <>
            <div class="hint-place" dir={panel.direction()} lang={config.lang.clone()}>{ panel.hints() }</div>
            <div ref={root} class={classes!("panel", panel.theme(), panel.density())} dir={panel.direction()}
                    lang={config.lang.clone()} role="group" aria-label={words.get(messages::PANEL)}
                    onkeydown={callbacks.on_key.clone()}>
                    { panel.content() }
            </div>
        </>
    }
}

/// Opens the section of a record. Getting to an interaction is the timeline's: it may have to be fetched first.
fn opening(
    config: &Rc<Config>,
    session: &Session,
    closed: &UseStateHandle<VecSet<Section>>,
) -> Callback<Record, bool> {
    let (config, dispatch, closed) = (config.clone(), session.dispatch.clone(), closed.clone());
    Callback::from(move |record: Record| {
        let section = record.section();
        if closed.contains(&section) {
            closed.set(without(&closed, &section));
        }
        match record {
            Record::Interaction(id) if config.sections.contains(&section) => {
                dispatch.dispatch(Action::Reveal(id.into()));
                true
            }
            _ => false,
        }
    })
}

fn with(closed: &VecSet<Section>, section: Section) -> VecSet<Section> {
    closed.iter().cloned().chain([section]).collect()
}

fn without(closed: &VecSet<Section>, section: &Section) -> VecSet<Section> {
    closed.iter().filter(|it| *it != section).cloned().collect()
}

/// Everything a render needs, so that its parts can be drawn by short functions.
struct Panel<'a> {
    config: &'a Rc<Config>,
    host: &'a HostLink,
    session: &'a Session,
    words: &'a Words,
    closed: &'a UseStateHandle<VecSet<Section>>,
    callbacks: &'a Callbacks,
    pen: Option<Pen>,
    on_jump: Callback<Record>,
    redraw: Callback<()>,
    flagged: &'a UseStateHandle<Flagged>,
}
