//! Intrinsics that stubs call.

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashSet;

use crate::eval::heap::{ObjKind, Object};
use crate::eval::interp::{Mode, join_values};
use crate::eval::ops::TransactionEvent;
use crate::eval::value::{CallValues, Cause, Site};
use crate::eval::{CallArgs, Dims, Interp, Op, Value};

use super::{django, django_web, environment, flask, outside, python, sqlalchemy, templates};

const NATIVES: &[&str] = &[
    "__register__",
    "__input__",
    "__scalar__",
    "__param__",
    "__absent__",
    "__header__",
    "__session__",
    "__outside__",
    "__awaited__",
    "__abort__",
    "__guard__",
    "__method__",
    "__proxy__",
    "__render__",
    "__consume__",
    "__config__",
    "__config_from_object__",
    "__config_from_file__",
    "__template_names__",
    "__view_class__",
    "__dispatch__",
    "__env__",
    "__partial__",
    "__wraps__",
    "__decorated__",
    "__warm__",
    "__hook__",
    "__each_method__",
    "__form_fields__",
    "__form_process__",
    "__form_print__",
    "__opaque__",
    "__is_function__",
    "__memoised__",
    "__kept__",
    "__import_string__",
    "__db_attribute__",
    "__model_base__",
    "__mark_declarative__",
    "__declarative_base__",
    "__dialect__",
    "__declared_attr__",
    "__init_entity__",
    "__query__",
    "__query_property__",
    "__select__",
    "__text__",
    "__dml__",
    "__union__",
    "__exists__",
    "__execute__",
    "__get__",
    "__require__",
    "__paginate__",
    "__write__",
    "__write_all__",
    "__merge__",
    "__refresh__",
    "__commit__",
    "__transaction__",
    "__expire__",
    "__loader__",
    "__loader_method__",
    "__sqlfunc__",
    "__sqlexpr__",
    "__and__",
    "__or__",
    "__table_columns__",
    "__serve__",
    "__model_fill__",
    "__model_read__",
    "__asgi_app__",
    "__is_text__",
    "__is_class__",
    "__is_many__",
    "__has_method__",
    "__verbs__",
    "__detached__",
    "__exec__",
    "__path__",
    "__schema_dump__",
    "__schema_named__",
    "__setting__",
    "__user_model__",
    "__session_write__",
    "__template_context__",
    "__template_scope__",
    "__dispatch_decorated__",
    "__dispatch_verb__",
    "__model_name__",
    "__template_of__",
    "__filtered__",
    "__count__",
    "__each__",
    "__include_settings__",
    "__rest_setting__",
    "__instance__",
    "__verb__",
    "__source__",
    "__source_key__",
    "__all__",
    "__printed__",
    "__serialize__",
    "__admin_joined__",
    "__admin_row__",
    "__manager_class__",
    "__made_queryset__",
    "__kept_row__",
    "__queryset__",
    "__manager_of__",
    "__prefetch_rows__",
    "__fitted__",
    "__query_through__",
    "__table_row__",
    "__document__",
    "__declared_model__",
];

/// The static name of an intrinsic.
pub fn find(name: &str) -> Option<&'static str> {
    static BY_NAME: LazyLock<FxHashSet<&str>> = LazyLock::new(|| NATIVES.iter().chain(python::NATIVES).copied().collect());
    BY_NAME.get(name).copied()
}

/// Intrinsics that do not lose sight of the rows that they are given.
const FOLLOWED: &[&str] = &[
    "__render__",
    "__consume__",
    "__register__",
    "__absent__",
    "__param__",
    "__partial__",
    "__wraps__",
    "__decorated__",
    "__dispatch__",
    "__dispatch_decorated__",
    "__dispatch_verb__",
    "__warm__",
    "__hook__",
    "__form_fields__",
    "__form_process__",
    "__form_print__",
    "__each_method__",
    "__each__",
    "__memoised__",
    "__kept__",
    "__is_function__",
    "__is_text__",
    "__is_class__",
    "__is_many__",
    "__has_method__",
    "__query__",
    "__select__",
    "__execute__",
    "__get__",
    "__require__",
    "__paginate__",
    "__exists__",
    "__union__",
    "__detached__",
    "__exec__",
    "__loader__",
    "__loader_method__",
    "__sqlexpr__",
    "__sqlfunc__",
    "__and__",
    "__or__",
    "__serve__",
    "__model_fill__",
    "__model_read__",
    "__path__",
    "__schema_dump__",
    "__init_entity__",
    "__template_context__",
    "__template_of__",
    "__model_name__",
    "__filtered__",
    "__count__",
    "__instance__",
    "__source__",
    "__source_key__",
    "__all__",
    "__printed__",
    "__serialize__",
    "__made_queryset__",
    "__kept_row__",
    "__queryset__",
    "__manager_of__",
    "__prefetch_rows__",
    "__test_defined__",
    "__query_through__",
    "__fitted__",
    "__table_row__",
    "__document__",
    "__declared_model__",
];

