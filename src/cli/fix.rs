//! `perfaudit fix [PATH]`.

use crate::finding::Finding;
use crate::fix::{self, Patch};
use crate::pipeline::setup::Setup;
use crate::pipeline::{self, Failure};

use super::args::FixArgs;
use super::{OK, output};

/// Prints the exact edits of the findings that an audit shows, or applies them.
///
/// # Errors
/// What keeps the audit from being made; with `--write`, a file that cannot be replaced.
pub fn run(args: &FixArgs) -> Result<u8, Failure> {
    let request = args.request();
    let setup = Setup::new(&request)?;
    let (patch, root) = pipeline::with_threads(setup.settings.jobs, || {
        let walk = crate::walk(&request.root, &setup.settings.files)?;
        let mut analysed = pipeline::analyse(&walk, &setup)?;
        let outcome = pipeline::decide(&mut analysed, &setup);
        let shown: Vec<&Finding> = outcome.findings.iter().filter(|f| f.is_shown(&setup.settings)).collect();
        Ok::<_, Failure>((fix::plan(&shown, &analysed.linked.model, &analysed.texts), walk.root))
    })??;
    if args.write {
        fix::write::apply(&root, &patch).map_err(Failure::Usage)?;
        patch.files.iter().for_each(|file| output::print(&format!("{}\n", file.path)));
    } else {
        output::print(&patch.diff());
    }
    patch.refused.iter().for_each(|r| output::complain(&format!("{}: {}: {}", r.path, r.rule, r.why)));
    if !patch.beside.is_empty() {
        output::complain(&format!("The edits need beside them, in a migration:\n{}\n", patch.beside.join("\n")));
    }
    output::complain(&summary(&patch, args.write));
    Ok(OK)
}

fn summary(patch: &Patch, written: bool) -> String {
    let verb = if written { "mended" } else { "can be mended" };
    let count = |n: usize, of: &str| format!("{n} {of}{}", if n == 1 { "" } else { "s" });
    let mut text = format!("{} {verb} in {}", count(patch.mended, "finding"), count(patch.files.len(), "file"));
    if patch.in_words > 0 {
        text.push_str(&format!("; {} with a remedy in words only", patch.in_words));
    }
    if !written && !patch.files.is_empty() {
        text.push_str("; --write applies the edits");
    }
    text
}
