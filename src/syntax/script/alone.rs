//! What inline scripts use of others: one whose names are all its own or the browser's needs no script before it.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;
use tree_sitter::{Node, Parser};

use super::browser::is_of_browser;
use super::runs::{Runs, runs};
use super::usual::is_usual;
use super::{each, inline};
use crate::facts::script::{InlineNames, OfFunction, PLUGIN};

/// Longer ones are applications.
const MAX_BYTES: usize = 32 * 1024;

/// Tags of templates that print data or decide what is there; any other may bring code along.
const DATA_TAGS: &[&str] = &[
    "if",
    "elif",
    "else",
    "elseif",
    "endif",
    "for",
    "empty",
    "endfor",
    "url",
    "static",
    "trans",
    "translate",
    "with",
    "endwith",
    "set",
    "load",
    "comment",
    "endcomment",
];

/// The inline scripts that can be read, with the names that others define.
#[must_use]
pub fn inline_names(text: &str) -> Vec<InlineNames> {
    let read = |(at, script): (usize, &str)| {
        let (foreign, functions) = foreign(script)?;
        Some(InlineNames { body: u32::try_from(at).ok()?, foreign, functions })
    };
    inline(text).into_iter().filter_map(read).collect()
}

/// What a script uses while the page is parsed, and what its functions use that it does not call by then.
fn foreign(script: &str) -> Option<(Vec<CompactString>, Vec<OfFunction>)> {
    let script = (script.len() <= MAX_BYTES).then(|| without_tags(script)).flatten()?;
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_javascript::LANGUAGE.into()).ok()?;
    let tree = parser.parse(&script, None)?;
    let mut names = Names { text: &script, own: BTreeSet::new(), parts: BTreeMap::new() };
    each(tree.root_node(), &mut |node| names.note(node));
    let at_once = names.with_called(None);
    // Who is given the window may read all of it: what only adds another script to the page does not.
    let loads = script.contains("createElement") && [".async", ".src"].iter().any(|word| script.contains(word));
    if at_once.hands_window_over && !loads {
        return None;
    }
    let waiting = names.parts.keys().flatten().filter(|name| !at_once.used.contains(**name));
    let functions = waiting.filter_map(|name| {
        let foreign = names.with_called(Some(name)).foreign(&names.own);
        (!foreign.is_empty()).then(|| OfFunction { name: (*name).into(), foreign })
    });
    Some((at_once.foreign(&names.own), functions.collect()))
}

/// The script with a number where the template prints something; none where the template may bring code.
fn without_tags(script: &str) -> Option<String> {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(open) = rest.find('{') {
        let (before, tag) = rest.split_at(open);
        out.push_str(before);
        let close = match tag.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                out.push('{');
                rest = &tag[1..];
                continue;
            }
        };
        let end = 2 + tag[2..].find(close)?;
        let word = tag[2..end].trim_start_matches('-').split_ascii_whitespace().next().unwrap_or_default();
        match close {
            "}}" if ["block.super", "super(", "caller("].iter().any(|code| tag[2..end].contains(code)) => return None,
            "%}" if is_kept(&tag[2..end]) => out.push(' '),
            "%}" if !DATA_TAGS.contains(&word) => return None,
            "}}" => out.push('0'),
            "%}" if matches!(word, "url" | "static" | "trans" | "translate") => out.push('0'),
            _ => out.push(' '),
        }
        rest = &tag[end + 2..];
    }
    out.push_str(rest);
    Some(out)
}

/// `{% tag … as name %}` keeps what it makes, and prints nothing.
fn is_kept(tag: &str) -> bool {
    let mut words = tag.trim_end_matches('-').split_ascii_whitespace().rev();
    words.next().is_some() && words.next() == Some("as") && words.next().is_some()
}

struct Names<'t> {
    text: &'t str,
    own: BTreeSet<&'t str>,
    /// What runs at once (`None`), and what each function does.
    parts: BTreeMap<Option<&'t str>, Part<'t>>,
}

