//! Programs, templates and schemas of shapes that nobody writes by hand: branches, nesting, circles, hierarchies.

use std::fmt::Write as _;

use super::{flask, is_noted, stands, tree};

#[test]
fn a_function_of_a_hundred_thousand_branches() {
    let mut flat = String::new();
    for at in 0..100_000 {
        let _ = writeln!(flat, "    if x == {at}:\n        y{at} = {at}");
    }
    let mut chain = String::from("    if x == 0:\n        y = 0\n");
    for at in 1..50_000 {
        let _ = writeln!(chain, "    elif x == {at}:\n        y = {at}");
    }
    let mut cases = String::from("    match x:\n");
    for at in 0..30_000 {
        let _ = writeln!(cases, "        case {at}:\n            y = {at}");
    }
    let page = "{% if x %}{{ x }}{% elif y %}{{ y }}{% endif %}".repeat(40_000);
    let show = flask("    from flask import render_template\n    render_template('page.html')\n");
    let root = tree(&[
        ("flat.py", &flask(&flat)),
        ("chain.py", &flask(&chain)),
        ("cases.py", &flask(&cases)),
        ("show.py", &show),
        ("templates/page.html", &page),
    ]);
    stands(&root);
}

#[test]
fn branches_that_each_call_the_next_function_twice() {
    let mut code = String::from("from flask import Flask\napp = Flask(__name__)\n\n");
    for at in 0..60 {
        let next = at + 1;
        let _ = writeln!(
            code,
            "def f{at}(x):\n    if x:\n        f{next}(x)\n    else:\n        f{next}(x)\n    for y in x:\n        f{next}(y)\n"
        );
    }
    code.push_str("def f60(x):\n    pass\n\n@app.route('/')\ndef index():\n    f0(app.x)\n    return ''\n");
    let root = tree(&[("app.py", &code)]);
    stands(&root);
}

/// Ten thousand of each, so that only a bound on depth ends the recursion.
#[test]
fn nesting_of_ten_thousand_levels() {
    const DEEP: usize = 10_000;
    let pair = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP));
    let mut blocks = String::new();
    for level in 0..2_000 {
        let _ = writeln!(blocks, "{}if x:", " ".repeat(level));
    }
    let _ = writeln!(blocks, "{}pass", " ".repeat(2_000));
    let root = tree(&[
        ("app/brackets.py", &format!("x = {}\n", pair("(", "1", ")"))),
        ("app/calls.py", &format!("x = {}\n", pair("f(", "1", ")"))),
        ("app/lists.py", &format!("x = {}\n", pair("[", "", "]"))),
        ("app/blocks.py", &blocks),
        ("app/attributes.py", &format!("x = a{}\n", ".b".repeat(DEEP))),
        ("app/chained.py", &format!("x = a{}\n", ".b()".repeat(DEEP))),
        ("app/sums.py", &format!("x = 1{}\n", " + 1".repeat(DEEP))),
        ("app/differences.py", &format!("x = 1{}\n", "-1".repeat(100_000))),
        ("app/products.py", &"@".repeat(100_000)),
        ("app/prefixes.py", &format!("x = {}y\n", "not ".repeat(DEEP))),
        ("app/lambdas.py", &format!("x = {}y\n", "lambda: ".repeat(4_000))),
        ("app/conditions.py", &format!("x = {}0\n", "1 if y else ".repeat(4_000))),
        ("app/formats.py", &format!("x = {}\n", "f'{".repeat(DEEP))),
        ("app/templates/tags.html", &pair("{% if x %}", "{{ y }}", "{% endif %}")),
        ("app/templates/loops.html", &pair("{% for x in xs %}", "{{ x }}", "{% endfor %}")),
        ("app/templates/divs.html", &pair("<div>", "x", "</div>")),
        ("app/templates/calls.html", &format!("{{{{ {} }}}}", pair("f(", "1", ")"))),
        ("app/templates/filters.html", &format!("{{{{ x{} }}}}", "|f".repeat(DEEP))),
        ("package.json", &pair("{\"a\":", "1", "}")),
        ("vercel.json", &pair("[", "", "]")),
        ("docker-compose.yml", &pair("[", "", "]")),
        ("pyproject.toml", &format!("x = {}\n", pair("[", "", "]"))),
        ("db/brackets.sql", &format!("SELECT {};\n", pair("(", "1", ")"))),
        ("db/subqueries.sql", &format!("{};\n", pair("SELECT * FROM (", "SELECT 1", ") t"))),
        ("db/cases.sql", &format!("SELECT {};\n", pair("CASE WHEN a THEN ", "1", " END"))),
        ("nginx.conf", &pair("http {", "", "}")),
        ("web/brackets.js", &format!("setInterval({});\n", pair("[", "", "]"))),
        ("web/functions.js", &pair("(function(){", "setInterval(f, 5)", "})()")),
        ("app/nested.py", &format!("import time\nasync def f():\n    time.sleep({})\n", pair("(", "1", ")"))),
    ]);
    let report = stands(&root);
    for path in ["app/brackets.py", "app/calls.py", "app/lists.py", "app/prefixes.py", "app/nested.py"] {
        assert!(is_noted(&report, path, "nested too deeply"), "{path}");
    }
}

