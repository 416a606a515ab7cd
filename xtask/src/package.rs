//! `cargo xtask package`: what other people take with them, an npm tarball and a folder for any static server.
//! Knows where they go; what is in them is laid out by the build (`build/package.js`, `build/bundle.js`).

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use clap::Args;

use crate::{
    console,
    error::Error,
    paths::Paths,
    process,
    smallest::BuildOptions,
    tools::{self, Need},
    widget,
};

/// Options of the packages.
#[derive(Args, Debug)]
pub(crate) struct PackageOptions {
    /// Build the present commit a second time in another folder and compare every file: the same commit gives the same
    /// bytes. Takes as long as a cold build.
    #[arg(long)]
    verify: bool,
    #[command(flatten)]
    build: BuildOptions,
}

/// Builds and packs into `target/package`.
pub(crate) fn run(paths: &Paths, options: &PackageOptions) -> Result<(), Error> {
    tools::ensure(paths, Need::Widget, false)?;
    let paths = &options.build.of(paths)?;
    widget::ensure_built(paths)?;
    let folder = paths.target.join(if paths.smallest { "package-smallest" } else { "package" });
    // What an earlier version left would be handed out again.
    remove(&folder)?;
    let tarball = pack(paths, &folder)?;
    let statics = folder.join("static/customer-context");
    for name in [env!("CARGO_PKG_VERSION"), "latest"] {
        copy_folder(&paths.dist().join("customer-context").join(name), &statics.join(name))?;
    }
    console::say(format_args!("npm package:   {}", tarball.display()));
    console::say(format_args!("static folder: {}", statics.display()));
    if options.verify { verify(paths, &tarball) } else { Ok(()) }
}

/// Packs the folder that the build has laid out; returns the tarball.
pub(crate) fn pack(paths: &Paths, folder: &Path) -> Result<PathBuf, Error> {
    fs::create_dir_all(folder).map_err(Error::file(folder, "created"))?;
    let mut npm = process::command(paths, "npm");
    npm.args(["pack", "--silent", "--pack-destination"]).arg(folder).arg(paths.dist().join("package"));
    let name = process::answer_of(&mut npm, "Packing the npm package")?;
    Ok(folder.join(name.trim()))
}

/// The same commit, cloned beside, has to give the same tarball: it holds every file that is distributed.
fn verify(paths: &Paths, tarball: &Path) -> Result<(), Error> {
    let clone = Paths {
        root: paths.target.join("package-verify/source"),
        target: paths.target.join("package-verify/target"),
        smallest: paths.smallest,
    };
    remove(&clone.root)?;
    let mut git = Command::new("git");
    git.args(["clone", "--quiet", "--no-hardlinks"]).arg(&paths.root).arg(&clone.root);
    process::run_visible(&mut git, "Cloning the present commit")?;
    let mut npm = process::command(&clone, "npm");
    process::run_visible(
        npm.args(["ci", "--silent", "--ignore-scripts"]),
        "Installing the build's packages",
    )?;
    console::say("Building the same commit in another folder.");
    widget::fetch(&clone)?;
    process::run_visible(&mut widget::build(&clone), "The second build")?;
    let second = pack(&clone, &clone.target.join("package"))?;
    let read = |path: &Path| fs::read(path).map_err(Error::file(path, "read"));
    if read(tarball)? == read(&second)? {
        console::say("Both builds are the same, byte for byte.");
        Ok(())
    } else {
        Err(Error::Differs { first: tarball.to_path_buf(), second })
    }
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Error> {
    fs::create_dir_all(to).map_err(Error::file(to, "created"))?;
    for entry in fs::read_dir(from).map_err(Error::file(from, "read"))? {
        let entry = entry.map_err(Error::file(from, "read"))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(Error::file(&source, "copied"))?;
        }
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<(), Error> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Error::file(folder, "removed"))?;
    }
    Ok(())
}
