//! Tree-sitter queries of declarative rules. A file is parsed only when a word of a query's prefilter stands in it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use memchr::memmem;
use tree_sitter::{Language as Grammar, Parser, Query, QueryCursor, StreamingIterator, Tree};
use xxhash_rust::xxh3::Xxh3;

use crate::facts::{Language, PatternHit, Span};
use crate::source::text::decode;

/// Languages that `[[detect.query]]` may name.
pub const LANGUAGES: [&str; 2] = ["python", "javascript"];

/// The capture that marks the place of a finding.
const CAPTURE: &str = "finding";
/// More states of a query than this at once are given up: hostile input must not cost quadratic time.
const MATCH_LIMIT: u32 = 4096;

/// One query of one rule.
#[derive(Clone, Debug)]
pub struct Pattern {
    pub rule: String,
    /// One of [`LANGUAGES`].
    pub language: String,
    pub query: String,
    /// Words of which one must stand in a file; none means every file.
    pub prefilter: Vec<String>,
}

/// The queries of a run. Each is compiled for the first file that needs it: compiling all of them takes longer than a small
/// audit.
#[derive(Debug, Default)]
pub struct PatternSet {
    by_language: BTreeMap<String, Vec<Prepared>>,
    /// Hash of all that was given.
    selection: u64,
}

#[derive(Debug)]
struct Prepared {
    pattern: Pattern,
    /// `None` inside: it does not compile. The catalogue has refused those of projects, a test those inside the binary.
    compiled: OnceLock<Option<Compiled>>,
}

#[derive(Debug)]
struct Compiled {
    query: Query,
    capture: u32,
}

impl PatternSet {
    #[must_use]
    pub fn new(patterns: Vec<Pattern>) -> Self {
        let mut set = Self { selection: selection(&patterns), ..Self::default() };
        for pattern in patterns {
            let of_language = set.by_language.entry(pattern.language.clone()).or_default();
            of_language.push(Prepared { pattern, compiled: OnceLock::new() });
        }
        set
    }

    /// Tells this set from others: hits of another one are not those of this one.
    #[must_use]
    pub fn selection(&self) -> u64 {
        self.selection
    }

    /// The places that the queries mark in a file, sorted. Spans count in the decoded text.
    #[must_use]
    pub fn hits(&self, language: Language, bytes: &[u8]) -> Vec<PatternHit> {
        let name = match language {
            Language::Python => "python",
            Language::JavaScript => "javascript",
            _ => return Vec::new(),
        };
        let Some(queries) = self.by_language.get(name) else { return Vec::new() };
        let wanted: Vec<&Prepared> = queries.iter().filter(|query| query.may_match(bytes)).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let text = decode(bytes).0;
        let Some(tree) = parse(name, &text) else { return Vec::new() };
        let mut hits: Vec<PatternHit> = wanted.into_iter().flat_map(|query| query.run(&tree, &text)).collect();
        hits.sort();
        hits.dedup();
        hits
    }
}

fn selection(patterns: &[Pattern]) -> u64 {
    let mut hash = Xxh3::new();
    for pattern in patterns {
        let texts = [&pattern.rule, &pattern.language, &pattern.query].into_iter().chain(&pattern.prefilter);
        for text in texts {
            hash.update(&text.len().to_le_bytes());
            hash.update(text.as_bytes());
        }
    }
    hash.digest()
}

impl Prepared {
    fn may_match(&self, bytes: &[u8]) -> bool {
        let prefilter = &self.pattern.prefilter;
        prefilter.is_empty() || prefilter.iter().any(|word| memmem::find(bytes, word.as_bytes()).is_some())
    }

    fn run(&self, tree: &Tree, text: &str) -> Vec<PatternHit> {
        let compiled = self.compiled.get_or_init(|| compile(&self.pattern.language, &self.pattern.query).ok());
        let Some(Compiled { query, capture: place }) = compiled else { return Vec::new() };
        let mut cursor = QueryCursor::new();
        cursor.set_match_limit(MATCH_LIMIT);
        let mut matches = cursor.matches(query, tree.root_node(), text.as_bytes());
        let mut hits = Vec::new();
        while let Some(found) = matches.next() {
            for capture in found.captures().iter().filter(|capture| capture.index == *place) {
                let range = capture.node.byte_range();
                let (Ok(start), Ok(end)) = (u32::try_from(range.start), u32::try_from(range.end)) else { continue };
                hits.push(PatternHit { span: Span::new(start, end), rule: self.pattern.rule.clone() });
            }
        }
        hits
    }
}

/// Whether a query compiles and marks a place.
///
/// # Errors
/// What is wrong with it, and where in its text.
pub fn check(language: &str, query: &str) -> Result<(), String> {
    compile(language, query).map(|_| ())
}

fn compile(language: &str, query: &str) -> Result<Compiled, String> {
    let Some(grammar) = grammar(language) else { return Err(format!("no queries over `{language}`")) };
    let compiled = Query::new(&grammar, query).map_err(|e| {
        let reason = e.to_string();
        format!("line {}, column {} of the query: {}", e.row + 1, e.column + 1, reason.lines().next().unwrap_or(""))
    })?;
    let Some(capture) = compiled.capture_index_for_name(CAPTURE) else {
        return Err(format!("the query marks no place: it needs a capture `@{CAPTURE}`"));
    };
    Ok(Compiled { query: compiled, capture })
}

fn grammar(language: &str) -> Option<Grammar> {
    match language {
        "python" => Some(tree_sitter_python::LANGUAGE.into()),
        "javascript" => Some(tree_sitter_javascript::LANGUAGE.into()),
        _ => None,
    }
}

fn parse(language: &str, text: &str) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(&grammar(language)?).ok()?;
    parser.parse(text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLEEP: &str = r#"(call function: (attribute object: (identifier) @m attribute: (identifier) @f)
        (#eq? @m "time") (#eq? @f "sleep")) @finding"#;

    fn set(prefilter: &str) -> PatternSet {
        let pattern = |language: &str, query: &str| Pattern {
            rule: "r".into(),
            language: language.into(),
            query: query.into(),
            prefilter: vec![prefilter.into()],
        };
        PatternSet::new(vec![pattern("python", SLEEP), pattern("javascript", "(call_expression) @finding")])
    }

    #[test]
    fn a_match_is_marked_in_every_language() {
        let text = "import time\ntime.sleep(1)\ntime.time()\n";
        let hits = set("sleep").hits(Language::Python, text.as_bytes());
        assert_eq!(hits.len(), 1);
        assert_eq!(&text[hits[0].span.start as usize..hits[0].span.end as usize], "time.sleep(1)");
        assert_eq!(set("sleep").hits(Language::JavaScript, b"sleep(2)").len(), 1);
    }

    #[test]
    fn without_a_word_of_the_prefilter_nothing_is_looked_for() {
        assert!(set("nap").hits(Language::Python, b"time.sleep(1)\n").is_empty());
    }

    #[test]
    fn a_query_needs_its_capture() {
        assert!(check("python", "(call)").is_err_and(|why| why.contains("@finding")));
        assert!(check("python", SLEEP).is_ok());
    }
}
