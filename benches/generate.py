#!/usr/bin/env python3
"""Writes a monorepo of N files: services of models, views, templates, helpers and migrations that import each other.

    benches/generate.py 10000 FOLDER
"""
import sys
from pathlib import Path

# Files of one package.
PACKAGE = 10


def package(root, at, packages):
    name = f"p{at:05}"
    other = f"p{(at * 7 + 1) % packages:05}"
    folder = root / "shop" / f"s{at % 100:02}" / name
    folder.mkdir(parents=True, exist_ok=True)
    service = f"shop.s{at % 100:02}.{name}"
    neighbour = f"shop.s{(at * 7 + 1) % packages % 100:02}.{other}"
    upper, lower = f"Item{at}", f"item{at}"
    fields = "\n".join(f"    f{i} = db.Column(db.String(80))" for i in range(12))
    helpers = "\n\n".join(
        f"def step{i}(rows, limit={i}):\n    total = 0\n    for row in rows:\n        if row.f{i % 12} and total < limit:\n            total += len(row.f{i % 12})\n    return step{i + 1}(rows) if total else total"
        for i in range(20)
    ) + "\n\n\ndef step20(rows, limit=0):\n    return len(list(rows))\n"
    cells = "\n".join(f"  <td class=\"c{i}\">{{{{ row.f{i % 12} }}}}</td>" for i in range(30))
    files = {
        "__init__.py": "",
        "models.py": f"from shop.base import db\n\n\nclass {upper}(db.Model):\n    __tablename__ = '{lower}'\n    id = db.Column(db.Integer, primary_key=True)\n    owner_id = db.Column(db.ForeignKey('owner.id'))\n    owner = db.relationship('Owner')\n{fields}\n",
        "views.py": f"from flask import Blueprint, render_template\nfrom {service}.models import {upper}\nfrom {service} import helpers\nfrom {neighbour}.services import summary\n\nbp = Blueprint('{name}', __name__)\n\n\n@bp.route('/{name}')\ndef index():\n    rows = {upper}.query.all()\n    helpers.step0(rows)\n    return render_template('{name}/list.html', rows=rows, summary=summary())\n\n\n@bp.route('/{name}/<int:id>')\ndef show(id):\n    row = {upper}.query.get_or_404(id)\n    return row.owner.name\n",
        "services.py": f"from {service}.models import {upper}\n\n\ndef summary():\n    return {{row.f0: row.f1 for row in {upper}.query.limit(20)}}\n",
        "helpers.py": helpers,
        "constants.py": "VALUES = {\n" + "\n".join(f"    'k{i}': ({i}, 'v{i}')," for i in range(200)) + "\n}\n",
        f"templates/{name}/list.html": f"{{% extends 'base.html' %}}\n{{% block body %}}\n<table>\n{{% for row in rows %}}\n<tr>\n  <td>{{{{ row.owner.name }}}}</td>\n{cells}\n</tr>\n{{% endfor %}}\n</table>\n{{% endblock %}}\n",
        f"static/{name}.js": "function f(a) {\n  return a.map(function (x) { return x + 1; });\n}\n" * 40,
        f"static/{name}.css": ".a { color: red; margin: 0 auto; }\n" * 60,
        "schema.sql": f"CREATE TABLE {lower} (\n  id INTEGER PRIMARY KEY,\n  owner_id INTEGER REFERENCES owner (id)\n);\n",
    }
    for path, text in files.items():
        full = folder / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_text(text)
    (folder.parent / "__init__.py").touch()
    return service


def main():
    count, root = int(sys.argv[1]), Path(sys.argv[2])
    packages = max(1, count // PACKAGE)
    services = [package(root, at, packages) for at in range(packages)]
    shop = root / "shop"
    (shop / "__init__.py").touch()
    (shop / "templates").mkdir(exist_ok=True)
    (shop / "templates/base.html").write_text("<html><body>{% block body %}{% endblock %}</body></html>\n")
    (shop / "base.py").write_text(
        "from flask_sqlalchemy import SQLAlchemy\n\ndb = SQLAlchemy()\n\n\nclass Owner(db.Model):\n    __tablename__ = 'owner'\n"
        "    id = db.Column(db.Integer, primary_key=True)\n    name = db.Column(db.String(80))\n"
    )
    lines = [f"from {service}.views import bp as bp{at}" for at, service in enumerate(services)]
    registered = "\n".join(f"    app.register_blueprint(bp{at})" for at in range(packages))
    (shop / "app.py").write_text(
        "from flask import Flask\nfrom shop.base import db\n" + "\n".join(lines) + "\n\n\ndef create_app():\n    app = Flask(__name__)\n    db.init_app(app)\n" + registered + "\n    return app\n"
    )
    (root / "requirements.txt").write_text("flask==3.0.0\nflask-sqlalchemy==3.1.0\nsqlalchemy==2.0.30\n")


if __name__ == "__main__":
    main()
