//! Django's settings, views, and what its templates are given.

use std::sync::Arc;

use super::django::filtersets;
use super::{django_admin, identity, rest_framework};
use crate::eval::heap::ObjKind;
use crate::eval::value::{Cause, Site};
use crate::eval::{CallArgs, ClassRef, Dims, Interp, Value};
use crate::model::entity::EntityId;

/// Runs an intrinsic of the Django stubs.
pub fn call(ix: &mut Interp<'_>, native: &'static str, args: CallArgs, site: Site) -> Value {
    let mut given = args.positional.into_iter();
    let mut next = || given.next().unwrap_or(Value::None);
    let (first, second, third, fourth) = (next(), next(), next(), next());
    match native {
        "__setting__" => match (setting(ix, first.as_str().unwrap_or_default()), second) {
            (Value::Unknown(Cause::External(_)), Value::Str(default)) if ix.world.settings.is_some() => Value::Str(default),
            (value, _) => value,
        },
        "__user_model__" => user_model(ix),
        "__session_write__" => session_write(ix, first.as_str().unwrap_or_default()),
        "__template_context__" => template_context(ix, &first, &second, site),
        "__template_scope__" => ix.template_scope(),
        "__dispatch_decorated__" => dispatch_decorated(ix, &first, second, &third, &fourth, site),
        "__dispatch_verb__" => dispatch_verb(ix, &first, &second, &third, site),
        "__model_name__" => match entity_of(ix, &first) {
            Some(entity) => Value::str(&ix.world.entity(entity).name.to_lowercase()),
            None => Value::None,
        },
        "__template_of__" => template_of(ix, &first, second.as_str().unwrap_or_default()),
        "__filtered__" => filtered(ix, &first, &second, third, site),
        "__count__" => count(ix, &first, site),
        "__numbered__" => numbered(ix, first, &second),
        "__may_ask__" => filtersets::ask(ix, first, &second),
        "__may_search__" => filtersets::search(ix, first, &second),
        "__each__" => each(ix, first),
        "__include_settings__" => include_settings(ix, &first, site),
        "__admin_joined__" => django_admin::joined(ix, &first, &second, &third),
        "__admin_inline__" => django_admin::inline(ix, &first, &second, &third, site),
        "__admin_key__" => django_admin::key_to(ix, &first, &second, &third),
        "__admin_row__" => django_admin::row(ix, &first, &second, &third, site),
        "__verb__" => Value::str(&verb(ix)),
        "__query_through__" => query_through(ix, &first, second.as_str().unwrap_or_default(), &third, site),
        _ => rest_framework::call(ix, native, &first, &second, site),
    }
}

/// A filter or a pagination is given a query. One that is not in the tree narrows it, and leaves alone what it loads.
fn query_through(ix: &mut Interp<'_>, through: &Value, method: &str, args: &Value, site: Site) -> Value {
    let positional = ix.known_items(args).unwrap_or_default();
    if through.is_unknown()
        && let Some(Value::Query(query)) = positional.iter().find(|v| matches!(v, Value::Query(_)))
    {
        let mut query = (**query).clone();
        query.lose_filters();
        if method == "paginate_queryset" {
            query.bound = crate::eval::Bound::Page;
        }
        return Value::Query(std::sync::Arc::new(query));
    }
    let Some(name) = ix.name(method) else { return Value::input() };
    let method = ix.attribute(through, name, site);
    ix.call(&method, CallArgs { positional, ..Default::default() }, site)
}

/// `settings.NAME`
pub(super) fn setting(ix: &mut Interp<'_>, name: &str) -> Value {
    if let Some(module) = ix.world.settings {
        ix.load(module);
        let globals = ix.world.module(module).globals;
        if let Some(value) = ix.name(name).and_then(|n| ix.heap.get(globals).attrs.get(&n).cloned()) {
            return value;
        }
    }
    match name {
        "AUTH_USER_MODEL" => Value::str("auth.User"),
        // What tests switch on.
        "CELERY_TASK_ALWAYS_EAGER" | "CELERY_ALWAYS_EAGER" => Value::Bool(false),
        _ => Value::Unknown(Cause::External(format!("django.conf.settings.{name}").into())),
    }
}

/// A session that is kept in a table is written once, however often it is changed.
fn session_write(ix: &mut Interp<'_>, verb: &str) -> Value {
    if ix.world.session_rows && ix.store.insert("session_written", Value::Bool(true)).is_none() {
        let place = crate::eval::interp::nowhere();
        // A session is looked up before it is deleted.
        if verb == "DELETE" {
            ix.ops.push(super::flask::session_read());
        }
        ix.ops.push(crate::eval::Op::Statement { place, what: format!("{verb} django_session").into(), on: None });
    }
    Value::None
}

