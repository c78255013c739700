//! Drives sqlparser over one statement, and turns its lines and columns (which count characters) into byte ranges.

use sqlparser::ast::{Ident, Statement};
use sqlparser::dialect::{Dialect, GenericDialect, MySqlDialect, PostgreSqlDialect, SQLiteDialect};
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer};

use crate::facts::Span;
use crate::facts::ddl::SqlDialect;

/// Larger statements are not parsed.
const SIZE_LIMIT: usize = 256 * 1024;
/// Chains of more operators build trees so deep that dropping them may exhaust a thread's stack.
const OPERATOR_LIMIT: usize = 1_000;
const RECURSION_LIMIT: usize = 60;

/// One statement and where it stands in its text.
pub struct Reader<'a> {
    pub sql: &'a str,
    offset: usize,
    /// Byte offset of every line's start, with the byte offsets of its characters when it is not plain ASCII.
    lines: Vec<(usize, Option<Vec<u32>>)>,
}

impl<'a> Reader<'a> {
    pub fn new(sql: &'a str, offset: usize) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in sql.split_inclusive('\n') {
            let wide = || line.char_indices().map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect();
            lines.push((start, (!line.is_ascii()).then(wide)));
            start += line.len();
        }
        Self { sql, offset, lines }
    }

    /// The statement, by the first dialect that takes all of it.
    pub fn statement(&self, dialect: Option<SqlDialect>) -> Option<Statement> {
        if self.sql.len() > SIZE_LIMIT {
            return None;
        }
        let generic = GenericDialect {};
        let (postgresql, sqlite, mysql) = (PostgreSqlDialect {}, SQLiteDialect {}, MySqlDialect {});
        let first: Option<&dyn Dialect> = match dialect {
            Some(SqlDialect::Postgresql) => Some(&postgresql),
            Some(SqlDialect::Mysql) => Some(&mysql),
            Some(SqlDialect::Sqlite) => Some(&sqlite),
            None if self.sql.contains('`') => Some(&mysql),
            None => None,
        };
        let all: [&dyn Dialect; 4] = [&postgresql, &sqlite, &mysql, &generic];
        first.into_iter().chain(all).find_map(|dialect| parse(self.sql, dialect))
    }

    /// The bytes of a name.
    pub fn span(&self, ident: &Ident) -> Option<Span> {
        let start = self.byte(ident.span.start)?;
        let end = self.byte(ident.span.end)?;
        Some(super::span(self.offset + start, self.offset + end.max(start)))
    }

    fn byte(&self, location: Location) -> Option<usize> {
        let line = usize::try_from(location.line.checked_sub(1)?).ok()?;
        let column = usize::try_from(location.column.checked_sub(1)?).ok()?;
        let (start, wide) = self.lines.get(line)?;
        let within = match wide {
            None => column,
            Some(at) => at.get(column).map_or_else(|| self.line_length(line), |b| *b as usize),
        };
        Some((start + within).min(self.sql.len()))
    }

    fn line_length(&self, line: usize) -> usize {
        self.lines.get(line + 1).map_or(self.sql.len(), |(next, _)| *next) - self.lines[line].0
    }
}

fn parse(sql: &str, dialect: &dyn Dialect) -> Option<Statement> {
    let tokens = Tokenizer::new(dialect, sql).tokenize_with_location().ok()?;
    if tokens.iter().filter(|t| is_operator(t)).count() > OPERATOR_LIMIT {
        return None;
    }
    let mut parser = Parser::new(dialect).with_recursion_limit(RECURSION_LIMIT).with_tokens_with_locations(tokens);
    let statement = parser.parse_statement().ok()?;
    let rest = parser.peek_token().token;
    // Options behind the body of a table (`STRICT`, `TABLESPACE x`) have no effect on its keys.
    let complete = matches!(rest, Token::EOF | Token::SemiColon) || matches!(statement, Statement::CreateTable(_));
    complete.then_some(statement)
}

fn is_operator(token: &TokenWithSpan) -> bool {
    match &token.token {
        Token::Word(w) => {
            w.quote_style.is_none() && (w.value.eq_ignore_ascii_case("and") || w.value.eq_ignore_ascii_case("or"))
        }
        Token::Whitespace(_) | Token::Comma | Token::Period | Token::LParen | Token::RParen | Token::Number(..) => false,
        Token::SingleQuotedString(_) | Token::DoubleQuotedString(_) | Token::SemiColon => false,
        _ => true,
    }
}
