//! `perfaudit new-rule FOLDER/RULE`.

use std::fs;
use std::path::Path;

use crate::pipeline::Failure;

use super::args::NewRuleArgs;
use super::{OK, output};

/// Writes a rule with a pattern that works, and a case of each kind.
///
/// # Errors
/// When the name is no rule id, or the folder is there already or cannot be written.
pub fn run(args: &NewRuleArgs) -> Result<u8, Failure> {
    let id = args.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !is_id {
        return Err(Failure::Usage(format!("`{id}` is no rule id: lower-case letters, digits and hyphens")));
    }
    if args.path.exists() {
        return Err(Failure::Usage(format!("{} is there already", args.path.display())));
    }
    write(&args.path.join("rule.toml"), &RULE.replace("{id}", &id))?;
    write(&args.path.join("bad/first/app.py"), &BAD.replace("{id}", &id))?;
    write(&args.path.join("good/first/app.py"), GOOD)?;
    let folder = args.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.display();
    output::complain(&format!(
        "{} is a rule that works. `perfaudit test-rules {folder}` runs its cases; `rule-folders = [\"{folder}\"]` in perfaudit.toml \
         puts it into the audit.",
        args.path.display()
    ));
    Ok(OK)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::Usage(format!("{}: {error}", path.display()));
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    fs::write(path, text).map_err(failed)
}

const RULE: &str = r#"id = "{id}"
title = "What is wrong, in a few words"
family = "requests"            # schema, queries, serving, startup, requests, pages, caching, operations
severity = "medium"            # what it costs if it is true
confidence = "high"            # how often it is true
effort = "low"
impact = "What it costs, and when that is paid."
message = "What stands at the place."
why = "Why that costs."
fix = "What to write instead."
verify = "One command or step, and the expected result."

# A tree-sitter query; the capture @finding marks the place. One of the words must stand in a file for it to be searched.
[[detect.query]]
language = "python"
prefilter = ["sleep"]
pattern = '''
(call function: (attribute object: (identifier) @module attribute: (identifier) @name)
  (#eq? @module "time") (#eq? @name "sleep")) @finding
'''
"#;

const BAD: &str = "import time\n\n\ndef view():\n    time.sleep(1)  # expect: {id}\n";
const GOOD: &str = "import asyncio\n\n\nasync def view():\n    await asyncio.sleep(1)\n";
