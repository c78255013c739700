//! What inline scripts use of others: one whose names are all its own or the browser's needs no script before it.

use std::collections::BTreeSet;

use compact_str::CompactString;
use tree_sitter::{Node, Parser};

use super::usual::is_usual;
use super::{each, inline};
use crate::facts::script::{InlineNames, PLUGIN};

/// Longer ones are applications.
const MAX_BYTES: usize = 32 * 1024;

/// What browsers define, as far as short scripts use it.
const BROWSER: &[&str] = &[
    "Array",
    "Blob",
    "Boolean",
    "CustomEvent",
    "Date",
    "Element",
    "Error",
    "Event",
    "File",
    "FormData",
    "HTMLElement",
    "Image",
    "Infinity",
    "IntersectionObserver",
    "JSON",
    "Map",
    "Math",
    "MutationObserver",
    "NaN",
    "Node",
    "Number",
    "Object",
    "Promise",
    "Proxy",
    "RegExp",
    "Set",
    "String",
    "Symbol",
    "URL",
    "URLSearchParams",
    "WeakMap",
    "WebSocket",
    "XMLHttpRequest",
    "alert",
    "arguments",
    "atob",
    "btoa",
    "clearInterval",
    "clearTimeout",
    "confirm",
    "console",
    "crypto",
    "decodeURIComponent",
    "document",
    "encodeURIComponent",
    "event",
    "fetch",
    "getComputedStyle",
    "globalThis",
    "history",
    "innerWidth",
    "isNaN",
    "localStorage",
    "location",
    "matchMedia",
    "navigator",
    "parseFloat",
    "parseInt",
    "performance",
    "requestAnimationFrame",
    "screen",
    "self",
    "sessionStorage",
    "setInterval",
    "setTimeout",
    "undefined",
    "window",
];

/// Properties of the window that browsers define, besides [`BROWSER`].
const OF_WINDOW: &[&str] = &[
    "addEventListener",
    "devicePixelRatio",
    "dispatchEvent",
    "innerHeight",
    "name",
    "onresize",
    "open",
    "parent",
    "removeEventListener",
    "scrollTo",
    "top",
];

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
    let read = |(at, script): (usize, &str)| Some(InlineNames { body: u32::try_from(at).ok()?, foreign: foreign(script)? });
    inline(text).into_iter().filter_map(read).collect()
}

fn foreign(script: &str) -> Option<Vec<CompactString>> {
    let script = (script.len() <= MAX_BYTES).then(|| without_tags(script)).flatten()?;
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_javascript::LANGUAGE.into()).ok()?;
    let tree = parser.parse(&script, None)?;
    let mut names =
        Names { text: &script, own: BTreeSet::new(), used: BTreeSet::new(), called: BTreeSet::new(), hands_window_over: false };
    each(tree.root_node(), &mut |node| names.note(node));
    // Who is given the window may read all of it: what only adds another script to the page does not.
    let loads = script.contains("createElement") && script.contains(".async");
    if names.hands_window_over && !loads {
        return None;
    }
    let known = |name: &&&str| BROWSER.contains(*name) || OF_WINDOW.contains(*name) || names.own.contains(**name);
    let mut foreign: Vec<CompactString> = names.used.iter().filter(|name| !known(name)).map(|name| (*name).into()).collect();
    // A method that neither jQuery nor the browser has may be one of a plugin.
    if names.used.iter().any(|name| matches!(*name, "$" | "jQuery")) && !names.called.iter().all(|name| is_usual(name)) {
        foreign.push(PLUGIN.into());
    }
    Some(foreign)
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
    used: BTreeSet<&'t str>,
    /// Methods that are called, of whatever object.
    called: BTreeSet<&'t str>,
    hands_window_over: bool,
}

impl<'t> Names<'t> {
    fn note(&mut self, node: Node<'t>) {
        match node.kind() {
            "identifier" | "shorthand_property_identifier" => {
                let name = self.text_of(node);
                if binds(node) {
                    self.own.insert(name);
                } else {
                    self.used.insert(name);
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
                    self.called.insert(self.text_of(method));
                }
            }
            "subscript_expression" => self.property(node, "index"),
            "arguments" if !self.is_of_object(node) => {
                let mut cursor = node.walk();
                let given: Vec<&str> = node.named_children(&mut cursor).map(|child| self.text_of(child)).collect();
                self.hands_window_over |= given.iter().any(|name| is_window(name));
            }
            _ => {}
        }
    }

    /// `window.name` is the name; `window[…]` with anything but a text may be any.
    fn property(&mut self, node: Node<'t>, field: &str) {
        let (Some(object), Some(named)) = (node.child_by_field_name("object"), node.child_by_field_name(field)) else { return };
        if !is_window(self.text_of(object)) {
            return;
        }
        if !matches!(named.kind(), "property_identifier" | "string" | "member_expression") {
            self.hands_window_over = true;
            return;
        }
        let name = self.text_of(named).trim_matches(['"', '\'']);
        if is_target(node) {
            self.own.insert(name);
        } else if named.kind() != "member_expression" {
            self.used.insert(name);
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
    use super::{PLUGIN, foreign, inline_names};

    fn is_alone(script: &str) -> bool {
        foreign(script).is_some_and(|names| names.is_empty())
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
        assert!(!is_alone("$(function () { open(); });"));
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
        assert_eq!(foreign("$('#a').each(function () { $(this).attr('b'); });").unwrap(), ["$"]);
        assert_eq!(foreign("$('#a').select2();").unwrap(), ["$", PLUGIN]);
        assert_eq!(foreign("Chart.register();").unwrap(), ["Chart"]);
        assert_eq!(foreign("$(window).on('resize', fit); function fit() {}").unwrap(), ["$"]);
    }
}
