//! `cargo xtask screenshots`: pictures of the panel in every state, for people to look at.
//! Knows where they go, nothing of what is on them.

use std::fs;

use clap::Args;

use crate::{
    browser, console,
    error::Error,
    gateway,
    paths::Paths,
    process,
    tools::{self, Need},
    widget,
};

/// The picture of the README: the panel where it lives, in an agent's console.
const README_PICTURE: &str = "readme.png";

/// Options of the pictures.
#[derive(Args, Debug)]
pub(crate) struct ScreenshotsOptions {
    /// Also put the pictures of the README in their places, docs/panel.png and docs/story.
    #[arg(long)]
    readme: bool,
}

/// Builds what is missing and takes the pictures.
pub(crate) fn run(paths: &Paths, options: &ScreenshotsOptions) -> Result<(), Error> {
    tools::ensure(paths, Need::Browser, false)?;
    widget::ensure_built(paths)?;
    gateway::ensure_built(paths)?;
    let gateway = browser::start_gateway(paths, &paths.scratch().join("logs/screenshots.log"))?;
    let report = paths.results().join("screenshots.json");
    let mut playwright = browser::playwright(paths, "screenshots", &gateway.origin(), &report);
    process::run_visible(&mut playwright, "Taking the pictures")?;
    let pictures = paths.root.join("tests/screenshots");
    console::say(format_args!("The pictures are in {}.", pictures.display()));
    if options.readme {
        place_readme_picture(paths)?;
        take_story(paths, &gateway.origin())?;
    }
    Ok(())
}

/// The README's pictures of a transfer, one for each step, taken by the test that tells the story.
fn take_story(paths: &Paths, origin: &str) -> Result<(), Error> {
    let mut playwright = browser::playwright(paths, "e2e", origin, &paths.results().join("story.json"));
    playwright.arg("transfer.spec").env("CC_PICTURES", paths.root.join("docs/story"));
    process::run_visible(&mut playwright, "Taking the pictures of the story")
}

fn place_readme_picture(paths: &Paths) -> Result<(), Error> {
    let from = paths.root.join("tests/screenshots").join(README_PICTURE);
    let folder = paths.root.join("docs");
    fs::create_dir_all(&folder).map_err(Error::file(&folder, "created"))?;
    fs::copy(&from, folder.join("panel.png")).map_err(Error::file(&from, "copied"))?;
    Ok(())
}