/// Whether what an intrinsic reads of rows is on record.
pub fn follows(native: &str) -> bool {
    native.starts_with("__filter_") || FOLLOWED.contains(&native) || python::NATIVES.contains(&native)
}

/// Runs an intrinsic.
pub fn call(ix: &mut Interp<'_>, native: &'static str, args: CallArgs, site: Site) -> Value {
    let site = ix.user_site(site);
    let mut given = args.positional.iter();
    let first = given.next().cloned().unwrap_or(Value::None);
    let second = given.next().cloned().unwrap_or(Value::None);
    match native {
        "__register__" => {
            let kind = first.as_str().unwrap_or_default().to_owned();
            ix.register(&kind, args.positional[1..].to_vec(), site);
            Value::None
        }
        "__input__" => Value::input(),
        "__scalar__" => Value::scalar(args.positional.iter().fold(Dims::default(), |d, v| d.union(v.dims()))),
        "__param__" => parameter(ix, first),
        "__header__" if first.as_str().is_none_or(is_credential) && !logs_in_by_session(ix) => Value::input(),
        "__outside__" | "__awaited__" => {
            if let Some(kind) = first.as_str().and_then(outside::named) {
                let url = args.positional.get(2).and_then(text_of_url).unwrap_or_default();
                ix.outside(
                    kind,
                    format!("{} {url}", second.as_str().unwrap_or_default()).trim_end(),
                    site,
                    native == "__awaited__",
                );
            }
            Value::input()
        }
        "__session__" if first.as_str().is_some_and(is_identity) => Value::Unknown(Cause::Login),
        "__session__" => parameter(ix, second),
        "__header__" => match ix.mode {
            Mode::Plain => second,
            _ => join_values(&second, &Value::input()),
        },
        "__absent__" => match ix.mode {
            Mode::Plain => first,
            _ => join_values(&first, &Value::input()),
        },
        "__abort__" => {
            ix.diverged = true;
            Value::input()
        }
        "__guard__" => Value::None,
        "__method__" => {
            if ix.method.is_empty() {
                Value::input()
            } else {
                Value::str(ix.method)
            }
        }
        "__proxy__" => flask::proxy(&first),
        "__render__" => ix.render(&first, &second, site),
        "__consume__" => {
            for value in args.positional.iter().chain(args.keywords.iter().map(|(_, v)| v)) {
                if matches!(value, Value::Query(_)) {
                    let semantics = ix.semantics;
                    semantics.iterate(ix, value, site);
                }
            }
            Value::scalar(Dims::default())
        }
        "__config__" => flask::new_config(ix),
        "__config_from_object__" => flask::config_from_object(ix, &first, &second, site),
        "__config_from_file__" => flask::config_from_file(ix, &first, &second),
        "__template_names__" => flask::template_names(ix, first.as_str().unwrap_or_default()),
        "__view_class__" => {
            ix.register("view_class", vec![first.clone(), second], site);
            first
        }
        "__dispatch__" => flask::dispatch(ix, &args, site),
        "__env__" => environment::variable(ix, &second),
        "__partial__" => {
            let rest = CallValues {
                positional: args.positional[1.min(args.positional.len())..].to_vec(),
                keywords: args.keywords,
                open: args.open,
            };
            Value::Partial(Arc::new((first, rest)))
        }
        "__wraps__" => {
            ix.register("wraps", vec![second.clone(), first], site);
            second
        }
        "__decorated__" => ix.decorated(&first, second, site),
        "__warm__" => warm(ix, &first, args, site),
        "__hook__" => hook(ix, first.as_str().unwrap_or_default(), &args, site),
        "__each_method__" => each_method(ix, &first, second.as_str().unwrap_or_default(), args.positional.get(2), site),
        "__form_fields__" => super::wtforms::list(ix, &first),
        "__form_process__" => super::wtforms::process(ix, &first, &second, site),
        "__form_print__" => super::wtforms::print(ix, &first, site),
        "__opaque__" => opaque(ix, first.as_str().unwrap_or_default(), &second, site),
        "__is_function__" => Value::Bool(matches!(first, Value::Function(..) | Value::Bound(_) | Value::Method(..))),
        "__memoised__" => {
            if let Value::Function(function, _) = first
                && ix.linking_mode()
            {
                ix.world.to_mut().memoised.insert(function);
            }
            first
        }
        "__kept__" => {
            if let Value::Function(function, _) = first
                && ix.linking_mode()
            {
                ix.world.to_mut().kept_properties.insert(function);
            }
            first
        }
        "__import_string__" => environment::import_string(ix, &first),
        "__db_attribute__" => sqlalchemy::db_attribute(ix, &first),
        "__model_base__" => {
            if let Value::Class(class) = second {
                sqlalchemy::make_base(ix, class, true);
                second
            } else {
                first
            }
        }
        "__declarative_base__" => {
            if let Value::Class(class) = first {
                sqlalchemy::make_base(ix, class, false);
            }
            first
        }
        "__dialect__" => ix.store.get("dialect").cloned().unwrap_or_else(Value::input),
        "__mark_declarative__" => {
            if let Value::Class(_) = first {
                ix.register("declarative", vec![first.clone()], site);
            }
            first
        }
        "__declared_attr__" => {
            let function = match first {
                Value::ClassMethod(inner) => (*inner).clone(),
                other => other,
            };
            Value::Property(Arc::new(Value::ClassMethod(Arc::new(function))))
        }
        "__init_entity__" => {
            init_entity(ix, &first, &second);
            Value::None
        }
        "__query__" => sqlalchemy::query::begin(ix, &args.positional, site, crate::eval::query::Style::Legacy),
        "__query_property__" => Value::Native("__query__"),
        "__select__" => sqlalchemy::query::begin(ix, &args.positional, site, crate::eval::query::Style::Select),
        "__text__" => sqlalchemy::session::text_with(ix, &first, &second, site),
        "__dml__" => sqlalchemy::session::dml(ix, &first, &second, site),
        "__union__" => sqlalchemy::query::union(&args.positional),
        "__exists__" => sqlalchemy::query::exists(&args.positional),
        "__execute__" => {
            let statement =
                sqlalchemy::session::compared_with(ix, &first, [&second, args.positional.get(2).unwrap_or(&Value::None)]);
            sqlalchemy::session::execute_with(ix, &statement, &second, site)
        }
        "__get__" => sqlalchemy::session::get(ix, &args, site),
        "__require__" => sqlalchemy::session::require(first),
        "__paginate__" => sqlalchemy::query::paginate(ix, &first, args.positional.get(1), site),
        "__write__" => sqlalchemy::session::write(ix, &first, &second, site),
        "__write_all__" => sqlalchemy::session::write_all(ix, &first, site),
        "__merge__" => {
            ix.ops.push(Op::Write { place: site.place, what: "merge".into(), on: None });
            first
        }
        "__refresh__" => {
            ix.ops.push(Op::Write { place: site.place, what: "refresh".into(), on: None });
            Value::None
        }
        "__commit__" => {
            ix.committed = true;
            ix.ops.push(Op::Commit { place: site.place });
            Value::None
        }
        "__transaction__" => {
            let event = match first.as_str() {
                Some("begin") => TransactionEvent::Begin,
                Some("flush") => TransactionEvent::Flush,
                _ => TransactionEvent::End,
            };
            ix.ops.push(Op::Transaction(event));
            Value::None
        }
        "__expire__" => Value::None,
        "__loader__" => sqlalchemy::loaders::make(ix, &args, site.place),
        "__loader_method__" => sqlalchemy::loaders::make_plain(ix, &args, site.place),
        "__sqlfunc__" => sqlalchemy::columns::function(ix, &args),
        "__sqlexpr__" => sqlalchemy::columns::expression(&args),
        "__and__" => sqlalchemy::columns::conjunction(ix, &args.positional),
        "__or__" => sqlalchemy::columns::alternatives(ix, &args.positional),
        "__serve__" => super::asgi::serve(ix, &args, site),
        "__model_fill__" => {
            super::pydantic::construct(ix, &first, &second, site);
            Value::None
        }
        "__model_read__" => {
            let module = site.module;
            super::pydantic::validate(ix, &first, &second, module, site)
        }
        "__asgi_app__" => {
            let app = ix.world.registrations.iter().find(|r| &*r.kind == "asgi.app").and_then(|r| r.values.first());
            app.cloned().unwrap_or_else(Value::input)
        }
        "__is_text__" => Value::Bool(matches!(first, Value::Str(_) | Value::Text(_))),
        "__is_class__" => Value::Bool(matches!(first, Value::Class(_))),
        "__is_many__" => Value::Bool(matches!(first, Value::Rows(_) | Value::Query(_))),
        "__has_method__" => Value::Bool(has_method(ix, &first, second.as_str().unwrap_or_default())),
        "__verbs__" => {
            let verbs = ["get", "post", "put", "patch", "delete"];
            let known = verbs.iter().filter(|verb| has_method(ix, &first, verb)).map(|verb| Value::str(verb)).collect();
            ix.new_list(known)
        }
        "__detached__" => {
            sqlalchemy::session::detach(ix, &first);
            first
        }
        "__exec__" => sqlalchemy::session::single(&first),
        "__path__" => super::marshmallow::path(ix, &first, &second, site),
        "__schema_dump__" => super::marshmallow::dump(ix, &args, site),
        "__schema_named__" => super::marshmallow::named(ix, &first),
        "__table_columns__" => sqlalchemy::columns::of_table(ix, &first),
        filter if filter.starts_with("__filter_") => templates::apply(ix, filter, &args, site),
        "__manager_class__" => django::managers::derived(ix, &first, &second, site),
        "__made_queryset__" => django::managers::made(ix, &first, &second, site),
        "__kept_row__" => django::managers::given(ix, &first),
        "__queryset__" => django::managers::get_queryset(&first),
        "__manager_of__" => django::managers::of_value(ix, &first, site),
        "__prefetch_rows__" => {
            django::queryset::prefetch_rows(ix, &first, &args, site.place);
            Value::None
        }
        _ if python::NATIVES.contains(&native) => python::call(ix, native, args, site),
        _ => django_web::call(ix, native, args, site),
    }
}

