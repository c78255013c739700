//! `--changed`: the audit of the working tree against that of the commit it started from.
//!
//! Both trees are audited, so that a finding is new when it was not there before, wherever its evidence stands: an index that a
//! migration drops changes no line of the query that needs it.

use crate::finding::baseline::{Baseline, Known};
use crate::report::{self, Report};
use crate::source::git;

use super::Failure;
use super::setup::{BaselineChoice, Cache, Request, Setup};

/// The report of the working tree, with the base as its baseline and the difference of both ledgers.
///
/// # Errors
/// What keeps one of the two from being audited.
pub fn audit(request: &Request, base: Option<&str>) -> Result<(Report, Setup), Failure> {
    let usage = |why: String| Failure::Usage(format!("--changed: {why}"));
    let commit = git::merge_base(&request.root, base).map_err(usage)?;
    let folder = tempfile::tempdir().map_err(|error| usage(error.to_string()))?;
    git::export(&request.root, &commit, folder.path()).map_err(usage)?;
    // Rules and settings of today judge both: only the tree differs.
    let mut setup = Setup::new(&Request { baseline: BaselineChoice::None, ..request.clone() })?;
    // What did not change is known already; what only the base has is not worth keeping.
    let cache = setup.cache.clone();
    setup.cache = cache.clone().map(|cache| Cache { writes: false, ..cache });
    let before = crate::audit_with(folder.path(), &setup)?;
    setup.cache = cache;
    setup.baseline = Some(as_baseline(&before, &commit));
    let mut after = crate::audit_with(&request.root, &setup)?;
    after.ledger_diff = report::ledger_diff(&before.routes, &after.routes);
    Ok((after, setup))
}

/// All findings of a report, whatever their status, as known ones.
#[must_use]
pub fn as_baseline(report: &Report, name: &str) -> Baseline {
    let known = report.findings.iter().map(|finding| Known {
        path: finding.at.path.clone(),
        rule: finding.rule.clone(),
        symbol: finding.symbol.clone(),
        fingerprint: finding.fingerprint.clone(),
        fingerprint2: finding.fingerprint2.clone(),
        parts: finding.parts.clone(),
    });
    Baseline { name: name.to_owned(), known: known.collect() }
}
