//! Text to facts: the only code that names a parser crate.

pub mod asset;
pub mod deploy;
pub mod pattern;
pub mod python;
pub mod script;
pub mod sql;
pub mod template;

use crate::facts::{FileFacts, Language, Note, NoteKind, Role};
use crate::source::classify::is_below_served;
use crate::source::text::decode;

/// One file to read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Relative to the audited path, with `/`.
    pub path: &'a str,
    pub language: Language,
    pub role: Role,
    pub bytes: &'a [u8],
}

/// What the file says. Never fails: what was not understood stands in the notes.
#[must_use]
pub fn read(input: &Input) -> FileFacts {
    match input.language {
        Language::JavaScript | Language::TypeScript | Language::Css | Language::Image => {
            let asset = asset::read(input.path, input.bytes);
            // What a minifier wrote is changed in its source.
            let is_source = input.language == Language::JavaScript && asset.minified != Some(true);
            let mut facts = FileFacts { asset: Some(asset), ..FileFacts::default() };
            if is_source && input.role == Role::App {
                let text = decode(input.bytes).0;
                facts.polls = script::polls(&text, 0);
                facts.awaited_requests = script::awaited_requests(&text, 0);
            }
            facts
        }
        // Fonts, source maps, backup copies: what lies in a served folder can be downloaded, whatever it is.
        Language::Other if is_below_served(input.path) => {
            FileFacts { asset: Some(asset::read(input.path, input.bytes)), ..FileFacts::default() }
        }
        Language::Other => FileFacts::default(),
        Language::Python | Language::Template | Language::Sql | Language::Deploy => read_text(input),
    }
}

fn read_text(input: &Input) -> FileFacts {
    let (text, replaced) = decode(input.bytes);
    let mut facts = FileFacts::default();
    match input.language {
        Language::Python => {
            let (program, notes) = python::lower(&text);
            facts.program = Some(program);
            facts.notes = notes;
        }
        Language::Template => {
            let (program, page, notes) = template::lower(input.path, &text);
            facts.program = Some(program);
            facts.page = Some(page);
            facts.polls = script::polls_of_page(&text);
            facts.awaited_requests = script::awaited_requests_of_page(&text);
            facts.inline_names = script::inline_names(&text);
            facts.notes = notes;
        }
        Language::Sql => (facts.ddl, facts.notes) = sql::statements(&text, None),
        _ => (facts.deploy, facts.notes) = deploy::read(input.path, &text),
    }
    if replaced {
        let text = "not UTF-8: read as Windows-1252".into();
        facts.notes.push(Note { kind: NoteKind::Encoding, span: None, text });
    }
    facts
}
