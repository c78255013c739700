//! Backups and copies in a served folder: whoever knows the name downloads them, and whoever edits the project edits the
//! wrong one.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Language;
use crate::facts::asset::AssetKind;
use crate::finding::{Confidence, EvidenceRole, Severity, Verdict};
use crate::model::delivery::Asset;
use crate::model::{FileId, Model};
use crate::rule::{Detector, Input, Rule};

use super::{first_line, is_own, loads_of, size, split};

/// Endings that editors and people give to what they keep aside.
const ENDINGS: &[&str] = &["bak", "old", "orig", "backup"];
/// Words of a name that say the same, when the file without the word stands beside it.
const WORDS: &[&str] = &["backup", "bak", "old", "orig", "original", "copy"];
/// Files below are placeholders, equal by chance.
const MIN_COPY_BYTES: u64 = 256;

pub struct BackupAssetShipped;

impl Detector for BackupAssetShipped {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let candidates = candidates(input.model);
        if candidates.is_empty() {
            return;
        }
        let references = References::search(input, &candidates);
        for candidate in &candidates {
            if let Some(verdict) = finding(rule, input.model, candidate, &references) {
                out.push(verdict);
            }
        }
    }
}

struct Candidate<'m> {
    at: usize,
    asset: &'m Asset,
    /// The file that it is a backup of, when it stands beside it.
    of: Option<&'m Asset>,
    identical: bool,
}

fn candidates(model: &Model) -> Vec<Candidate<'_>> {
    let by_path: BTreeMap<&str, &Asset> = model.assets.iter().map(|asset| (asset.path.as_str(), asset)).collect();
    let candidate = |(at, asset): (usize, &'_ Asset)| {
        if !asset.served || !is_own(model, asset.file) {
            return None;
        }
        let (folder, name) = split(&asset.path);
        let original = originals(name).into_iter().find_map(|original| by_path.get(format!("{folder}{original}").as_str()));
        let of = original.map(|original| model.assets.iter().find(|a| a.path == original.path)).unwrap_or_default();
        let identical = of.is_some_and(|of| of.content == asset.content && asset.bytes >= MIN_COPY_BYTES);
        (has_ending(name) || of.is_some()).then_some((at, of, identical))
    };
    let found = model.assets.iter().enumerate().filter_map(candidate);
    found.map(|(at, of, identical)| Candidate { at, asset: &model.assets[at], of, identical }).collect()
}

fn has_ending(name: &str) -> bool {
    name.ends_with('~') || name.rsplit_once('.').is_some_and(|(_, e)| ENDINGS.contains(&e.to_ascii_lowercase().as_str()))
}

/// Names that a backup of this name may be a backup of.
fn originals(name: &str) -> Vec<String> {
    if let Some(bare) = name.strip_suffix('~') {
        return vec![bare.to_owned()];
    }
    if has_ending(name) {
        return name.rsplit_once('.').map(|(bare, _)| vec![bare.to_owned()]).unwrap_or_default();
    }
    let Some((stem, extension)) = name.rsplit_once('.') else { return Vec::new() };
    let trimmed = stem.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | ' ' | '_' | '-'));
    let lower = trimmed.to_ascii_lowercase();
    let word = WORDS.iter().find_map(|word| {
        let bare = trimmed.get(..lower.strip_suffix(word)?.len())?;
        bare.ends_with(['_', '-', '.', ' ']).then(|| bare.trim_end_matches(['_', '-', '.', ' ']).to_owned())
    });
    // `app (1).js` is what a browser calls a second download.
    let numbered = stem.ends_with(')').then(|| trimmed.to_owned()).filter(|bare| bare != stem);
    word.or(numbered).map(|bare| vec![format!("{bare}.{extension}")]).unwrap_or_default()
}

/// Files that name a candidate, by file name.
struct References(BTreeMap<String, FileId>);

impl References {
    /// Reads templates, Python, scripts and styles: only when there is a candidate at all.
    fn search(input: &Input<'_>, candidates: &[Candidate<'_>]) -> Self {
        let names: BTreeSet<&str> = candidates.iter().map(|c| split(&c.asset.path).1).collect();
        let own: BTreeSet<FileId> = candidates.iter().map(|c| c.asset.file).collect();
        let mut found = BTreeMap::new();
        for (id, file) in (0u32..).map(FileId).zip(&input.model.files) {
            let code = matches!(
                file.language,
                Language::Python | Language::Template | Language::JavaScript | Language::TypeScript | Language::Css
            );
            if !code || own.contains(&id) || found.len() == names.len() {
                continue;
            }
            let text = input.texts.get(id.index());
            for name in &names {
                if !found.contains_key(*name) && mentions(&text.text, name) {
                    found.insert((*name).to_owned(), id);
                }
            }
        }
        Self(found)
    }

    fn of(&self, asset: &Asset) -> Option<FileId> {
        self.0.get(split(&asset.path).1).copied()
    }
}

/// `name` stands in `text` as a name of its own, not as the end of a longer one.
fn mentions(text: &str, name: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), name)
        .any(|at| at == 0 || !matches!(text.as_bytes()[at - 1], b'-' | b'_' | b'.' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9'))
}

fn finding(rule: &Rule, model: &Model, candidate: &Candidate<'_>, references: &References) -> Option<Verdict> {
    let asset = candidate.asset;
    let load = loads_of(model, candidate.at).next();
    let reference = references.of(asset);
    let used = load.is_some() || reference.is_some();
    let code = matches!(asset.kind, AssetKind::Script | AssetKind::Style | AssetKind::Other);
    // A name that is used is a name: an icon called `copy`, a page's old style. Only equal content says more.
    if used && !candidate.identical && !has_ending(split(&asset.path).1) {
        return None;
    }
    if !code && !candidate.identical {
        return None;
    }
    let of = candidate.of.map_or_else(String::new, |of| format!(" of {}", split(&of.path).1));
    let kind = if candidate.identical { "an identical copy" } else { "a backup" };
    let (severity, reason) = if used {
        (Severity::Low, "something still names it")
    } else {
        (Severity::Info, "nothing names it: it costs a deployment, not a request")
    };
    let mut finding = rule
        .finding(first_line(asset), asset.path.clone())
        .slot("file", split(&asset.path).1)
        .slot("kind", kind)
        .slot("of", of)
        .slot("raw", size(asset.bytes))
        .severity(severity, reason)
        .confidence(if candidate.of.is_some() { Confidence::High } else { Confidence::Medium });
    if let Some(of) = candidate.of {
        finding = finding.evidence(first_line(of), EvidenceRole::Definition, "the file in use");
    }
    if let Some(load) = load {
        finding = finding.evidence(load.place, EvidenceRole::Access, format!("loads {}", load.url));
    }
    Some(finding.build())
}