/// Sixty lines that each double a value make one that fits into no memory, or one with more paths than can be followed.
#[test]
fn values_that_double() {
    let texts = ["x + x", "f'{x}{x}'", "'%s%s' % (x, x)", "'{0}{0}'.format(x)", "x.join([x, x, x])", "x.replace('', x)"];
    let lists = ["x + x", "[*x, *x]", "[x, x]", "list(zip(x, x))", "x.extend(x) or x", "x * 1000", "[a for a in x for b in x]"];
    let tuples = ["x + x", "(x, x)", "(x, 1) if q else (x, 2)", "(*x, *x)", "dict(a=x, b=x)", "tuple(enumerate(x))"];
    let groups = [("'a'", &texts[..]), ("request.args['a'] + 'b'", &texts), ("[1, 2]", &lists), ("(1, 2)", &tuples)];
    for (at, (first, steps)) in groups.into_iter().enumerate() {
        for (step, text) in steps.iter().enumerate() {
            let lines = format!("    x = {text}\n").repeat(60);
            let code =
                flask(&format!("    x = {first}\n{lines}    y = x == x\n    print(x, *x)\n    for a in x:\n        x\n"));
            stands(&tree(&[(&format!("app/case_{at}_{step}.py"), &code)]));
        }
    }
    let numbers = "    x = (-9223372036854775807 - 1)\n    y = x // -1\n    z = -x\n    range(x, 9, -1)\n    u = 10 ** 10 ** 10\n    v = 'a' * 10**12\n    w = list(range(10**12))\n    s = '%0999999999d' % 1\n";
    stands(&tree(&[("app/numbers.py", &flask(numbers))]));
}

/// Each level names the one below it ten times, so that following all of them would never end.
#[test]
fn names_that_stand_for_ever_more() {
    let mut yaml = String::from("l0: &l0 [a, b]\n");
    for level in 1..30 {
        let below = format!("*l{}, ", level - 1).repeat(10);
        let _ = writeln!(yaml, "l{level}: &l{level} [{below}]");
    }
    let mut merged = String::from("services:\n  s0: &s0\n    image: python\n    command: gunicorn -w 4 app\n");
    for level in 1..30 {
        let below = format!("*s{}, ", level - 1).repeat(10);
        let _ = writeln!(merged, "  s{level}: &s{level}\n    <<: [{below}]");
    }
    let mut env = String::from("V0=aaaaaaaaaa\n");
    for level in 1..60 {
        let _ = writeln!(env, "V{level}=$V{0}$V{0}$V{0}", level - 1);
    }
    let root = tree(&[
        ("docker-compose.yml", &merged),
        ("k8s/deployment.yaml", &yaml),
        ("compose.yaml", &yaml),
        (".env", &env),
        ("requirements.txt", "-r requirements.txt\n-c requirements.txt\nflask\n"),
    ]);
    stands(&root);
}