/// `get_user_model()`
fn user_model(ix: &mut Interp<'_>) -> Value {
    let label = setting(ix, "AUTH_USER_MODEL");
    let Some((app, name)) = label.as_str().and_then(|l| l.rsplit_once('.')) else { return Value::input() };
    let (app, name) = (app.to_owned(), name.to_owned());
    if app == "auth" {
        let module = ix.load_dotted("django.contrib.auth.models");
        return member(ix, &module, &name).unwrap_or_else(Value::input);
    }
    // The module that defines it has the app's label in its path.
    let mut modules = if ix.linking_mode() { ix.world.find_modules_of_models() } else { ix.world.modules_of_models.clone() };
    modules.retain(|name| name.split('.').any(|part| part == app));
    for module in modules {
        let module = ix.load_dotted(&module);
        if let Some(class @ Value::Class(_)) = member(ix, &module, &name) {
            return class;
        }
    }
    let of_name = ix.world.classes.iter().position(|c| !c.is_stub && ix.text(c.name) == name);
    of_name.and_then(|at| u32::try_from(at).ok()).map_or_else(Value::input, |at| Value::Class(ClassRef(at)))
}

fn member(ix: &Interp<'_>, module: &Value, name: &str) -> Option<Value> {
    let Value::Module(id) = module else { return None };
    let globals = ix.world.module(*id).globals;
    ix.heap.get(globals).attrs.get(&ix.name(name)?).cloned()
}

/// What a template is given: what context processors add for a request, and the context itself.
fn template_context(ix: &mut Interp<'_>, context: &Value, request: &Value, site: Site) -> Value {
    let dict = ix.new_dict(Vec::new());
    if !matches!(request, Value::None) {
        ix.set_item(&dict, &Value::str("request"), request.clone());
        ix.set_item(&dict, &Value::str("user"), Value::Proxy("current_user"));
        for processor in ix.world.request_processors.clone() {
            let args = CallArgs { positional: vec![request.clone()], ..Default::default() };
            let added = ix.add_context(&processor, args, site);
            ix.diverged = false;
            add(ix, &dict, &added);
        }
    }
    add(ix, &dict, context);
    dict
}

/// The entries of one dictionary, or of each that it may be, go into another.
fn add(ix: &mut Interp<'_>, dict: &Value, more: &Value) {
    match more {
        Value::None => {}
        Value::OneOf(items) => {
            for item in items.iter() {
                add(ix, dict, item);
            }
        }
        Value::Object(id) if matches!(ix.heap.get(*id).kind, ObjKind::Dict { .. }) => ix.merge_dict(dict, more),
        other => ix.set_item(dict, &Value::input(), other.clone()),
    }
}

/// Positional arguments as a list, keywords as a dictionary, become a call.
fn arguments(ix: &Interp<'_>, positional: &Value, keywords: &Value) -> CallArgs {
    let mut args = CallArgs::default();
    match ix.known_items(positional) {
        Some(items) => args.positional = items,
        None => args.open = true,
    }
    match keywords {
        Value::Object(id) => {
            if let ObjKind::Dict { entries, rest } = &ix.heap.get(*id).kind {
                args.open |= rest.is_some();
                for (key, value) in entries {
                    if let crate::eval::heap::Key::Str(text) = key
                        && let Some(name) = ix.name(text)
                    {
                        args.keywords.push((name, value.clone()));
                    }
                }
            }
        }
        _ => args.open = true,
    }
    args
}

/// `dispatch` below what `@method_decorator(…, name="dispatch")` put around the class.
fn dispatch_decorated(
    ix: &mut Interp<'_>,
    view: &Value,
    dispatch: Value,
    positional: &Value,
    keywords: &Value,
    site: Site,
) -> Value {
    let mut function = dispatch;
    let mro = ix.class_of(view).map(|c| ix.world.class(c).mro.clone()).unwrap_or_default();
    let decorators: Vec<Value> = ix
        .world
        .registrations
        .of("dispatch_decorator")
        .filter_map(|r| match r.values.as_slice() {
            [Value::Class(class), decorator, name] if mro.contains(class) && name.as_str() == Some("dispatch") => {
                Some(decorator.clone())
            }
            _ => None,
        })
        .collect();
    for decorator in decorators {
        for one in ix.known_items(&decorator).unwrap_or_else(|| vec![decorator.clone()]) {
            function = ix.decorated(&one, function, site);
        }
    }
    let args = arguments(ix, positional, keywords);
    ix.call(&function, args, site)
}