fn has_method(ix: &Interp<'_>, class: &Value, name: &str) -> bool {
    let Some(name) = ix.name(name) else { return false };
    matches!(class, Value::Class(c) if ix.world.find_member(*c, name).is_some_and(|(_, v)| matches!(v, Value::Function(..))))
}

/// Whether a header or cookie of that name says who asks.
pub(super) fn is_credential(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["auth", "token", "key", "session", "cookie", "user"].iter().any(|part| name.contains(part))
}

/// The part of an address that is known, up to its first hole.
fn text_of_url(url: &Value) -> Option<String> {
    match url {
        Value::Str(text) => Some(text.to_string()),
        // Holes stay holes; a host that is one says nothing.
        Value::Text(parts) => {
            parts.first()?.as_ref()?;
            Some(parts.iter().map(|part| part.as_deref().unwrap_or("{}")).collect())
        }
        _ => None,
    }
}

/// Whether a session keeps under that name who is logged in.
fn is_identity(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_of_a_flow =
        ["csrf", "state", "nonce", "next", "flash", "reset", "pending", "error"].iter().any(|part| name.contains(part));
    let says_who =
        ["user", "login", "logged", "auth", "account", "member", "admin", "email"].iter().any(|part| name.contains(part));
    !is_of_a_flow && (says_who || matches!(name.as_str(), "id" | "uid" | "_id"))
}

