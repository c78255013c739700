//! Where text goes, and whether it may have colours.

use std::env;
use std::io::{self, IsTerminal, Write};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

/// Width of output that does not go to a terminal.
pub const PLAIN_WIDTH: usize = 100;

/// Prints to standard output. A reader that went away (`| head`) is no failure.
pub fn print(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints a line to standard error.
pub fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end());
}

/// Standard output is a terminal, and nobody asked for no colours (<https://no-color.org>).
#[must_use]
pub fn colored() -> bool {
    io::stdout().is_terminal() && colors_allowed()
}

fn colors_allowed() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Columns of the terminal.
#[must_use]
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(PLAIN_WIDTH, |(width, _)| usize::from(width.0))
}

/// A diagnostic with its carets.
#[must_use]
pub fn diagnostic(diagnostic: &dyn Diagnostic) -> String {
    let color = io::stderr().is_terminal() && colors_allowed();
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(PLAIN_WIDTH).with_links(false);
    let mut out = String::new();
    match handler.render_report(&mut out, diagnostic) {
        Ok(()) => out,
        Err(_) => diagnostic.to_string(),
    }
}
