//! What a library declares and what its calls mean. Declarations are stubs in Python, run by the same interpreter; only
//! intrinsics and the query algebra are written in Rust.

mod aliases;
pub mod asgi;
mod copies;
mod declared;
mod django;
mod django_admin;
mod django_fields;
mod django_web;
pub mod environment;
mod flask;
mod identity;
mod marshmallow;
mod natives;
mod ninja;
pub mod outside;
pub mod packages;
mod pydantic;
mod pyramid;
mod python;
mod rest_fields;
mod rest_framework;
pub mod solved;
pub mod sqlalchemy;
mod stubs;
mod templates;
mod wtforms;

pub use aliases::STUB_ALIASES;
pub use flask::given_row;
pub use sqlalchemy::loaders::{is_eager, loads};
pub use stubs::STUBS;

use crate::eval::ops::Outside;
use crate::eval::query::Style;
use crate::eval::value::{Cause, Site};
use crate::eval::{CallArgs, ClassRef, Interp, ModuleId, Semantics, Value};
use crate::facts::program::ExprId;
use crate::names::Name;

/// The semantics of all libraries that perfaudit knows.
pub struct Library;

/// A pause too short for anybody to notice.
fn is_blink(kind: Outside, args: &CallArgs) -> bool {
    kind == Outside::Sleep
        && match args.positional.first() {
            Some(Value::Float(seconds)) => *seconds < 0.05,
            Some(Value::Int(seconds)) => *seconds == 0,
            _ => false,
        }
}

impl Semantics for Library {
    fn call_native(&self, ix: &mut Interp<'_>, native: &'static str, args: CallArgs, site: Site) -> Value {
        if !identity::makes(native) {
            return natives::call(ix, native, args, site);
        }
        let identity = identity::of_native(ix, native, &args);
        identity::named(natives::call(ix, native, args, site), identity)
    }

