use std::time::{Duration, Instant};

use super::lower;
use crate::facts::page::{Element, Part, Section, Tag};
use crate::facts::print::{print, print_expr};
use crate::facts::program::Access;
use crate::facts::{Program, Span};

fn jinja(text: &str) -> String {
    let (program, _, notes) = lower("templates/x.html", text);
    assert_eq!(program.access, Access::Jinja, "{text}");
    assert_eq!(notes, [], "{text}");
    print(&program).trim_end().to_owned()
}

fn django(text: &str) -> String {
    let (program, _, notes) = lower("templates/x.html", &format!("{{% load i18n %}}{text}"));
    assert_eq!(program.access, Access::Django, "{text}");
    assert_eq!(notes, [], "{text}");
    print(&program).trim_end().to_owned()
}

fn slice(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

#[test]
fn jinja_expressions() {
    for (text, expected) in [
        ("a.b.c", "a.b.c"),
        ("a.0.1['k']", "(index (index (index a 0) 1) \"k\")"),
        ("f(x, *y, k=1, **z)", "(call f x *y k=1 **z)"),
        ("x|default('a')|upper", "(call filter:upper (call filter:default x \"a\"))"),
        ("x is defined and y is not none", "(and (call test:defined x) (Not (call test:none y)))"),
        ("n is divisibleby 3", "(call test:divisibleby n 3)"),
        ("'a' if x else 'b'", "(if x \"a\" \"b\")"),
        ("'a' ~ b ~ 1.5", "(Concat (Concat \"a\" b) 1.5)"),
        ("1 + 2 * 3 - -x", "(Sub (Add 1 (Mul 2 3)) (Neg x))"),
        ("a not in b or not c == 1", "(or (NotIn a b) (Not (Eq c 1)))"),
        ("1 < x < 3", "(and (Lt 1 x) (Lt x 3))"),
        ("[1, (2, 3), {'a': b}]", "[1 (tuple 2 3) {\"a\" b}]"),
        ("xs[1:n]", "(index xs (slice 1 n))"),
        ("xs[:, 1]", "(?)"),
        ("loop.index", "loop.index"),
        ("super()", "(call super)"),
        ("'}}' ~ \"it's\"", "(Concat \"}}\" \"it's\")"),
    ] {
        let (program, ..) = lower("x.html", &format!("<p>{{{{ {text} }}}}</p>"));
        assert_eq!(print(&program).trim_end(), format!("(output {expected})"), "{text}");
    }
}

#[test]
fn jinja_loops_and_conditions() {
    let text = "{% for a, (b, c) in rows if a.ok recursive %}{{ a }}{% else %}{{ none }}{% endfor %}\
                {%- if x -%}{{ 1 }}{% elif y %}{{ 2 }}{% else %}{{ 3 }}{%- endif %}";
    let expected = "\
for (tuple a (tuple b c)) rows if a.ok
  (output a)
when-empty
  (output None)
if x
  (output 1)
else
  if y
    (output 2)
  else
    (output 3)";
    assert_eq!(jinja(text), expected);
}

#[test]
fn jinja_assignments_and_scopes() {
    assert_eq!(jinja("{% set a, b = 1, f(2) %}"), "(= (tuple a b) (tuple 1 (call f 2)))");
    assert_eq!(jinja("{% set ns.x = y %}"), "(= ns.x y)");
    assert_eq!(jinja("{% set x %}{{ y }}{% endset %}"), "(output y)\n(= x (format))");
    assert_eq!(
        jinja("{% with a = b, c = d|f %}{{ a }}{% endwith %}"),
        "scope\n  (= a b)\n  (= c (call filter:f d))\n  (output a)"
    );
    assert_eq!(jinja("{% trans n=items|length %}{{ n }} item{% pluralize %}{{ n }} items{% endtrans %}").lines().count(), 4);
    assert_eq!(jinja("{% do xs.append(1) %}"), "(call xs.append 1)");
    // What may be a Django template as well.
    assert_eq!(jinja("{% block a-b %}{{ x }}{% endblock a-b %}"), "block a-b\n  (output x)");
    assert_eq!(jinja("{% cache 60, key %}{{ x }}{% endcache %}"), "(call tag:cache 60 key)\ncache\n  (output x)");
}

#[test]
fn jinja_inheritance_and_macros() {
    let text = "{% extends 'base.html' %}{% import 'm.html' as m %}{% from 'f.html' import a as b, c with context %}\
                {% block content scoped %}{{ super() }}{% include ['a.html', 'b.html'] ignore missing without context %}{% endblock content %}";
    let expected = "\
(extends \"base.html\")
(template-import \"m.html\" as m)
(template-import \"f.html\" b=a c)
block content
  (output (call super))
  (include [\"a.html\" \"b.html\"] without-context)";
    assert_eq!(jinja(text), expected);
    let text =
        "{% macro field(f, label='x') %}{{ f.name }}{% endmacro %}{% call(user) list(users) %}{{ user.name }}{% endcall %}";
    let expected = "\
def field(f label=\"x\")
  (output f.name)
scope
  def caller(user)
    (output user.name)
  (output (call list users))";
    assert_eq!(jinja(text), expected);
}

#[test]
fn unknown_tags_keep_their_bodies_and_arguments() {
    let text = "{% assets filters='jsmin', 'a.js' %}{% if x %}{{ y }}{% else %}{{ z }}{% endif %}{% endassets %}{% csrf %}";
    let expected = "\
(call tag:assets filters=\"jsmin\" \"a.js\")
if x
  (output y)
else
  (output z)
(output (call tag:csrf))";
    assert_eq!(jinja(text), expected);
}

#[test]
fn raw_bodies_are_text() {
    assert_eq!(jinja("{% raw %}{{ no }}{% if %}{% endraw %}{{ yes }}"), "(output yes)");
    assert_eq!(
        django("{% verbatim %}{{ no }}{% endverbatim %}{% comment %}{{ no }}<script src=a></script>{% endcomment %}"),
        ""
    );
    let (_, page, _) = lower("x.html", "{% load a %}{% comment %}<script src=a></script>{% endcomment %}");
    assert!(page.elements.is_empty());
}

#[test]
fn django_expressions_and_tags() {
    for (text, expected) in [
        ("{{ a.b.0|default:\"x\"|length }}", "(output (call filter:length (call filter:default (index a.b 0) \"x\")))"),
        ("{{ block.super }}", "(output (call super))"),
        ("{% url 'app:view' x.pk next=y|f:1 %}", "(output (call url \"app:view\" x.pk next=(call filter:f y 1)))"),
        ("{% url 'view' as u %}", "(= u (call url \"view\"))"),
        ("{% static \"a.js\" %}", "(output (call static \"a.js\"))"),
        ("{% recent_posts 5 by=user as posts %}", "(= posts (call tag:recent_posts 5 by=user))"),
        (
            "{% include 'a.html' with b=c.d e='f' only %}",
            "scope\n  (= b c.d)\n  (= e \"f\")\n  (include \"a.html\" without-context)",
        ),
        ("{% include x %}", "(include x)"),
        ("{% with a=b c=d %}{{ a }}{% endwith %}", "scope\n  (= a b)\n  (= c d)\n  (output a)"),
        ("{% with b.count as n %}{{ n }}{% endwith %}", "scope\n  (= n b.count)\n  (output n)"),
        ("{% regroup xs by a.b as g %}", "(= g (call tag:regroup xs \"a.b\"))"),
        (
            "{% if a and not b or c not in d and e is not None %}{{ x }}{% endif %}",
            "if (or (and a (Not b)) (and (NotIn c d) (IsNot e None)))\n  (output x)",
        ),
        ("{% ifequal a 'b' %}{{ x }}{% else %}{{ y }}{% endifequal %}", "if (Eq a \"b\")\n  (output x)\nelse\n  (output y)"),
        (
            "{% for k, v in d.items reversed %}{{ v }}{% empty %}{{ no }}{% endfor %}",
            "for (tuple k v) d.items\n  (output v)\nwhen-empty\n  (output no)",
        ),
        ("{% cache 500 side user.id %}{{ x }}{% endcache %}", "(call tag:cache 500 side user.id)\ncache\n  (output x)"),
        ("{% blocktrans with a=b.c %}Hi {{ a }}{% endblocktrans %}", "scope\n  (= a b.c)\n  (output a)"),
        ("{% ifchanged x %}{{ x }}{% else %}{{ y }}{% endifchanged %}", "(call tag:ifchanged x)\n(output x)\n(output y)"),
        ("{% block a-b %}{{ x }}{% endblock a-b %}", "block a-b\n  (output x)"),
        ("{% #card title=a.b %}{{ x }}{% /card %}", "(output (call tag:#card title=a.b))\n(output x)"),
    ] {
        assert_eq!(django(text), expected, "{text}");
    }
}

#[test]
fn the_dialect_is_read_from_the_text() {
    let access = |text: &str| lower("x.html", text).0.access;
    assert_eq!(access("{% url 'x' %}"), Access::Django);
    assert_eq!(access("{{ x|date:'Y' }}"), Access::Django);
    assert_eq!(access("{{ url_for('x') }}"), Access::Jinja);
    assert_eq!(access("{% if x %}{{ a.b }}{% endif %}"), Access::Jinja);
    assert_eq!(access("<p>{{ {'a:b': 1}|tojson }}</p>"), Access::Jinja);
}

#[test]
fn spans_are_exact() {
    let text = "é{% for item in project.items.all() if item.ok %}{{ item.client.name|title }}{% endfor %}";
    let (program, ..) = lower("x.html", text);
    assert_eq!(
        slice(text, program.stmt_spans[program.block(program.body)[0].index()]),
        "{% for item in project.items.all() if item.ok %}"
    );
    let spans: Vec<(String, &str)> = (0..program.exprs.len())
        .map(|at| crate::facts::program::ExprId(u32::try_from(at).unwrap()))
        .map(|id| (print_expr(&program, id), slice(text, program.span(id))))
        .collect();
    let of = |printed: &str| spans.iter().find(|(p, _)| p == printed).map(|(_, s)| *s);
    assert_eq!(of("project.items.all"), Some("project.items.all"));
    assert_eq!(of("(call project.items.all)"), Some("project.items.all()"));
    assert_eq!(of("item.client"), Some("item.client"));
    assert_eq!(of("item.client.name"), Some("item.client.name"));
    assert_eq!(of("(call filter:title item.client.name)"), Some("item.client.name|title"));
}

#[test]
fn broken_nesting_is_noted_and_kept() {
    let (program, _, notes) =
        lower("x.html", "{% for a in b %}{% if c %}{{ d }}{% endfor %}{{ e }}{% endif %}{% if f %}{{ g }}");
    assert_eq!(print(&program), "for a b\n  if c\n    (output d)\n(output e)\nif f\n  (output g)\n");
    assert_eq!(notes.len(), 2);
    let (program, _, notes) = lower("x.html", "{{ a. }}{{ }}{% if ( %}{{ b }}{% endif %}{{ unclosed");
    assert_eq!(print(&program), "(output (?))\n(output (?))\nif (?)\n  (output b)\n");
    assert_eq!(notes.len(), 2);
}

// HTML

fn page(text: &str) -> (Program, Vec<Element>) {
    let (program, page, _) = lower("x.html", text);
    (program, page.elements)
}

/// The value of an attribute, holes printed in braces.
fn value(program: &Program, element: &Element, name: &str) -> Option<String> {
    let parts = element.attribute(name)?.value.as_deref()?;
    let part = |part: &Part| match part {
        Part::Text(text) => text.to_string(),
        Part::Hole(id) => format!("{{{}}}", print_expr(program, *id)),
    };
    Some(parts.iter().map(part).collect())
}

#[test]
fn a_hole_in_an_attribute_is_opaque() {
    let (program, elements) =
        page("<script defer src=\"{{ url_for(\"static\", filename=\"a>b.js\") }}?v={{ v }}\" ></script><img src=/x.png>");
    assert_eq!(elements.len(), 2);
    assert_eq!(value(&program, &elements[0], "src").unwrap(), "{(call url_for \"static\" filename=\"a>b.js\")}?v={v}");
    assert!(elements[0].attribute("defer").is_some_and(|a| a.value.is_none()));
    assert_eq!(value(&program, &elements[1], "src").unwrap(), "/x.png");
}

#[test]
fn attributes_under_a_condition() {
    let (program, elements) =
        page("<SCRIPT {% if x %}defer{% endif %} src=\"a{% if y %}.min{% endif %}.js\" {{ attrs }}></SCRIPT>");
    let script = &elements[0];
    assert!(script.attribute("defer").unwrap().conditional);
    assert!(!script.attribute("src").unwrap().conditional);
    assert_eq!(value(&program, script, "src").unwrap(), "a{(?)}.min{(?)}.js");
    assert_eq!(value(&program, script, "{}").unwrap(), "{attrs}");
    assert!(!script.conditional);
}

#[test]
fn sections_blocks_and_conditions() {
    let text = "<!doctype html><html><head><title>{{ t }} <script></title>{% block css %}<link href=a.css>{% endblock %}</head>\
                <body>{% block outer %}{% for x in y %}{% block inner %}<script>f({{ x }}, '<b>')</script>{% endblock %}{% endfor %}{% endblock %}\
                {% if z %}<style>p{}</style>{% endif %}<!-- <img src=a> --></body>";
    let (program, facts, notes) = lower("x.html", text);
    assert_eq!(notes, []);
    let tags: Vec<_> = facts.elements.iter().map(|e| (e.tag, e.section, e.conditional, e.in_loop)).collect();
    assert_eq!(
        tags,
        [
            (Tag::Link, Section::Head, false, false),
            (Tag::Script, Section::Body, true, true),
            (Tag::Style, Section::Body, true, false)
        ]
    );
    let blocks: Vec<_> = facts.elements[1].blocks.iter().map(|b| program.name(*b)).collect();
    assert_eq!(blocks, ["inner", "outer"]);
    assert_eq!(facts.elements[1].body, "f(, '<b>')");
    assert_eq!(slice(text, facts.elements[1].span), "<script>");
    assert_eq!((facts.inline_script_bytes, facts.inline_style_bytes, facts.has_head), (10, 3, true));
    let at = |needle: &str| u32::try_from(text.find(needle).unwrap()).unwrap();
    assert_eq!(facts.section_at(at("{% block css")), Section::Head);
    assert_eq!(facts.section_at(at("{% block outer")), Section::Body);
    assert_eq!(facts.section_at(0), Section::Unknown);
    let text = "<head><meta>{% include 'a' %}</head>";
    let (_, facts, _) = lower("x.html", text);
    assert_eq!(facts.section_at(u32::try_from(text.find("{%").unwrap()).unwrap()), Section::Head);
}

#[test]
fn comments_that_speak_to_perfaudit() {
    let text = "<!-- perfaudit: ignore[a] why -->\n{# perfaudit: ignore[b] #}<!-- other -->";
    let (program, ..) = lower("x.html", text);
    let comments: Vec<_> = program.comments.iter().map(|c| (c.text.as_str(), slice(text, c.span))).collect();
    assert_eq!(
        comments,
        [
            ("perfaudit: ignore[a] why", "<!-- perfaudit: ignore[a] why -->"),
            ("perfaudit: ignore[b]", "{# perfaudit: ignore[b] #}")
        ]
    );
}

#[test]
fn hostile_input_is_linear() {
    let pieces = [
        "{{",
        "{% if",
        "{% if x %}",
        "{{ ( }}",
        "{{ \" }}",
        "{{ {",
        "<script ",
        "<script>",
        "<a b='",
        "{% raw %}",
        "{% endfor %}",
        "{% elif x %}",
        "{{ a.b",
        "((((",
        "not ",
        "a if b else ",
        "{#",
        "<!--",
        "{% for a in b %}{% else %}",
        "{% block a %}<img>",
    ];
    for piece in pieces {
        let started = Instant::now();
        for text in [
            piece.repeat(20_000),
            format!("{{{{ {} }}}}", piece.repeat(20_000)),
            format!("{{% load x %}}{}", piece.repeat(20_000)),
        ] {
            let (program, ..) = lower("x.html", &text);
            // Walks the whole program: its depth must fit a stack.
            let _ = print(&program);
        }
        // What is quadratic takes minutes; a busy machine takes some seconds.
        assert!(started.elapsed() < Duration::from_secs(100), "{piece}: {:?}", started.elapsed());
    }
}
