//! The baseline: findings that a project knows of and does not want to hear about again, by fingerprint, never by number.
//!
//! One line a finding, sorted, so that two branches merge. A finding is known when its first fingerprint stands in the file, or,
//! among those that are left, its second one: a moved file or function is not new.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Finding;

/// The file that is read when it stands in the audited folder.
pub const FILE: &str = "perfaudit-baseline.json";
const VERSION: u32 = 1;

/// How a finding stands to a baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Against {
    New,
    Known,
}

/// One known finding. Only the fingerprints decide; the rest is for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Known {
    pub path: String,
    pub rule: String,
    pub symbol: String,
    pub fingerprint: String,
    pub fingerprint2: String,
    /// What its one place stood for; a finding that speaks of more is new.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
}

impl Known {
    /// Nothing came to what was known. Files of before parts were written know all.
    fn covers(&self, finding: &Finding) -> bool {
        self.parts.is_empty() || finding.parts.iter().all(|part| self.parts.contains(part))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// As shown to the user.
    pub name: String,
    pub known: Vec<Known>,
}

#[derive(Deserialize)]
struct Document {
    version: u32,
    findings: Vec<Known>,
}

impl Baseline {
    /// # Errors
    /// What is wrong with the text, with its line.
    pub fn parse(name: &str, text: &str) -> Result<Self, String> {
        let document: Document = serde_json::from_str(text).map_err(|error| format!("{name}: {error}"))?;
        if document.version != VERSION {
            let found = document.version;
            return Err(format!(
                "{name}: expected version {VERSION}, found {found}; `perfaudit baseline write` writes it anew"
            ));
        }
        Ok(Self { name: name.to_owned(), known: document.findings })
    }

    /// The text of the file: sorted, one line a finding.
    #[must_use]
    pub fn text(&self) -> String {
        let known: BTreeSet<&Known> = self.known.iter().collect();
        let lines: Vec<String> = known.into_iter().filter_map(|known| serde_json::to_string(known).ok()).collect();
        let lines = lines.join(",\n");
        format!("{{\n\"version\": {VERSION},\n\"findings\": [\n{lines}\n]\n}}\n")
    }

    /// Marks every finding as new or known, and returns those of the baseline that none of them is.
    pub fn compare(&self, findings: &mut [Finding]) -> Vec<Known> {
        let first: BTreeMap<&str, usize> = self.known.iter().enumerate().map(|(at, k)| (k.fingerprint.as_str(), at)).collect();
        let mut met = vec![false; self.known.len()];
        let mut left = Vec::new();
        for (at, finding) in findings.iter_mut().enumerate() {
            match first.get(finding.fingerprint.as_str()) {
                Some(&known) => {
                    met[known] = true;
                    finding.baseline = Some(if self.known[known].covers(finding) { Against::Known } else { Against::New });
                }
                None => left.push(at),
            }
        }
        let mut second: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, known) in self.known.iter().enumerate().filter(|(at, _)| !met[*at]) {
            second.entry(&known.fingerprint2).or_default().push(at);
        }
        for at in left {
            let finding = &mut findings[at];
            let at = second.get_mut(finding.fingerprint2.as_str()).and_then(Vec::pop);
            let known = at.map(|at| &self.known[at]);
            let covered = known.is_some_and(|known| known.covers(finding));
            finding.baseline = Some(if covered { Against::Known } else { Against::New });
            at.into_iter().for_each(|at| met[at] = true);
        }
        self.known.iter().zip(met).filter(|(_, met)| !met).map(|(known, _)| known.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(path: &str, one: &str, two: &str) -> Known {
        Known {
            path: path.into(),
            rule: "r".into(),
            symbol: "s".into(),
            fingerprint: one.into(),
            fingerprint2: two.into(),
            parts: vec!["A.b".into()],
        }
    }

    #[test]
    fn a_text_is_read_back_and_has_a_line_a_finding() {
        let baseline = Baseline { name: "b".into(), known: vec![known("a.py", "1", "x"), known("b.py", "2", "y")] };
        let text = baseline.text();
        assert_eq!(text.lines().count(), 7);
        assert_eq!(Baseline::parse("b", &text), Ok(baseline));
    }

    #[test]
    fn another_version_and_broken_text_are_said() {
        assert!(Baseline::parse("b.json", "{\"version\": 9, \"findings\": []}").unwrap_err().contains("expected version 1"));
        assert!(Baseline::parse("b.json", "{\n\"version\": 1,\n").unwrap_err().contains("line 3"));
    }
}
