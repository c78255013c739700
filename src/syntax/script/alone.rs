//! Inline scripts that stand alone: each name in them is their own or the browser's, so no script before them is needed.

use std::collections::BTreeSet;

use tree_sitter::{Node, Parser};

use super::{each, inline};

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

/// Where the bodies of such scripts begin.
#[must_use]
pub fn standalone(text: &str) -> Vec<u32> {
    let alone = inline(text).into_iter().filter(|(_, script)| is_alone(script));
    alone.filter_map(|(at, _)| u32::try_from(at).ok()).collect()
}

fn is_alone(script: &str) -> bool {
    let Some(script) = (script.len() <= MAX_BYTES).then(|| without_tags(script)).flatten() else { return false };
    let mut parser = Parser::new();
    if parser.set_language(&tree_sitter_javascript::LANGUAGE.into()).is_err() {
        return false;
    }
    let Some(tree) = parser.parse(&script, None) else { return false };
    let mut names = Names { text: &script, own: BTreeSet::new(), used: BTreeSet::new(), hands_window_over: false };
    each(tree.root_node(), &mut |node| names.note(node));
    let known = |name: &&str| BROWSER.contains(name) || OF_WINDOW.contains(name) || names.own.contains(*name);
    // Who is given the window may read all of it: what only adds another script to the page does not.
    let loads = script.contains("createElement") && script.contains(".async");
    names.used.iter().all(known) && (loads || !names.hands_window_over)
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

struct Names<'t> {
    text: &'t str,
    own: BTreeSet<&'t str>,
    used: BTreeSet<&'t str>,
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
            "member_expression" => self.property(node, "property"),
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

    /// `Object.defineProperty(window, …)` reads nothing of it.
    fn is_of_object(&self, arguments: Node<'t>) -> bool {
        let called = arguments.parent().and_then(|call| call.child_by_field_name("function"));
        called.is_some_and(|function| self.text_of(function).starts_with("Object."))
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
    use super::{is_alone, standalone};

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
    fn places_are_those_of_bodies() {
        assert_eq!(standalone("<script>$()</script><script>var a = 1;</script>"), [28]);
    }
}
