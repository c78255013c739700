//! A light look at a statement: its first words, the table it is about, the dialect it smells of. No parser.

use crate::facts::ddl::{Name, SqlDialect, StatementKind};

/// Leading bytes in which the hints of a dialect are looked for.
const HINT_BYTES: usize = 256 * 1024;

/// So many leading words say what a statement is about.
const HEAD: usize = 24;

/// The dialect that a text is plainly written in.
pub fn guess(text: &str) -> Option<SqlDialect> {
    let mut end = text.len().min(HINT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let upper = text[..end].to_ascii_uppercase();
    let has = |hints: &[&str]| hints.iter().any(|h| upper.contains(h));
    if has(&["ENGINE=", "ENGINE =", "AUTO_INCREMENT", "DELIMITER $$", "DELIMITER //"]) {
        return Some(SqlDialect::Mysql);
    }
    if has(&["AUTOINCREMENT", "PRAGMA ", "WITHOUT ROWID"]) {
        return Some(SqlDialect::Sqlite);
    }
    if has(&["SERIAL", "$$", "USING BTREE", "USING GIN", "CONCURRENTLY", "TIMESTAMPTZ", "JSONB", "::"]) {
        return Some(SqlDialect::Postgresql);
    }
    None
}

/// Clauses that only Redshift knows.
pub fn is_of_warehouse(text: &str) -> bool {
    const CLAUSES: [&[&str]; 8] = [
        &["DISTKEY"],
        &["DISTSTYLE"],
        &["WITH", "NO", "SCHEMA", "BINDING"],
        &["COMPOUND", "SORTKEY"],
        &["INTERLEAVED", "SORTKEY"],
        &["ENCODE", "AZ64"],
        &["ENCODE", "LZO"],
        &["ENCODE", "ZSTD"],
    ];
    let mut end = text.len().min(HINT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    // The words of a clause stand behind one another; where the last one is missing, the rest is not looked at.
    let stands = |clause: &&[&str]| {
        let rarest = clause.last().filter(|word| contains_word(head, word));
        rarest.is_some()
            && Tokens::new(head).collect::<Vec<_>>().windows(clause.len()).any(|found| {
                found
                    .iter()
                    .zip(clause.iter())
                    .all(|(token, word)| matches!(token, Token::Word(w) if w.eq_ignore_ascii_case(word)))
            })
    };
    CLAUSES.iter().any(stands)
}

/// The keyword occurs as a word of its own.
pub fn contains_word(text: &str, word: &str) -> bool {
    let bytes = text.as_bytes();
    let is_word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let first = word.as_bytes()[0];
    memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), bytes).any(|at| {
        bytes.get(at..at + word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word.as_bytes()))
            && !is_word(at.checked_sub(1).and_then(|b| bytes.get(b)))
            && !is_word(bytes.get(at + word.len()))
    })
}

/// Where a schema statement begins behind procedural words (`BEGIN`, `IF … THEN`).
pub fn schema_verb(text: &str) -> Option<usize> {
    let pairs = ["ALTER TABLE", "CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX", "DROP TABLE", "DROP INDEX"];
    let upper = text.to_ascii_uppercase();
    pairs.iter().filter_map(|pair| upper.find(pair)).min()
}

/// A word, a quoted name or a mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Token<'a> {
    Word(&'a str),
    /// Without its quotes.
    Quoted(&'a str),
    Mark(u8),
}

/// Tokens of a statement; strings are skipped as marks.
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Byte offset behind the last token.
    pub fn offset(&self) -> usize {
        self.at
    }

    fn quoted(&mut self, close: u8) -> &'a str {
        let start = self.at + 1;
        let len = memchr::memchr(close, &self.text.as_bytes()[start..]);
        let end = len.map_or(self.text.len(), |n| start + n);
        self.at = (end + 1).min(self.text.len());
        self.text.get(start..end).unwrap_or("")
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let bytes = self.text.as_bytes();
        loop {
            let rest = bytes.get(self.at..)?;
            let byte = *rest.first()?;
            if byte.is_ascii_whitespace() {
                self.at += 1;
            } else if rest.starts_with(b"--") {
                self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            } else if rest.starts_with(b"/*") {
                self.at += memchr::memmem::find(rest, b"*/").map_or(rest.len(), |n| n + 2);
            } else if matches!(byte, b'"' | b'`') {
                return Some(Token::Quoted(self.quoted(byte)));
            } else if byte == b'[' {
                return Some(Token::Quoted(self.quoted(b']')));
            } else if byte == b'\'' {
                self.quoted(b'\'');
                return Some(Token::Mark(b'\''));
            } else if byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 {
                let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$') || *b >= 0x80;
                let len = rest.iter().position(|b| !is_part(b)).unwrap_or(rest.len());
                let word = &self.text[self.at..self.at + len];
                self.at += len;
                return Some(Token::Word(word));
            } else {
                self.at += 1;
                return Some(Token::Mark(byte));
            }
        }
    }
}

/// The first tokens of a statement, with keywords in upper case.
pub struct Words<'a> {
    tokens: Vec<Token<'a>>,
    upper: Vec<String>,
}