#[derive(Default)]
struct Part<'t> {
    used: BTreeSet<&'t str>,
    /// Methods that are called, with the name that the expression before them begins with.
    called: BTreeSet<(Option<&'t str>, &'t str)>,
    hands_window_over: bool,
}

impl<'t> Part<'t> {
    fn add(&mut self, other: &Self) {
        self.used.extend(&other.used);
        self.called.extend(&other.called);
        self.hands_window_over |= other.hands_window_over;
    }

    /// Names that neither the script nor the browser defines, sorted.
    fn foreign(&self, own: &BTreeSet<&str>) -> Vec<CompactString> {
        let known = |name: &&&str| is_of_browser(name) || own.contains(**name);
        let mut foreign: Vec<CompactString> = self.used.iter().filter(|name| !known(name)).map(|name| (*name).into()).collect();
        // A method that neither jQuery nor the browser has may be one of a plugin.
        if self.used.iter().any(|name| matches!(*name, "$" | "jQuery")) {
            let of_jquery = |root: &str| matches!(root, "$" | "jQuery") || own.contains(root);
            let called = self.called.iter().filter(|(root, _)| root.is_none_or(of_jquery)).map(|(_, name)| name);
            let mut methods: Vec<CompactString> =
                called.filter(|name| !is_usual(name)).map(|name| format!("{PLUGIN}{name}").into()).collect();
            methods.sort_unstable();
            methods.dedup();
            foreign.append(&mut methods);
        }
        foreign
    }
}

