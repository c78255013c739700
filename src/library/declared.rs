//! What libraries read of a row because a class declares it: columns of tables, fields of search documents, parts of feeds.

use super::django_web::template_stem;
use crate::eval::heap::Key;
use crate::eval::interp::NO_FILE;
use crate::eval::ops::CallKind;
use crate::eval::value::{Cause, Site};
use crate::eval::{CallArgs, ClassRef, FuncRef, Interp, ObjId, Value};
use crate::facts::program::{Access, Expr};
use crate::names::Name;

const COLUMN: &str = "django_tables2.Column";
const FIELD: &str = "django_elasticsearch_dsl.Field";

/// Runs an intrinsic of the stubs.
pub fn call(ix: &mut Interp<'_>, native: &'static str, first: &Value, second: &Value, site: Site) -> Value {
    match native {
        "__fitted__" => fitted(ix, first, second, site),
        "__table_row__" => table_row(ix, first, second, site),
        "__document__" => document(ix, first, second, site),
        "__declared_model__" => model(ix, first),
        _ => Value::input(),
    }
}

/// Members of a class and those above it that are instances of a library's class, in order.
#[must_use]
pub fn members(ix: &Interp<'_>, class: ClassRef, of: &str) -> Vec<(Name, ObjId)> {
    let mut out: Vec<(Name, ObjId)> = Vec::new();
    let mut hidden: Vec<Name> = Vec::new();
    for owner in &ix.world.class(class).mro {
        for (name, value, _) in &ix.world.class(*owner).members {
            if hidden.contains(name) {
                continue;
            }
            hidden.push(*name);
            if let Value::Object(id) = value
                && ix.heap.get(*id).class.is_some_and(|c| ix.world.derives(c, of))
            {
                out.push((*name, *id));
            }
        }
    }
    out
}

/// A member of a class that the project wrote.
fn own(ix: &Interp<'_>, class: ClassRef, name: &str) -> Option<Name> {
    let name = ix.name(name)?;
    ix.world.find_member(class, name).filter(|(owner, _)| !ix.world.class(*owner).is_stub).map(|_| name)
}

/// Names of the parameters of a function behind its receiver.
fn parameters<'w>(ix: &'w Interp<'_>, function: &Value) -> Option<Vec<&'w str>> {
    let (f, skip): (FuncRef, usize) = match function {
        Value::Function(f, _) => (*f, 0),
        Value::Bound(pair) => match &pair.0 {
            Value::Function(f, _) => (*f, 1),
            _ => return None,
        },
        _ => return None,
    };
    let program = &ix.world.module(f.module).program;
    Some(program.function(f.id).params.iter().skip(skip).map(|p| program.name(p.name)).collect())
}

/// A value that may be a function, and may take what it is about.
fn fitted(ix: &mut Interp<'_>, value: &Value, about: &Value, site: Site) -> Value {
    let Some(takes) = parameters(ix, value).map(|names| names.len()) else { return value.clone() };
    let positional = if takes > 0 { vec![about.clone()] } else { Vec::new() };
    let out = ix.call(value, CallArgs { positional, ..Default::default() }, site);
    ix.diverged = false;
    out
}

/// `a__b` or `a.b` of a row; methods are called.
fn path(ix: &mut Interp<'_>, row: &Value, path: &str, site: Site) -> Value {
    let mut at = row.clone();
    for part in path.split("__").flat_map(|p| p.split('.')) {
        let Some(name) = ix.name(part) else { return Value::scalar(at.dims()) };
        at = ix.template_attribute(&at, name, site, Access::Django);
    }
    at
}

fn attribute(ix: &Interp<'_>, object: ObjId, name: &str) -> Option<Value> {
    ix.heap.get(object).attrs.get(&ix.name(name)?).cloned()
}

/// A member of `class Meta` or `class Django`.
fn inner(ix: &Interp<'_>, class: ClassRef, name: &str) -> Option<Value> {
    ["Meta", "Django"].iter().find_map(|of| match ix.world.find_member(class, ix.name(of)?)?.1 {
        Value::Class(meta) => ix.world.find_member(*meta, ix.name(name)?).map(|(_, v)| v.clone()),
        _ => None,
    })
}

fn model(ix: &Interp<'_>, holder: &Value) -> Value {
    let found = ix.class_of(holder).and_then(|class| inner(ix, class, "model"));
    found.unwrap_or_else(Value::input)
}

/// One row of a table: each column's value, as its method of the table or its own `render` prints it.
fn table_row(ix: &mut Interp<'_>, table: &Value, record: &Value, site: Site) -> Value {
    let (Some(class), Value::Row(_)) = (ix.class_of(table), record) else { return Value::None };
    if loads_itself(ix, class) {
        ix.escape(record);
        ix.lost(site.place, Cause::Form("a table that loads relations itself"));
        return Value::None;
    }
    let declared = members(ix, class, COLUMN);
    for (name, column) in &declared {
        let text = ix.world.names.shared(*name);
        let accessor = attribute(ix, *column, "accessor");
        let read = accessor.as_ref().and_then(Value::as_str).unwrap_or(&text).to_owned();
        let at = ix.heap.get(*column).place.filter(|p| p.file != NO_FILE).unwrap_or(site.place);
        cell(ix, table, class, record, (&text, &read, Some(*column)), Site { place: at, ..site });
    }
    let listed = inner(ix, class, "fields").and_then(|v| ix.known_items(&v)).unwrap_or_default();
    for name in listed.iter().filter_map(Value::as_str) {
        if declared.iter().all(|(known, _)| ix.text(*known) != name) {
            let place = ix.world.class(class).place;
            cell(ix, table, class, record, (name, name, None), Site { place, ..site });
        }
    }
    Value::None
}

