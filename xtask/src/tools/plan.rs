//! Decides what to install from what was found and what is pinned: pure, so that every case is tested without a network.

use super::{found::Found, pins::Pins};
use crate::error::Error;

/// What a command needs beside the compiler; each one includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// Build and serve the widget.
    Widget,
    /// The same, and drive it in a browser.
    Browser,
    /// The same, and run wasm tests in that browser.
    BrowserAndDriver,
    /// The same, and Firefox and WebKitGTK with what drives them.
    Engines,
}

/// One thing to install.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    AddWasmTarget,
    InstallPackages,
    InstallTrunk,
    InstallWasmBindgen,
    /// Debian's packages, by name.
    InstallBrowser(Vec<&'static str>),
}

impl Action {
    /// What is about to be done and roughly how long it takes on two cores.
    pub(crate) fn announcement(&self, pins: &Pins) -> String {
        match self {
            Self::AddWasmTarget => "Adding Rust's wasm32-unknown-unknown target (a few seconds).".to_owned(),
            Self::InstallPackages => {
                "Installing the npm packages into node_modules (about 10 seconds).".to_owned()
            }
            Self::InstallTrunk => {
                format!("Installing Trunk {} into .tools (about 9 minutes, only this once).", pins.trunk)
            }
            Self::InstallWasmBindgen => {
                format!(
                    "Installing wasm-bindgen {} into .tools (about 3 minutes, only this once).",
                    pins.wasm_bindgen
                )
            }
            Self::InstallBrowser(packages) => {
                format!("Installing {} with apt-get (about a minute).", packages.join(", "))
            }
        }
    }
}

/// The actions that turn `found` into what `need` asks for, quick ones first, or the sentence for what cannot be installed.
pub(crate) fn plan(found: &Found, pins: &Pins, need: Need) -> Result<Vec<Action>, Error> {
    check_node(found, pins)?;
    let mut actions = Vec::new();
    let mut add = |missing: bool, action: Action| missing.then(|| actions.push(action));
    add(!found.wasm_target, Action::AddWasmTarget);
    add(!found.packages, Action::InstallPackages);
    let browser = browser_packages(found, need)?;
    add(!browser.is_empty(), Action::InstallBrowser(browser));
    add(!has_wasm_bindgen(found, pins), Action::InstallWasmBindgen);
    add(found.trunk.as_deref() != Some(pins.trunk), Action::InstallTrunk);
    Ok(actions)
}

fn has_wasm_bindgen(found: &Found, pins: &Pins) -> bool {
    let fits = |version: &Option<String>| version.as_deref() == Some(pins.wasm_bindgen.as_str());
    fits(&found.wasm_bindgen) && fits(&found.wasm_bindgen_test_runner)
}

fn check_node(found: &Found, pins: &Pins) -> Result<(), Error> {
    let problem = match found.node {
        None => "none was found on PATH".to_owned(),
        Some(version) if version < pins.node => format!("version {version} was found"),
        Some(_) if !found.npm => "its npm was not found on PATH".to_owned(),
        Some(_) => return Ok(()),
    };
    Err(Error::Node { needed: pins.node, found: problem })
}

