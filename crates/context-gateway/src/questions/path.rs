//! Where an answer can lie: in which field of the profile, in which kind of check.
//! Knows the shape of the contract's profile and the methods of RFC 8176, no values.

use super::closest::{closest, hint};

/// Fields of the profile that stand alone.
const FIELDS: &[&str] = &["/name/full", "/birthDate", "/gender", "/timeZone", "/preferredLanguages/0"];

/// Parts of the profile in which there are several, and what tells them apart.
const LISTS: &[(&str, &str)] = &[
    ("/contactPoints", "/contactPoints/email"),
    ("/externalIdentifier", "/externalIdentifier/Account"),
    ("/traits", "/traits/loyaltyTier"),
];

/// Methods by which somebody is checked: Authentication Method Reference values of RFC 8176, section 2.
const METHODS: &[&str] = &[
    "face", "fpt", "geo", "hwk", "iris", "kba", "mca", "mfa", "otp", "pin", "pop", "pwd", "rba", "retina",
    "sc", "sms", "swk", "tel", "user", "vbm", "wia",
];

/// What is wrong with a path into the profile.
pub(super) fn check_profile(path: &str) -> Result<(), String> {
    if FIELDS.contains(&path) {
        return Ok(());
    }
    let first = path.get(1..).and_then(|rest| rest.find('/')).map_or(path.len(), |at| at + 1);
    let (list, item) = path.split_at(first);
    let known = LISTS.iter().find(|(name, _)| *name == list);
    match (known, item.trim_start_matches('/')) {
        (Some((_, example)), "") => Err(format!("`{path}` is a list: say which one, as in `{example}`")),
        (Some(_), name) if name.contains('/') => Err(format!(
            "`{path}` goes too deep: write `{list}/{}`",
            name.split('/').next().unwrap_or_default()
        )),
        (Some(_), _) => Ok(()),
        (None, item) => Err(unknown(path, list, item)),
    }
}

/// What is wrong with a method of verification; empty stands for any.
pub(super) fn check_method(method: &str) -> Result<(), String> {
    if method.is_empty() || METHODS.contains(&method) {
        return Ok(());
    }
    Err(format!("`{method}` is no method of RFC 8176: {}", hint(method, METHODS)))
}

fn unknown(path: &str, list: &str, item: &str) -> String {
    let lists: Vec<&str> = LISTS.iter().map(|(name, _)| *name).collect();
    let meant = match closest(list, &lists) {
        Some(list) if !item.is_empty() => Some(format!("{list}/{item}")),
        _ => closest(path, FIELDS).map(str::to_owned),
    };
    let examples = LISTS.iter().map(|(_, example)| *example);
    let known: Vec<&str> = FIELDS.iter().copied().chain(examples).collect();
    match meant {
        Some(meant) => format!("the profile has no `{path}`: did you mean `{meant}`?"),
        None => format!("the profile has no `{path}`: {}", hint("", &known)),
    }
}

#[cfg(test)]
mod tests {
    use super::{check_method, check_profile};

    fn check(result: Result<(), String>, expected: &str) {
        assert_eq!(result.err().unwrap_or_default(), expected);
    }

    #[test]
    fn only_paths_that_can_exist() {
        for good in [
            "/name/full",
            "/birthDate",
            "/preferredLanguages/0",
            "/contactPoints/phone",
            "/externalIdentifier/LoyaltyMember",
            "/traits/loyaltyTier",
        ] {
            check(check_profile(good), "");
        }
        check(check_profile("/birthdate"), "the profile has no `/birthdate`: did you mean `/birthDate`?");
        check(
            check_profile("/contactPoint/email"),
            "the profile has no `/contactPoint/email`: did you mean `/contactPoints/email`?",
        );
        check(check_profile("/traits"), "`/traits` is a list: say which one, as in `/traits/loyaltyTier`");
        check(check_profile("/traits/"), "`/traits/` is a list: say which one, as in `/traits/loyaltyTier`");
        check(
            check_profile("/contactPoints/email/value"),
            "`/contactPoints/email/value` goes too deep: write `/contactPoints/email`",
        );
        let all = "write one of /name/full, /birthDate, /gender, /timeZone, /preferredLanguages/0, \
                   /contactPoints/email, /externalIdentifier/Account or /traits/loyaltyTier";
        check(check_profile("shoeSize"), &format!("the profile has no `shoeSize`: {all}"));
        check(check_profile(""), &format!("the profile has no ``: {all}"));
    }

    #[test]
    fn only_methods_of_the_standard() {
        check(check_method("otp"), "");
        check(check_method(""), "");
        check(check_method("retinal"), "`retinal` is no method of RFC 8176: did you mean `retina`?");
    }
}
