//! Requests of a script that wait for each other without a reason.

use memchr::memmem;
use tree_sitter::{Node, Parser};

use crate::facts::Span;
use crate::facts::script::AwaitedRequests;

use super::{MAX_BYTES, each};

/// Calls that ask a server for something, by the text of what is called.
const READS: [&str; 6] = ["fetch", "window.fetch", "axios.get", "$.get", "$.getJSON", "jQuery.get"];

/// Runs of declarations in which one request is awaited after another, and none is made with what another gave.
pub(in crate::syntax) fn awaited_requests(text: &str, offset: usize) -> Vec<AwaitedRequests> {
    let has = |word: &[u8]| memmem::find(text.as_bytes(), word).is_some();
    if text.len() > MAX_BYTES || !has(b"await ") || !(has(b"fetch") || has(b"axios") || has(b".get")) {
        return Vec::new();
    }
    let mut parser = Parser::new();
    if parser.set_language(&tree_sitter_javascript::LANGUAGE.into()).is_err() {
        return Vec::new();
    }
    let Some(tree) = parser.parse(text, None) else { return Vec::new() };
    let mut blocks = Vec::new();
    each(tree.root_node(), &mut |node| {
        if matches!(node.kind(), "statement_block" | "program") {
            blocks.push(node);
        }
    });
    let mut out = Vec::new();
    for block in blocks {
        runs(block, text, offset, &mut out);
    }
    out
}

/// One declaration: the names that it binds, and the request that it awaits, if it does.
struct Declared<'t> {
    names: Vec<&'t str>,
    request: Option<Node<'t>>,
    value: Node<'t>,
}

fn runs(block: Node<'_>, text: &str, offset: usize, out: &mut Vec<AwaitedRequests>) {
    let mut requests: Vec<(Node<'_>, Vec<&str>)> = Vec::new();
    // What was bound since the first request of the run.
    let mut bound: Vec<&str> = Vec::new();
    let mut cursor = block.walk();
    for statement in block.named_children(&mut cursor).filter(|node| node.kind() != "comment") {
        let declared = declared(statement, text);
        let goes_on =
            declared.as_ref().is_some_and(|declared| declared.request.is_none() || !mentions(declared.value, text, &bound));
        if !goes_on {
            close(&mut requests, offset, out);
            bound.clear();
        }
        let Some(declared) = declared else { continue };
        if let Some(request) = declared.request {
            requests.push((request, declared.names.clone()));
        }
        if !requests.is_empty() {
            bound.extend(declared.names);
        }
    }
    close(&mut requests, offset, out);
}

fn close(requests: &mut Vec<(Node<'_>, Vec<&str>)>, offset: usize, out: &mut Vec<AwaitedRequests>) {
    let run = std::mem::take(requests);
    if run.len() < 2 {
        return;
    }
    let span = |node: &Node<'_>| {
        let start = u32::try_from(offset + node.start_byte()).ok()?;
        Some(Span::new(start, u32::try_from(offset + node.end_byte()).ok()?))
    };
    let calls: Option<Vec<Span>> = run.iter().map(|(node, _)| span(node)).collect();
    let names = run.iter().flat_map(|(_, names)| names.iter().map(|name| (*name).into())).collect();
    out.extend(calls.map(|calls| AwaitedRequests { calls, names }));
}

/// `const a = await fetch("/a")`, `const found = await a.json()`; `None` for anything else, which may need its place in the order.
fn declared<'t>(statement: Node<'t>, text: &'t str) -> Option<Declared<'t>> {
    if !matches!(statement.kind(), "lexical_declaration" | "variable_declaration") || statement.named_child_count() != 1 {
        return None;
    }
    let declarator = statement.named_child(0)?;
    let (pattern, value) = (declarator.child_by_field_name("name")?, declarator.child_by_field_name("value")?);
    let mut names = Vec::new();
    each(pattern, &mut |node| {
        if matches!(node.kind(), "identifier" | "shorthand_property_identifier_pattern") {
            names.extend(text.get(node.byte_range()));
        }
    });
    let awaited = if value.kind() == "await_expression" { value.named_child(0) } else { None };
    let request = awaited.filter(|call| is_read(*call, text));
    // The body of an answer is awaited, too; any other wait may be there for what it does.
    let is_body = awaited.is_some_and(|call| {
        let callee = call.child_by_field_name("function").and_then(|callee| text.get(callee.byte_range()));
        callee.is_some_and(|callee| callee.ends_with(".json") || callee.ends_with(".text"))
    });
    let plain = awaited.is_none() && !calls(value);
    (request.is_some() || is_body || plain).then_some(Declared { names, request, value })
}

/// A call that asks and changes nothing: no method is named beside it.
fn is_read(call: Node<'_>, text: &str) -> bool {
    if call.kind() != "call_expression" {
        return false;
    }
    let of = |field: &str| call.child_by_field_name(field).and_then(|node| text.get(node.byte_range())).unwrap_or_default();
    READS.contains(&of("function")) && !of("arguments").contains("method")
}

fn calls(value: Node<'_>) -> bool {
    let mut found = false;
    each(value, &mut |node| found |= matches!(node.kind(), "call_expression" | "new_expression" | "await_expression"));
    found
}

fn mentions(value: Node<'_>, text: &str, names: &[&str]) -> bool {
    let mut found = false;
    each(value, &mut |node| {
        let is_name = matches!(node.kind(), "identifier" | "shorthand_property_identifier");
        found |= is_name && text.get(node.byte_range()).is_some_and(|name| names.contains(&name));
    });
    found
}

#[cfg(test)]
mod tests {
    use super::awaited_requests;

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let found = awaited_requests(text, 0);
        let names: Vec<Vec<&str>> = found.iter().map(|run| run.names.iter().map(AsRef::as_ref).collect()).collect();
        assert_eq!(names, expected, "{text}");
    }

    #[test]
    fn requests_in_a_row() {
        check(
            "async function f() { const a = await fetch('/a'); const b = await fetch(`/b/${x}`); return [a, b]; }",
            &[&["a", "b"]],
        );
        check(
            "const f = async () => { const a = await fetch('/a'); const x = await a.json(); const { data } = await axios.get('/b'); };",
            &[&["a", "data"]],
        );
    }

    #[test]
    fn requests_that_need_each_other() {
        check(
            "async function f() { const a = await fetch('/a'); const x = await a.json(); const b = await fetch(x.next); }",
            &[],
        );
        check("async function f() { const a = await fetch('/a'); if (!a.ok) { return; } const b = await fetch('/b'); }", &[]);
        check("async function f() { const a = await fetch('/a', { method: 'POST' }); const b = await fetch('/b'); }", &[]);
        check("async function f() { const a = await fetch('/a'); const t = make(); const b = await fetch('/b'); }", &[]);
        check("async function f() { const a = await fetch('/a'); }", &[]);
    }
}
