//! What the rows of the ledger are made of. Pure; it knows a context and not its timeline.

use std::{ops::Deref, rc::Rc};

use context_contract::Context;

/// A context, the same as another as long as no row can differ: what happens in the timeline changes it all day.
#[derive(Clone, Debug)]
pub struct Known(pub Rc<Context>);

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (&*self.0, &*other.0);
        let same_person = || (&a.customer_id, &a.profile) == (&b.customer_id, &b.profile);
        let same_facts =
            || (&a.answers, &a.verifications, &a.sources) == (&b.answers, &b.verifications, &b.sources);
        Rc::ptr_eq(&self.0, &other.0) || (same_person() && same_facts())
    }
}

impl Deref for Known {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(change: impl FnOnce(&mut Context), expect: bool) {
        let context: Context =
            serde_json::from_str(include_str!("../../crates/context-contract/fixtures/context.json"))
                .unwrap();
        let mut other = context.clone();
        change(&mut other);
        assert_ne!(context, other, "something has changed");
        assert_eq!(Known(Rc::new(context)) == Known(Rc::new(other)), expect);
    }

    #[test]
    fn the_timeline_and_promises_change_no_row() {
        check(|it| drop(it.interactions.items.remove(0)), true);
        check(|it| it.commitments.clear(), true);
    }

    #[test]
    fn what_rows_say_changes_them() {
        check(|it| it.customer_id.push('x'), false);
        check(|it| it.profile.birth_date = None, false);
        check(|it| drop(it.answers.pop()), false);
        check(|it| it.verifications.clear(), false);
        check(|it| it.sources.clear(), false);
    }
}