#[test]
fn what_goes_in_circles() {
    let root = tree(&[
        (
            "app/__init__.py",
            "from flask import Flask, render_template\nfrom app import a\napp = Flask(__name__)\n\n\n@app.route('/')\ndef index():\n    a.ping(1)\n    return render_template('one.html')\n",
        ),
        (
            "app/a.py",
            "from app.b import *\nfrom app.b import pong\n\nclass A(B):\n    x = property(lambda self: self.x)\n\ndef ping(n):\n    return pong(n)\n",
        ),
        (
            "app/b.py",
            "from app.a import *\nfrom app.a import A, ping\n\nclass B(A):\n    pass\n\nclass C(C):\n    pass\n\ndef pong(n):\n    return ping(n)\n",
        ),
        (
            "app/templates/one.html",
            "{% extends 'two.html' %}{% block a %}{{ super() }}{% include 'three.html' %}{% endblock %}",
        ),
        ("app/templates/two.html", "{% extends 'one.html' %}{% block a %}{% include 'one.html' %}{% endblock %}"),
        (
            "app/templates/three.html",
            "{% include 'three.html' %}{% from 'three.html' import m %}{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        ),
        (
            "migrations/versions/1.py",
            "revision = '1'\ndown_revision = '3'\nfrom alembic import op\ndef upgrade():\n    op.drop_table('gone')\n",
        ),
        ("migrations/versions/2.py", "revision = '2'\ndown_revision = '1'\ndef upgrade():\n    upgrade()\n"),
        ("migrations/versions/3.py", "revision = '3'\ndown_revision = ('2', '3')\ndef upgrade():\n    pass\n"),
        (
            "shop/migrations/0001_initial.py",
            "from django.db import migrations\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0002_more')]\n    operations = []\n",
        ),
        (
            "shop/migrations/0002_more.py",
            "from django.db import migrations\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0001_initial'), ('shop', '0002_more')]\n    operations = []\n",
        ),
        (
            "shop/urls.py",
            "from django.urls import include, path\nurlpatterns = [path('', include('shop.urls')), path('x/', include('shop.more'))]\n",
        ),
        ("shop/more.py", "from django.urls import include, path\nurlpatterns = [path('', include('shop.urls'))]\n"),
        ("shop/settings.py", "from shop.settings import *\nROOT_URLCONF = 'shop.urls'\nINSTALLED_APPS = ['shop']\n"),
        ("manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n"),
    ]);
    stands(&root);
}

#[test]
fn hierarchies_that_multiply() {
    let mut code = String::from("class C0:\n    pass\n");
    for at in 1..400 {
        let _ = writeln!(
            code,
            "class C{at}({}):\n    pass",
            (0..at.min(12)).map(|k| format!("C{}", at - 1 - k)).collect::<Vec<_>>().join(", ")
        );
    }
    let mut templates: Vec<(String, String)> = Vec::new();
    for at in 0..300 {
        let include = format!("{{% include 't{}.html' %}}", at + 1);
        templates.push((format!("app/templates/t{at}.html"), include.repeat(3)));
    }
    let mut files: Vec<(&str, &str)> = templates.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let chain = "class A(A): pass\n".repeat(8_000);
    let mut wide: String = (0..4_000).map(|at| format!("class W{at}: pass\n")).collect();
    let _ = writeln!(wide, "class W({}): pass", (0..4_000).map(|at| format!("W{at}")).collect::<Vec<_>>().join(", "));
    files.push(("app/chain.py", &chain));
    files.push(("app/wide.py", &wide));
    files.push(("app/classes.py", &code));
    files.push((
        "app/main.py",
        "from flask import Flask, render_template\napp = Flask(__name__)\n\n@app.route('/')\ndef index():\n    return render_template('t0.html')\n",
    ));
    stands(&tree(&files));
}

/// The body of a block belongs to the template that fills it, also where the block stands in a macro of another one.
#[test]
fn a_block_in_a_macro_is_another_templates() {
    let page = "{% extends 'base.html' %}{% from 'parts.html' import part %}\n\
                {% block body %}{{ part(1) }}{% endblock %}\n\
                {% block inner %}{% if error %}{{ error }}{% endif %}{% endblock %}\n";
    let app = "from flask import Flask, render_template\napp = Flask(__name__)\n\n\n@app.route('/')\ndef index():\n    \
               return render_template('page.html')\n";
    stands(&tree(&[
        ("requirements.txt", "flask\n"),
        ("app.py", app),
        ("templates/base.html", "<body>{% block body %}{% endblock %}</body>\n"),
        ("templates/parts.html", "{% macro part(at) %}{% block inner %}{{ at }}{% endblock %}{% endmacro %}\n"),
        ("templates/page.html", page),
    ]));
}

/// The steps of the route end within the loop: its `break` is not evaluated, yet the loop does not go round.
#[test]
fn a_limit_within_a_loop_that_its_first_round_leaves() {
    let mut work = String::new();
    for depth in 0..8 {
        let _ = writeln!(work, "{}for a{depth} in (1, 2, 3, 4, 5, 6, 7):", "    ".repeat(depth + 3));
    }
    let body = format!(
        "    for attempt in app.attempts:\n        try:\n            user = User.query.filter_by(id=x).first()\n\
         {work}{}b = a0\n            db.session.commit()\n            break\n        except OSError:\n            pass\n",
        "    ".repeat(11)
    );
    let models = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n\n\nclass User(db.Model):\n    __tablename__ = 'users'\n    \
                  id = db.Column(db.Integer, primary_key=True)\n";
    let code = format!("from models import User, db\n{}", flask(&body));
    let report = stands(&tree(&[("app.py", &code), ("models.py", models)]));
    assert!(
        report.coverage.unknown_causes.iter().any(|unknown| unknown.cause.contains("steps")),
        "the route was followed to its end"
    );
    let told: Vec<_> = report.findings.iter().filter(|f| f.at.path == "app.py").map(|f| &f.title).collect();
    assert_eq!(told, Vec::<&String>::new());
}
