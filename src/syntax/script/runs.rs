//! When a part of an inline script runs: while the page is parsed, when its function is called, or after an event.

use tree_sitter::Node;

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Runs<'t> {
    AtOnce,
    /// When somebody calls the function of that name.
    Called(&'t str),
    /// When the document is there, or after what a user does: scripts with `defer` have run by then.
    Later,
}

/// When what stands at a node runs.
pub(super) fn runs<'t>(node: Node<'t>, text: &'t str) -> Runs<'t> {
    let mut found = Runs::AtOnce;
    let mut inner = node;
    while let Some(outer) = inner.parent() {
        if is_function(outer.kind()) && field(outer, "body").is_some_and(|body| body.id() == inner.id()) {
            // The outermost function decides; what is not known to wait is taken to run.
            match of_function(outer, text) {
                Runs::AtOnce => {}
                Runs::Later => return Runs::Later,
                called @ Runs::Called(_) => found = called,
            }
        }
        inner = outer;
    }
    found
}

fn is_function(kind: &str) -> bool {
    matches!(kind, "function_declaration" | "function_expression" | "arrow_function" | "generator_function_declaration")
}

fn of_function<'t>(function: Node<'t>, text: &'t str) -> Runs<'t> {
    let of = |node: Node<'t>| text.get(node.byte_range()).unwrap_or_default();
    if function.kind().ends_with("declaration") {
        return field(function, "name").map_or(Runs::AtOnce, |name| Runs::Called(of(name)));
    }
    let Some(parent) = function.parent() else { return Runs::AtOnce };
    match parent.kind() {
        "variable_declarator" => {
            let name = field(parent, "name").filter(|name| name.kind() == "identifier");
            name.map_or(Runs::AtOnce, |name| Runs::Called(of(name)))
        }
        // `window.onload = function () {…}`, `window.start = () => {…}`
        "assignment_expression" => {
            let Some(left) = field(parent, "left") else { return Runs::AtOnce };
            let name = of(left).rsplit('.').next().unwrap_or_default();
            if name.starts_with("on") && left.kind() == "member_expression" {
                Runs::Later
            } else if left.kind() == "identifier" || of(left).starts_with("window.") {
                Runs::Called(name)
            } else {
                Runs::AtOnce
            }
        }
        "arguments" if parent.parent().and_then(|call| field(call, "function")).is_some_and(|called| waits(of(called))) => {
            Runs::Later
        }
        _ => Runs::AtOnce,
    }
}

/// Methods that take what an event calls.
const EVENTS: [&str; 21] = [
    "addEventListener",
    "ajaxComplete",
    "ajaxError",
    "ajaxSend",
    "ajaxStart",
    "ajaxStop",
    "ajaxSuccess",
    "blur",
    "change",
    "click",
    "dblclick",
    "delegate",
    "focus",
    "hover",
    "keydown",
    "keypress",
    "keyup",
    "on",
    "ready",
    "resize",
    "submit",
];

/// Functions that call what they are given once the document is there, or an event comes.
fn waits(called: &str) -> bool {
    let method = called.rsplit('.').next().unwrap_or(called);
    matches!(called, "$" | "jQuery") || EVENTS.contains(&method) && called.contains('.')
}

fn field<'t>(node: Node<'t>, name: &str) -> Option<Node<'t>> {
    node.child_by_field_name(name)
}
