//! perfaudit audits a web-app repository for performance without running it.
//!
//! ```text
//! walk (sorted) ─► per file, in parallel: read, parse, lower to facts
//!              ─► link: evaluate what an import would do ─► model
//!              ─► flow: evaluate entry points, price what they do ─► ledger
//!              ─► rules, in parallel, over model and ledger ─► suppress ─► fingerprint ─► report ─► gate
//! ```
#![forbid(unsafe_code)]

pub mod cli;
pub mod config;
pub mod detect;
pub mod eval;
pub mod facts;
pub mod finding;
pub mod fix;
pub mod flow;
pub mod library;
pub mod link;
pub mod model;
pub mod names;
pub mod pipeline;
pub mod report;
pub mod rule;
pub mod source;
pub mod syntax;

use std::path::Path;

pub use pipeline::Failure;
pub use pipeline::setup::{Request, Setup};
pub use report::Report;
pub use source::walk::{Walk, walk};

/// Audits the path of `request`.
///
/// # Errors
/// When there is nothing to audit, or the configuration, a rule file or the request is wrong.
pub fn audit(request: &Request) -> Result<(Report, Setup), Failure> {
    let setup = Setup::new(request)?;
    let report = audit_with(&request.root, &setup)?;
    Ok((report, setup))
}

/// Audits `root` with settings and rules that are there already.
///
/// # Errors
/// When there is nothing to audit, or linking or pricing as a whole fails.
pub fn audit_with(root: &Path, setup: &Setup) -> Result<Report, Failure> {
    pipeline::with_threads(setup.settings.jobs, || {
        let walk = walk(root, &setup.settings.files)?;
        audit_files(&walk, setup)
    })?
}

/// Audits walked files on the threads of the caller. Their order in `walk` does not matter.
///
/// # Errors
/// [`Failure::Internal`] when linking or pricing as a whole fails.
pub fn audit_files(walk: &Walk, setup: &Setup) -> Result<Report, Failure> {
    let analysed = pipeline::analyse(walk, setup)?;
    Ok(pipeline::judge(&walk.root, analysed, setup))
}
