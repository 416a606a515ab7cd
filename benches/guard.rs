//! How well the guard hears the questions of the shipped catalogue, and how long it takes: precision and recall in each
//! language over labelled sentences. Knows neither how the guard works nor what the panel says when it hears one.
//!
//! `cargo xtask bench guard` runs it optimised and keeps what it prints. The sets are described in `bench/guard/README.md`.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    error::Error,
    fmt::Write as _,
    fs, io,
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use context_contract::Question;
use customer_context::guard::Guard;
use serde_json::{Value, json};

/// The questions that are asked.
const CATALOGUE: &str = "crates/context-gateway/questions/default.toml";
/// The project's own sentences.
const SENTENCES: &str = "bench/guard/sentences.tsv";
/// Which of the catalogue's keys a label of the other set stands for.
const LABELS: &str = "bench/guard/labels.tsv";
/// What the panel speaks.
const LANGUAGES: [&str; 5] = ["en", "de", "fr", "es", "ar"];
/// The least share of what is heard that is right, on sentences that no phrase was written from.
const LEAST_PRECISION: f64 = 0.97;
/// The least share of what is asked that is heard, on the same sentences.
const LEAST_RECALL: f64 = 0.92;
/// How long a draft of `DRAFT` characters may take.
const LONGEST: Duration = Duration::from_millis(1);
/// Characters of the draft that is timed.
const DRAFT: usize = 300;
/// How often it is timed; the median counts.
const ROUNDS: usize = 1_001;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A sentence and what it asks: each of these groups of keys by one of its members.
struct Sentence {
    id: String,
    language: String,
    text: String,
    asks: Vec<BTreeSet<String>>,
    split: String,
}

/// A catalogue in one language.
struct Ear {
    guard: Guard,
    keys: Vec<String>,
}

/// What was counted, over keys: a sentence may ask two questions.
#[derive(Clone, Copy, Default)]
struct Score {
    sentences: u32,
    right: u32,
    wrong: u32,
    missed: u32,
}

/// What the command line says.
#[derive(Default)]
struct Options {
    /// Another labelled set, read where it is.
    agents: Option<String>,
    /// Where the report is kept.
    write: Option<String>,
    /// The split whose mistakes are printed.
    mistakes: Option<String>,
}

fn main() -> Outcome<ExitCode> {
    let options = Options::read()?;
    let ears = LANGUAGES.map(|language| Ear::new(language).map(|ear| (language, ear)));
    let ears = ears.into_iter().collect::<Outcome<BTreeMap<_, _>>>()?;
    let own = own_sentences()?;
    let mut report = String::from(HEAD);
    table(
        &mut report,
        "Test: sentences of the project that no phrase and no rule was written from",
        &scores(&ears, &own, "test", None),
    );
    table(
        &mut report,
        "Dev: sentences of the project that phrases and rules were tried on",
        &scores(&ears, &own, "dev", None),
    );
    agents(&mut report, &ears, options.agents.as_deref())?;
    let slowest = times(&mut report, &ears, &own)?;
    let total = total(&scores(&ears, &own, "test", None));
    let missed = missed_targets(total, slowest);
    writeln!(report, "\n{missed}")?;
    if let Some(split) = &options.mistakes {
        mistakes(&ears, &own, split)?;
    }
    say(&report)?;
    if let Some(path) = &options.write {
        fs::write(path, &report)?;
    }
    Ok(if missed == MET { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The first lines of the report.
const HEAD: &str = "# Guard against repeated questions\n\n`cargo xtask bench guard`. Precision is the share of what the guard heard that was asked, recall the share of what was asked that it heard, each counted over questions. Catalogue: the one that is shipped. The sets: `bench/guard/README.md`.\n";
/// The last line of a report whose every target is met.
const MET: &str = "Targets: precision 0.97 and recall 0.92 over the test split, 1 ms for a draft. Met.";

impl Options {
    fn read() -> Outcome<Self> {
        let mut options = Self::default();
        // Cargo adds `--bench` of its own.
        let mut words = env::args().skip(1).filter(|word| word != "--bench");
        while let Some(word) = words.next() {
            let value = words.next().ok_or("an option needs a value")?;
            match word.as_str() {
                "--agents" => options.agents = Some(value),
                "--write" => options.write = Some(value),
                "--mistakes" => options.mistakes = Some(value),
                other => return Err(format!("there is no option {other}").into()),
            }
        }
        Ok(options)
    }
}

impl Ear {
    fn new(language: &str) -> Outcome<Self> {
        let catalogue: Value = toml::from_str(&fs::read_to_string(CATALOGUE)?)?;
        let all = catalogue["question"].as_array().ok_or("the catalogue has no questions")?;
        let question = |one: &Value| -> Outcome<Question> {
            let words = &one[language];
            let question = json!({"key": one["key"], "label": words["label"], "text": words["text"], "phrases": words["phrases"]});
            Ok(serde_json::from_value(question)?)
        };
        let questions = all.iter().map(question).collect::<Outcome<Vec<_>>>()?;
        let keys = questions.iter().map(|question| question.key.clone()).collect();
        Ok(Self { guard: Guard::new(&questions), keys })
    }

    fn hears(&self, text: &str) -> BTreeSet<String> {
        self.guard.asked(text).into_iter().map(|at| self.keys[at].clone()).collect()
    }
}

impl Score {
    /// `known` are the keys that the labels of the set can name; what else is heard can be neither right nor wrong.
    fn count(&mut self, sentence: &Sentence, heard: &BTreeSet<String>, known: Option<&BTreeSet<String>>) {
        self.sentences += 1;
        let met = sentence.asks.iter().filter(|keys| !keys.is_disjoint(heard)).count();
        let judged = heard.iter().filter(|key| known.is_none_or(|known| known.contains(*key)));
        let wrong = judged.filter(|key| !sentence.asks.iter().any(|keys| keys.contains(*key))).count();
        self.right += met as u32;
        self.wrong += wrong as u32;
        self.missed += (sentence.asks.len() - met) as u32;
    }

    fn precision(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.wrong).max(1))
    }

    fn recall(self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.missed).max(1))
    }
}