/// Whether users log in by a session, so that a request needs no credentials in its headers.
fn logs_in_by_session(ix: &mut Interp<'_>) -> bool {
    if let Some(known) = ix.store.get("logs_in_by_session") {
        return matches!(known, Value::Bool(true));
    }
    let of_flask = flask_global(ix, "session");
    let name = ix.name("session");
    let found = ix.world.user_loader.is_some()
        || ix.world.modules.iter().filter(|m| m.file.is_some() && !m.is_template).any(|m| {
            name.and_then(|n| ix.heap.get(m.globals).attrs.get(&n))
                .is_some_and(|v| of_flask.as_ref().is_some_and(|of_flask| v.same(of_flask)))
        });
    ix.store.insert("logs_in_by_session", Value::Bool(found));
    found
}

fn flask_global(ix: &Interp<'_>, name: &str) -> Option<Value> {
    let module = ix.world.by_name.get("flask").copied()?;
    let globals = ix.world.module(module).globals;
    ix.heap.get(globals).attrs.get(&ix.name(name)?).cloned()
}

/// A cached function: its value without what it costs to make it, where caches are warm.
fn warm(ix: &mut Interp<'_>, function: &Value, mut args: CallArgs, site: Site) -> Value {
    args.positional.remove(0);
    let dims =
        args.positional.iter().chain(args.keywords.iter().map(|(_, v)| v)).fold(Dims::default(), |d, v| d.union(v.dims()));
    ix.warm(dims, site, |ix| ix.call(function, args, site))
}

