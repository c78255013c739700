//! Scripts of pages: what they ask the server in intervals. Only `setInterval` with a number that is written out counts; what it
//! calls is followed by name within the file.

mod alone;
mod awaits;
mod browser;
mod runs;
mod usual;

use std::collections::BTreeMap;

use memchr::memmem;
use tree_sitter::{Node, Parser};

use crate::facts::Span;
use crate::facts::script::{AwaitedRequests, Poll, PollKind};

pub(super) use alone::inline_names;
pub(super) use awaits::awaited_requests;

/// Larger scripts are bundles of libraries.
const MAX_BYTES: usize = 512 * 1024;
/// Functions that are followed from the one that runs in intervals.
const MAX_DEPTH: usize = 3;
/// Nodes below each other that are looked at; deeper ones are generated.
const MAX_NESTING: usize = 200;
/// Calls that ask a server, by the text of what is called.
const ASKS: [&str; 12] = [
    "fetch",
    "window.fetch",
    "$.ajax",
    "$.get",
    "$.getJSON",
    "$.post",
    "jQuery.ajax",
    "jQuery.get",
    "axios",
    "axios.get",
    "axios.post",
    "htmx.ajax",
];
/// Words by which a poll ends, or rests.
const STOPS: [&str; 3] = ["clearInterval", "visibilityState", "document.hidden"];

/// The polls of a script that stands at `offset` in its file.
#[must_use]
pub fn polls(text: &str, offset: usize) -> Vec<Poll> {
    let has = |word: &[u8]| memmem::find(text.as_bytes(), word).is_some();
    let asks = || [&b"fetch"[..], b"ajax", b".get", b".post", b"axios"].into_iter().any(has);
    if text.len() > MAX_BYTES || !has(b"setInterval") || !asks() {
        return Vec::new();
    }
    let mut parser = Parser::new();
    if parser.set_language(&tree_sitter_javascript::LANGUAGE.into()).is_err() {
        return Vec::new();
    }
    let Some(tree) = parser.parse(text, None) else { return Vec::new() };
    let script = Script::new(text, tree.root_node());
    let stops = STOPS.iter().any(|word| text.contains(word));
    script.calls.iter().filter_map(|call| script.poll(*call, offset, stops)).collect()
}

struct Script<'t> {
    text: &'t str,
    calls: Vec<Node<'t>>,
    functions: BTreeMap<&'t str, Node<'t>>,
    numbers: BTreeMap<&'t str, Node<'t>>,
}

impl<'t> Script<'t> {
    fn new(text: &'t str, root: Node<'t>) -> Self {
        let mut script = Self { text, calls: Vec::new(), functions: BTreeMap::new(), numbers: BTreeMap::new() };
        each(root, &mut |node| script.note(node));
        script
    }

    fn note(&mut self, node: Node<'t>) {
        let name = |field: &str| node.child_by_field_name(field).map(|child| self.text_of(child));
        match node.kind() {
            "call_expression" => self.calls.push(node),
            "function_declaration" | "generator_function_declaration" | "method_definition" => {
                if let Some(name) = name("name") {
                    self.functions.insert(name, node);
                }
            }
            "variable_declarator" => {
                let (Some(name), Some(value)) = (name("name"), node.child_by_field_name("value")) else { return };
                if matches!(value.kind(), "arrow_function" | "function_expression" | "function") {
                    self.functions.insert(name, value);
                } else if matches!(value.kind(), "number" | "binary_expression") {
                    self.numbers.insert(name, value);
                }
            }
            "pair" => {
                let (Some(name), Some(value)) = (name("key"), node.child_by_field_name("value")) else { return };
                if matches!(value.kind(), "arrow_function" | "function_expression" | "function") {
                    self.functions.insert(name, value);
                }
            }
            _ => {}
        }
    }