impl<'t> Names<'t> {
    /// A part with those of the functions that it names, which it may call, and so on.
    fn with_called(&self, part: Option<&'t str>) -> Part<'t> {
        let mut whole = Part::default();
        let mut open = vec![part];
        let mut seen = BTreeSet::from([part]);
        while let Some(part) = open.pop().and_then(|part| self.parts.get(&part)) {
            whole.add(part);
            open.extend(
                part.used.iter().map(|name| Some(*name)).filter(|name| self.parts.contains_key(name) && seen.insert(*name)),
            );
        }
        whole
    }

    /// Where what a node uses is noted; nowhere, when it runs after an event.
    fn part(&mut self, node: Node<'t>) -> Option<&mut Part<'t>> {
        let of = match runs(node, self.text) {
            Runs::AtOnce => None,
            Runs::Called(name) => Some(name),
            Runs::Later => return None,
        };
        Some(self.parts.entry(of).or_default())
    }

    fn note(&mut self, node: Node<'t>) {
        match node.kind() {
            "identifier" | "shorthand_property_identifier" => {
                let name = self.text_of(node);
                if binds(node) {
                    self.own.insert(name);
                } else if let Some(part) = self.part(node) {
                    part.used.insert(name);
                }
            }
            "shorthand_property_identifier_pattern" => {
                self.own.insert(self.text_of(node));
            }
            "member_expression" => {
                self.property(node, "property");
                let call = node.parent().filter(|parent| parent.kind() == "call_expression");
                let is_callee = call.and_then(|call| call.child_by_field_name("function")).is_some_and(|f| f.id() == node.id());
                if let Some(method) = node.child_by_field_name("property").filter(|_| is_callee) {
                    let called = (root(node).map(|root| self.text_of(root)), self.text_of(method));
                    self.part(node).map(|part| part.called.insert(called));
                }
            }
            "subscript_expression" => self.property(node, "index"),
            "arguments" if !self.is_of_object(node) => {
                let mut cursor = node.walk();
                let given: Vec<&str> = node.named_children(&mut cursor).map(|child| self.text_of(child)).collect();
                if given.iter().any(|name| is_window(name)) {
                    self.hands_window_over(node);
                    // `(window, document, 'script', 'layer')`: what it is told to make there is its own.
                    let quoted = |name: &&str| name.starts_with(['"', '\'']);
                    self.own.extend(given.into_iter().filter(quoted).map(|name| name.trim_matches(['"', '\''])));
                }
            }
            _ => {}
        }
    }

    fn hands_window_over(&mut self, node: Node<'t>) {
        if let Some(part) = self.part(node) {
            part.hands_window_over = true;
        }
    }

    /// `window.name` is the name; `window[…]` with anything but a text may be any.
    fn property(&mut self, node: Node<'t>, field: &str) {
        let (Some(object), Some(named)) = (node.child_by_field_name("object"), node.child_by_field_name(field)) else { return };
        if !is_window(self.text_of(object)) {
            return;
        }
        if !matches!(named.kind(), "property_identifier" | "string" | "member_expression") {
            self.hands_window_over(node);
            return;
        }
        let name = self.text_of(named).trim_matches(['"', '\'']);
        if is_target(node) {
            self.own.insert(name);
        } else if let Some(part) = (named.kind() != "member_expression").then(|| self.part(node)).flatten() {
            part.used.insert(name);
        }
    }

    /// `Object.defineProperty(window, …)` and `$(window)` read nothing of it.
    fn is_of_object(&self, arguments: Node<'t>) -> bool {
        let called = arguments.parent().and_then(|call| call.child_by_field_name("function"));
        let called = called.map(|function| self.text_of(function));
        called.is_some_and(|function| function.starts_with("Object.") || matches!(function, "$" | "jQuery"))
    }

    fn text_of(&self, node: Node<'t>) -> &'t str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }
}

fn is_window(name: &str) -> bool {
    matches!(name, "window" | "self" | "globalThis" | "parent" | "top")
}

/// The identifier, or `this`, that an expression of members and calls begins with.
fn root(node: Node<'_>) -> Option<Node<'_>> {
    let mut at = node;
    loop {
        at = match at.kind() {
            "member_expression" | "subscript_expression" => at.child_by_field_name("object")?,
            "call_expression" => at.child_by_field_name("function")?,
            "identifier" | "this" => return Some(at),
            _ => return None,
        };
    }
}

/// `name = …`
fn is_target(node: Node<'_>) -> bool {
    let assigned = node.parent().filter(|parent| parent.kind() == "assignment_expression");
    assigned.and_then(|parent| parent.child_by_field_name("left")).is_some_and(|left| left.id() == node.id())
}

/// The identifier is where a name gets its value: a declaration, a parameter, a pattern, an assignment.
fn binds(node: Node<'_>) -> bool {
    let Some(parent) = node.parent() else { return false };
    let is_field = |field: &str| parent.child_by_field_name(field).is_some_and(|child| child.id() == node.id());
    match parent.kind() {
        "variable_declarator"
        | "function_declaration"
        | "function_expression"
        | "generator_function_declaration"
        | "class_declaration" => is_field("name"),
        "arrow_function" | "catch_clause" => is_field("parameter"),
        "formal_parameters" | "rest_pattern" | "array_pattern" => true,
        "assignment_pattern" | "assignment_expression" | "for_in_statement" => is_field("left"),
        "pair_pattern" => is_field("value"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::inline_names;

    type Told = (Vec<String>, Vec<(String, Vec<String>)>);

    fn foreign(script: &str) -> Option<Told> {
        let told = |names: Vec<compact_str::CompactString>| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (names, functions) = super::foreign(script)?;
        Some((told(names), functions.into_iter().map(|of| (of.name.to_string(), told(of.foreign))).collect()))
    }

    fn at_once(script: &str) -> Vec<String> {
        foreign(script).unwrap().0
    }

    fn is_alone(script: &str) -> bool {
        foreign(script).is_some_and(|(names, _)| names.is_empty())
    }

    #[test]
    fn what_only_writes_data_stands_alone() {
        assert!(is_alone("window.PLAYER = { url: \"{{ url }}\", marks: {{ marks }}, go: '{% url \"next\" %}' };"));
        assert!(is_alone(
            "function gtag() { dataLayer.push(arguments); } window.dataLayer = window.dataLayer || []; gtag('js');"
        ));
        assert!(is_alone("Object.defineProperty(window, 'Config', { value: Object.freeze({ a: Boolean('{{ a }}') }) });"));
        assert!(is_alone("try { if (localStorage.theme === 'dark') document.body.className = 'dark'; } catch (e) {}"));
    }

    #[test]
    fn a_name_that_nobody_here_defines_is_one_of_another_script() {
        assert!(!is_alone("$(start());"));
        assert!(!is_alone("const chart = new Chart(document.body, {});"));
        assert!(!is_alone("window.Player.start();"));
        assert!(!is_alone("start(window);"));
        assert!(!is_alone("window[name]();\nvar name = 'x';"));
        assert!(!is_alone("{% include 'start.js' %}"));
        assert!(!is_alone("{{ block.super }}"));
        assert!(is_alone("{% docs_link as link %} window.LINK = '{{ link }}';"));
        assert!(!is_alone("const { a = other } = {};"));
    }

    #[test]
    fn what_loads_another_script_uses_none() {
        let text = "(function (w, d, s, l) { w[l] = w[l] || []; var j = d.createElement(s); j.async = true; j.src = '//x'; \
                    d.head.appendChild(j); })(window, document, 'script', 'layer');";
        assert!(is_alone(text));
    }

    #[test]
    fn a_loader_makes_the_name_that_it_is_told() {
        let text = "(function (w, d, t, n, e) { w[n] = w[n] || function () { w[n].q.push(arguments); }; e = d.createElement(t); \
                    e.src = '//x'; d.head.appendChild(e); })(window, document, 'script', 'hits'); hits('create');";
        assert!(is_alone(text));
    }

    #[test]
    fn a_tag_does_not_end_with_its_own_beginning() {
        assert!(!is_alone("var a = {%};"));
        assert!(!is_alone("var a = {#};"));
    }

    #[test]
    fn names_of_others_are_told_by_body() {
        let found = inline_names("<script>$('#a').hide()</script><script>var a = 1;</script><script>start(window)</script>");
        let told: Vec<(u32, Vec<&str>)> =
            found.iter().map(|of| (of.body, of.foreign.iter().map(|name| name.as_str()).collect())).collect();
        assert_eq!(told, [(8, vec!["$"]), (39, vec![])]);
    }

    #[test]
    fn a_method_that_jquery_has_not_is_one_of_a_plugin() {
        assert_eq!(at_once("$('#a').each(function () { $(this).attr('b'); });"), ["$"]);
        assert_eq!(at_once("$('#a').select2();"), ["$", "$.fn.select2"]);
        assert_eq!(at_once("Chart.register();"), ["Chart"]);
        assert_eq!(at_once("$('#a').hide(); Chart.register(); window.scrollBy(0, 1); this.turn();"), ["$", "Chart"]);
        assert_eq!(at_once("var list = $('#a'); list.sortable();"), ["$", "$.fn.sortable"]);
        assert_eq!(at_once("$(window).on('resize', fit); function fit() {}"), ["$"]);
    }

    #[test]
    fn what_waits_for_an_event_needs_nothing_at_once() {
        assert_eq!(at_once("$(document).ready(function () { $('.a').tooltip(); new Chart(); });"), ["$"]);
        assert_eq!(at_once("$(() => Chart.draw());"), ["$"]);
        assert!(is_alone(
            "document.addEventListener('alpine:init', () => { Alpine.data('a', () => ({ chart: new Chart() })); });"
        ));
        assert!(is_alone("window.onload = function () { Chart.draw(); };"));
        assert_eq!(at_once("setTimeout(function () { Chart.draw(); }, 1);"), ["Chart"]);
        assert_eq!(at_once("(function () { Chart.draw(); })();"), ["Chart"]);
    }

    #[test]
    fn a_function_needs_what_it_uses_when_it_is_called() {
        let declared = "function draw() { Chart.draw(); } const again = () => draw();";
        let chart = |name: &str| (name.to_owned(), vec!["Chart".to_owned()]);
        assert_eq!(foreign(declared).unwrap(), (Vec::new(), vec![chart("again"), chart("draw")]));
        assert_eq!(at_once("function draw() { Chart.draw(); } draw();"), ["Chart"]);
        assert_eq!(at_once("function draw() { again(); } function again() { Chart.draw(); } window.draw();"), ["Chart"]);
    }
}
