//! Apache: the processes that mod_wsgi starts for an app.

use super::lines::logical;
use super::{Facts, words};

/// `WSGIDaemonProcess name processes=4 threads=15`
pub(super) fn read(text: &str, out: &mut Facts) {
    for line in logical(text) {
        let Some(options) = directive(line.text, "WSGIDaemonProcess") else { continue };
        let mut words = vec!["mod_wsgi".into()];
        words.extend(words::commands(options).into_iter().flatten());
        out.command(line.span, "apache", None, words);
    }
}

/// What stands behind a directive; their names have no case.
fn directive<'t>(line: &'t str, name: &str) -> Option<&'t str> {
    let (word, rest) = line.trim().split_once(char::is_whitespace)?;
    word.eq_ignore_ascii_case(name).then_some(rest)
}
