"""Compare `perfaudit schema` with what a project's own ORM says of its tables.

    orm_schema.py dump TREE --django SETTINGS         > orm.json
    orm_schema.py dump TREE --sqlalchemy MODULE:NAME  > orm.json
    orm_schema.py compare orm.json TREE --bin target/debug/perfaudit

`dump` imports the project and needs what the project needs; packages that are not installed are stood in for by empty ones,
and named on stderr. `MODULE:NAME` is a `MetaData`, a declarative base, a Flask-SQLAlchemy object or a factory of an app
(`module:create_app()`), modules that only declare models are given with `--also`. What cannot be imported is a skip with
its reason, never a failure. `compare` prints found/wanted/listed for tables, foreign keys, indexes, and the foreign keys
that no index covers, under PostgreSQL's rules.
"""
import argparse
import importlib
import importlib.abc
import importlib.machinery
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import types
import warnings


class Skip(Exception):
    """Why nothing can be said."""


class Nothing(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        # Each a class of its own: no class has the same base twice.
        return Nothing(name, (cls,), {})

    def __call__(cls, *args, **kwargs):
        # A decorator leaves what it decorates alone; a class derived from it can still be made.
        if len(args) == 1 and isinstance(args[0], (types.FunctionType, type)) and not kwargs:
            return args[0]
        return cls

    def __iter__(cls):
        return iter(())

    def __setitem__(cls, key, value):
        pass

    def __lt__(cls, other):
        return False

    __gt__ = __le__ = __ge__ = __lt__

    def __bool__(cls):
        return False

    def __or__(cls, other):
        return cls

    __ror__ = __add__ = __radd__ = __getitem__ = __or__


class Missing(metaclass=Nothing):
    """All names of packages that are not installed."""


class StandIn(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Modules for packages that are not installed and do not lie in the project."""

    def __init__(self, tree):
        self.tree, self.names, self.empty = tree, set(), tempfile.mkdtemp()

    def find_spec(self, name, path=None, target=None):
        top = name.split(".")[0]
        if any((root / top).exists() or (root / f"{top}.py").exists() for root in self.tree):
            return None
        if top not in self.names and ("." in name or top in sys.stdlib_module_names or top in sys.modules):
            return None
        self.names.add(top)
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__path__ = [self.empty]
        module.__version__ = "99"
        module.__getattr__ = lambda name: (_ for _ in ()).throw(AttributeError(name)) if name.startswith("__") else getattr(Missing, name)
        return module

    def exec_module(self, module):
        pass


def norm(name):
    return (name or "").strip('"`[]').lower().split(".")[-1]


def index(columns, unique, kind, partial=False):
    return {"columns": columns, "unique": bool(unique), "kind": kind, "partial": bool(partial)}


def of_sqlalchemy(target, also):
    import sqlalchemy

    for module in also:
        importlib.import_module(module)
    module, _, name = target.partition(":")
    found = importlib.import_module(module)
    for part in filter(None, name.split(".")):
        found = getattr(found, part.removesuffix("()"))
        found = found() if part.endswith("()") else found
    metadata = getattr(found, "metadata", found)
    if not isinstance(metadata, sqlalchemy.MetaData):
        metadata = getattr(getattr(found, "Model", None), "metadata", None)
    if metadata is None:
        raise Skip(f"{target} has no metadata")
    for table in metadata.sorted_tables:
        indexes = [index([c.name for c in table.primary_key.columns], True, "primary_key")] if table.primary_key.columns else []
        for constraint in table.constraints:
            if isinstance(constraint, sqlalchemy.UniqueConstraint):
                indexes.append(index([c.name for c in constraint.columns], True, "unique"))
        for item in table.indexes:
            plain = [getattr(e, "name", None) if isinstance(e, sqlalchemy.Column) else None for e in item.expressions]
            partial = item.dialect_options.get("postgresql", {}).get("where") is not None
            indexes.append(index(plain, item.unique, "index", partial))
        keys = []
        for constraint in table.foreign_key_constraints:
            # A name is enough: the target may stand in a part that is not imported.
            targets = {element.target_fullname.rpartition(".")[0] for element in constraint.elements}
            keys.append({"columns": list(constraint.column_keys), "target_table": norm(targets.pop())})
        columns = [c.name for c in table.columns]
        yield {"name": table.name, "columns": columns, "foreign_keys": keys, "indexes": indexes}


def of_django(settings, tree):
    import django
    from django.apps import apps

    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    django.setup()
    seen = set()
    for model in apps.get_models(include_auto_created=True):
        home = pathlib.Path(sys.modules[model.__module__].__file__ or "/").resolve()
        meta = model._meta
        if meta.proxy or not meta.managed or meta.swapped or meta.db_table in seen or tree not in home.parents:
            continue
        seen.add(meta.db_table)
        keys, indexes, columns = [], [], []
        column = {f.name: f.column for f in meta.local_fields}
        inherited = {f.name: f.column for f in meta.fields}
        for field in meta.local_fields:
            columns.append(field.column)
            if field.primary_key:
                indexes.append(index([field.column], True, "primary_key"))
            elif field.unique:
                indexes.append(index([field.column], True, "unique"))
            elif field.db_index:
                indexes.append(index([field.column], False, "index"))
            if field.remote_field and getattr(field, "db_constraint", False):
                keys.append({"columns": [field.column], "target_table": norm(field.remote_field.model._meta.db_table)})
        name = lambda field: column.get(field.lstrip("-")) or inherited.get(field.lstrip("-")) or field
        for option, unique in (("unique_together", True), ("index_together", False)):
            for group in getattr(meta, option, ()) or ():
                indexes.append(index([name(f) for f in group], unique, "unique" if unique else "index"))
        for item in meta.indexes:
            expressions = [None] * len(getattr(item, "expressions", ()))
            indexes.append(index([name(f) for f in item.fields] + expressions, False, "index", item.condition))
        for item in meta.constraints:
            if type(item).__name__ == "UniqueConstraint":
                expressions = [None] * len(getattr(item, "expressions", ()))
                indexes.append(index([name(f) for f in item.fields] + expressions, True, "unique", item.condition))
        yield {"name": meta.db_table, "columns": columns, "foreign_keys": keys, "indexes": indexes}


def unindexed(tables):
    """Keys that no index of all rows begins with."""
    for table in tables:
        for key in table["foreign_keys"]:
            wanted = {norm(c) for c in key["columns"]}
            leads = [[norm(c) for c in i["columns"][: len(wanted)]] for i in table["indexes"] if not i["partial"]]
            if not any(set(lead) == wanted for lead in leads):
                yield {"table": table["name"], "columns": key["columns"]}


def dump(args):
    tree = args.tree.resolve()
    roots = [tree / root for root in args.root or ["."]]
    sys.path[:0] = [str(root) for root in roots]
    stand_in = StandIn(roots)
    sys.meta_path.append(stand_in)
    os.chdir(roots[0])
    out, sys.stdout = sys.stdout, sys.stderr
    warnings.simplefilter("ignore")
    try:
        tables = list(of_django(args.django, tree) if args.django else of_sqlalchemy(args.sqlalchemy, args.also or []))
    except Exception as error:
        raise Skip(f"{type(error).__name__}: {error}") from error
    finally:
        sys.stdout = out
    print(f"stood in for: {', '.join(sorted(stand_in.names)) or 'nothing'}", file=sys.stderr)
    json.dump({"tables": tables, "unindexed_foreign_keys": list(unindexed(tables))}, sys.stdout, indent=1)


def facts(document, names):
    out = {"tables": set(), "foreign keys": set(), "indexes": set(), "unindexed": set()}
    for table in document["tables"]:
        name = norm(table["name"])
        if name not in names:
            continue
        out["tables"].add(name)
        for key in table["foreign_keys"]:
            out["foreign keys"].add((name, tuple(sorted(map(norm, key["columns"]))), norm(key["target_table"])))
        for item in table["indexes"]:
            if not item.get("partial") and all(item["columns"] or [None]):
                unique = item["unique"] or item["kind"] in ("primary_key", "unique")
                out["indexes"].add((name, tuple(map(norm, item["columns"])), unique))
    for key in document["unindexed_foreign_keys"]:
        if norm(key["table"]) in names:
            out["unindexed"].add((norm(key["table"]), tuple(sorted(map(norm, key["columns"])))))
    return out


def compare(args):
    wanted = json.loads(args.orm.read_text())
    command = [args.bin, "schema", str(args.tree), "--dialect", "postgresql", "--format", "json"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if not run.stdout:
        raise Skip(f"no schema: {run.stderr[-200:]}")
    names = {norm(t["name"]) for t in wanted["tables"]}
    want, have = facts(wanted, names), facts(json.loads(run.stdout), names)
    row = []
    for kind in want:
        row.append(f"{kind} {len(want[kind] & have[kind])}/{len(want[kind])}/{len(have[kind])}")
        if args.show:
            for sign, items in (("missed", want[kind] - have[kind]), ("invented", have[kind] - want[kind])):
                for item in sorted(map(str, items)):
                    print(f"    {sign} {kind}: {item}")
    print(f"{args.tree.name}: {', '.join(row)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("dump")
    one.add_argument("tree", type=pathlib.Path)
    one.add_argument("--root", action="append", help="folder of the tree that imports start from")
    one.add_argument("--django", metavar="SETTINGS")
    one.add_argument("--sqlalchemy", metavar="MODULE:NAME")
    one.add_argument("--also", action="append", metavar="MODULE")
    one.set_defaults(run=dump)
    two = commands.add_parser("compare")
    two.add_argument("orm", type=pathlib.Path)
    two.add_argument("tree", type=pathlib.Path)
    two.add_argument("--bin", required=True)
    two.add_argument("--show", action="store_true")
    two.set_defaults(run=compare)
    args = parser.parse_args()
    try:
        args.run(args)
    except Skip as reason:
        print(f"skipped: {reason}", file=sys.stderr)


if __name__ == "__main__":
    main()
