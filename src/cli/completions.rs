//! `perfaudit completions SHELL`.

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::{OK, output};

/// Prints the completion script of a shell.
#[must_use]
pub fn run(args: &CompletionsArgs) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "perfaudit", &mut script);
    output::print(&String::from_utf8_lossy(&script));
    OK
}