/// Calls every implementation of a hook; a list of what they return.
fn hook(ix: &mut Interp<'_>, name: &str, args: &CallArgs, site: Site) -> Value {
    let implementations: Vec<Value> = ix
        .world
        .registrations
        .iter()
        .filter(|r| &*r.kind == "hook_implementation")
        .filter_map(|r| r.values.first())
        .filter(|v| matches!(v, Value::Function(f, _) if ix.world.function_name(*f).rsplit('.').next() == Some(name)))
        .cloned()
        .collect();
    let mut results = Vec::new();
    for implementation in implementations {
        let args = CallArgs { positional: Vec::new(), keywords: args.keywords.clone(), open: false };
        let result = ix.call(&implementation, args, site);
        ix.diverged = false;
        if !matches!(result, Value::None) {
            results.push(result);
        }
    }
    ix.new_list(results)
}

/// Calls the methods of the project's own classes whose names begin with `prefix`, in the order of their names.
fn each_method(ix: &mut Interp<'_>, object: &Value, prefix: &str, argument: Option<&Value>, site: Site) -> Value {
    let Some(class) = ix.class_of(object) else { return Value::None };
    let mut names: Vec<crate::names::Name> = Vec::new();
    for owner in &ix.world.class(class).mro {
        let owner = ix.world.class(*owner);
        if !owner.is_stub {
            names.extend(owner.members.iter().map(|(n, ..)| *n).filter(|n| ix.text(*n).starts_with(prefix)));
        }
    }
    names.sort_by_key(|n| ix.text(*n).to_owned());
    names.dedup();
    for name in names {
        let method = ix.attribute(object, name, site);
        if matches!(method, Value::Bound(_)) {
            ix.call(&method, CallArgs { positional: argument.cloned().into_iter().collect(), ..Default::default() }, site);
            ix.diverged = false;
        }
    }
    Value::None
}

/// Something that goes through rows in a way that is not followed.
fn opaque(ix: &mut Interp<'_>, what: &str, data: &Value, site: Site) -> Value {
    if ix.carries_rows(data) {
        let semantics = ix.semantics;
        semantics.iterate(ix, data, site);
        ix.lost(site.place, Cause::Call(format!("{what} of rows").into()));
    }
    Value::scalar(data.dims())
}

/// A request parameter: absent in the plain case.
fn parameter(ix: &Interp<'_>, default: Value) -> Value {
    match ix.mode {
        Mode::Plain if ix.method == "GET" || ix.method == "HEAD" => default,
        _ => join_values(&default, &Value::input()),
    }
}

/// A new row takes its keyword arguments as attributes.
fn init_entity(ix: &mut Interp<'_>, object: &Value, keywords: &Value) {
    let (Value::Object(id), Value::Object(dict)) = (object, keywords) else { return };
    let entries = match &ix.heap.get(*dict).kind {
        ObjKind::Dict { entries, .. } => entries.clone(),
        _ => return,
    };
    for (key, value) in entries {
        let crate::eval::heap::Key::Str(text) = key else { continue };
        if let Some(name) = ix.name(&text) {
            ix.heap.get_mut(*id).attrs.insert(name, value);
        }
    }
}

/// An object of a stub class.
pub fn instance(ix: &mut Interp<'_>, qualified: &str, kind: ObjKind) -> Value {
    let class = ix.world.classes.iter().position(|c| &*c.qualified == qualified);
    let mut object = Object::new(kind);
    object.class = class.and_then(|c| u32::try_from(c).ok()).map(crate::eval::ClassRef);
    Value::Object(ix.heap.add(object))
}
