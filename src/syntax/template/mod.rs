//! Jinja and Django templates: one pass over HTML and template tags that never fails.
//!
//! The lexer splits the text, [`lowering`] keeps the open tags and turns them into statements, [`html`] follows the
//! markup between them.

mod dialect;
mod django;
mod expressions;
mod html;
mod jinja;
mod lexer;
mod lowering;
mod tags;
#[cfg(test)]
mod tests;
mod tokens;

use crate::facts::page::PageFacts;
use crate::facts::program::Access;
use crate::facts::{Note, Program};

use html::Html;
use lexer::{Token, slice};
use lowering::Lowering;
use tags::Tag;

/// Lowers one template. `path` hints at the dialect where the text does not say it.
#[must_use]
pub fn lower(path: &str, text: &str) -> (Program, PageFacts, Vec<Note>) {
    let jinja = lexer::tokens(text, Access::Jinja);
    let named = path.contains("jinja") || path.contains(".j2");
    let (dialect, either) = if named { (Access::Jinja, false) } else { dialect::decide(text, &jinja) };
    let tokens = if dialect == Access::Jinja { jinja } else { lexer::tokens(text, dialect) };
    let mut lowering = Lowering::new(text, dialect, &tokens);
    let mut html = Html::new();
    for token in &tokens {
        read(*token, text, &mut lowering, &mut html);
    }
    let (page, comments) = html.finish();
    for (span, comment) in comments {
        lowering.comment(span, &comment);
    }
    let (mut program, notes) = lowering.finish();
    program.either = either;
    program.comments.sort_by_key(|c| c.span);
    (program, page, notes)
}

fn read<'t>(token: Token, text: &'t str, lowering: &mut Lowering<'t>, html: &mut Html) {
    let printed = match token {
        Token::Text(span) => {
            html.text(slice(text, span), span.start as usize, lowering.surroundings());
            return;
        }
        Token::Comment { span, inner } => {
            lowering.comment(span, slice(text, inner));
            return;
        }
        Token::Output { span, inner } => {
            if slice(text, inner).rsplit_once('|').is_some_and(|(_, filter)| filter.trim() == "safe") {
                html.markup(span);
            }
            lowering.output(span, inner)
        }
        Token::Tag { span, name, rest } => {
            let name_span = name;
            html.bundle(slice(text, name), slice(text, rest), span);
            let printed = lowering.tag(Tag { name: slice(text, name), name_span, rest, span });
            // A condition inside a value makes the value unknown, whatever its branches say.
            if printed.is_none() && html.in_kept_value() { Some(lowering.unknown(span)) } else { printed }
        }
    };
    match printed {
        Some(value) => html.hole(value, lowering.surroundings()),
        None => html.control(),
    }
}
