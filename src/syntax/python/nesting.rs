//! Refuses texts that are nested so deep that only a generator or an attacker can have written them: parsing them would
//! take stack (or memory) in proportion.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, lexer};

use crate::facts::{Note, NoteKind};

/// Deepest nesting of brackets that is parsed.
const MAX_BRACKETS: usize = 200;
/// Longest row of prefix operators (`not not -x`) that is parsed.
const MAX_PREFIXES: usize = 5_000;

/// The note of a text that is not parsed.
pub(super) fn refuse(text: &str) -> Option<Note> {
    if u32::try_from(text.len()).is_err() {
        return Some(Note { kind: NoteKind::TooLarge, span: None, text: "more than 4 GiB of text".into() });
    }
    // Brackets in strings and comments count here too, so this only says whether a closer look is needed.
    let bytes = text.as_bytes();
    // Most texts are too short for many prefixes: each needs a byte of its own.
    let few_prefixes = bytes.len() <= MAX_PREFIXES || naive_prefixes(bytes) <= MAX_PREFIXES;
    if few_prefixes && (few_brackets(bytes) || naive_depth(bytes) <= MAX_BRACKETS) {
        return None;
    }
    let refused = || Note { kind: NoteKind::Syntax, span: None, text: "nested too deeply to be read".into() };
    too_deep(text).then(refused)
}

/// No deeper than there are brackets that open. Counting them alone is done many bytes at a time.
fn few_brackets(bytes: &[u8]) -> bool {
    bytes.iter().filter(|byte| matches!(byte, b'(' | b'[' | b'{')).count() <= MAX_BRACKETS
}

fn naive_depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in bytes {
        match byte {
            b'(' | b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Signs and words that may nest without a bracket, counted over the whole text.
fn naive_prefixes(bytes: &[u8]) -> usize {
    let is_sign = |byte: u8| matches!(byte, b'-' | b'+' | b'~');
    let signs = memchr::memchr3_iter(b'-', b'+', b'~', bytes)
        .filter(|at| bytes.get(at + 1).is_some_and(|next| is_sign(*next) || *next == b' '));
    let words = ["not ", "lambda", "else ", "**", "await "].iter();
    signs.count() + words.map(|w| memchr::memmem::find_iter(bytes, w.as_bytes()).count()).sum::<usize>()
}

/// Brackets, or operators that nest to the right within one logical line, pass the limit.
fn too_deep(text: &str) -> bool {
    let mut lexer = lexer::lex(text, Mode::Module);
    let (mut depth, mut prefixes) = (0_usize, 0_usize);
    loop {
        match lexer.next_token() {
            TokenKind::EndOfFile => return false,
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => depth += 1,
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => depth = depth.saturating_sub(1),
            TokenKind::Not
            | TokenKind::Minus
            | TokenKind::Plus
            | TokenKind::Tilde
            | TokenKind::Lambda
            | TokenKind::Else
            | TokenKind::DoubleStar
            | TokenKind::Await => prefixes += 1,
            TokenKind::Comma | TokenKind::Newline => prefixes = 0,
            _ => {}
        }
        if depth > MAX_BRACKETS || prefixes > MAX_PREFIXES {
            return true;
        }
    }
}
