//! The guard as the widget compiles it, in a module of its own that node can load. It is the widget's own source, taken
//! in by its path, so that nothing of the panel has to be there for it. Knows no clock: the driver has one.

use context_contract::Question;
use wasm_bindgen::prelude::wasm_bindgen;

/// The widget's own source.
#[path = "../../../../src"]
mod widget {
    pub mod guard;
    pub mod order;
    pub mod search;
}

pub use widget::{guard, order, search};

/// The shipped catalogue in one language.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Ear {
    guard: guard::Guard,
}

#[wasm_bindgen]
impl Ear {
    /// Reads a catalogue, which is TOML. Of one that cannot be read nothing is heard.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(catalogue: &str, language: &str) -> Self {
        let catalogue: toml::Table = toml::from_str(catalogue).unwrap_or_default();
        let all = catalogue.get("question").and_then(toml::Value::as_array);
        let question = |one: &toml::Value| -> Option<Question> {
            let words = one.get(language)?;
            let part = |name| serde_json::to_value(words.get(name)).ok();
            let key = one.get("key")?.as_str()?;
            let question = serde_json::json!({"key": key, "label": part("label")?, "text": part("text")?, "phrases": part("phrases")?});
            serde_json::from_value(question).ok()
        };
        let questions: Vec<_> = all.into_iter().flatten().filter_map(question).collect();
        Self { guard: guard::Guard::new(&questions) }
    }

    /// How many questions a draft asks.
    #[must_use]
    pub fn hears(&self, draft: &str) -> usize {
        self.guard.asked(draft).len()
    }
}
