//! Sentences that claim something: about a subject that is known, as done, and without a doubt.

/// What a sentence claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Connections are pooled.
    Pool,
    PoolSize(u64),
    /// No query runs per row; in one function, where the sentence names one.
    NoPerRowQueries {
        function: Option<String>,
    },
    /// So many statements for one page, named by a path or by one word.
    Queries {
        count: u64,
        page: String,
    },
    Compression,
    /// All foreign keys are indexed.
    ForeignKeys,
    /// SQLite writes ahead.
    WriteAhead,
    Workers {
        count: u64,
        server: &'static str,
    },
}

/// Words that make a sentence a report of what is.
const DONE: [&str; 17] = [
    "implemented",
    "enabled",
    "configured",
    "eliminated",
    "eliminates",
    "fixed",
    "resolved",
    "removed",
    "solved",
    "in place",
    "is active",
    "prevented",
    "prevents",
    "✅",
    "✓",
    "[x]",
    "no more",
];

/// Words that make it something else: a plan, advice, a doubt, a condition.
const HEDGES: [&str; 49] = [
    "not ",
    "n't",
    "should",
    "would",
    "could",
    "will ",
    "may ",
    "might",
    "can be",
    "must",
    "need",
    "todo",
    "fixme",
    "if ",
    "when ",
    "unless",
    "plan",
    "recommend",
    "consider",
    "suggest",
    "potential",
    "possible",
    "risk",
    "avoid",
    "to be ",
    "next step",
    "future",
    "[ ]",
    "❌",
    "⚠",
    "?",
    "without",
    "missing",
    "lack",
    "never",
    "before",
    "issue",
    "problem",
    "optional",
    "example",
    "how to",
    "instead",
    "test",
    "partially",
    "race",
    "leak",
    "exhaust",
    "identified",
    "bug",
];

const SERVERS: [&str; 4] = ["gunicorn", "uvicorn", "waitress", "uwsgi"];

/// The sentences of a line, with their offsets in it.
pub fn sentences(line: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    line.split_inclusive(". ").map(move |part| {
        let start = at;
        at += part.len();
        (part.trim_end(), start)
    })
}

/// What the sentence claims; `None` for all others.
#[must_use]
pub fn read(sentence: &str) -> Option<Subject> {
    // Longer ones say more than one thing.
    if sentence.len() > 240 || sentence.len() < 12 {
        return None;
    }
    let text = sentence.to_lowercase();
    let is_done = DONE.iter().any(|word| text.contains(word));
    let has_number = text.bytes().any(|c| c.is_ascii_digit());
    // Most sentences are of neither kind; what they may doubt is not asked.
    if !(is_done || has_number) || HEDGES.iter().any(|word| text.contains(word)) {
        return None;
    }
    if let Some(found) = numbers(&text) {
        return Some(found);
    }
    if !is_done {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    // Pools of other connections, and one that stands before the database.
    let elsewhere = has(&["upstream", "session pool", "http", "redis", "websocket", "pooler", "pgbouncer"]);
    if has(&["connection pool", "pooled connections"]) && !elsewhere {
        return Some(Subject::Pool);
    }
    if has(&["n+1", "n + 1"]) && has(&["eliminat", "fixed", "resolved", "removed", "solved", "no more", "prevent"]) {
        return Some(Subject::NoPerRowQueries { function: function(&text) });
    }
    if has(&["gzip compression", "response compression", "responses are compressed", "gzip enabled"]) {
        return Some(Subject::Compression);
    }
    if has(&["all foreign keys", "every foreign key"]) && has(&["index"]) {
        return Some(Subject::ForeignKeys);
    }
    (has(&["wal mode", "wal journal", "write-ahead log"]) && has(&["enabled", "configured", "✅", "in place"]))
        .then_some(Subject::WriteAhead)
}

/// Claims that are numbers need no other word.
fn numbers(text: &str) -> Option<Subject> {
    if let Some(size) = after(text, &["pool_size=", "pool_size = ", "pool_size: ", "pool size of ", "pool size: "]) {
        return Some(Subject::PoolSize(size));
    }
    if let Some(server) = SERVERS.into_iter().find(|server| text.contains(server))
        && let Some((count, rest)) = counted(text, &["workers", "worker processes", "worker"])
        && !rest.starts_with(" class")
    {
        return Some(Subject::Workers { count, server });
    }
    let (count, rest) = counted(text, &["queries", "sql queries", "database queries", "db queries", "statements"])?;
    let rest = rest.trim_start();
    let page = ["per ", "for ", "on "].iter().find_map(|word| rest.strip_prefix(word))?;
    let page = page.trim_start_matches("the ").trim_start_matches("each ");
    let page: String =
        page.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '-' | '`' | '<' | '>' | ':')).collect();
    let page = page.trim_matches('`').trim_end_matches(['.', ',', ':']).to_owned();
    (page.len() > 2 && !matches!(page.as_str(), "request" | "page" | "user" | "row" | "all" | "every"))
        .then_some(Subject::Queries { count, page })
}

