//! `perfaudit init [PATH]`.

use std::fmt::Write as _;
use std::fs;

use crate::config::raw;
use crate::pipeline::Failure;
use crate::pipeline::setup::Request;
use crate::report::Report;

use super::args::InitArgs;
use super::{OK, output};

/// Writes a commented configuration that names what was recognised.
///
/// # Errors
/// When a configuration is there already, or nothing can be read or written.
pub fn run(args: &InitArgs) -> Result<u8, Failure> {
    let path = args.path.join(raw::FILE);
    if path.exists() {
        return Err(Failure::Usage(format!("{} is there already", path.display())));
    }
    let (report, _) = crate::audit(&Request { root: args.path.clone(), ..Request::default() })?;
    let text = text(&report);
    fs::write(&path, text).map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
    output::complain(&format!("{} is written; `perfaudit baseline write` keeps what is known today", path.display()));
    Ok(OK)
}

fn text(report: &Report) -> String {
    let mut out = String::from("# Configuration of perfaudit. Every key is optional; what stands here is the default.\n");
    for entry in report.head.stack.iter().chain(&report.head.dialect) {
        let version = entry.version.as_ref().map_or_else(String::new, |version| format!(" {version}"));
        let proof = entry.at.as_ref().map_or_else(String::new, |at| format!(" ({})", at.short()));
        let _ = writeln!(out, "# recognised: {} {}{version}{proof}", entry.kind, entry.name);
    }
    out.push_str(
        "\nselect = [\"all\"]       # rules or families; `perfaudit rules` lists them\nignore = []\nseverity = \"low\"       # what is shown\n\
         confidence = \"medium\"\nfail-on = \"critical\"   # what fails the run, of high or certain confidence\n",
    );
    out.push_str("\n# Known sizes of tables, for ranking; a list of a small table may be read whole.\n[rows]\n");
    for table in tables(report) {
        let _ = writeln!(out, "# {table} = 100000");
    }
    out.push_str("\n# Statements of a request, by glob.\n[budget]\n# \"GET /*\" = 20\n");
    out
}

/// Tables that the route ledger multiplies by, as it names them.
fn tables(report: &Report) -> Vec<String> {
    let atoms = report.routes.iter().flat_map(|route| &route.worst.terms).flat_map(|term| &term.factors);
    let names = atoms.filter_map(|factor| factor.atom.strip_prefix("N(")?.strip_suffix(')').map(str::to_owned));
    let names: std::collections::BTreeSet<String> =
        names.filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')).collect();
    names.into_iter().take(20).collect()
}