impl<'a> Words<'a> {
    pub fn of(sql: &'a str) -> Self {
        let tokens: Vec<Token<'a>> = Tokens::new(sql).take(HEAD).collect();
        let upper =
            tokens.iter().map(|t| if let Token::Word(w) = t { w.to_ascii_uppercase() } else { String::new() }).collect();
        Self { tokens, upper }
    }

    /// The word at a place, upper case; empty where no plain word stands.
    pub fn at(&self, index: usize) -> &str {
        self.upper.get(index).map_or("", String::as_str)
    }

    /// `CREATE [UNIQUE] INDEX` and `CREATE TABLE`, but no temporary table.
    pub fn creates_table_or_index(&self) -> bool {
        let modifiers = ["UNIQUE", "UNLOGGED", "OR", "REPLACE", "GLOBAL", "LOCAL", "CLUSTERED", "NONCLUSTERED"];
        let noun = (1..5).map(|i| self.at(i)).find(|w| !modifiers.contains(w));
        matches!(noun, Some("TABLE" | "INDEX"))
    }

    /// The table that a schema statement is about.
    pub fn subject(&self) -> Option<Name> {
        let keyword = if (1..4).any(|i| self.at(i) == "INDEX") { "ON" } else { "TABLE" };
        let at = self.upper.iter().position(|w| w == keyword)? + 1;
        let skip = ["IF", "NOT", "EXISTS", "ONLY"];
        let at = (at..self.tokens.len()).find(|i| !skip.contains(&self.at(*i)))?;
        self.name(at)
    }

    /// What the statement does to views: they bear names as tables do, and materialized ones have indexes.
    pub fn view(&self) -> Option<StatementKind> {
        let modifiers = ["OR", "REPLACE", "MATERIALIZED", "RECURSIVE"];
        let noun = (1..5).find(|i| !modifiers.contains(&self.at(*i))).filter(|i| self.at(*i) == "VIEW")?;
        let at = (noun + 1..self.tokens.len()).find(|i| !["IF", "NOT", "EXISTS"].contains(&self.at(*i)))?;
        let name = self.name(at)?;
        match self.at(0) {
            "CREATE" => Some(StatementKind::CreateView { name }),
            "DROP" => {
                let commas = (at..self.tokens.len()).filter(|i| self.tokens[*i] == Token::Mark(b','));
                let others = commas.filter_map(|comma| self.name(comma + 1));
                Some(StatementKind::DropTable { names: std::iter::once(name).chain(others).collect() })
            }
            _ => {
                let to = (at..self.tokens.len()).find(|i| self.at(*i) == "RENAME" && self.at(*i + 1) == "TO")?;
                Some(StatementKind::RenameTable { from: name, to: self.name(to + 2)? })
            }
        }
    }

    fn name(&self, at: usize) -> Option<Name> {
        name(self.tokens.get(at..)?)
    }
}

/// The possibly qualified name that these tokens begin with.
fn name(tokens: &[Token<'_>]) -> Option<Name> {
    let part = |i: usize| match tokens.get(i)? {
        Token::Word(w) | Token::Quoted(w) => Some(*w),
        Token::Mark(_) => None,
    };
    let first = part(0)?;
    if tokens.get(1) == Some(&Token::Mark(b'.'))
        && let Some(second) = part(2)
    {
        return Some(Name { schema: Some(first.into()), name: second.into() });
    }
    Some(Name { schema: None, name: first.into() })
}

/// Where an `INSERT` or `REPLACE` writes; `None` for any other statement. Dumps make this the hot path: nothing is
/// kept of what it looks at.
pub fn insert_target(sql: &str) -> Option<Name> {
    let mut tokens = Tokens::new(sql);
    let is = |token: &Token<'_>, keyword: &str| matches!(token, Token::Word(w) if w.eq_ignore_ascii_case(keyword));
    let verb = tokens.next()?;
    if !is(&verb, "INSERT") && !is(&verb, "REPLACE") {
        return None;
    }
    tokens.by_ref().take(6).find(|t| is(t, "INTO"))?;
    let tokens: Vec<Token<'_>> = tokens.take(3).collect();
    name(&tokens)
}

/// The end of the parenthesised body of `CREATE TABLE x (…) options`: the options may be of any dialect.
pub fn body_end(sql: &str) -> Option<usize> {
    let mut tokens = Tokens::new(sql);
    let mut depth = 0u32;
    while let Some(token) = tokens.next() {
        match token {
            Token::Mark(b'(') => depth += 1,
            Token::Mark(b')') if depth == 1 => return (tokens.offset() < sql.len()).then(|| tokens.offset()),
            Token::Mark(b')') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// `PRAGMA [schema.]name = value` and `PRAGMA name(value)`.
pub fn pragma(sql: &str) -> Option<StatementKind> {
    let rest = sql.get("PRAGMA".len()..)?;
    let (name, value) = rest.split_once(['=', '(']).unwrap_or((rest, ""));
    let name = name.rsplit('.').next()?.trim();
    let value = value.trim().trim_end_matches([')', ';']).trim().trim_matches(['\'', '"']);
    Some(StatementKind::Pragma { name: name.into(), value: value.into() })
}
