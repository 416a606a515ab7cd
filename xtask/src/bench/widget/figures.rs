//! The figures by which everything is compared with everything: their names, and how their values are written. Knows
//! nothing of targets and of how anything is measured.

/// What a figure counts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unit {
    Milliseconds,
    Bytes,
    Number,
}

use Unit::{Bytes, Milliseconds, Number};

/// The name in the samples, what it is called, what it counts. Less is better in all of them.
pub(super) const FIGURES: &[(&str, &str, Unit)] = &[
    ("bytes", "critical bytes after brotli", Bytes),
    ("cold", "first context painted, slow 4G, CPU / 4", Milliseconds),
    ("switch", "customer switch, painted", Milliseconds),
    ("switch.laidOut", "customer switch, laid out", Milliseconds),
    ("rows.many", "first rows of many, painted", Milliseconds),
    ("load", "all of many handed over at once, painted, CPU / 4", Milliseconds),
    ("load.longest", "longest task of that", Milliseconds),
    ("filter", "department among many, painted", Milliseconds),
    ("filter.laidOut", "department among many, laid out", Milliseconds),
    ("facet", "department among what a search found, painted", Milliseconds),
    ("facet.laidOut", "department among what a search found, laid out", Milliseconds),
    ("search", "search among many, painted", Milliseconds),
    ("search.laidOut", "search among many, laid out", Milliseconds),
    ("jump.many", "jump to a date among many, painted", Milliseconds),
    ("insert.many.laidOut", "something new among many, laid out", Milliseconds),
    ("insert.slow.laidOut", "the same, CPU / 4", Milliseconds),
    ("insert.longTasks", "long tasks while 40 new ones come in, CPU / 4", Number),
    ("use.longTasks", "long tasks while narrowing, searching and jumping, CPU / 4", Number),
    ("memory.ready", "memory of the page when ready", Bytes),
    ("memory.many", "memory of the page with many", Bytes),
    ("idle.script", "script before anybody looks, CPU / 4", Milliseconds),
    ("interaction.first", "first press of a chip, painted", Milliseconds),
    ("interaction.warm", "later presses, painted", Milliseconds),
    ("cycles.bytes", "bytes left behind by panels that are gone", Bytes),
];

impl Unit {
    /// A value as people write it.
    pub(super) fn write(self, value: f64) -> String {
        match self {
            Milliseconds => format!("{value:.1} ms"),
            Bytes if value.abs() >= 1e6 => format!("{:.1} MB", value / 1e6),
            Bytes => format!("{:.1} kB", value / 1e3),
            Number => format!("{value:.0}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Unit;

    #[test]
    fn values_are_written_in_their_unit() {
        let check = |unit: Unit, value, expect| assert_eq!(unit.write(value), expect);
        check(Unit::Milliseconds, 16.66, "16.7 ms");
        check(Unit::Bytes, 1_234_567.0, "1.2 MB");
        check(Unit::Bytes, -2_048.0, "-2.0 kB");
        check(Unit::Number, 3.0, "3");
    }
}