fn browser_packages(found: &Found, need: Need) -> Result<Vec<&'static str>, Error> {
    let browser = need != Need::Widget && !found.chromium;
    let driver = need >= Need::BrowserAndDriver && !found.chromedriver;
    let engines = if need >= Need::Engines { found.engines_missing.as_slice() } else { &[] };
    if browser && !found.apt {
        return Err(Error::Browser { missing: "Chromium", variable: "CHROMIUM" });
    }
    if driver && !found.apt {
        return Err(Error::Browser { missing: "ChromeDriver", variable: "CHROMEDRIVER" });
    }
    if !engines.is_empty() && !found.apt {
        return Err(Error::Engines { packages: engines.join(", ") });
    }
    let chromium = [browser.then_some("chromium"), driver.then_some("chromium-driver")];
    Ok(chromium.into_iter().flatten().chain(engines.iter().copied()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pins() -> Pins {
        Pins { trunk: "0.21.14", wasm_bindgen: "0.2.130".to_owned(), node: 20 }
    }

    fn complete() -> Found {
        Found {
            wasm_target: true,
            trunk: Some("0.21.14".to_owned()),
            wasm_bindgen: Some("0.2.130".to_owned()),
            wasm_bindgen_test_runner: Some("0.2.130".to_owned()),
            node: Some(20),
            npm: true,
            packages: true,
            chromium: true,
            chromedriver: true,
            engines_missing: Vec::new(),
            apt: true,
        }
    }

    fn check(change: impl Fn(&mut Found), need: Need, expect: &[Action]) {
        let mut found = complete();
        change(&mut found);
        assert_eq!(plan(&found, &pins(), need).unwrap(), expect);
    }

    fn check_refused(change: impl Fn(&mut Found), need: Need, expect: &str) {
        let mut found = complete();
        change(&mut found);
        let sentence = plan(&found, &pins(), need).unwrap_err().to_string();
        assert!(sentence.contains(expect), "{sentence}");
    }

    #[test]
    fn nothing_is_installed_twice() {
        check(|_| (), Need::Engines, &[]);
    }

    #[test]
    fn a_tool_of_another_version_is_installed_beside_it() {
        check(|found| found.trunk = Some("0.22.1".to_owned()), Need::Widget, &[Action::InstallTrunk]);
        let older = |found: &mut Found| found.wasm_bindgen = Some("0.2.129".to_owned());
        check(older, Need::Widget, &[Action::InstallWasmBindgen]);
        check(|found| found.wasm_bindgen_test_runner = None, Need::Widget, &[Action::InstallWasmBindgen]);
    }

    #[test]
    fn an_empty_machine_gets_everything_quick_things_first() {
        let bare =
            |found: &mut Found| *found = Found { node: Some(22), npm: true, apt: true, ..Found::default() };
        let browser = Action::InstallBrowser(vec!["chromium", "chromium-driver"]);
        let rest = [Action::InstallWasmBindgen, Action::InstallTrunk];
        let expect =
            [[Action::AddWasmTarget, Action::InstallPackages].as_slice(), &[browser], &rest].concat();
        check(bare, Need::BrowserAndDriver, &expect);
    }

    #[test]
    fn the_browser_is_left_alone_unless_it_is_needed() {
        let none = |found: &mut Found| (found.chromium, found.chromedriver) = (false, false);
        check(none, Need::Widget, &[]);
        check(none, Need::Browser, &[Action::InstallBrowser(vec!["chromium"])]);
        let no_driver = |found: &mut Found| found.chromedriver = false;
        check(no_driver, Need::BrowserAndDriver, &[Action::InstallBrowser(vec!["chromium-driver"])]);
    }

    #[test]
    fn the_other_engines_are_installed_for_the_step_that_runs_them() {
        let none =
            |found: &mut Found| found.engines_missing = vec!["firefox-esr", "webkit2gtk-driver", "xvfb"];
        check(none, Need::BrowserAndDriver, &[]);
        let all = Action::InstallBrowser(vec!["firefox-esr", "webkit2gtk-driver", "xvfb"]);
        check(none, Need::Engines, &[all]);
    }

    #[test]
    fn what_cannot_be_installed_is_said_in_a_sentence() {
        check_refused(|found| found.node = None, Need::Widget, "none was found on PATH");
        check_refused(|found| found.node = Some(18), Need::Widget, "version 18 was found");
        check_refused(|found| found.npm = false, Need::Widget, "npm was not found");
        let no_apt = |found: &mut Found| (found.chromium, found.apt) = (false, false);
        check_refused(no_apt, Need::Browser, "name it in CHROMIUM");
        let no_engine = |found: &mut Found| (found.engines_missing, found.apt) = (vec!["firefox-esr"], false);
        check_refused(no_engine, Need::Engines, "firefox-esr");
    }
}
