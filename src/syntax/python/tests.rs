use super::lower;
use crate::facts::print::print;
use crate::facts::program::{Comment, Expr, Program, Stmt};
use crate::facts::{Note, NoteKind};

fn printed(text: &str) -> String {
    let (program, notes) = lower(text);
    assert_eq!(notes, [], "{text}");
    print(&program).trim_end().to_owned()
}

fn lowered_notes(text: &str) -> (Program, Vec<Note>) {
    lower(text)
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(printed(text), *expected, "{text}");
    }
}

#[test]
fn names_calls_and_items() {
    check(&[
        ("a.b(c, *d, e=f, **g)", "(call a.b c *d e=f **g)"),
        ("f(**a, b=1)", "(call f **a b=1)"),
        ("x[1:2], x[:], x['k']", "(tuple (index x (slice 1 2)) (index x (slice - -)) (index x \"k\"))"),
        ("await f()", "(await (call f))"),
        ("a if b else c", "(if b a c)"),
        ("not -x", "(Not (Neg x))"),
        ("(y := f())", "(:= y (call f))"),
        ("[*a, b]", "[*a b]"),
        ("lambda a, /, b=1, *c, d, **e: a", "(lambda (/a b=1 *c kw:d **e) a)"),
    ]);
}

#[test]
fn literals() {
    check(&[
        ("(1, 1.5, True, None, ...)", "(tuple 1 1.5 true None ...)"),
        ("(99999999999999999999, 2j, b'x')", "(tuple (?) (?) bytes)"),
        ("x = 'a' 'b' \"c\\n\"", "(= x \"abc\\n\")"),
        ("{'a': 1, **b, c: d}", "{\"a\" 1 *b b c d}"),
        ("{a, b}", "(set a b)"),
        ("[]", "[]"),
    ]);
}

#[test]
fn format_strings() {
    check(&[
        ("f'a{b}c' 'd' f'{e}'", "(format \"a\" b \"cd\" e)"),
        ("f'plain'", "\"plain\""),
        ("f'{a!r}{b:{w}}{c:.2f}'", "(format (? a) (? b w) (? c))"),
        ("f'{x=}'", "(format (? x))"),
        ("t'a{b}'", "(format \"a\" b)"),
    ]);
}

#[test]
fn operators() {
    check(&[
        ("a < b <= c", "(and (Lt a b) (LtE b c))"),
        ("a not in b", "(NotIn a b)"),
        ("a and b and c or d", "(or (and a b c) d)"),
        ("a + b - c * d", "(Sub (Add a b) (Mul c d))"),
        ("a << 1 | b", "(BitOr (Shift a 1) b)"),
        ("a @ b ** c // d % e", "(Mod (FloorDiv (MatMul a (Pow b c)) d) e)"),
    ]);
}

#[test]
fn comprehensions() {
    check(&[
        ("[f(x) for x in xs if x if y for z in x]", "(list (call f x) for x xs if x if y for z x)"),
        ("{k: v for k, v in d}", "(dict k v for (tuple k v) d)"),
        ("{x async for x in xs}", "(set x async for x xs)"),
        ("sum(x for x in xs)", "(call sum (gen x for x xs))"),
    ]);
}

#[test]
fn simple_statements() {
    check(&[
        ("a = b = c", "(= a b c)"),
        ("a: int = 1", "(: a int 1)"),
        ("a: int", "(: a int)"),
        ("a += 1", "(Add= a 1)"),
        ("del a, b[0]", "(del a (index b 0))"),
        ("assert a, 'no'", "(assert a)"),
        ("raise A() from b", "(raise (call A))"),
        ("global a, b", "(global a b)"),
        ("type X = list[int]", "(= X (index list int))"),
        ("import a.b as c, d", "(import a.b as c)\n(import d)"),
        ("from ..m import x as y, z", "(from ..m y=x z)"),
        ("from . import *", "(from . *)"),
        ("'''documentation'''", "pass"),
    ]);
}

#[test]
fn loops_and_branches() {
    check(&[
        ("for a, b in c:\n  break\nelse:\n  continue", "for (tuple a b) c\n  break\nelse\n  continue"),
        ("while a:\n  pass\nelse:\n  b", "while a\n  pass\nif (?)\n  b"),
        (
            "if a:\n  1\nelif b:\n  2\nelif c:\n  3\nelse:\n  4",
            "if a\n  1\nelse\n  if b\n    2\n  else\n    if c\n      3\n    else\n      4",
        ),
        ("with a as b, c:\n  d", "with (a b) (c)\n  d"),
        (
            "try:\n  a\nexcept B as e:\n  c\nexcept:\n  d\nelse:\n  f\nfinally:\n  g",
            "try\n  a\nexcept B as e\n  c\nexcept\n  d\nelse\n  f\nfinally\n  g",
        ),
        ("try:\n  a\nexcept* B:\n  c", "try\n  a\nexcept B\n  c"),
    ]);
}

#[test]
fn match_cases() {
    let text =
        "match a:\n  case 'x' | 'y':\n    1\n  case None if g:\n    2\n  case C(b, k=[d, *e]):\n    3\n  case other:\n    4";
    let expected = "match a\ncase \"x\"\n  1\ncase \"y\"\n  1\ncase None if g\n  2\ncase b d e\n  3\ncase _ other\n  4";
    assert_eq!(printed(text), expected);
}

