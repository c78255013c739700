//! `perfaudit fix [PATH]`.

use crate::finding::Finding;
use crate::fix::migration::Migration;
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
    let (patch, migration, root) = pipeline::with_threads(setup.settings.jobs, || {
        let walk = crate::walk(&request.root, &setup.settings.files)?;
        let mut analysed = pipeline::analyse(&walk, &setup)?;
        let outcome = pipeline::decide(&mut analysed, &setup);
        let shown: Vec<&Finding> = outcome.findings.iter().filter(|f| f.is_shown(&setup.settings)).collect();
        let (model, texts) = (&analysed.model, &analysed.texts);
        let (shown, migration) = if args.migration {
            let asked: Vec<&Finding> = shown.into_iter().filter(|f| f.remedy.index.is_some()).collect();
            let migration = fix::migration::plan(&asked, model, texts);
            // A model that says more than the migrations is a drift: both, or none.
            (if migration.files.is_empty() { Vec::new() } else { asked }, migration)
        } else {
            (shown, Migration::default())
        };
        Ok::<_, Failure>((fix::plan(&shown, model, texts), migration, walk.root))
    })??;
    if args.write {
        fix::write::add(&root, &migration.files).map_err(Failure::Usage)?;
        migration.files.iter().for_each(|file| output::print(&format!("{}\n", file.path)));
        fix::write::apply(&root, &patch).map_err(Failure::Usage)?;
        patch.files.iter().for_each(|file| output::print(&format!("{}\n", file.path)));
    } else {
        output::print(&migration.diff());
        output::print(&patch.diff());
    }
    if args.migration {
        report(&migration, args.write);
        return Ok(OK);
    }
    patch.refused.iter().for_each(|r| output::complain(&format!("{}: {}: {}", r.path, r.rule, r.why)));
    if !patch.beside.is_empty() {
        output::complain(&format!("The edits need beside them, in a migration:\n{}\n", patch.beside.join("\n")));
    }
    output::complain(&summary(&patch, args.write));
    Ok(OK)
}

fn report(migration: &Migration, written: bool) {
    migration.refused.iter().for_each(|why| output::complain(why));
    if !migration.verify.is_empty() {
        output::complain(&format!("Afterwards the database shows the indexes:\n{}\n", migration.verify.join("\n")));
    }
    let verb = if written { "written" } else { "planned; --write writes it" };
    output::complain(&match migration.files.len() {
        0 => "no migration is needed, or none can be made".to_owned(),
        1 => format!("1 migration {verb}"),
        n => format!("{n} migrations {verb}"),
    });
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
