//! An own reader of the common forms of `CREATE INDEX` and `DROP INDEX`, for statements that sqlparser refuses.

use crate::facts::ddl::{Index, IndexPart, Name, StatementKind};

use super::scan::{Token, Tokens};

/// `CREATE [UNIQUE] INDEX [CONCURRENTLY] [IF NOT EXISTS] [name] ON [ONLY] table [USING method] (part, …) [WHERE …]`
/// or `DROP INDEX [CONCURRENTLY] [IF EXISTS] name, … [ON table]`.
pub fn read(sql: &str) -> Option<StatementKind> {
    let mut cursor = Cursor { sql, tokens: Tokens::new(sql), peeked: None };
    if cursor.word("DROP") {
        return cursor.drop_index();
    }
    cursor.word("CREATE").then_some(())?;
    let unique = cursor.word("UNIQUE");
    cursor.word("INDEX").then_some(())?;
    let concurrently = cursor.word("CONCURRENTLY");
    let if_not_exists = cursor.word("IF") && cursor.word("NOT") && cursor.word("EXISTS");
    let name = if cursor.word("ON") { None } else { Some(cursor.name()?.name) };
    if name.is_some() {
        cursor.word("ON").then_some(())?;
    }
    cursor.word("ONLY");
    let table = cursor.name()?;
    let method = if cursor.word("USING") { Some(cursor.identifier()?.to_ascii_uppercase().into()) } else { None };
    let parts = cursor.parts()?;
    let include =
        if cursor.word("INCLUDE") { cursor.parts()?.into_iter().filter_map(|p| p.column).collect() } else { Vec::new() };
    let predicate = cursor.predicate();
    let index = Index { name, table, unique, concurrently, method, parts, include, predicate };
    Some(StatementKind::CreateIndex { index, if_not_exists })
}

struct Cursor<'a> {
    sql: &'a str,
    tokens: Tokens<'a>,
    /// A token that was looked at, with the offset before it.
    peeked: Option<(Option<Token<'a>>, usize)>,
}

impl<'a> Cursor<'a> {
    fn peek(&mut self) -> Option<Token<'a>> {
        if self.peeked.is_none() {
            let before = self.tokens.offset();
            self.peeked = Some((self.tokens.next(), before));
        }
        self.peeked.as_ref().and_then(|(t, _)| t.clone())
    }

    fn next(&mut self) -> Option<Token<'a>> {
        let token = self.peek();
        self.peeked = None;
        token
    }

    /// Offset of what comes next.
    fn offset(&self) -> usize {
        self.peeked.as_ref().map_or_else(|| self.tokens.offset(), |(_, before)| *before)
    }

    fn word(&mut self, keyword: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(w)) if w.eq_ignore_ascii_case(keyword));
        if found {
            self.next();
        }
        found
    }

    fn mark(&mut self, mark: u8) -> bool {
        let found = self.peek() == Some(Token::Mark(mark));
        if found {
            self.next();
        }
        found
    }

    fn identifier(&mut self) -> Option<&'a str> {
        match self.next()? {
            Token::Word(w) | Token::Quoted(w) => Some(w),
            Token::Mark(_) => None,
        }
    }

    fn name(&mut self) -> Option<Name> {
        let first = self.identifier()?;
        if self.mark(b'.') {
            return Some(Name { schema: Some(first.into()), name: self.identifier()?.into() });
        }
        Some(Name { schema: None, name: first.into() })
    }

    fn parts(&mut self) -> Option<Vec<IndexPart>> {
        self.mark(b'(').then_some(())?;
        let mut parts = Vec::new();
        loop {
            let (part, last) = self.part()?;
            parts.push(part);
            if last {
                return Some(parts);
            }
        }
    }

    /// One part, and whether it was the last.
    fn part(&mut self) -> Option<(IndexPart, bool)> {
        let start = self.offset();
        let mut tokens = Vec::new();
        let mut depth = 0u32;
        loop {
            let end = self.offset();
            let token = self.next()?;
            match token {
                Token::Mark(b'(') => depth += 1,
                Token::Mark(b')') if depth > 0 => depth -= 1,
                Token::Mark(mark @ (b',' | b')')) if depth == 0 => {
                    let text = self.sql.get(start..end)?.trim();
                    return Some((index_part(&tokens, text), mark == b')'));
                }
                _ => {}
            }
            tokens.push(token);
        }
    }

    fn predicate(&mut self) -> Option<compact_str::CompactString> {
        while self.peek().is_some() {
            if self.word("WHERE") {
                return Some(self.sql.get(self.offset()..)?.trim().into());
            }
            self.next();
        }
        None
    }

    fn drop_index(&mut self) -> Option<StatementKind> {
        self.word("INDEX").then_some(())?;
        let concurrently = self.word("CONCURRENTLY");
        if self.word("IF") {
            self.word("EXISTS");
        }
        let mut names = vec![self.name()?];
        while self.mark(b',') {
            names.push(self.name()?);
        }
        let table = if self.word("ON") { self.name() } else { None };
        Some(StatementKind::DropIndex { names, table, concurrently })
    }
}

/// `column [ASC | DESC] [class]`, else an expression.
fn index_part(tokens: &[Token<'_>], text: &str) -> IndexPart {
    let (first, rest) = match tokens.split_first() {
        Some((Token::Word(w) | Token::Quoted(w), rest)) => (*w, rest),
        _ => return expression(text),
    };
    let mut part = IndexPart { column: Some(first.into()), expression: None, descending: false, class: None };
    for token in rest {
        match token {
            Token::Word(w) if w.eq_ignore_ascii_case("DESC") => part.descending = true,
            Token::Word(w) if ["ASC", "NULLS", "FIRST", "LAST", "COLLATE"].iter().any(|k| w.eq_ignore_ascii_case(k)) => {}
            Token::Word(w) | Token::Quoted(w) => part.class = Some((*w).into()),
            Token::Mark(_) => return expression(text),
        }
    }
    part
}

fn expression(text: &str) -> IndexPart {
    IndexPart { column: None, expression: Some(text.into()), descending: false, class: None }
}