/// `name` of `module.name()`.
fn function(text: &str) -> Option<String> {
    let before = &text[..text.find("()")?];
    let start = before.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |at| at + 1);
    (start < before.len()).then(|| before[start..].to_owned())
}

/// The number that stands behind one of the words.
fn after(text: &str, words: &[&str]) -> Option<u64> {
    words.iter().find_map(|word| {
        let rest = &text[text.find(word)? + word.len()..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse().ok()
    })
}

/// `8 queries …`: the number, and what stands behind the word. Only the last one counts (`from 40 to 8 queries`); ranges and
/// estimates do not.
fn counted<'t>(text: &'t str, words: &[&str]) -> Option<(u64, &'t str)> {
    words.iter().find_map(|word| {
        let at = text.match_indices(&format!(" {word}")).map(|(at, _)| at).last()?;
        let rest = &text[at + 1 + word.len()..];
        let is_whole = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
        let before = text[..at].trim_end();
        let number = before.rsplit(|c: char| !c.is_ascii_digit()).next()?;
        let lead = before[..before.len() - number.len()].trim_end();
        let is_vague = ["~", "-", "–", "+", "about", "around", "over", "under", "than", "up to", "x", ".", "/"]
            .iter()
            .any(|sign| lead.ends_with(sign));
        (is_whole && !is_vague).then(|| number.parse().ok()).flatten().map(|number| (number, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::{Subject, read};

    #[test]
    fn unmistakable_sentences() {
        assert_eq!(read("- ✅ Connection pooling implemented"), Some(Subject::Pool));
        let of = |function: Option<&str>| Some(Subject::NoPerRowQueries { function: function.map(str::to_owned) });
        assert_eq!(read("# N+1 queries eliminated by eager loading"), of(None));
        assert_eq!(read("| N+1 query in health.recent_activity() | ✅ FIXED |"), of(Some("recent_activity")));
        assert_eq!(read("Gzip compression enabled for all answers"), Some(Subject::Compression));
        assert_eq!(read("The database runs with pool_size=20"), Some(Subject::PoolSize(20)));
        assert_eq!(read("We run gunicorn with 4 workers."), Some(Subject::Workers { count: 4, server: "gunicorn" }));
        let queries = |count, page: &str| Some(Subject::Queries { count, page: page.to_owned() });
        assert_eq!(read("Reduced from 41 to 8 queries per dashboard"), queries(8, "dashboard"));
        assert_eq!(read("It takes 5 queries for `/projects/`"), queries(5, "/projects/"));
    }

    #[test]
    fn what_is_no_claim() {
        for text in [
            "Connection pooling should be implemented",
            "Implement connection pooling",
            "- [ ] N+1 queries fixed",
            "Potential N+1 queries were fixed by hand",
            "Gzip compression can be enabled in nginx",
            "Use about 4 workers with gunicorn",
            "If gunicorn runs 4 workers, raise the limit",
            "Use optimized fetching to prevent N+1 queries",
            "Race condition of the connection pool fixed",
            "PgBouncer (connection pooler) is enabled",
            "The session pool is enabled, and latency is spread over pooled connections",
            "10-20 queries per dashboard",
            "50 queries per request",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
