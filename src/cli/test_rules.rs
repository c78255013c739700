//! `perfaudit test-rules DIR`.

use crate::pipeline::Failure;
use crate::pipeline::cases::{cases, check};

use super::args::TestRulesArgs;
use super::{GATE, OK, output};

/// Runs the rules of a folder against their own cases. Exit code 1 when one is not as it says.
///
/// # Errors
/// When the folder holds no case.
pub fn run(args: &TestRulesArgs) -> Result<u8, Failure> {
    let folder = args.path.canonicalize().map_err(|error| Failure::Usage(format!("{}: {error}", args.path.display())))?;
    let all = cases(&folder, true);
    if all.is_empty() {
        let why = "no rule with cases: a rule is a folder with rule.toml, bad/<case>/ and good/<case>/";
        return Err(Failure::Usage(format!("{}: {why}", args.path.display())));
    }
    let mut failed = 0;
    for case in &all {
        let found = check(case);
        let shown = case.path.strip_prefix(&folder).unwrap_or(&case.path).display();
        let verdict = if found.is_empty() { "ok" } else { "FAILED" };
        output::print(&format!("{verdict:<7}{shown}\n"));
        found.iter().for_each(|text| output::print(&format!("       {text}\n")));
        failed += usize::from(!found.is_empty());
    }
    output::complain(&format!("{} of {} cases are as they say", all.len() - failed, all.len()));
    Ok(if failed == 0 { OK } else { GATE })
}
