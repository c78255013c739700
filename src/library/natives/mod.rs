//! Intrinsics that stubs call.

mod calls;
mod objects;
mod request;
mod table;

use std::sync::Arc;

use crate::eval::interp::{Mode, join_values};
use crate::eval::ops::TransactionEvent;
use crate::eval::value::{CallValues, Cause, Site};
use crate::eval::{CallArgs, Dims, Interp, Op, Value};

use super::{django, django_web, environment, flask, outside, python, sqlalchemy, templates};
use calls::{each_method, hook, opaque, warm};
use objects::{has_method, init_entity, is_coroutine, is_small};
use request::{is_identity, logs_in_by_session, parameter, text_of_url, up_to};

pub use objects::instance;
pub use request::is_credential;
pub use table::{find, follows};

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
        "__up_to__" => up_to(ix, first, second),
        "__abort__" => {
            ix.diverged = true;
            Value::input()
        }
        "__guard__" => Value::None,
        "__check__" => {
            let rest = CallArgs { positional: args.positional.iter().skip(1).cloned().collect(), ..args };
            ix.call_guard(&first, rest, site)
        }
        "__method__" => {
            if ix.method.is_empty() {
                Value::input()
            } else {
                Value::str(ix.method)
            }
        }
        "__proxy__" => flask::proxy(&first),
        "__render__" => ix.render(&first, &second, site),
        "__render_text__" => {
            let at = ix.ops.len();
            let out = ix.render(&first, &second, site);
            // A mail, a feed or a file: no page of the site.
            if matches!(ix.ops.get(at), Some(Op::Render { .. })) {
                ix.ops.remove(at);
            }
            out
        }
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
        "__view__" => super::pyramid::view(ix, &args, site),
        "__view_class__" => {
            ix.register("view_class", vec![first.clone(), second], site);
            first
        }
        "__dispatch__" => flask::dispatch(ix, &args, site),
        "__env__" => environment::variable(ix, &first, &second),
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
        "__is_coroutine__" => is_coroutine(ix, &first).map_or_else(|| Value::scalar(Dims::default()), Value::Bool),
        "__is_function__" => Value::Bool(matches!(first, Value::Function(..) | Value::Bound(_) | Value::Method(..))),
        "__small__" => Value::Bool(is_small(ix, &first)),
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
            let statement = sqlalchemy::session::statement(ix, first, site);
            let statement =
                sqlalchemy::session::compared_with(ix, &statement, [&second, args.positional.get(2).unwrap_or(&Value::None)]);
            sqlalchemy::session::execute_with(ix, &statement, &second, site)
        }
        "__get__" => sqlalchemy::session::get(ix, &args, site),
        "__require__" => sqlalchemy::session::require(first),
        "__paginate__" => sqlalchemy::run::paginate(ix, &first, args.positional.get(1), site),
        "__write__" => sqlalchemy::session::write(ix, &first, &second, site),
        "__write_all__" => sqlalchemy::session::write_all(ix, &first, site),
        "__merge__" => {
            ix.ops.push(Op::Write { place: site.place, what: "merge".into(), on: None, row: None });
            first
        }
        "__refresh__" => {
            ix.ops.push(Op::Write { place: site.place, what: "refresh".into(), on: None, row: None });
            Value::None
        }
        "__commit__" => {
            ix.committed = true;
            ix.write_changed(site.place);
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
        "__load__" => sqlalchemy::loaders::of_entity(ix, &first, site.place),
        "__sqlfunc__" => sqlalchemy::columns::function(ix, &args),
        "__sqlexpr__" => sqlalchemy::columns::expression(&args),
        "__and__" => sqlalchemy::columns::conjunction(ix, &args.positional),
        "__or__" => sqlalchemy::columns::alternatives(ix, &args.positional),
        "__serve__" => super::asgi::serve(ix, &args, site),
        "__solve__" => super::solved::solve(ix, &args, site),
        "__model_fill__" => {
            super::pydantic::construct(ix, &first, &second, site);
            Value::None
        }
        "__model_read__" => {
            let module = site.module;
            super::pydantic::validate(ix, &first, &second, module, site)
        }
        "__asgi_app__" => {
            let app = ix.world.registrations.of("asgi.app").next().and_then(|r| r.values.first());
            app.cloned().unwrap_or_else(Value::input)
        }
        // A size that is set somewhere is a size, whatever it is.
        "__is_none__" => match &first {
            Value::OneOf(cases) if cases.iter().any(|case| matches!(case, Value::None)) => Value::input(),
            value => Value::Bool(matches!(value, Value::None)),
        },
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
            django::eager::prefetch_rows(ix, &first, &args, site);
            Value::None
        }
        _ if python::NATIVES.contains(&native) => python::call(ix, native, args, site),
        _ => django_web::call(ix, native, args, site),
    }
}
