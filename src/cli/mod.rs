//! The command line: definitions here, one file per command. Standard output gets what was asked for, standard error
//! everything else.

mod args;
mod audit;
mod baseline;
mod completions;
mod explain;
mod fix;
mod init;
mod json_schema;
mod new_rule;
mod output;
mod routes;
mod rules;
mod schema;
mod test_rules;

use clap::Parser;

use crate::pipeline::Failure;
use args::{Cli, Command};

/// Everything went well.
pub const OK: u8 = 0;
/// The gate failed.
pub const GATE: u8 = 1;
/// perfaudit could not do its job.
pub const FAILED: u8 = 2;

/// Runs the command of the process's arguments and returns its exit code.
#[must_use]
pub fn run() -> u8 {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { FAILED } else { OK };
            let _ = error.print();
            return code;
        }
    };
    let result = match cli.command {
        None => audit::run(&cli.audit),
        Some(Command::Audit(args)) => audit::run(&args),
        Some(Command::Schema(args)) => schema::run(&args),
        Some(Command::Routes(args)) => routes::run(&args),
        Some(Command::Fix(args)) => fix::run(&args),
        Some(Command::Baseline(args)) => baseline::run(&args),
        Some(Command::Rules(args)) => rules::run(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Init(args)) => init::run(&args),
        Some(Command::NewRule(args)) => new_rule::run(&args),
        Some(Command::TestRules(args)) => test_rules::run(&args),
        Some(Command::Completions(args)) => Ok(completions::run(&args)),
        Some(Command::JsonSchema(args)) => Ok(json_schema::run(&args)),
    };
    result.unwrap_or_else(|failure| {
        report(&failure);
        FAILED
    })
}

fn report(failure: &Failure) {
    match failure {
        Failure::Mistakes(files) => {
            for mistakes in files {
                output::complain(&output::diagnostic(mistakes));
            }
        }
        _ => output::complain(&format!("perfaudit: {failure}")),
    }
}
