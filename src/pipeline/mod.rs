//! Drives the flow of the crate's front page: set up, read, link, price, judge, report.

pub mod cases;
pub mod changed;
mod compress;
mod coverage;
mod kept;
pub mod read;
pub mod setup;
pub mod stubs;
pub mod test_apps;

use std::collections::BTreeSet;
use std::path::Path;

use thiserror::Error;

use crate::config::document::Mistakes;
use crate::config::raw::ReadError;
use crate::finding::fingerprint;
use crate::flow::ledger::Ledger;
use crate::library::Library;
use crate::model::Model;
use crate::report::{self, Report, ReportInput};
use crate::rule::run::Outcome;
use crate::rule::{self, Input};
use crate::source::guard::guarded;
use crate::source::text::Texts;
use crate::source::walk::{Walk, WalkError};
use crate::{detect, flow, link};

use kept::{Before, Kept, KeptRef};
use read::Read;
pub use setup::Setup;

/// Threads parse deeply nested files; the stack is only reserved, not used.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Why no report could be made.
#[derive(Debug, Error)]
pub enum Failure {
    #[error(transparent)]
    Walk(#[from] WalkError),
    #[error(transparent)]
    Config(#[from] ReadError),
    /// Mistakes in the configuration or in rule files, one diagnostic a file.
    #[error("mistakes in {} of the files that say how to audit", .0.len())]
    Mistakes(Vec<Mistakes>),
    #[error("{0}")]
    Usage(String),
    #[error("internal error: {0}")]
    Internal(String),
}

/// What the tree is, before rules judge it.
pub struct Analysed {
    pub model: Model,
    pub ledger: Ledger,
    pub texts: Texts,
    pub coverage: report::Coverage,
    directives: Vec<rule::suppress::Directive>,
}

/// Reads, links and prices the walked files.
///
/// # Errors
/// [`Failure::Internal`] when linking or pricing as a whole fails.
pub fn analyse(walk: &Walk, setup: &Setup) -> Result<Analysed, Failure> {
    let patterns = setup.patterns();
    let before = setup.cache.as_ref().map(|cache| Before::new(walk, &patterns, cache));
    if let Some(kept) = before.as_ref().and_then(Before::same) {
        let texts = Texts::new(walk.root.clone(), kept.model.files.iter().map(|file| file.path.clone()).collect());
        let Kept { model, ledger, coverage, directives } = kept;
        return Ok(Analysed { model, ledger, texts, coverage, directives });
    }
    let Read { files, directives, mut coverage, keys } = read::read(walk, &patterns, setup.cache.as_ref());
    let texts = Texts::new(walk.root.clone(), files.iter().map(|file| file.entry.path.clone()).collect());
    let pattern_hits = read::pattern_places(&files);
    coverage::add_file_notes(&mut coverage, &files, &texts);
    let stubs = stubs::stubs(&walk.root, &mut coverage);
    let mut linked = guarded(|| link::link(files, stubs, &Library)).map_err(Failure::Internal)?;
    linked.model.pattern_hits = pattern_hits;
    let ledger = guarded(|| flow::price(&linked, &Library)).map_err(Failure::Internal)?;
    coverage.internal_errors.extend(ledger.failed.iter().cloned());
    flow::pages::connect(&mut linked.model, &ledger);
    compress::compress(&walk.root, &mut linked.model.assets);
    let model = linked.model;
    if let Some(before) = before {
        let kept =
            before.keep(&keys, &KeptRef { model: &model, ledger: &ledger, coverage: &coverage, directives: &directives });
        coverage.cache = coverage.cache.or(kept.err());
    }
    Ok(Analysed { model, ledger, texts, coverage, directives })
}

/// Runs the rules over what was analysed: suppressed findings are marked, and all have their fingerprints.
#[must_use]
pub fn decide(analysed: &mut Analysed, setup: &Setup) -> Outcome {
    let Analysed { model, ledger, texts, coverage, directives } = analysed;
    let model = &*model;
    let input = Input { model, ledger, texts, settings: &setup.settings };
    let mut outcome = rule::run::run(&setup.rules, detect::TABLE, &input);
    coverage.internal_errors.append(&mut outcome.internal_errors);
    let known = setup.catalogue.rules().iter().map(|rule| rule.id.as_str()).collect();
    let ran: BTreeSet<&str> = setup.rules.iter().map(|rule| rule.id.as_str()).collect();
    let remarks = rule::suppress::apply(&mut outcome.findings, directives, &known, &ran, texts);
    coverage::add_remarks(coverage, remarks, model, texts);
    let unused = rule::decide::apply(&mut outcome.findings, &setup.settings, model, &ran);
    coverage::add_decisions(coverage, unused, &setup.settings);
    fingerprint::assign(&mut outcome.findings, model, texts);
    outcome.claims = detect::claims::check(&input, &outcome.findings);
    if let Some(baseline) = &setup.baseline {
        outcome.gone = baseline.compare(&mut outcome.findings);
        outcome.gone.retain(|known| ran.contains(known.rule.as_str()));
    }
    outcome
}

/// Runs the rules over what was analysed, and builds the report.
#[must_use]
pub fn judge(root: &Path, mut analysed: Analysed, setup: &Setup) -> Report {
    let outcome = decide(&mut analysed, setup);
    report::build(&analysed.report_input(root, &outcome, setup))
}

impl Analysed {
    /// All that a report is made of.
    #[must_use]
    pub fn report_input<'a>(&'a self, root: &'a Path, outcome: &'a Outcome, setup: &'a Setup) -> ReportInput<'a> {
        ReportInput {
            root,
            model: &self.model,
            ledger: &self.ledger,
            findings: &outcome.findings,
            baseline: setup.baseline.as_ref(),
            gone: &outcome.gone,
            verified: &outcome.verified,
            not_assessable: &outcome.not_assessable,
            claims: &outcome.claims,
            rules: &setup.rules,
            settings: &setup.settings,
            texts: &self.texts,
            coverage: &self.coverage,
        }
    }
}

/// Runs `work` with as many threads as the settings say.
///
/// # Errors
/// [`Failure::Internal`] when the threads cannot be started.
pub fn with_threads<T: Send>(jobs: Option<usize>, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).stack_size(STACK_BYTES).build();
    Ok(pool.map_err(|error| Failure::Internal(error.to_string()))?.install(work))
}
