//! Pieces of Markdown that cannot break out of their place.

use std::fmt::Write as _;

/// Text for a paragraph or a table cell: on one line, pipes and markup characters of HTML escaped outside code spans.
#[must_use]
pub fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_code = false;
    let mut before = ' ';
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        // Inside a word an underscore is only itself.
        let in_word = before.is_alphanumeric() && characters.peek().is_some_and(|c| c.is_alphanumeric());
        match character {
            '`' => {
                in_code = !in_code;
                out.push('`');
            }
            '|' => out.push_str("\\|"),
            '<' if !in_code => out.push_str("&lt;"),
            '>' if !in_code => out.push_str("&gt;"),
            '_' if in_word => out.push('_'),
            '*' | '_' | '[' | ']' if !in_code => {
                out.push('\\');
                out.push(character);
            }
            c => out.push(c),
        }
        before = character;
    }
    if in_code {
        // An unpaired mark would swallow what follows.
        let at = out.rfind('`').unwrap_or(0);
        out.replace_range(at..=at, "\\`");
    }
    out
}

/// A code span that may hold back-ticks and pipes.
#[must_use]
pub fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
    if text.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Links to places of the page as plain text: the first page alone has none of them.
#[must_use]
pub fn without_anchors(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](#") {
        let (Some(start), Some(end)) = (rest[..at].rfind('['), rest[at..].find(')')) else { break };
        out.push_str(&rest[..start]);
        out.push_str(&rest[start + 1..at]);
        rest = &rest[at + end + 1..];
    }
    out + rest
}

/// A fenced block with more back-ticks than the text holds in a row.
#[must_use]
pub fn block(text: &str, language: &str) -> String {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_matches('\n'))
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// The language name of a fence, by the file's ending.
#[must_use]
pub fn fence_language(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "py" => "python",
        "html" | "jinja" | "jinja2" | "j2" => "html",
        "sql" => "sql",
        "js" => "js",
        "ts" | "tsx" => "ts",
        "css" => "css",
        "toml" => "toml",
        "yml" | "yaml" => "yaml",
        _ => "",
    }
}

/// A table whose rows all have as many cells as its head. Cells are written as given: escape them first.
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    #[must_use]
    pub fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(|h| (*h).to_owned()).collect(), rows: Vec::new() }
    }

    /// Missing cells stay empty; surplus ones are dropped.
    pub fn row(&mut self, cells: &[String]) {
        self.rows.push((0..self.head.len()).map(|at| cells.get(at).cloned().unwrap_or_default()).collect());
    }

    /// Columns that say nothing in any row are left out.
    #[must_use]
    pub fn without_empty_columns(mut self) -> Self {
        let says: Vec<bool> = (0..self.head.len()).map(|at| self.rows.iter().any(|row| !row[at].is_empty())).collect();
        for row in std::iter::once(&mut self.head).chain(&mut self.rows) {
            let mut says = says.iter();
            row.retain(|_| says.next().copied().unwrap_or(true));
        }
        self
    }

    #[must_use]
    pub fn finish(self) -> String {
        let rule = vec!["---".to_owned(); self.head.len()];
        let mut out = String::new();
        for row in [&self.head, &rule].into_iter().chain(&self.rows) {
            let _ = writeln!(out, "| {} |", row.join(" | "));
        }
        out + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_break_a_table_or_start_html() {
        assert_eq!(inline("a | b\n<script>"), "a \\| b &lt;script&gt;");
        assert_eq!(inline("use `a<b>` and __x__"), "use `a<b>` and \\_\\_x\\_\\_");
        assert_eq!(inline("user_id"), "user_id");
        assert_eq!(inline("an odd ` mark"), "an odd \\` mark");
    }

    #[test]
    fn code_is_fenced_by_more_marks_than_it_holds() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(code("a|b"), "`a\\|b`");
        assert!(block("```\nx\n```", "python").starts_with("````python\n"));
    }

    #[test]
    fn the_first_page_links_to_nothing_that_it_lacks() {
        assert_eq!(
            without_anchors("| [B-01](#b-01) | [x](https://e.org) | see [rules](#rules)."),
            "| B-01 | [x](https://e.org) | see rules."
        );
        assert_eq!(without_anchors("a](#b"), "a](#b");
    }

    #[test]
    fn rows_have_the_width_of_the_head() {
        let mut table = Table::new(&["a", "b"]);
        table.row(&["1".into()]);
        table.row(&["1".into(), "2".into(), "3".into()]);
        assert_eq!(table.finish(), "| a | b |\n| --- | --- |\n| 1 |  |\n| 1 | 2 |\n\n");
    }

    #[test]
    fn a_column_without_a_word_is_left_out() {
        let mut table = Table::new(&["a", "b", "c"]);
        table.row(&["1".into(), String::new(), "3".into()]);
        assert_eq!(table.without_empty_columns().finish(), "| a | c |\n| --- | --- |\n| 1 | 3 |\n\n");
    }
}