#[test]
fn functions_and_classes() {
    check(&[
        (
            "@d(1)\nasync def f(a: A, *, b=2) -> R:\n  return await a",
            "@(call d 1)\nasync def f(a:A kw:b=2) -> R\n  (return (await a))",
        ),
        ("class C(B, metaclass=M):\n  x = 1", "class C B metaclass=M\n  (= x 1)"),
        (
            "async def f():\n  async for a in b:\n    pass\n  async with c:\n    pass",
            "async def f()\n  async for a b\n    pass\n  async with (c)\n    pass",
        ),
    ]);
}

#[test]
fn a_yield_belongs_to_the_innermost_function() {
    check(&[
        ("def f():\n  def g():\n    yield\n  return g", "def f()\n  def g() generator\n    (yield)\n  (return g)"),
        (
            "def f():\n  g = lambda: (yield 1)\n  yield from g",
            "def f() generator\n  (= g (lambda () (yield 1)))\n  (yield-from g)",
        ),
    ]);
}

#[test]
fn spans_are_bytes_of_the_text() {
    let text = "é = 1\n@d  # why\n# more\ndef f():\n    return g(x)\n";
    let (program, _) = lower(text);
    let function = &program.functions[0];
    let slice = |span: crate::facts::Span| &text[span.start as usize..span.end as usize];
    assert_eq!(slice(function.span), "def f():\n    return g(x)");
    assert_eq!(slice(function.name_span), "f");
    let whole = program.stmts.iter().position(|s| matches!(s, Stmt::Function(_))).map(|at| program.stmt_spans[at]);
    assert_eq!(whole.map(slice), Some("@d  # why\n# more\ndef f():\n    return g(x)"));
    let call = program.exprs.iter().position(|e| matches!(e, Expr::Call { .. })).map(|at| program.expr_spans[at]);
    assert_eq!(call.map(slice), Some("g(x)"));
}

#[test]
fn comments_with_a_reason_are_kept() {
    let text = "a  # perfaudit: ignore[x] why\nb  # noqa\nc  # On purpose: a Small Table\n'# deliberate'\n#: at most ten\n";
    let (program, _) = lower(text);
    let texts: Vec<&str> = program.comments.iter().map(|Comment { text, .. }| text.as_str()).collect();
    assert_eq!(texts, ["perfaudit: ignore[x] why", "On purpose: a Small Table", ": at most ten"]);
}

#[test]
fn broken_code_is_lowered_as_far_as_it_goes() {
    let (program, notes) = lowered_notes("a = 1\ndef f(:\n  return b\nc = (\n");
    assert!(notes.iter().all(|note| note.kind == NoteKind::Syntax && note.span.is_some()), "{notes:?}");
    assert!(!notes.is_empty());
    let text = print(&program);
    assert!(text.starts_with("(= a 1)\n"), "{text}");
    assert!(text.contains("(return b)"), "{text}");
}

#[test]
fn at_most_five_syntax_errors_are_noted() {
    let (_, notes) = lowered_notes(&"x = = 1\n".repeat(50));
    assert_eq!(notes.len(), 5);
}

#[test]
fn facts_survive_the_cache() {
    let text = "import a\n@d\nclass C(B):\n  def f(self, x=1):\n    return [f'{y}' for y in x if y > 2.5]\n# perfaudit: x\n";
    let (program, _) = lower(text);
    let bytes = postcard::to_allocvec(&program).unwrap();
    assert_eq!(postcard::from_bytes::<Program>(&bytes).unwrap(), program);
}

#[test]
fn what_never_runs_is_left_out() {
    assert_eq!(printed("def f():\n  return g()\n  h()\nk()\n"), printed("def f():\n  return g()\nk()\n"));
    assert_eq!(printed("while a:\n  break\n  h()\n"), printed("while a:\n  break\n"));
    let (program, _) = lower("def f():\n  raise E\n  yield\n");
    assert!(program.functions[0].is_generator);
}

/// Runs on a thread with the stack of a rayon worker.
fn on_worker_stack(text: String) -> (Program, Vec<Note>) {
    std::thread::Builder::new().stack_size(2 << 20).spawn(move || lower(&text)).unwrap().join().unwrap()
}

#[test]
fn deep_nesting_takes_no_stack() {
    let deep = 10_000;
    for (open, close) in
        [("(", ")"), ("[", "]"), ("f(", ")"), ("not ", ""), ("-", ""), ("lambda: ", ""), ("a ** ", ""), ("x if y else ", "")]
    {
        let text = format!("before = 1\n{}x{}\nafter = 2\n", open.repeat(deep), close.repeat(deep));
        let (program, notes) = on_worker_stack(text);
        let refused = notes.iter().any(|note| note.text == "nested too deeply to be read");
        assert!(refused || print(&program).ends_with("(= after 2)\n"), "{open}");
    }
}

#[test]
fn long_chains_take_no_stack() {
    for (first, rest) in
        [("a", " * b"), ("'a'", " % b"), ("a", " and b"), ("a", ".b"), ("a", "(b)"), ("a", "[b]"), ("a", " < b")]
    {
        let (program, notes) = on_worker_stack(format!("{first}{}\nafter = 2\n", rest.repeat(100_000)));
        assert_eq!(notes, [], "{rest}");
        assert!(matches!(program.block(program.body), [_, _]), "{rest}");
    }
    let elifs = "elif a:\n  pass\n".repeat(20_000);
    let (program, _) = on_worker_stack(format!("if a:\n  pass\n{elifs}"));
    assert_eq!(program.ifs.len(), 20_001);
}
