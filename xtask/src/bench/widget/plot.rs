//! Draws the ratios as an SVG that can be read on light and on dark ground. Knows shapes, no figures' meaning.

use std::fmt::Write as _;

use super::{samples::Samples, statistics::Ratio};

/// What is drawn, from the top.
const ROWS: &[(&str, &str)] = &[
    ("bytes", "critical bytes"),
    ("cold", "first context, slow 4G"),
    ("switch", "customer switch"),
    ("filter", "department among many"),
    ("search", "search among many"),
    ("insert.slow.laidOut", "something new, slow CPU"),
    ("load", "many handed over"),
    ("memory.ready", "memory when ready"),
    ("memory.many", "memory with many"),
];
/// Dots of the twins, told apart on both grounds and by most who see few colours.
const COLOURS: [&str; 6] = ["#e0a100", "#2f8fd0", "#8a63d2", "#d1495b", "#2a9d68", "#e2722e"];
const LEFT: f64 = 190.0;
const RIGHT: f64 = 700.0;
const ROW: f64 = 52.0;
const TOP: f64 = 58.0;
/// The ends of the scale, as powers of two.
const POWERS: (i32, i32) = (-4, 4);

/// The plot.
pub(super) fn draw(samples: &Samples) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let height = TOP + ROW * ROWS.len() as f64 + 20.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 {height}\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n\
         <title>The widget's figures over each twin's; left of 1 the widget is ahead</title>\n\
         <style>text {{ fill: #1f2328 }} .line {{ stroke: #8c959f; stroke-width: 1 }} .one {{ stroke: #1f2328; stroke-width: 1.5 }}\n\
         @media (prefers-color-scheme: dark) {{ text {{ fill: #e6edf3 }} .one {{ stroke: #e6edf3 }} }}</style>\n"
    );
    svg.push_str(&legend(samples));
    svg.push_str(&scale(height));
    for (place, (figure, name)) in ROWS.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a few rows")]
        let top = TOP + ROW * place as f64;
        svg.push_str(&row(samples, figure, name, top));
    }
    svg + "</svg>\n"
}

fn twins(samples: &Samples) -> impl Iterator<Item = (&String, &'static str)> {
    samples.twins().zip(COLOURS)
}

fn legend(samples: &Samples) -> String {
    let mut text = String::new();
    let mut x = LEFT;
    for (name, colour) in twins(samples) {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "<circle cx=\"{x}\" cy=\"14\" r=\"5\" fill=\"{colour}\"/><text x=\"{}\" y=\"18\">{name}</text>",
            x + 9.0
        );
        x += 84.0;
    }
    text
}

fn scale(height: f64) -> String {
    let mut text = String::new();
    for power in POWERS.0..=POWERS.1 {
        let x = place_of(2f64.powi(power));
        let class = if power == 0 { "one" } else { "line" };
        let label = if power < 0 { format!("1/{}", 1 << -power) } else { (1 << power).to_string() };
        let _ = writeln!(
            text,
            "<line class=\"{class}\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{}\" y2=\"{}\"/><text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{label}</text>",
            TOP - 8.0,
            height - 12.0,
            TOP - 14.0,
        );
    }
    text
}

fn row(samples: &Samples, figure: &str, name: &str, top: f64) -> String {
    let mut text = format!(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{name}</text>\n",
        LEFT - 14.0,
        top + ROW / 2.0 + 4.0
    );
    let mut y = top + 6.0;
    for (twin, colour) in twins(samples) {
        if let Some(Ratio { value, low, high }) = samples.ratio(("widget", figure), (twin, figure)) {
            let (from, to, at) = (place_of(low), place_of(high), place_of(value));
            let _ = writeln!(
                text,
                "<g fill=\"{colour}\" stroke=\"{colour}\"><title>{name}, widget over {twin}: {value:.2} ({low:.2} to {high:.2})</title>\
                 <line x1=\"{from:.1}\" x2=\"{to:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke-width=\"2\"/><circle cx=\"{at:.1}\" cy=\"{y:.1}\" r=\"3.5\"/></g>"
            );
        }
        y += 7.5;
    }
    text
}

/// Logarithmic: twice as fast is as far from 1 as half as fast. What is beyond the ends stands at them.
fn place_of(ratio: f64) -> f64 {
    let (low, high) = (f64::from(POWERS.0), f64::from(POWERS.1));
    let power = ratio.max(f64::MIN_POSITIVE).log2().clamp(low, high);
    LEFT + (power - low) / (high - low) * (RIGHT - LEFT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_in_the_middle_and_nothing_leaves_the_plot() {
        let check = |ratio: f64, expect: f64| assert!((place_of(ratio) - expect).abs() < 1e-9, "{ratio}");
        check(1.0, f64::midpoint(LEFT, RIGHT));
        check(0.0, LEFT);
        check(1e9, RIGHT);
    }

    #[test]
    fn there_is_a_dot_for_each_twin_that_was_measured() {
        let candidates = vec!["widget".to_owned(), "react".to_owned(), "vue".to_owned()];
        let mut samples = Samples { candidates, ..Samples::default() };
        samples.add("widget", "cold", vec![vec![2.0]]);
        samples.add("react", "cold", vec![vec![1.0]]);
        let svg = draw(&samples);
        assert_eq!(svg.matches("widget over").count(), 1);
        assert!(svg.contains("widget over react: 2.00"), "{svg}");
    }
}