fn own_sentences() -> Outcome<Vec<Sentence>> {
    let read = |fields: &[&str]| match fields {
        [id, language, text, label, _kind, split] => Ok(Sentence {
            id: (*id).to_owned(),
            language: (*language).to_owned(),
            text: (*text).to_owned(),
            asks: keys_of(label).map(|keys| keys.split('|').map(str::to_owned).collect()).collect(),
            split: (*split).to_owned(),
        }),
        _ => Err("a line needs id, lang, text, label, kind and split".into()),
    };
    rows(Path::new(SENTENCES))?.iter().map(|row| read(&row.split('\t').collect::<Vec<_>>())).collect()
}

/// The other set, in the catalogue's keys. A label that the catalogue has no question for asks nothing of it.
fn agent_sentences(path: &Path, labels: &BTreeMap<String, BTreeSet<String>>) -> Outcome<Vec<Sentence>> {
    let read = |row: &String| -> Outcome<Sentence> {
        let [id, language, text, label, ..] = row.split('\t').collect::<Vec<_>>()[..] else {
            return Err("a line needs id, lang, text and label".into());
        };
        let keys = |label: &str| labels.get(label).cloned().ok_or_else(|| format!("unknown label {label}"));
        let asks = keys_of(label)
            .map(keys)
            .filter(|keys| keys.as_ref().is_ok_and(|keys| !keys.is_empty()) || keys.is_err());
        Ok(Sentence {
            id: id.to_owned(),
            language: language.to_owned(),
            text: text.to_owned(),
            asks: asks.collect::<Result<_, _>>()?,
            split: String::new(),
        })
    };
    rows(path)?.iter().map(read).collect()
}

fn keys_of(label: &str) -> impl Iterator<Item = &str> {
    label.split('+').filter(|key| *key != "none")
}

/// The lines behind the header.
fn rows(path: &Path) -> Outcome<Vec<String>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.lines().skip(1).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn scores(
    ears: &BTreeMap<&str, Ear>,
    sentences: &[Sentence],
    split: &str,
    known: Option<&BTreeSet<String>>,
) -> BTreeMap<String, Score> {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for sentence in sentences.iter().filter(|sentence| sentence.split == split) {
        if let Some(ear) = ears.get(sentence.language.as_str()) {
            let heard = ear.hears(&sentence.text);
            scores.entry(sentence.language.clone()).or_default().count(sentence, &heard, known);
        }
    }
    scores
}

fn total(scores: &BTreeMap<String, Score>) -> Score {
    scores.values().fold(Score::default(), |all, one| Score {
        sentences: all.sentences + one.sentences,
        right: all.right + one.right,
        wrong: all.wrong + one.wrong,
        missed: all.missed + one.missed,
    })
}

fn table(report: &mut String, title: &str, scores: &BTreeMap<String, Score>) {
    let head = "| language | sentences | asked | heard rightly | heard wrongly | precision | recall |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |";
    *report += &format!("\n## {title}\n\n{head}\n");
    let all = total(scores);
    for (name, score) in
        LANGUAGES.iter().filter_map(|it| Some((*it, *scores.get(*it)?))).chain([("all", all)])
    {
        let Score { sentences, right, wrong, missed } = score;
        let (precision, recall) = (score.precision(), score.recall());
        *report += &format!(
            "| {name} | {sentences} | {} | {right} | {wrong} | {precision:.3} | {recall:.3} |\n",
            right + missed
        );
    }
}