/// The request's method as views name it.
fn verb(ix: &Interp<'_>) -> String {
    if ix.method.is_empty() || ix.method == "HEAD" { "get".into() } else { ix.method.to_lowercase() }
}

/// `include("base.py")` of split_settings: the file's names become names of the settings module.
fn include_settings(ix: &mut Interp<'_>, file: &Value, site: Site) -> Value {
    let Some(stem) = file.as_str().and_then(|f| f.strip_suffix(".py")) else { return Value::None };
    let into = ix.world.module(site.module);
    let package = if into.is_package { Some(&*into.name) } else { into.name.rsplit_once('.').map(|(package, _)| package) };
    let stem = stem.trim_start_matches("./").replace('/', ".");
    let dotted = package.map_or(stem.clone(), |package| format!("{package}.{stem}"));
    let target = into.globals;
    let Some(from) = ix.world.by_name.get(dotted.as_str()).copied() else { return Value::None };
    ix.load(from);
    let from = ix.world.module(from).globals;
    let names: Vec<_> = ix.heap.get(from).attrs.iter().map(|(n, v)| (*n, v.clone())).collect();
    ix.heap.get_mut(target).attrs.extend(names);
    Value::None
}

/// The method of the request's verb.
fn dispatch_verb(ix: &mut Interp<'_>, view: &Value, positional: &Value, keywords: &Value, site: Site) -> Value {
    let class = ix.class_of(view);
    let name = ix.name(&verb(ix)).filter(|n| class.is_some_and(|c| ix.world.find_member(c, *n).is_some()));
    let Some(name) = name else { return Value::input() };
    let method = ix.attribute(view, name, site);
    let args = arguments(ix, positional, keywords);
    ix.call(&method, args, site)
}

/// The entity whose rows or whose class the value is.
fn entity_of(ix: &Interp<'_>, value: &Value) -> Option<EntityId> {
    match value {
        Value::Class(class) => ix.world.class_entity.get(class).copied(),
        Value::Row(row) => Some(row.entity),
        Value::Rows(rows) => entity_of(ix, &rows.element),
        Value::Query(query) => super::django::rows::entity_of(ix, query),
        Value::OneOf(items) => items.iter().find_map(|v| entity_of(ix, v)),
        _ => None,
    }
}

/// `shop/book_list.html`, the template that a generic view takes when it is told none.
fn template_of(ix: &Interp<'_>, model: &Value, suffix: &str) -> Value {
    match template_stem(ix, model) {
        Some(stem) => Value::str(&format!("{stem}{suffix}.html")),
        None => Value::input(),
    }
}

/// `shop/book`: how the names of templates begin that are a model's by default.
pub fn template_stem(ix: &Interp<'_>, model: &Value) -> Option<String> {
    let entity = ix.world.entity(entity_of(ix, model)?);
    let app = entity.qualified.split('.').take_while(|part| *part != "models").last()?;
    Some(format!("{app}/{}", entity.name.to_lowercase()))
}

/// `queryset.filter(**{field: value})`
fn filtered(ix: &mut Interp<'_>, queryset: &Value, field: &Value, value: Value, site: Site) -> Value {
    let (Some(filter), Some(field)) = (ix.name("filter"), field.as_str().and_then(|f| ix.name(f))) else {
        return queryset.clone();
    };
    let method = ix.attribute(queryset, filter, site);
    ix.call(&method, CallArgs { keywords: vec![(field, value)], ..Default::default() }, site)
}

/// How many there are: a statement for a query, nothing for a list.
fn count(ix: &mut Interp<'_>, list: &Value, site: Site) -> Value {
    if matches!(list, Value::Query(_))
        && let Some(name) = ix.name("count")
    {
        let method = ix.attribute(list, name, site);
        return ix.call(&method, CallArgs::default(), site);
    }
    Value::scalar(Dims::default())
}

/// The rows of the page with that number, as another statement than those of any other page.
fn numbered(ix: &Interp<'_>, rows: Value, number: &Value) -> Value {
    match rows {
        Value::Query(mut query) => {
            let page = Arc::make_mut(&mut query);
            identity::step_with(ix, page, "page", number);
            page.numbered = true;
            Value::Query(query)
        }
        other => other,
    }
}

/// The items of a list or tuple; anything else alone.
fn each(ix: &mut Interp<'_>, value: Value) -> Value {
    match ix.known_items(&value) {
        Some(items) => Value::Tuple(items.into()),
        None if matches!(value, Value::None) => Value::Tuple(Vec::new().into()),
        None => Value::Tuple(vec![value].into()),
    }
}
