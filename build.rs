//! Tells the linker how much stack the widget's module gets. Knows nothing else of how it is built.

use std::env;

/// Bytes. The usual 1 MiB is more than all the rest that a panel with a customer takes. Nothing here goes deep, and what goes
/// beyond the end stops the module instead of writing into its data.
const STACK: u32 = 128 * 1024;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-cdylib=-zstack-size={STACK}");
    }
}
