//! What a library declares and what its calls mean. Declarations are stubs in Python, run by the same interpreter; only
//! intrinsics and the query algebra are written in Rust.

pub mod asgi;
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
mod outside;
pub mod packages;
mod pydantic;
mod python;
mod rest_framework;
pub mod sqlalchemy;
mod templates;
mod wtforms;

pub use flask::given_row;
pub use sqlalchemy::loaders::{is_eager, loads};

use crate::eval::ops::Outside;
use crate::eval::query::Style;
use crate::eval::value::{Cause, Site};
use crate::eval::{CallArgs, ClassRef, Interp, ModuleId, Semantics, Value};
use crate::facts::program::ExprId;
use crate::names::Name;

/// Modules that perfaudit brings along: dotted name and source.
pub const STUBS: &[(&str, &str)] = &[
    ("flask", include_str!("stubs/flask.py")),
    ("jinja2", include_str!("stubs/jinja2.py")),
    ("flask.views", include_str!("stubs/flask_views.py")),
    ("flask_login", include_str!("stubs/flask_login.py")),
    ("flask_sqlalchemy", include_str!("stubs/flask_sqlalchemy.py")),
    ("flask_sqlalchemy.shared", include_str!("stubs/flask_sqlalchemy_shared.py")),
    ("flask_compress", include_str!("stubs/flask_compress.py")),
    ("sqlalchemy", include_str!("stubs/sqlalchemy.py")),
    ("sqlalchemy.event", include_str!("stubs/sqlalchemy_event.py")),
    ("sqlalchemy.orm", include_str!("stubs/sqlalchemy_orm.py")),
    ("sqlalchemy.ext.hybrid", include_str!("stubs/sqlalchemy_hybrid.py")),
    ("sqlalchemy.ext.associationproxy", include_str!("stubs/sqlalchemy_associationproxy.py")),
    ("alembic.op", include_str!("stubs/alembic_op.py")),
    ("starlette", include_str!("stubs/starlette.py")),
    ("fastapi", include_str!("stubs/fastapi.py")),
    ("pydantic", include_str!("stubs/pydantic.py")),
    ("sqlalchemy.ext.asyncio", include_str!("stubs/sqlalchemy_asyncio.py")),
    ("sqlmodel", include_str!("stubs/sqlmodel.py")),
    ("marshmallow", include_str!("stubs/marshmallow.py")),
    ("flask_restful", include_str!("stubs/flask_restful.py")),
    ("flask_smorest", include_str!("stubs/flask_smorest.py")),
    ("flask_wtf", include_str!("stubs/flask_wtf.py")),
    ("http", include_str!("stubs/http.py")),
    ("wtforms_sqlalchemy.fields", include_str!("stubs/wtforms_sqlalchemy.py")),
    ("flask_themes2", include_str!("stubs/flask_themes.py")),
    ("flask_caching", include_str!("stubs/flask_caching.py")),
    ("cachetools", include_str!("stubs/cachetools.py")),
    ("pluggy", include_str!("stubs/pluggy.py")),
    ("celery", include_str!("stubs/celery.py")),
    ("rq", include_str!("stubs/rq.py")),
    ("click", include_str!("stubs/click.py")),
    ("sqlite3", include_str!("stubs/dbapi.py")),
    ("datetime", include_str!("stubs/datetime.py")),
    ("importlib", include_str!("stubs/importlib.py")),
    ("functools", include_str!("stubs/functools.py")),
    ("itertools", include_str!("stubs/itertools.py")),
    ("more_itertools", include_str!("stubs/more_itertools.py")),
    ("collections", include_str!("stubs/collections.py")),
    ("operator", include_str!("stubs/operator.py")),
    ("tqdm", include_str!("stubs/progress.py")),
    ("concurrent.futures", include_str!("stubs/concurrent_futures.py")),
    ("os", include_str!("stubs/os.py")),
    ("threading", include_str!("stubs/threading.py")),
    ("django.db", include_str!("stubs/django_db.py")),
    ("django.db.models.query", include_str!("stubs/django_db_query.py")),
    ("django.db.models", include_str!("stubs/django_db_models.py")),
    ("django.db.migrations", include_str!("stubs/django_migrations.py")),
    ("django.conf", include_str!("stubs/django_conf.py")),
    ("django.urls", include_str!("stubs/django_urls.py")),
    ("django.http", include_str!("stubs/django_http.py")),
    ("django.shortcuts", include_str!("stubs/django_shortcuts.py")),
    ("django.template.response", include_str!("stubs/django_response.py")),
    ("django.template", include_str!("stubs/django_template.py")),
    ("django.utils.decorators", include_str!("stubs/django_decorators.py")),
    ("django.contrib.auth", include_str!("stubs/django_auth.py")),
    ("django.contrib.auth.views", include_str!("stubs/django_auth_views.py")),
    ("django.contrib.admin", include_str!("stubs/django_admin.py")),
    ("django.core.paginator", include_str!("stubs/django_paginator.py")),
    ("django.utils.deprecation", include_str!("stubs/django_middleware.py")),
    ("django.core.management.base", include_str!("stubs/django_commands.py")),
    ("django.utils.functional", include_str!("stubs/django_functional.py")),
    ("django.contrib.syndication.views", include_str!("stubs/django_syndication.py")),
    ("django.contrib.sitemaps", include_str!("stubs/django_sitemaps.py")),
    ("django_scopes", include_str!("stubs/django_scopes.py")),
    ("django_tables2", include_str!("stubs/django_tables.py")),
    ("django_elasticsearch_dsl", include_str!("stubs/elasticsearch_documents.py")),
    ("django.views.generic", include_str!("stubs/django_views.py")),
    ("rest_framework", include_str!("stubs/rest_framework.py")),
    ("rest_framework.serializers", include_str!("stubs/rest_serializers.py")),
    ("django_filters", include_str!("stubs/django_filters.py")),
    ("django_filters.rest_framework", include_str!("stubs/django_filters_rest.py")),
    ("logging", include_str!("stubs/logging.py")),
    ("django.core.cache", include_str!("stubs/django_cache.py")),
    ("django.dispatch", include_str!("stubs/django_dispatch.py")),
    ("django.forms", include_str!("stubs/django_forms.py")),
    ("split_settings.tools", include_str!("stubs/split_settings.py")),
    ("decouple", include_str!("stubs/decouple.py")),
    ("inspect", include_str!("stubs/inspect.py")),
    ("asyncio", include_str!("stubs/asyncio.py")),
    ("makefun", include_str!("stubs/makefun.py")),
    ("requests", include_str!("stubs/requests.py")),
    ("httpx", include_str!("stubs/httpx.py")),
    ("databases", include_str!("stubs/databases.py")),
    ("aiohttp", include_str!("stubs/aiohttp.py")),
    ("passlib.context", include_str!("stubs/passlib.py")),
    ("PIL.Image", include_str!("stubs/pictures.py")),
    ("flask_mail", include_str!("stubs/flask_mail.py")),
    ("django.core.mail", include_str!("stubs/django_mail.py")),
    ("werkzeug.utils", include_str!("stubs/werkzeug_utils.py")),
];