    fn native(&self, name: &str) -> Option<&'static str> {
        natives::find(name)
    }

    fn given(&self, ix: &mut Interp<'_>, module: ModuleId, annotation: ExprId) -> Option<Value> {
        let class = asgi::annotated(ix, module, annotation)?;
        asgi::session_given(ix, class).or_else(|| self.given_row(ix, class)).or_else(|| service_given(ix, class))
    }

    fn given_row(&self, ix: &mut Interp<'_>, class: ClassRef) -> Option<Value> {
        django::rows::given(ix, class).or_else(|| sqlalchemy::rows::given(ix, class))
    }

    fn follows(&self, native: &'static str) -> bool {
        natives::follows(native)
    }

    fn attribute(&self, ix: &mut Interp<'_>, value: &Value, name: Name, site: Site) -> Option<Value> {
        match value {
            Value::Row(row) if django::is_entity(ix, row.entity) => django::rows::row_attribute(ix, *row, name, site),
            Value::Row(row) => sqlalchemy::rows::row_attribute(ix, *row, name, site),
            Value::Query(query) if query.style == Style::Django => django::queryset::attribute(ix, query, name, site),
            Value::Query(query) => sqlalchemy::query::attribute(ix, query, name),
            Value::Class(class) if django::is_model(ix, *class) => django::managers::class_attribute(ix, *class, name, site),
            Value::Class(class) => sqlalchemy::columns::class_attribute(ix, *class, name, site),
            Value::Relation(entity, relation) => sqlalchemy::columns::relation_attribute(ix, *entity, *relation, name),
            Value::External(path) => sqlalchemy::shared::attribute(ix, path, name, site),
            Value::Method(of, member) => sqlalchemy::mapped_table::attribute(ix, of, *member, name, site),
            Value::Rows(rows) => sqlalchemy::rows::rows_attribute(ix, rows, name),
            Value::OneOf(items) => django::either::attribute(ix, items, name, site),
            Value::Object(id) if django::is_instance(ix, *id) => django::rows::new_row_attribute(ix, *id, name, site),
            Value::Object(id) => {
                sqlalchemy::rows::new_row_attribute(ix, *id, name, site).or_else(|| pydantic::default_attribute(ix, *id, name))
            }
            Value::Super { after, object } => django::managers::super_attribute(ix, *after, object, name, site),
            Value::Proxy(which) => flask::proxy_attribute(ix, which, name, site),
            // Whatever model it is of a Django project, its manager asks the database.
            Value::Unknown(cause) if ix.world.settings.is_some() && !ix.linking_mode() && ix.text(name) == "objects" => {
                django::managers::may_be_model(cause).then(|| django::managers::of_unknown(ix, site))
            }
            _ => None,
        }
    }

    fn call_method(&self, ix: &mut Interp<'_>, receiver: &Value, name: Name, args: &CallArgs, site: Site) -> Option<Value> {
        let identity = identity::of_method(ix, receiver, name, args);
        let out = match receiver {
            Value::Query(query) if query.style == Style::Django => {
                // Signals and the instances that are made read what they are given.
                if matches!(ix.text(name), "create" | "get_or_create" | "update_or_create" | "bulk_create" | "bulk_update") {
                    ix.escape_args(args);
                }
                django::queryset::method(ix, query, name, args.clone(), site)
            }
            Value::Query(query) => sqlalchemy::query::method(ix, query, name, args, site),
            Value::Record(record) => django::rows::record_method(ix, record, name, args),
            Value::Rows(rows) => sqlalchemy::rows::method(ix, rows, name, args, site),
            Value::Column(..) | Value::Relation(..) | Value::Predicate(_) | Value::Aggregate(_) => {
                sqlalchemy::columns::method(ix, receiver, name, args)
            }
            Value::Loader(options) => sqlalchemy::loaders::method(ix, options, name, args, ix.user_site(site).place),
            Value::Proxy(which) => flask::proxy_call(ix, which, name, args.clone(), site),
            Value::Method(..) => sqlalchemy::mapped_table::method(ix, receiver, name, args, site),
            Value::Scalar(_) if ix.text(name) == "__call__" => None,
            _ => None,
        };
        out.map(|value| identity::named(value, identity))
    }

    fn call_by_arguments(&self, ix: &mut Interp<'_>, name: Name, args: &CallArgs, site: Site) -> Option<Value> {
        sqlalchemy::session::by_arguments(ix, name, args, site)
    }

    fn iterate(&self, ix: &mut Interp<'_>, value: &Value, site: Site) -> Option<Value> {
        match value {
            Value::Query(query) if query.style == Style::Django => Some(django::running::rows(ix, query, site)),
            Value::Query(query) => Some(sqlalchemy::run::rows(ix, query, site, "iterated")),
            Value::Proxy(which) => {
                let inner = flask::resolve_proxy(ix, which, site)?;
                self.iterate(ix, &inner, site).or(Some(inner))
            }
            _ => None,
        }
    }

    fn has(&self, ix: &Interp<'_>, value: &Value, name: &str) -> Option<bool> {
        match value {
            Value::Query(query) if query.style == Style::Django => django::queryset::has(ix, query, name),
            _ => None,
        }
    }

    fn condition(&self, ix: &mut Interp<'_>, value: &Value, site: Site) {
        match value {
            Value::Query(query) if query.style == Style::Django && !query.manager => {
                django::running::rows(ix, query, site);
            }
            _ => {}
        }
    }

    fn operator(&self, ix: &mut Interp<'_>, op: &'static str, left: &Value, right: &Value, site: Site) -> Option<Value> {
        if let Some(out) = django::operator(ix, op, left, right, site) {
            return Some(identity::named(out, identity::of_operator(ix, op, left, right)));
        }
        if matches!(op, "in" | "not in") && flask::may_be_configured(ix, right, left) {
            // Plain: what only the environment sets is not set.
            return Some(match ix.mode {
                crate::eval::interp::Mode::Plain => Value::Bool(op == "not in"),
                _ => Value::scalar(crate::eval::Dims::default()),
            });
        }
        if op == "|"
            && let Some(union) = pydantic::union(left, right)
        {
            return Some(union);
        }
        let made = sqlalchemy::columns::operator(ix, op, left, right)?;
        Some(identity::named(made, identity::of_operator(ix, op, left, right)))
    }

    fn index(&self, ix: &mut Interp<'_>, value: &Value, index: &Value, is_slice: bool, site: Site) -> Option<Value> {
        match value {
            Value::Query(query) if query.style == Style::Django => {
                Some(django::running::index(ix, query, index, is_slice, site))
            }
            Value::Query(query) => Some(sqlalchemy::run::index(ix, query, index, is_slice, site)),
            Value::Record(record) => django::rows::record_item(ix, record, index),
            Value::Proxy(which) => {
                let inner = flask::resolve_proxy(ix, which, site)?;
                Some(ix.item(&inner, index, is_slice, site))
            }
            Value::Column(..) => Some(value.clone()),
            // `Annotated[int, mapped_column(…)]`: an alias keeps what it is made of.
            Value::External(path) if path.ends_with(".Annotated") => Some(index.clone()),
            Value::External(_) | Value::Native(_) if !is_slice => pydantic::composed(value, index),
            _ => None,
        }
    }

    fn item_set(&self, ix: &mut Interp<'_>, receiver: &Value, key: &Value, value: &Value, site: Site) {
        flask::item_set(ix, receiver, key, value, site);
    }

    fn external(&self, ix: &mut Interp<'_>, dotted: &str, args: &CallArgs, site: Site) -> Option<Value> {
        if let Some(kind) = outside::kind(dotted) {
            let is_sent = kind == Outside::Parse && args.positional.first().is_some_and(outside::is_sent);
            if !is_sent && !is_blink(kind, args) {
                ix.outside(kind, dotted, site, false);
            }
            return Some(Value::Unknown(Cause::External(dotted.into())));
        }
        if let Some(app) = flask::app_of_library(ix, dotted, args, site) {
            return Some(app);
        }
        if let Some(field) = django_fields::outside(ix, dotted, args, site) {
            return Some(field);
        }
        if let Some(route) = django::outside_routes::made(ix, dotted, args, site) {
            return Some(route);
        }
        if is_inert(dotted) {
            return Some(Value::Unknown(Cause::External(dotted.into())));
        }
        // Wrappers that hand their argument through.
        match dotted {
            "typing.NewType" | "contextlib.contextmanager" | "contextlib.asynccontextmanager" | "typing.cast" => {
                args.positional.last().cloned()
            }
            "copy.copy" | "copy.deepcopy" => {
                args.positional.first().map(|value| copies::copied(ix, value, dotted == "copy.deepcopy"))
            }
            "flask_migrate.Migrate" => Some(Value::Unknown(Cause::External(dotted.into()))),
            _ => None,
        }
    }

    fn defers(&self, dotted: &str) -> bool {
        ["graphene", "graphql", "strawberry", "ariadne"].iter().any(|library| dotted.starts_with(library))
    }

    fn template_name(&self, ix: &mut Interp<'_>, name: &str) -> Option<Value> {
        templates::name(ix, name)
    }
}

/// `mailer: Mailer` of a function that is given something unknown: an object of the project, as its `__init__` leaves it.
fn service_given(ix: &mut Interp<'_>, class: ClassRef) -> Option<Value> {
    let info = ix.world.class(class);
    let init = ix.name("__init__").and_then(|name| ix.world.find_member(class, name)).map(|(owner, _)| owner);
    if info.is_stub || info.open || ix.world.class_entity.contains_key(&class) || ix.world.class(init?).is_stub {
        return None;
    }
    Some(ix.instantiate(class, CallArgs { open: true, ..CallArgs::default() }, Site::nowhere()))
}

/// Functions that look at what they are given without going through it.
fn is_inert(dotted: &str) -> bool {
    // An exception only carries what it is given.
    if ["Error", "Exception", "DoesNotExist"].iter().any(|end| dotted.ends_with(end)) {
        return true;
    }
    let module = dotted.split('.').next().unwrap_or(dotted);
    matches!(module, "inspect" | "pickle" | "logging" | "warnings" | "flask_principal" | "structlog" | "loguru")
}