    fn text_of(&self, node: Node<'t>) -> &'t str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    fn poll(&self, call: Node<'t>, offset: usize, stops: bool) -> Option<Poll> {
        let callee = self.text_of(call.child_by_field_name("function")?);
        if !matches!(callee, "setInterval" | "window.setInterval") {
            return None;
        }
        let arguments = call.child_by_field_name("arguments")?;
        let mut cursor = arguments.walk();
        let mut given = arguments.named_children(&mut cursor).filter(|node| node.kind() != "comment");
        let (what, often) = (given.next()?, given.next()?);
        let milliseconds = self.number(often, 0)?;
        let asked = self.asks(what, 0)?;
        let start = u32::try_from(offset + call.start_byte()).ok()?;
        let end = u32::try_from(offset + call.end_byte()).ok()?;
        let milliseconds = u32::try_from(milliseconds).ok()?;
        Some(Poll { span: Span::new(start, end), milliseconds, url: asked.into(), how: PollKind::Interval, stops })
    }

    /// A number that is written out: `5000`, `5 * 1000`, a constant of the file.
    fn number(&self, node: Node<'t>, depth: usize) -> Option<u64> {
        if depth > MAX_DEPTH {
            return None;
        }
        match node.kind() {
            "number" => self.text_of(node).replace('_', "").parse().ok(),
            "parenthesized_expression" => self.number(node.named_child(0)?, depth + 1),
            "identifier" => self.number(*self.numbers.get(self.text_of(node))?, depth + 1),
            "binary_expression" => {
                let left = self.number(node.child_by_field_name("left")?, depth + 1)?;
                let right = self.number(node.child_by_field_name("right")?, depth + 1)?;
                let by = self.text_of(node.child_by_field_name("operator")?);
                if by == "*" { left.checked_mul(right) } else { None }
            }
            _ => None,
        }
    }

    /// The address that a function asks; empty where it asks one that is not written out.
    fn asks(&self, node: Node<'t>, depth: usize) -> Option<&'t str> {
        if depth > MAX_DEPTH {
            return None;
        }
        match node.kind() {
            "identifier" => return self.asks(*self.functions.get(self.text_of(node))?, depth + 1),
            "member_expression" => {
                let name = self.text_of(node.child_by_field_name("property")?);
                return self.asks(*self.functions.get(name)?, depth + 1);
            }
            _ => {}
        }
        let mut calls = Vec::new();
        each(node, &mut |inner| {
            if inner.kind() == "call_expression" {
                calls.push(inner);
            }
        });
        let direct = calls.iter().find(|call| self.callee(**call).is_some_and(|callee| ASKS.contains(&callee)));
        if let Some(call) = direct {
            return Some(self.address(*call).unwrap_or_default());
        }
        let reloads = calls.iter().any(|call| self.callee(*call).is_some_and(|callee| callee.ends_with("location.reload")));
        if reloads {
            return Some("");
        }
        calls.iter().filter_map(|call| call.child_by_field_name("function")).find_map(|callee| match callee.kind() {
            "identifier" | "member_expression" => self.asks(callee, depth + 1),
            _ => None,
        })
    }

    fn callee(&self, call: Node<'t>) -> Option<&'t str> {
        call.child_by_field_name("function").map(|callee| self.text_of(callee))
    }

    /// The first argument, when it is a text, up to what is put into it; or the `url` of an object.
    fn address(&self, call: Node<'t>) -> Option<&'t str> {
        let first = call.child_by_field_name("arguments")?.named_child(0)?;
        let first = if first.kind() == "object" { self.url_of(first)? } else { first };
        if !matches!(first.kind(), "string" | "template_string") {
            return None;
        }
        let inner = self.text_of(first).trim_matches(['"', '\'', '`']);
        let end = inner.find("${").or_else(|| inner.find("{{")).or_else(|| inner.find('?')).unwrap_or(inner.len());
        inner.get(..end)
    }

    fn url_of(&self, object: Node<'t>) -> Option<Node<'t>> {
        let mut cursor = object.walk();
        let mut pairs = object.named_children(&mut cursor);
        let pair = pairs.find(|pair| pair.child_by_field_name("key").is_some_and(|key| self.text_of(key) == "url"))?;
        pair.child_by_field_name("value")
    }
}

/// Every node below one, itself included, parents first.
fn each<'t>(root: Node<'t>, visit: &mut impl FnMut(Node<'t>)) {
    let mut cursor = root.walk();
    let mut depth = 0;
    loop {
        visit(cursor.node());
        if depth < MAX_NESTING && cursor.goto_first_child() {
            depth += 1;
            continue;
        }
        while !cursor.goto_next_sibling() {
            if depth == 0 || !cursor.goto_parent() {
                return;
            }
            depth -= 1;
        }
        if depth == 0 {
            return;
        }
    }
}

/// The polls of a page: of its inline scripts, its triggers and its refresh.
#[must_use]
pub fn polls_of_page(text: &str) -> Vec<Poll> {
    let mut out: Vec<Poll> = inline(text).into_iter().flat_map(|(at, script)| polls(script, at)).collect();
    out.extend(triggers(text));
    out.extend(refreshes(text));
    out
}

/// The same of requests that are awaited one after another.
#[must_use]
pub fn awaited_requests_of_page(text: &str) -> Vec<AwaitedRequests> {
    inline(text).into_iter().flat_map(|(at, script)| awaited_requests(script, at)).collect()
}

/// Inline scripts with where they begin.
fn inline(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find("<script")).map(|found| at + found) {
        let Some(body) = text[open..].find('>').map(|end| open + end + 1) else { break };
        let end = text[body..].find("</script").map_or(text.len(), |end| body + end);
        out.push((body, &text[body..end]));
        at = end;
    }
    out
}

/// `hx-trigger="every 2s"`, with the address of the same element.
fn triggers(text: &str) -> Vec<Poll> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices("hx-trigger=") {
        let Some(value) = attribute(&text[at..], "hx-trigger=") else { continue };
        let Some(rest) = value.split("every ").nth(1) else { continue };
        let word = rest.split([' ', ',', '[']).next().unwrap_or_default();
        let Some(milliseconds) = duration(word) else { continue };
        let open = text[..at].rfind('<').unwrap_or(at);
        let close = text[at..].find('>').map_or(text.len(), |end| at + end);
        let element = &text[open..close];
        let url = attribute(element, "hx-get=").or_else(|| attribute(element, "hx-post=")).unwrap_or_default();
        let (Ok(start), Ok(end)) = (u32::try_from(at), u32::try_from(at + "hx-trigger=".len() + value.len() + 2)) else {
            continue;
        };
        let stops = rest.contains('[') || (replaces_itself(element) && is_conditional(&text[..open], element));
        out.push(Poll { span: Span::new(start, end), milliseconds, url: url.into(), how: PollKind::Htmx, stops });
    }
    out
}

/// What the server answers stands in the place of the element, so that it decides whether the trigger comes again.
fn replaces_itself(element: &str) -> bool {
    let whole = attribute(element, "hx-swap=").is_some_and(|swap| swap.starts_with("outerHTML"));
    let itself = attribute(element, "hx-target=").is_none_or(|target| {
        let own = attribute(element, " id=").or_else(|| attribute(element, "\nid="));
        target == "this" || target.strip_prefix('#').is_some_and(|target| own == Some(target))
    });
    whole && itself
}

/// The element, or its trigger, is there only where a condition of the template holds.
fn is_conditional(before: &str, element: &str) -> bool {
    let count = |words: [&str; 2]| words.iter().map(|word| before.matches(word).count()).sum::<usize>();
    element.contains("{% if") || count(["{% if", "{%- if"]) > count(["{% endif", "{%- endif"])
}

/// `<meta http-equiv="refresh" content="5">`
fn refreshes(text: &str) -> Vec<Poll> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices("<meta") {
        let Some(element) = text[at..].find('>').and_then(|end| text.get(at..at + end)) else { continue };
        let is_refresh = attribute(element, "http-equiv=").is_some_and(|value| value.eq_ignore_ascii_case("refresh"));
        let content = attribute(element, "content=").filter(|content| is_refresh && !content.contains("url="));
        let Some(seconds) = content.and_then(|content| content.trim().parse::<u32>().ok()).filter(|seconds| *seconds > 0)
        else {
            continue;
        };
        let (Ok(start), Ok(end)) = (u32::try_from(at), u32::try_from(at + element.len())) else { continue };
        let milliseconds = seconds.saturating_mul(1000);
        // Each answer decides anew whether it comes again: while a job runs, as a rule.
        let stops = is_conditional(&text[..at], element);
        out.push(Poll { span: Span::new(start, end), milliseconds, url: "".into(), how: PollKind::Refresh, stops });
    }
    out
}

/// The quoted value behind `name=`.
fn attribute<'t>(element: &'t str, name: &str) -> Option<&'t str> {
    let rest = &element[element.find(name)? + name.len()..];
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = &rest[1..];
    inner.get(..inner.find(quote)?)
}

