//! Directives of nginx without their partners.

use std::collections::BTreeSet;

use crate::detect::web_app::{production_servers, proxy_name};
use crate::finding::{EvidenceRole, Verdict};
use crate::model::Model;
use crate::model::delivery::{Process, ProxyDirective};
use crate::rule::{Detector, Input, Rule};
use crate::syntax::deploy::is_development;

pub struct GzipTypesMissing;
pub struct UpstreamWithoutKeepalive;

/// Directives of nginx files that are not for development.
fn directives<'m>(model: &'m Model, name: &'m str) -> impl Iterator<Item = &'m ProxyDirective> {
    model.proxies.iter().filter(move |directive| {
        directive.directive == name
            && proxy_name(model, directive) == "nginx"
            && !is_development(model.path(directive.place.file))
    })
}

impl Detector for GzipTypesMissing {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        let is_on = |directive: &&ProxyDirective| directive.arguments.first().is_some_and(|argument| argument != "off");
        let other = ["gzip_static", "brotli", "brotli_static"];
        // Parts include each other: types that any of them names count for all.
        if other.iter().any(|name| directives(model, name).any(|d| is_on(&d)))
            || directives(model, "gzip_types").any(names_text)
        {
            return;
        }
        for directive in directives(model, "gzip").filter(is_on) {
            if !includes_unread(model, directive) {
                out.push(rule.finding(directive.place, model.path(directive.place.file)).build());
            }
        }
    }
}

fn names_text(directive: &ProxyDirective) -> bool {
    directive.arguments.iter().any(|argument| {
        argument == "*" || argument.contains('$') || ["javascript", "css", "json"].iter().any(|kind| argument.contains(kind))
    })
}

/// The same file takes in others that may name the types; tables of types and parameters never do.
fn includes_unread(model: &Model, gzip: &ProxyDirective) -> bool {
    let mut included = directives(model, "include").filter(|directive| directive.place.file == gzip.place.file);
    included.any(|directive| {
        let path = directive.arguments.first().map_or("", String::as_str);
        // A whole server that is included inherits what stands around it.
        let is_harmless = ["mime.types", "_params", "fastcgi.conf", "conf.d/", "sites-enabled/", "modules"];
        !is_harmless.iter().any(|known| path.contains(known))
    })
}

impl Detector for UpstreamWithoutKeepalive {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        if production_servers(model).any(closes_each_time) {
            return;
        }
        let mut seen = BTreeSet::new();
        for server in directives(model, "server") {
            let Some(name) = upstream(server) else { continue };
            let own = (server.place.file, &server.context);
            let kept = directives(model, "keepalive").any(|d| (d.place.file, &d.context) == own);
            let local = server.arguments.first().is_some_and(|address| address.starts_with("unix:"));
            if kept || local || !seen.insert(own) {
                continue;
            }
            if let Some(pass) = directives(model, "proxy_pass").find(|pass| is_for(pass, name)) {
                let finding = rule.finding(server.place, format!("{}:{name}", model.path(server.place.file)));
                let finding = finding.slot("upstream", name).evidence(pass.place, EvidenceRole::Access, "passes requests on");
                out.push(finding.build());
            }
        }
    }
}

/// gunicorn's simple worker closes a connection after each answer.
fn closes_each_time(process: &Process) -> bool {
    let class = process.worker_class.as_deref();
    process.server == "gunicorn" && (class == Some("sync") || (class.is_none() && process.threads.value.is_none_or(|n| n <= 1)))
}

/// `app` of `upstream app { server …; }`.
fn upstream(server: &ProxyDirective) -> Option<&str> {
    let block = server.context.rsplit(" > ").next()?;
    block.strip_prefix("upstream ").map(str::trim)
}

fn is_for(pass: &ProxyDirective, name: &str) -> bool {
    let target = pass.arguments.first().map_or("", String::as_str);
    let address = target.strip_prefix("http://").or_else(|| target.strip_prefix("https://")).unwrap_or("");
    address.split('/').next() == Some(name)
}
