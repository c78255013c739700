//! Procfile: `web: gunicorn app:app`.

use super::{Facts, span_in};

pub(super) fn read(text: &str, out: &mut Facts) {
    for line in text.lines() {
        let line = line.trim();
        let Some((process, command)) = line.split_once(':') else { continue };
        if !line.starts_with('#') {
            out.shell(span_in(text, line), "procfile", Some(process.trim()), command);
        }
    }
}
