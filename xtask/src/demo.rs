//! `cargo xtask demo`: from a clone to a page in the browser. Knows the order of the steps, not how each is done.

use std::path::PathBuf;

use clap::Args;

use crate::{
    console,
    data::Data,
    error::Error,
    gateway,
    paths::Paths,
    process,
    tools::{self, Need},
    widget,
};

/// Options of the demonstration.
#[derive(Args, Debug)]
pub(crate) struct DemoOptions {
    /// Port of 127.0.0.1 that the console page is served on.
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// How many customers the generated company has.
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    customers: u32,
    /// A folder of exports to show instead of a generated company.
    #[arg(long, value_name = "DIR", requires = "mapping")]
    import: Option<PathBuf>,
    /// The file that says what the columns of those exports mean.
    #[arg(long, value_name = "FILE", requires = "import")]
    mapping: Option<PathBuf>,
    /// Make the data anew, as of now; what was typed into the demonstration is lost.
    #[arg(long)]
    fresh: bool,
    /// Only say what would be installed.
    #[arg(long)]
    dry_run: bool,
}

impl DemoOptions {
    fn data(&self) -> Data {
        match (&self.import, &self.mapping) {
            (Some(folder), Some(mapping)) => {
                Data::Imported { folder: folder.clone(), mapping: mapping.clone() }
            }
            _ => Data::Generated { customers: self.customers },
        }
    }
}

/// Prepares everything and serves until ctrl-c.
pub(crate) fn run(paths: &Paths, options: &DemoOptions) -> Result<(), Error> {
    tools::ensure(paths, Need::Widget, options.dry_run)?;
    if options.dry_run {
        return Ok(());
    }
    if !gateway::port_is_free(options.port) {
        return Err(Error::PortInUse { port: options.port });
    }
    widget::ensure_built(paths)?;
    gateway::ensure_built(paths)?;
    let database = options.data().ensure(paths, &paths.target.join("demo"), options.fresh)?;
    console::say(format_args!(
        "\nThe agent console is at http://127.0.0.1:{}/ (ctrl-c ends it).\n",
        options.port
    ));
    process::become_program(&mut gateway::serve(paths, &database, options.port))
}