/// Prints one column of a row: its name, what it reads, and its declaration, if it has one.
fn cell(
    ix: &mut Interp<'_>,
    table: &Value,
    class: ClassRef,
    record: &Value,
    (name, read, column): (&str, &str, Option<ObjId>),
    site: Site,
) {
    let symbol = format!("{}.{name}", ix.world.class(class).qualified);
    ix.declared(site.place, &symbol, CallKind::Cell, |ix| {
        let value = path(ix, record, read, site);
        let of_table = own(ix, class, &format!("render_{name}")).map(|method| ix.attribute(table, method, site));
        let render = of_table.or_else(|| {
            let method = ix.name("render")?;
            column.map(|c| ix.attribute(&Value::Object(c), method, site))
        });
        match render {
            Some(method) => {
                rendered(ix, &method, record, &value, site);
            }
            None => ix.print_row(&value, site),
        }
        ix.diverged = false;
    });
}

/// A method that is given what its parameters ask for by name.
fn rendered(ix: &mut Interp<'_>, method: &Value, record: &Value, value: &Value, site: Site) {
    let names: Vec<String> = parameters(ix, method).unwrap_or_default().into_iter().map(str::to_owned).collect();
    let mut keywords = Vec::new();
    for name in names {
        let given = match name.as_str() {
            "record" => record.clone(),
            "value" => value.clone(),
            _ => continue,
        };
        keywords.extend(ix.name(&name).map(|n| (n, given)));
    }
    ix.call(method, CallArgs { positional: Vec::new(), keywords, open: true }, site);
}

/// Whether a class of the project above a table chooses itself what its rows are loaded with.
fn loads_itself(ix: &Interp<'_>, class: ClassRef) -> bool {
    ix.world.class(class).mro.iter().map(|c| ix.world.class(*c)).filter(|c| !c.is_stub).any(|info| {
        let program = &ix.world.module(info.module).program;
        let span = program.class(info.id).span;
        program.exprs_within(span).any(|(expr, _)| {
            matches!(expr, Expr::Attr(_, sym) if matches!(program.name(*sym), "prefetch_related" | "select_related"))
        })
    })
}

/// Columns that a search document only lists by name (`fields` of its `class Django`).
fn read_listed(ix: &mut Interp<'_>, class: ClassRef, declared: &[(Name, ObjId)], row: &Value, site: Site) {
    let Some(listed) = inner(ix, class, "fields") else { return };
    let Some(names) = ix.known_items(&listed) else { return ix.escape(row) };
    for name in names.iter().filter_map(Value::as_str) {
        if declared.iter().all(|(known, _)| ix.text(*known) != name) {
            path(ix, row, name, site);
        }
    }
}

/// The template that prints a row for haystack's field: the one that is named, else `search/indexes/shop/book_text.txt`.
fn template_of(ix: &Interp<'_>, field: ObjId, name: &str, row: &Value) -> Option<Value> {
    attribute(ix, field, "use_template").filter(|used| matches!(used, Value::Bool(true)))?;
    let given = attribute(ix, field, "template_name").filter(|given| !matches!(given, Value::None));
    let default = || Some(Value::str(&format!("search/indexes/{}_{name}.txt", template_stem(ix, row)?)));
    given.or_else(default)
}

/// What a search document reads of a row: `prepare_name(row)`, else the attribute; what haystack's templates print besides.
fn document(ix: &mut Interp<'_>, holder: &Value, row: &Value, site: Site) -> Value {
    let (Some(class), Value::Row(_)) = (ix.class_of(holder), row) else { return Value::input() };
    let declared = members(ix, class, FIELD);
    read_listed(ix, class, &declared, row, site);
    for (name, field) in declared {
        let text = ix.world.names.shared(name);
        let at = ix.heap.get(field).place.filter(|p| p.file != NO_FILE).unwrap_or(site.place);
        let symbol = format!("{}.{text}", ix.world.class(class).qualified);
        let template = template_of(ix, field, &text, row);
        ix.declared(at, &symbol, CallKind::Field, |ix| {
            if let Some(template) = &template {
                let context = ix.new_dict(vec![(Key::Str("object".into()), row.clone())]);
                ix.render(template, &context, site);
            }
            match own(ix, class, &format!("prepare_{text}")) {
                Some(method) => {
                    let method = ix.attribute(holder, method, site);
                    ix.call(&method, CallArgs { positional: vec![row.clone()], ..Default::default() }, site);
                    ix.diverged = false;
                }
                None if template.is_none() => {
                    let read = attribute(ix, field, "attr");
                    let read = read.as_ref().and_then(Value::as_str).unwrap_or(&text).to_owned();
                    path(ix, row, &read, site);
                }
                None => {}
            }
        });
    }
    let dict = ix.new_dict(Vec::new());
    ix.set_item(&dict, &Value::input(), Value::input());
    dict
}
