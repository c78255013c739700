//! One URL pattern as text: its rule and the parameters that it gives to a view.

use crate::eval::Value;

/// Django's own: none of them fits an empty text.
const CONVERTERS: [&str; 5] = ["str", "int", "slug", "uuid", "path"];

/// What a view is given by its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    pub named: Vec<String>,
    /// Those of `named` without which the address is another one.
    pub required: Vec<String>,
    /// Groups without a name, which count only where none has one.
    pub unnamed: usize,
    /// Part of the pattern is not known.
    pub open: bool,
}

impl Parameters {
    pub fn add(&mut self, more: Self) {
        self.named.extend(more.named);
        self.required.extend(more.required);
        self.unnamed += more.unnamed;
        self.open |= more.open;
    }
}

/// A pattern that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    pub rule: String,
    pub parameters: Parameters,
}

/// Reads what `path()` or `re_path()` was given.
#[must_use]
pub fn read(route: &Value, is_regex: bool) -> Pattern {
    let (text, open) = match route {
        Value::Str(text) => (text.to_string(), false),
        Value::Text(parts) => (parts.iter().map(|p| p.as_deref().unwrap_or("{}")).collect(), true),
        _ => ("{}".to_owned(), true),
    };
    let mut pattern = if is_regex { regex(&text) } else { path(&text) };
    pattern.parameters.open = open;
    pattern
}

/// `books/<int:pk>/`
fn path(text: &str) -> Pattern {
    let mut parameters = Parameters::default();
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('<') {
        let Some((inside, after)) = behind.split_once('>') else { break };
        let (converter, name) = inside.rsplit_once(':').unwrap_or(("str", inside));
        parameters.named.push(name.trim().to_owned());
        // A converter of the project may make anything of it.
        if CONVERTERS.contains(&converter.trim()) {
            parameters.required.push(name.trim().to_owned());
        }
        rest = after;
    }
    Pattern { rule: text.to_owned(), parameters }
}

/// `^books/(?P<pk>\d+)/$`, shown as `books/<pk>/`.
fn regex(text: &str) -> Pattern {
    let mut pattern = Pattern::default();
    let mut chars = text.char_indices().peekable();
    // Depth of parentheses inside a group whose text is not shown.
    let mut hidden = 0usize;
    let mut in_class = false;
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                let next = chars.next().map(|(_, c)| c);
                if hidden == 0 {
                    match next {
                        Some(c) if c.is_alphanumeric() => pattern.rule.extend(['\\', c]),
                        Some(c) => pattern.rule.push(c),
                        None => {}
                    }
                }
            }
            '[' if !in_class => {
                in_class = true;
                show(&mut pattern, hidden, c);
            }
            ']' if in_class => {
                in_class = false;
                show(&mut pattern, hidden, c);
            }
            '(' if !in_class => {
                let behind = &text[at + 1..];
                let named =
                    behind.strip_prefix("?P<").or_else(|| behind.strip_prefix("?<").filter(|b| !b.starts_with(['=', '!'])));
                if let Some(name) = named.and_then(|b| b.split_once('>')).map(|(name, _)| name) {
                    pattern.parameters.named.push(name.to_owned());
                    if hidden == 0 {
                        pattern.rule.push_str(&format!("<{name}>"));
                    }
                    hidden += 1;
                } else if hidden > 0 || !behind.starts_with('?') {
                    if hidden == 0 {
                        pattern.parameters.unnamed += 1;
                        pattern.rule.push_str(literal_group(behind).unwrap_or("<>"));
                    }
                    hidden += 1;
                } else {
                    if hidden == 0 && stands_always(behind) {
                        pattern.rule.push_str("<>");
                    }
                    hidden += 1;
                }
            }
            ')' if !in_class => {
                hidden = hidden.saturating_sub(1);
                // How often a group stands there is no part of an address.
                if hidden == 0 {
                    chars.next_if(|(_, c)| matches!(c, '?' | '*' | '+'));
                }
            }
            '^' | '$' if hidden == 0 && !in_class => {}
            c => show(&mut pattern, hidden, c),
        }
    }
    pattern
}

/// What a group says that fits one text only: `(/settings)`. Views of one module may differ in nothing else.
fn literal_group(behind: &str) -> Option<&str> {
    let (text, after) = behind.split_once(')')?;
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_'));
    (is_plain && !after.starts_with(['?', '*', '{'])).then_some(text)
}

/// `(?:[\w-]+)` stands for a part of the address that no view is given; one that may be missing is not shown.
fn stands_always(behind: &str) -> bool {
    let Some((text, after)) = behind.strip_prefix("?:").and_then(|inside| inside.split_once(')')) else { return false };
    text.starts_with('[') && text.ends_with("]+") && !after.starts_with(['?', '*', '{'])
}

fn show(pattern: &mut Pattern, hidden: usize, c: char) {
    if hidden == 0 {
        pattern.rule.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::{path, regex};

    #[test]
    fn converters_and_groups_name_the_parameters() {
        assert_eq!(path("books/<int:pk>/<slug>/").parameters.named, ["pk", "slug"]);
        assert_eq!(path("books/<int:pk>/<year:of>/").parameters.required, ["pk"]);
        let pattern = regex(r"^books/(?P<pk>\d+(?:-\d+)?)/edit/?$");
        assert_eq!(pattern.rule, "books/<pk>/edit/?");
        assert_eq!(pattern.parameters.named, ["pk"]);
        let optional = regex(r"export(?:/(?P<kind>[a-z]+))?");
        assert_eq!((optional.rule.as_str(), optional.parameters.named), ("export", vec!["kind".to_owned()]));
        let unnamed = regex(r"^year/([0-9]{4})\.json$");
        assert_eq!((unnamed.rule.as_str(), unnamed.parameters.unnamed), ("year/<>.json", 1));
        let literal = regex(r"^shops/(\d+)/(?:[\w\-]+)(/staff)$");
        assert_eq!((literal.rule.as_str(), literal.parameters.unnamed), ("shops/<>/<>/staff", 2));
        let empty = regex(r"^shops/(\d+)/(?:[\w\-]+)()$");
        assert_eq!((empty.rule.as_str(), empty.parameters.unnamed), ("shops/<>/<>", 2));
    }
}
