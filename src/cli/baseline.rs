//! `perfaudit baseline write|prune|show [PATH]`.

use std::fs;

use crate::finding::baseline::{Baseline, FILE, Known};
use crate::pipeline::changed::as_baseline;
use crate::pipeline::setup::BaselineChoice;
use crate::pipeline::{Failure, Setup};
use crate::report::Report;
use crate::report::words::count;

use super::args::{BaselineAction, BaselineArgs};
use super::{OK, output};

/// # Errors
/// What keeps the audit from being made, or the file from being read or written.
pub fn run(args: &BaselineArgs) -> Result<u8, Failure> {
    match args.action {
        BaselineAction::Write => write(args),
        BaselineAction::Prune => prune(args),
        BaselineAction::Show => show(args),
    }
}

/// Everything that is open now, shown or not: what a stricter flag shows tomorrow is not new.
fn write(args: &BaselineArgs) -> Result<u8, Failure> {
    let request = args.request(BaselineChoice::None);
    let (report, setup) = crate::audit(&request)?;
    let mut baseline = as_baseline(&report, FILE);
    baseline.known = baseline.known.into_iter().zip(&report.findings).filter(|(_, f)| f.is_open()).map(|(k, _)| k).collect();
    let path = file(args, &setup);
    store(&path, &baseline)?;
    output::complain(&format!("{}: {}", path.display(), count(baseline.known.len(), "known finding", "known findings")));
    Ok(OK)
}

/// Takes out what is no more.
fn prune(args: &BaselineArgs) -> Result<u8, Failure> {
    let (report, setup) = compared(args)?;
    let path = file(args, &setup);
    let (Some(mut baseline), Some(view)) = (setup.baseline, report.baseline) else { return Err(missing(&path)) };
    baseline.known.retain(|known| !view.gone.contains(known));
    store(&path, &baseline)?;
    let (gone, left) = (count(view.gone.len(), "finding is", "findings are"), baseline.known.len());
    output::complain(&format!("{}: {gone} no more and taken out, {left} left", path.display()));
    Ok(OK)
}

fn show(args: &BaselineArgs) -> Result<u8, Failure> {
    let (report, setup) = compared(args)?;
    let (Some(baseline), Some(view)) = (&setup.baseline, &report.baseline) else { return Err(missing(&file(args, &setup))) };
    let mut known: Vec<&Known> = baseline.known.iter().collect();
    known.sort();
    for one in &known {
        let gone = if view.gone.contains(one) { " (no more)" } else { "" };
        output::print(&format!("{} {} {}{gone}\n", one.path, one.rule, one.symbol));
    }
    let all = count(known.len(), "known finding", "known findings");
    output::complain(&format!("{}: {all}, {} no more, {} new", view.name, view.gone.len(), view.new));
    Ok(OK)
}

fn compared(args: &BaselineArgs) -> Result<(Report, Setup), Failure> {
    crate::audit(&args.request(args.choice()))
}

/// The file that is meant, whether it is there or not.
fn file(args: &BaselineArgs, setup: &Setup) -> std::path::PathBuf {
    let usual = || args.path.join(setup.settings.baseline.as_deref().unwrap_or(FILE));
    args.baseline.clone().unwrap_or_else(usual)
}

fn store(path: &std::path::Path, baseline: &Baseline) -> Result<(), Failure> {
    fs::write(path, baseline.text()).map_err(|error| Failure::Usage(format!("baseline {}: {error}", path.display())))
}

fn missing(path: &std::path::Path) -> Failure {
    Failure::Usage(format!("there is no baseline {}; `perfaudit baseline write` makes one", path.display()))
}
