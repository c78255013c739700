//! Exact edits of findings, put together into a change of files: nothing is guessed here, and nothing is written but by
//! [`write::apply`].

mod merge;
pub mod migration;
pub mod write;

use std::collections::BTreeMap;

use similar::TextDiff;

use crate::finding::{Edit, Finding};
use crate::model::{FileId, Model};
use crate::source::text::Texts;
use crate::syntax::python;

/// Unchanged lines around a change.
const CONTEXT: usize = 3;

/// What the edits of some findings make of the tree.
#[derive(Debug, Default)]
pub struct Patch {
    /// Sorted by path.
    pub files: Vec<FilePatch>,
    /// Findings whose edits are all in `files`.
    pub mended: usize,
    /// What is to be run beside the edits, as the migration of a schema that they change.
    pub beside: Vec<String>,
    /// Findings that say what to do in words only.
    pub in_words: usize,
    /// Findings with edits that cannot be applied: rule, path, why.
    pub refused: Vec<Refused>,
}

/// One file before and after.
#[derive(Debug)]
pub struct FilePatch {
    pub path: String,
    pub before: String,
    pub after: String,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    pub rule: String,
    pub path: String,
    pub why: &'static str,
}

impl Patch {
    /// The change as a unified diff that `git apply` and `patch -p1` read; empty when there is none.
    #[must_use]
    pub fn diff(&self) -> String {
        let diff = |file: &FilePatch| {
            let (old, new) = (format!("a/{}", file.path), format!("b/{}", file.path));
            TextDiff::from_lines(&file.before, &file.after)
                .unified_diff()
                .context_radius(CONTEXT)
                .header(&old, &new)
                .to_string()
        };
        self.files.iter().map(diff).collect()
    }
}

/// Collects the edits of `findings`, first come, first served: a finding whose edits overlap others' is refused as a whole.
#[must_use]
pub fn plan(findings: &[&Finding], model: &Model, texts: &Texts) -> Patch {
    let mut patch = Patch::default();
    let mut taken: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    let mut mended: Vec<&Finding> = Vec::new();
    for finding in findings {
        let edits = &finding.remedy.edits;
        if edits.is_empty() {
            patch.in_words += 1;
        } else if edits.iter().all(|e| taken.get(&e.place.file).is_none_or(|others| merge::fits(e, others))) {
            edits.iter().for_each(|e| taken.entry(e.place.file).or_default().push(e));
            mended.push(finding);
        } else {
            patch.refuse(finding, model, "its edit overlaps the edit of another finding");
        }
    }
    let mut broken: Vec<FileId> = Vec::new();
    for (file, edits) in taken {
        let before = texts.get(file.index()).text.clone();
        match merge::apply(&before, edits).filter(|after| is_sound(model.path(file), &before, after)) {
            Some(after) if after != before => patch.files.push(FilePatch { path: model.path(file).to_owned(), before, after }),
            Some(_) => {}
            None => broken.push(file),
        }
    }
    for finding in mended {
        if finding.remedy.edits.iter().any(|e| broken.contains(&e.place.file)) {
            patch.refuse(finding, model, "the edited file would not parse");
        } else {
            patch.mended += 1;
            patch.beside.extend(finding.remedy.code.clone());
        }
    }
    patch.files.sort_by(|a, b| a.path.cmp(&b.path));
    patch.beside.sort();
    patch.beside.dedup();
    patch
}

impl Patch {
    fn refuse(&mut self, finding: &Finding, model: &Model, why: &'static str) {
        let path = model.path(finding.place.file).to_owned();
        self.refused.push(Refused { rule: finding.rule.clone(), path, why });
    }
}

/// An edit never adds a syntax error.
fn is_sound(path: &str, before: &str, after: &str) -> bool {
    !path.ends_with(".py") || python::lower(after).1.len() <= python::lower(before).1.len()
}