fn agents(report: &mut String, ears: &BTreeMap<&str, Ear>, path: Option<&str>) -> Outcome<()> {
    let title = "Agents: sentences of real dialogues, never used for phrases or rules";
    let Some(path) = path.map(Path::new).filter(|path| path.exists()) else {
        *report +=
            &format!("\n## {title}\n\nNot measured: the set is not on this machine (`--agents FILE`).\n");
        return Ok(());
    };
    let labels: BTreeMap<String, BTreeSet<String>> = rows(Path::new(LABELS))?
        .iter()
        .filter_map(|row| row.split_once('\t'))
        .map(|(label, keys)| {
            (label.to_owned(), keys.split('|').filter(|key| !key.is_empty()).map(str::to_owned).collect())
        })
        .collect();
    let known = labels.values().flatten().cloned().collect();
    let sentences = agent_sentences(path, &labels)?;
    table(report, title, &scores(ears, &sentences, "", Some(&known)));
    by_question(report, ears, &sentences, &known);
    Ok(())
}

/// Where the set is not heard well: numbers alone, because nobody is to learn its sentences.
fn by_question(
    report: &mut String,
    ears: &BTreeMap<&str, Ear>,
    sentences: &[Sentence],
    known: &BTreeSet<String>,
) {
    let mut counts: BTreeMap<String, Score> = BTreeMap::new();
    for sentence in sentences {
        let Some(ear) = ears.get(sentence.language.as_str()) else { continue };
        let heard = ear.hears(&sentence.text);
        for keys in &sentence.asks {
            let name = keys.iter().map(String::as_str).collect::<Vec<_>>().join(" or ");
            let count = counts.entry(name).or_default();
            *(if keys.is_disjoint(&heard) { &mut count.missed } else { &mut count.right }) += 1;
        }
        for key in heard.iter().filter(|key| known.contains(*key)) {
            if !sentence.asks.iter().any(|keys| keys.contains(key)) {
                counts.entry(key.clone()).or_default().wrong += 1;
            }
        }
    }
    *report += "\n| question | asked | heard rightly | heard wrongly |\n| --- | ---: | ---: | ---: |\n";
    for (name, Score { right, wrong, missed, .. }) in counts {
        *report += &format!("| {name} | {} | {right} | {wrong} |\n", right + missed);
    }
}

/// How long a draft takes in each language. Returns the slowest median.
fn times(report: &mut String, ears: &BTreeMap<&str, Ear>, own: &[Sentence]) -> Outcome<Duration> {
    let title = format!("Time for a draft of {DRAFT} characters");
    writeln!(
        report,
        "\n## {title}\n\nNative, median of {ROUNDS}; in a browser it is another figure.\n\n| language | median |\n| --- | ---: |"
    )?;
    let mut slowest = Duration::ZERO;
    for language in LANGUAGES {
        let sentences =
            own.iter().filter(|sentence| sentence.language == language && sentence.split == "dev");
        let text = sentences.map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ");
        let draft: String = text.chars().take(DRAFT).collect();
        let median = median(&ears[language].guard, &draft);
        writeln!(report, "| {language} | {} µs |", median.as_micros())?;
        slowest = slowest.max(median);
    }
    Ok(slowest)
}

fn median(guard: &Guard, draft: &str) -> Duration {
    let mut taken: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            std::hint::black_box(guard.asked(std::hint::black_box(draft)));
            started.elapsed()
        })
        .collect();
    taken.sort_unstable();
    taken[ROUNDS / 2]
}

fn missed_targets(total: Score, slowest: Duration) -> String {
    if total.precision() >= LEAST_PRECISION && total.recall() >= LEAST_RECALL && slowest <= LONGEST {
        return MET.to_owned();
    }
    format!(
        "Targets over the test split: precision {LEAST_PRECISION} ({:.3}), recall {LEAST_RECALL} ({:.3}), 1 ms for a draft ({} µs). Missed.",
        total.precision(),
        total.recall(),
        slowest.as_micros()
    )
}

/// What was heard wrongly or not at all, to learn from: of the dev split, unless somebody gives the other one up.
fn mistakes(ears: &BTreeMap<&str, Ear>, own: &[Sentence], split: &str) -> Outcome<()> {
    for sentence in own.iter().filter(|sentence| sentence.split == split) {
        let heard = ears[sentence.language.as_str()].hears(&sentence.text);
        let asks: BTreeSet<String> = sentence.asks.iter().flatten().cloned().collect();
        if heard != asks {
            say(&format!("{}: {} — asks {asks:?}, heard {heard:?}", sentence.id, sentence.text))?;
        }
    }
    Ok(())
}

fn say(text: &str) -> io::Result<()> {
    use io::Write as _;
    writeln!(io::stdout(), "{text}")
}
