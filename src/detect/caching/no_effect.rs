//! Settings that the installed version does not read, and directives without the one that they belong to.

use crate::finding::Verdict;
use crate::model::Model;
use crate::model::delivery::{ProxyDirective, Setting, SettingValue};
use crate::rule::{Input, Rule};
use crate::syntax::deploy::is_development;

use crate::detect::web_app::proxy_name;

/// Options of the pool that Flask-SQLAlchemy read before version 3, and what took their place.
const POOL_OPTIONS: [(&str, &str); 4] = [
    ("SQLALCHEMY_POOL_SIZE", "pool_size"),
    ("SQLALCHEMY_MAX_OVERFLOW", "max_overflow"),
    ("SQLALCHEMY_POOL_RECYCLE", "pool_recycle"),
    ("SQLALCHEMY_POOL_TIMEOUT", "pool_timeout"),
];

/// Directives of nginx that do nothing while another is missing.
const PARTNERS: [(&str, &str); 4] = [
    ("proxy_cache_valid", "proxy_cache"),
    ("proxy_cache_use_stale", "proxy_cache"),
    ("fastcgi_cache_valid", "fastcgi_cache"),
    ("uwsgi_cache_valid", "uwsgi_cache"),
];

/// Workers that do not look at the number of threads.
const WITHOUT_THREADS: [&str; 4] = ["gevent", "eventlet", "uvicorn", "tornado"];

pub(super) fn detect(rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
    unread_options(rule, input.model, out);
    threads_of_greenlets(rule, input.model, out);
    without_partner(rule, input.model, out);
}

fn unread_options(rule: &Rule, model: &Model, out: &mut Vec<Verdict>) {
    let pinned = model.stack.dependency("flask-sqlalchemy");
    let Some(pinned) = pinned.filter(|found| found.release().is_some_and(|release| release >= (3, 0))) else { return };
    let version = pinned.version.as_deref().unwrap_or_default();
    for setting in &model.settings {
        let Some((name, option)) = POOL_OPTIONS.iter().find(|(name, _)| *name == setting.name) else { continue };
        // The same file says it where it is read, too: an old name that is left over costs nothing.
        let said =
            |other: &Setting| other.name.starts_with("SQLALCHEMY_ENGINE_OPTIONS") && other.place.file == setting.place.file;
        if setting.value == SettingValue::None || model.settings.iter().any(said) {
            continue;
        }
        let finding = rule
            .finding(setting.place, *name)
            .group(format!("{} {}", rule.id, model.path(setting.place.file)))
            .slot("what", format!("Not read any more: {name}"))
            .slot(
                "how",
                format!(
                    "Flask-SQLAlchemy {version} does not read {name}, as versions before 3 did: the pool keeps its default. \
                     SQLALCHEMY_ENGINE_OPTIONS = {{\"{option}\": …}} takes its place"
                ),
            )
            .build();
        out.push(finding);
    }
}

/// `threads = 4` beside `worker_class = "gevent"` in one configuration of gunicorn.
fn threads_of_greenlets(rule: &Rule, model: &Model, out: &mut Vec<Verdict>) {
    for threads in model.settings.iter().filter(|setting| setting.name == "gunicorn.threads") {
        let many = matches!(threads.value, SettingValue::Int(number) if number > 1);
        let class = model.settings.iter().find_map(|setting| match &setting.value {
            SettingValue::Text(class)
                if setting.name == "gunicorn.worker_class" && setting.place.file == threads.place.file =>
            {
                Some(class)
            }
            _ => None,
        });
        let Some(class) = class.filter(|class| WITHOUT_THREADS.iter().any(|kind| class.contains(kind))) else { continue };
        if many {
            let finding = rule
                .finding(threads.place, "threads")
                .slot("what", format!("Without effect: threads of {class} workers"))
                .slot(
                    "how",
                    format!("gunicorn looks at threads for its own threaded workers only; {class} workers run without them"),
                )
                .build();
            out.push(finding);
        }
    }
}

fn without_partner(rule: &Rule, model: &Model, out: &mut Vec<Verdict>) {
    let of_nginx = |directive: &&ProxyDirective| {
        proxy_name(model, directive) == "nginx" && !is_development(model.path(directive.place.file))
    };
    for (name, partner) in PARTNERS {
        let is_on = |d: &ProxyDirective| d.directive == partner && d.arguments.first().is_none_or(|first| first != "off");
        // Files of nginx include each other: a partner in any of them counts.
        if model.proxies.iter().any(is_on) {
            continue;
        }
        if let Some(directive) = model.proxies.iter().filter(of_nginx).find(|d| d.directive == name) {
            out.push(alone(rule, directive, name, partner));
        }
    }
    // A whole configuration, not a part that another one includes.
    let types = model.proxies.iter().filter(of_nginx).find(|d| d.directive == "gzip_types" && d.context.starts_with("http"));
    if let Some(directive) = types
        && !model.proxies.iter().any(|d| d.directive == "gzip" && d.arguments.first().is_none_or(|first| first != "off"))
    {
        out.push(alone(rule, directive, "gzip_types", "gzip on"));
    }
}

fn alone(rule: &Rule, directive: &ProxyDirective, name: &str, partner: &str) -> Verdict {
    rule.finding(directive.place, name)
        .slot("what", format!("Without effect: {name}"))
        .slot("how", format!("nginx looks at {name} only where {partner} stands, and no file of the tree says that"))
        .build()
}