/// Other names of the same modules.
pub const STUB_ALIASES: &[(&str, &str)] = &[
    ("sqlalchemy.sql", "sqlalchemy"),
    ("sqlalchemy.sql.expression", "sqlalchemy"),
    ("sqlalchemy.sql.functions", "sqlalchemy"),
    ("sqlalchemy.sql.schema", "sqlalchemy"),
    ("sqlalchemy.schema", "sqlalchemy"),
    ("sqlalchemy.types", "sqlalchemy"),
    ("sqlalchemy.sql.sqltypes", "sqlalchemy"),
    ("sqlalchemy.engine", "sqlalchemy"),
    ("sqlalchemy.future", "sqlalchemy"),
    ("sqlalchemy.dialects.postgresql", "sqlalchemy"),
    ("sqlalchemy.dialects.mysql", "sqlalchemy"),
    ("sqlalchemy.dialects.sqlite", "sqlalchemy"),
    ("sqlalchemy.ext.declarative", "sqlalchemy.orm"),
    ("sqlalchemy.ext.declarative.api", "sqlalchemy.orm"),
    ("sqlalchemy.orm.session", "sqlalchemy.orm"),
    ("sqlalchemy.orm.attributes", "sqlalchemy.orm"),
    ("sqlalchemy.orm.util", "sqlalchemy.orm"),
    ("sqlalchemy.orm.query", "sqlalchemy.orm"),
    ("sqlalchemy.orm.scoping", "sqlalchemy.orm"),
    ("sqlalchemy.orm.relationships", "sqlalchemy.orm"),
    ("sqlalchemy.orm.decl_api", "sqlalchemy.orm"),
    ("sqlalchemy.orm.strategy_options", "sqlalchemy.orm"),
    ("flask_mailman", "flask_mail"),
    ("argon2", "passlib.context"),
    ("pwdlib", "passlib.context"),
    ("weasyprint", "PIL.Image"),
    ("sentence_transformers", "PIL.Image"),
    ("sqlite3.dbapi2", "sqlite3"),
    ("psycopg2", "sqlite3"),
    ("psycopg2.extras", "sqlite3"),
    ("psycopg2.pool", "sqlite3"),
    ("psycopg", "sqlite3"),
    ("psycopg.rows", "sqlite3"),
    ("psycopg_pool", "sqlite3"),
    ("pymysql", "sqlite3"),
    ("pymysql.cursors", "sqlite3"),
    ("MySQLdb", "sqlite3"),
    ("MySQLdb.cursors", "sqlite3"),
    ("mysql.connector", "sqlite3"),
    ("pymssql", "sqlite3"),
    ("pyodbc", "sqlite3"),
    ("cx_Oracle", "sqlite3"),
    ("oracledb", "sqlite3"),
    ("aiosqlite", "sqlite3"),
    ("asyncpg", "sqlite3"),
    ("aiomysql", "sqlite3"),
    ("flask.ext.sqlalchemy", "flask_sqlalchemy"),
    ("flaskext.sqlalchemy", "flask_sqlalchemy"),
    ("flask.ext.login", "flask_login"),
    ("flask.ext.wtf", "flask_wtf"),
    ("flask.ext.restful", "flask_restful"),
    ("flask.ext.cache", "flask_caching"),
    ("flask.ext.mail", "flask_mail"),
    ("flask_sqlalchemy.query", "flask_sqlalchemy"),
    ("flask_sqlalchemy.pagination", "flask_sqlalchemy"),
    ("flask_themes", "flask_themes2"),
    ("flask_sqlalchemy.model", "flask_sqlalchemy"),
    ("flask_sqlalchemy.session", "flask_sqlalchemy"),
    ("jinja2.environment", "jinja2"),
    ("jinja2.sandbox", "jinja2"),
    ("jinja2.nativetypes", "jinja2"),
    ("jinja2.loaders", "jinja2"),
    ("flask.app", "flask"),
    ("flask.blueprints", "flask"),
    ("flask.globals", "flask"),
    ("flask.templating", "flask"),
    ("flask.helpers", "flask"),
    ("flask.cli", "click"),
    ("starlette.applications", "starlette"),
    ("starlette.routing", "starlette"),
    ("starlette.requests", "starlette"),
    ("starlette.responses", "starlette"),
    ("starlette.websockets", "starlette"),
    ("starlette.background", "starlette"),
    ("starlette.concurrency", "starlette"),
    ("starlette.exceptions", "starlette"),
    ("starlette.endpoints", "starlette"),
    ("starlette.templating", "starlette"),
    ("starlette.datastructures", "starlette"),
    ("starlette.middleware", "starlette"),
    ("starlette.middleware.base", "starlette"),
    ("fastapi.applications", "fastapi"),
    ("fastapi.routing", "fastapi"),
    ("fastapi.params", "fastapi"),
    ("fastapi.param_functions", "fastapi"),
    ("fastapi.requests", "fastapi"),
    ("fastapi.responses", "fastapi"),
    ("fastapi.websockets", "fastapi"),
    ("fastapi.background", "fastapi"),
    ("fastapi.concurrency", "fastapi"),
    ("fastapi.exceptions", "fastapi"),
    ("fastapi.encoders", "fastapi"),
    ("fastapi.datastructures", "fastapi"),
    ("fastapi.templating", "fastapi"),
    ("fastapi.security", "fastapi"),
    ("fastapi.security.oauth2", "fastapi"),
    ("fastapi.security.base", "fastapi"),
    ("fastapi.security.http", "fastapi"),
    ("fastapi.security.api_key", "fastapi"),
    ("pydantic.fields", "pydantic"),
    ("pydantic.main", "pydantic"),
    ("pydantic.v1", "pydantic"),
    ("pydantic_settings", "pydantic"),
    ("sqlalchemy.ext.asyncio.session", "sqlalchemy.ext.asyncio"),
    ("sqlalchemy.ext.asyncio.engine", "sqlalchemy.ext.asyncio"),
    ("sqlmodel.main", "sqlmodel"),
    ("sqlmodel.orm.session", "sqlmodel"),
    ("sqlmodel.ext.asyncio.session", "sqlmodel"),
    ("sqlmodel.sql.expression", "sqlmodel"),
    ("marshmallow.fields", "marshmallow"),
    ("marshmallow.schema", "marshmallow"),
    ("marshmallow.decorators", "marshmallow"),
    ("marshmallow_sqlalchemy", "marshmallow"),
    ("marshmallow_sqlalchemy.fields", "marshmallow"),
    ("flask_marshmallow", "marshmallow"),
    ("flask_marshmallow.fields", "marshmallow"),
    ("flask_restful.fields", "flask_restful"),
    ("flask_restx.fields", "flask_restful"),
    ("flask_restplus.fields", "flask_restful"),
    ("apiflask", "flask_smorest"),
    ("flask_restful.reqparse", "flask_restful"),
    ("flask_restx", "flask_restful"),
    ("flask_restx.reqparse", "flask_restful"),
    ("flask_restplus", "flask_restful"),
    ("flask_restplus.reqparse", "flask_restful"),
    ("flask_wtf.form", "flask_wtf"),
    ("flask_wtf.csrf", "flask_wtf"),
    ("wtforms", "flask_wtf"),
    ("wtforms.form", "flask_wtf"),
    ("wtforms.fields", "flask_wtf"),
    ("wtforms_sqlalchemy", "wtforms_sqlalchemy.fields"),
    ("wtforms_sqlalchemy.orm", "wtforms_sqlalchemy.fields"),
    ("wtforms.ext.sqlalchemy.fields", "wtforms_sqlalchemy.fields"),
    ("wtforms_alchemy", "wtforms_sqlalchemy.fields"),
    ("wtforms_alchemy.fields", "wtforms_sqlalchemy.fields"),
    ("flask_cache", "flask_caching"),
    ("cachetools.func", "cachetools"),
    ("rq.decorators", "rq"),
    ("flask_apscheduler", "celery"),
    ("apscheduler.schedulers.background", "celery"),
    ("apscheduler.schedulers.blocking", "celery"),
    ("apscheduler.schedulers.asyncio", "celery"),
    ("apscheduler.schedulers.gevent", "celery"),
    ("django.db.models.manager", "django.db.models.query"),
    ("django.db.models.expressions", "django.db.models.query"),
    ("django.db.models.functions", "django.db.models.query"),
    ("django.db.models.aggregates", "django.db.models.query"),
    ("django.db.models.query_utils", "django.db.models.query"),
    ("django.contrib.postgres.aggregates", "django.db.models.query"),
    ("django.db.migrations.operations", "django.db.migrations"),
    ("django.contrib.postgres.operations", "django.db.migrations"),
    ("django.db.models.fields", "django.db.models"),
    ("django.db.models.fields.related", "django.db.models"),
    ("django.db.models.base", "django.db.models"),
    ("django.db.models.deletion", "django.db.models"),
    ("django.db.models.indexes", "django.db.models"),
    ("django.db.models.constraints", "django.db.models"),
    ("django.db.models.enums", "django.db.models"),
    ("django.contrib.postgres.fields", "django.db.models"),
    ("django.contrib.postgres.indexes", "django.db.models"),
    ("django.contrib.postgres.search", "django.db.models"),
    ("django.contrib.postgres.constraints", "django.db.models"),
    ("django.contrib.gis.db.models", "django.db.models"),
    ("django.contrib.contenttypes.fields", "django.db.models"),
    ("django.contrib.contenttypes.generic", "django.db.models"),
    ("django.db.transaction", "django.db"),
    ("django.conf.urls", "django.urls"),
    ("celery.utils.log", "logging"),
    ("tqdm.auto", "tqdm"),
    ("tqdm.std", "tqdm"),
    ("tqdm.notebook", "tqdm"),
    ("rich.progress", "tqdm"),
    ("alive_progress", "tqdm"),
    ("progressbar", "tqdm"),
    ("multiprocessing", "concurrent.futures"),
    ("multiprocessing.pool", "concurrent.futures"),
    ("structlog", "logging"),
    ("loguru", "logging"),
    ("django.dispatch.dispatcher", "django.dispatch"),
    ("django.db.models.signals", "django.dispatch"),
    ("django.core.signals", "django.dispatch"),
    ("django.contrib.auth.signals", "django.dispatch"),
    ("django.forms.models", "django.forms"),
    ("django.forms.forms", "django.forms"),
    ("django.forms.fields", "django.forms"),
    ("django.forms.widgets", "django.forms"),
    ("django.forms.formsets", "django.forms"),
    ("environ", "decouple"),
    ("rest_framework.relations", "rest_framework.serializers"),
    ("rest_framework.fields", "rest_framework.serializers"),
    ("rest_framework_nested.routers", "rest_framework"),
    ("rest_framework_extensions.routers", "rest_framework"),
    ("django_filters.filters", "django_filters"),
    ("django_filters.rest_framework.backends", "django_filters.rest_framework"),
    ("django_filters.rest_framework.filters", "django_filters.rest_framework"),
    ("django_filters.rest_framework.filterset", "django_filters.rest_framework"),
    ("django_filters.filterset", "django_filters"),
    ("django_filters.views", "django_filters"),
    ("rest_framework.views", "rest_framework"),
    ("rest_framework.generics", "rest_framework"),
    ("rest_framework.mixins", "rest_framework"),
    ("rest_framework.viewsets", "rest_framework"),
    ("rest_framework.routers", "rest_framework"),
    ("rest_framework.decorators", "rest_framework"),
    ("rest_framework.response", "rest_framework"),
    ("rest_framework.request", "rest_framework"),
    ("rest_framework.permissions", "rest_framework"),
    ("rest_framework.pagination", "rest_framework"),
    ("rest_framework.filters", "rest_framework"),
    ("rest_framework.exceptions", "rest_framework"),
    ("rest_framework.throttling", "rest_framework"),
    ("rest_framework.reverse", "rest_framework"),
    ("rest_framework.urlpatterns", "rest_framework"),
    ("django.conf.urls.i18n", "django.urls"),
    ("django.conf.urls.static", "django.urls"),
    ("django.conf.urls.defaults", "django.urls"),
    ("django.contrib.staticfiles.urls", "django.urls"),
    ("django.core.urlresolvers", "django.urls"),
    ("django.template.loader", "django.shortcuts"),
    ("django.http.response", "django.http"),
    ("django.http.request", "django.http"),
    ("django.template.library", "django.template"),
    ("django.template.base", "django.template"),
    ("django.template.defaultfilters", "django.template"),
    ("django.views.decorators.http", "django.utils.decorators"),
    ("django.views.decorators.csrf", "django.utils.decorators"),
    ("django.views.decorators.cache", "django.utils.decorators"),
    ("django.views.decorators.vary", "django.utils.decorators"),
    ("django.views.decorators.gzip", "django.utils.decorators"),
    ("django.views.decorators.clickjacking", "django.utils.decorators"),
    ("django.views.decorators.debug", "django.utils.decorators"),
    ("django.contrib.auth.decorators", "django.contrib.auth"),
    ("django.contrib.auth.mixins", "django.contrib.auth"),
    ("django.contrib.admin.views.decorators", "django.contrib.auth"),
    ("django.contrib.admin.options", "django.contrib.admin"),
    ("django.contrib.admin.sites", "django.contrib.admin"),
    ("django.contrib.admin.filters", "django.contrib.admin"),
    ("django.contrib.admin.decorators", "django.contrib.admin"),
    ("django.contrib.auth.admin", "django.contrib.admin"),
    ("django.contrib.contenttypes.admin", "django.contrib.admin"),
    ("django.contrib.gis.admin", "django.contrib.admin"),
    ("import_export.admin", "django.contrib.admin"),
    ("simple_history.admin", "django.contrib.admin"),
    ("guardian.admin", "django.contrib.admin"),
    ("reversion.admin", "django.contrib.admin"),
    ("modeltranslation.admin", "django.contrib.admin"),
    ("adminsortable2.admin", "django.contrib.admin"),
    ("django_tables2.views", "django_tables2"),
    ("django_tables2.config", "django_tables2"),
    ("django_tables2.tables", "django_tables2"),
    ("django_tables2.columns", "django_tables2"),
    ("django_elasticsearch_dsl.documents", "django_elasticsearch_dsl"),
    ("django_elasticsearch_dsl.fields", "django_elasticsearch_dsl"),
    ("django_elasticsearch_dsl.registries", "django_elasticsearch_dsl"),
    ("django_opensearch_dsl", "django_elasticsearch_dsl"),
    ("django_opensearch_dsl.fields", "django_elasticsearch_dsl"),
    ("django_opensearch_dsl.registries", "django_elasticsearch_dsl"),
    ("haystack.indexes", "django_elasticsearch_dsl"),
    ("django.core.management", "django.core.management.base"),
    ("django.views", "django.views.generic"),
    ("django.views.generic.base", "django.views.generic"),
    ("django.views.generic.list", "django.views.generic"),
    ("django.views.generic.detail", "django.views.generic"),
    ("django.views.generic.edit", "django.views.generic"),
    ("django.views.generic.dates", "django.views.generic"),
];

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
        asgi::session_given(ix, class)
            .or_else(|| django::rows::given(ix, class))
            .or_else(|| sqlalchemy::rows::given(ix, class))
            .or_else(|| service_given(ix, class))
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
            Value::Object(id) if django::is_instance(ix, *id) => django::rows::new_row_attribute(ix, *id, name, site),
            Value::Object(id) => {
                sqlalchemy::rows::new_row_attribute(ix, *id, name, site).or_else(|| pydantic::default_attribute(ix, *id, name))
            }
            Value::Super { after, object } => django::managers::super_attribute(ix, *after, object, name, site),
            Value::Proxy(which) => flask::proxy_attribute(ix, which, name, site),
            // Whatever model it is of a Django project, its manager asks the database.
            Value::Unknown(_) if ix.world.settings.is_some() && !ix.linking_mode() && ix.text(name) == "objects" => {
                Some(django::managers::of_unknown(ix, site))
            }
            _ => None,
        }
    }

    fn call_method(&self, ix: &mut Interp<'_>, receiver: &Value, name: Name, args: CallArgs, site: Site) -> Option<Value> {
        let identity = identity::of_method(ix, receiver, name, &args);
        let out = match receiver {
            Value::Query(query) if query.style == Style::Django => {
                // Signals and the instances that are made read what they are given.
                if matches!(ix.text(name), "create" | "get_or_create" | "update_or_create" | "bulk_create" | "bulk_update") {
                    ix.escape_args(&args);
                }
                django::queryset::method(ix, query, name, args, site)
            }
            Value::Query(query) => sqlalchemy::query::method(ix, query, name, &args, site),
            Value::Record(record) => django::rows::record_method(ix, record, name, &args),
            Value::Rows(rows) => sqlalchemy::rows::method(ix, rows, name, &args, site),
            Value::Column(..) | Value::Relation(..) | Value::Predicate(_) | Value::Aggregate(_) => {
                sqlalchemy::columns::method(ix, receiver, name, &args)
            }
            Value::Loader(options) => sqlalchemy::loaders::method(ix, options, name, &args, ix.user_site(site).place),
            Value::Proxy(which) => flask::proxy_call(ix, which, name, args, site),
            Value::Method(..) => sqlalchemy::mapped_table::method(ix, receiver, name, &args, site),
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
            Value::Query(query) => Some(sqlalchemy::query::rows(ix, query, site, "iterated")),
            Value::Proxy(which) => {
                let inner = flask::resolve_proxy(ix, which, site)?;
                self.iterate(ix, &inner, site).or(Some(inner))
            }
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
            Value::Query(query) => Some(sqlalchemy::query::index(ix, query, index, is_slice, site)),
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
        if let Some(field) = django_fields::outside(ix, dotted, args, site) {
            return Some(field);
        }
        if is_inert(dotted) {
            return Some(Value::Unknown(Cause::External(dotted.into())));
        }
        // Wrappers that hand their argument through.
        match dotted {
            "typing.NewType"
            | "contextlib.contextmanager"
            | "contextlib.asynccontextmanager"
            | "typing.cast"
            | "copy.copy"
            | "copy.deepcopy" => args.positional.last().cloned(),
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
