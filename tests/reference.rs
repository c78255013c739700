//! `docs/rules.md`, the reference of all rules, is what the rule files and the judged findings say.
//! `UPDATE=1 cargo test --test reference` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use perfaudit::finding::Confidence;
use perfaudit::pipeline::setup::{Request, Setup};
use perfaudit::rule::Rule;
use perfaudit::rule::catalogue::FAMILIES;
use serde_json::Value;

/// A rule with fewer judged findings has no precision yet.
const ENOUGH: usize = 10;
/// Below it, a rule may not claim more than medium confidence.
const PRECISION: f64 = 0.85;

/// What people who read the code said about the findings of one rule.
#[derive(Clone, Copy, Default)]
struct Judged {
    right: usize,
    /// Wrong, and reported no more.
    mended: usize,
    /// Wrong, and still reported.
    wrong: usize,
}

impl Judged {
    fn reported(self) -> usize {
        self.right + self.wrong
    }

    /// Share of right ones among what is reported today, in percent.
    fn percent(self) -> usize {
        self.right * 100 / self.reported().max(1)
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rules() -> Vec<Rule> {
    let setup = Setup::new(&Request { root: root().join("rules"), ..Request::default() }).expect("the rules");
    setup.catalogue.rules().to_vec()
}

/// The verdicts on findings of any confidence, or only on those that claim to be sure.
fn judged(only_sure: bool) -> BTreeMap<String, Judged> {
    let mut by_rule: BTreeMap<String, Judged> = BTreeMap::new();
    for file in fs::read_dir(root().join("tests/judged")).expect("verdicts").flatten() {
        if file.path().extension().is_none_or(|ending| ending != "jsonl") {
            continue;
        }
        let text = fs::read_to_string(file.path()).expect("readable");
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let verdict: Value = serde_json::from_str(line).expect("a verdict a line");
            if only_sure && matches!(verdict["confidence"].as_str(), Some("medium" | "low")) {
                continue;
            }
            let of = by_rule.entry(verdict["rule"].as_str().expect("a rule").to_owned()).or_default();
            match verdict["verdict"].as_str() {
                Some("right") => of.right += 1,
                Some("wrong") if verdict["mended"] == true => of.mended += 1,
                Some("wrong") => of.wrong += 1,
                _ => {}
            }
        }
    }
    by_rule
}

fn precision(of: Judged) -> String {
    if of.reported() + of.mended == 0 {
        return "not judged yet".into();
    }
    let mut text = format!("{} of {} right", of.right, of.reported());
    if of.reported() >= ENOUGH {
        let _ = write!(text, " ({} %)", of.percent());
    }
    if of.mended > 0 {
        let _ = write!(text, ", {} wrong mended", of.mended);
    }
    text
}

fn reference() -> String {
    let (rules, judged) = (rules(), judged(false));
    let verdict = |rule: &Rule| judged.get(&rule.id).copied().unwrap_or_default();
    let mut out = String::from(
        "# Rules\n\n\
         Generated from the rule files. *Judged* counts findings on public repositories that a person read against the code \
         (`tests/judged`): how many of those that are reported today are right, and how many wrong ones were mended. \
         Confidence is the highest that a finding of the rule claims; a rule with less than 85 % right claims medium at most. \
         `perfaudit explain RULE` prints the same, `perfaudit: ignore[RULE] reason` in a comment accepts one place.\n\n",
    );
    out.push_str("| rule | severity | confidence | effort | judged |\n| --- | --- | --- | --- | --- |\n");
    let of_family = |family: &'static str| rules.iter().filter(move |rule| rule.family == family);
    for rule in FAMILIES.into_iter().flat_map(of_family) {
        let (severity, confidence, effort) = (rule.severity.name(), rule.confidence.name(), rule.effort.name());
        let _ =
            writeln!(out, "| [{0}](#{0}) | {severity} | {confidence} | {effort} | {1} |", rule.id, precision(verdict(rule)));
    }
    for family in FAMILIES.into_iter().filter(|family| of_family(family).next().is_some()) {
        let _ = writeln!(out, "\n## {}{}", family[..1].to_uppercase(), &family[1..]);
        for rule in of_family(family) {
            describe(&mut out, rule);
        }
    }
    out
}

fn describe(out: &mut String, rule: &Rule) {
    let _ = writeln!(out, "\n### {}\n\n*{}*. {}\n", rule.id, slots(&rule.title), rule.impact.trim());
    let sections = [("Says", &rule.message), ("Why", &rule.why), ("Remedy", &rule.fix), ("Verify", &rule.verify)];
    for (title, text) in sections {
        let _ = writeln!(out, "- **{title}** {}", slots(text));
    }
    let links: Vec<String> = rule.links.iter().map(|link| format!("<{link}>")).collect();
    if !links.is_empty() {
        let _ = writeln!(out, "- **Read on** {}", links.join(", "));
    }
    let _ = writeln!(out, "- **Cases** [rules/{0}/{1}](../rules/{0}/{1})", rule.family, rule.id);
}

/// What a detector fills in is printed as code, and HTML in a text stays text.
fn slots(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('<', "&lt;");
    text.replace(['{', '}'], "`")
}

#[test]
fn the_reference_is_that_of_the_rules_and_the_verdicts() {
    let path: &Path = &root().join("docs/rules.md");
    let now = reference();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, &now).expect("written");
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(written == now, "docs/rules.md is old; UPDATE=1 cargo test --test reference writes it anew");
}

#[test]
fn no_rule_claims_more_than_its_verdicts_bear() {
    let judged = judged(true);
    for rule in rules().iter().filter(|rule| rule.confidence >= Confidence::High) {
        let of = judged.get(&rule.id).copied().unwrap_or_default();
        let enough = of.reported() >= ENOUGH;
        let share = of.right as f64 / of.reported().max(1) as f64;
        assert!(!enough || share >= PRECISION, "{}: {} ships as {}", rule.id, precision(of), rule.confidence.name());
    }
}

#[test]
fn verdicts_name_rules_that_exist() {
    let rules = rules();
    for rule in judged(false).keys() {
        assert!(rules.iter().any(|known| known.id == *rule), "tests/judged names `{rule}`");
    }
}