/// `2s`, `500ms`, `1m`
fn duration(word: &str) -> Option<u32> {
    let (number, factor) = match (word.strip_suffix("ms"), word.strip_suffix('s'), word.strip_suffix('m')) {
        (Some(number), ..) => (number, 1.0),
        (_, Some(number), _) => (number, 1000.0),
        (.., Some(number)) => (number, 60_000.0),
        _ => (word, 1.0),
    };
    let value = number.parse::<f64>().ok()? * factor;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and a day")]
    (1.0..=86_400_000.0).contains(&value).then_some(value as u32)
}

#[cfg(test)]
mod tests {
    use super::{polls, polls_of_page};

    #[test]
    fn an_interval_is_followed_to_what_it_asks() {
        let text =
            "const EVERY = 2 * 1000;\nfunction load() { show(fetch('/api/jobs?x=1')); }\nsetInterval(() => load(), EVERY);\n";
        let found = polls(text, 0);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].milliseconds, found[0].url.as_str(), found[0].stops), (2000, "/api/jobs", false));
    }

    #[test]
    fn a_clock_asks_nobody_and_an_unknown_number_says_nothing() {
        assert!(polls("setInterval(() => { clock.textContent = new Date(); }, 1000);", 0).is_empty());
        assert!(polls("setInterval(() => fetch('/api'), config.every);", 0).is_empty());
    }

    #[test]
    fn pages_poll_by_scripts_triggers_and_refreshes() {
        let text = "<meta http-equiv='refresh' content='5'><div hx-get=\"/jobs\" hx-trigger=\"load, every 2s\"></div>\
                    <script>setInterval(function () { $.getJSON('/n'); }, 3000); if (x) clearInterval(y);</script>";
        let found: Vec<(u32, String, bool)> =
            polls_of_page(text).iter().map(|poll| (poll.milliseconds, poll.url.to_string(), poll.stops)).collect();
        assert_eq!(found, [(3000, "/n".into(), true), (2000, "/jobs".into(), false), (5000, String::new(), false)]);
    }
}
