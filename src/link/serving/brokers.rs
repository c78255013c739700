//! Brokers, caches and mail servers that the app waits for without a limit: Celery over Redis, clients of Redis, Django's mail.

use super::clients::Scopes;
use super::program::Imports;
use super::{SourceFile, numbered};
use crate::facts::Span;
use crate::facts::program::{ArgKind, Args, Expr, Program};
use crate::facts::{Language, Role};
use crate::model::outbound::{OutboundCall, Wait};
use crate::model::{FileId, Place};

/// Names that bound what Celery and its transports wait for, wherever they stand.
const BOUNDS: [&str; 5] = [
    "socket_timeout",
    "socket_connect_timeout",
    "redis_socket_timeout",
    "broker_transport_options",
    "result_backend_transport_options",
];
/// Clients of Redis that block their thread.
const CLIENTS: [&str; 5] =
    ["redis.Redis", "redis.StrictRedis", "redis.from_url", "redis.Redis.from_url", "redis.StrictRedis.from_url"];

pub(super) fn unbounded(files: &[SourceFile]) -> Vec<OutboundCall> {
    let apps: Vec<(FileId, &Program)> = numbered(files)
        .filter(|(_, source)| source.entry.language == Language::Python && source.entry.role == Role::App)
        .filter_map(|(file, source)| Some((file, source.facts.program.as_ref()?)))
        .collect();
    let says = |words: &[&str]| apps.iter().any(|(_, module)| module.names.iter().any(|name| says_one(name, words)));
    let bounded = says(&BOUNDS);
    let mail_bounded = says(&["EMAIL_TIMEOUT"]) || !says(&["send_mail", "EmailMessage", "EmailMultiAlternatives"]);
    let mut out = Vec::new();
    for (file, module) in apps {
        if mail_bounded && !Imports::may_be_from(module, &["celery", "redis"]) {
            continue;
        }
        let reader = Reader { module, file, imports: Imports::new(module) };
        if !bounded && reader.imports.imports_from("celery") {
            reader.celery(&mut out);
        }
        if reader.imports.imports_from("redis") {
            reader.redis(&mut out);
        }
        if !mail_bounded {
            out.extend(reader.django_mail());
        }
    }
    out
}

/// The name is one of the words, or an option of a URL that begins with one.
fn says_one(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.eq_ignore_ascii_case(word) || is_option(name, word))
}

fn is_option(name: &str, word: &str) -> bool {
    name.contains('=') && name.match_indices(word).any(|(at, _)| name[at + word.len()..].starts_with('='))
}

struct Reader<'p> {
    module: &'p Program,
    file: FileId,
    imports: Imports,
}

impl Reader<'_> {
    fn calls(&self) -> impl Iterator<Item = (String, Args, Span)> {
        self.module.exprs.iter().zip(&self.module.expr_spans).filter_map(|(expr, span)| match *expr {
            Expr::Call { func, args } => Some((self.imports.resolve(self.module, func)?, args, *span)),
            _ => None,
        })
    }

    fn has(&self, args: Args, names: &[&str]) -> bool {
        self.module
            .arguments(args)
            .iter()
            .any(|arg| arg.kind != ArgKind::Plain || arg.name.is_some_and(|name| names.contains(&self.module.name(name))))
    }

    /// An app whose broker or result backend is Redis, by the URLs of its module.
    fn celery(&self, out: &mut Vec<OutboundCall>) {
        let by_redis = self.module.names.iter().any(|name| name.starts_with("redis://") || name.starts_with("rediss://"));
        let named = |args: Args| {
            self.module
                .arguments(args)
                .iter()
                .any(|arg| arg.name.is_some_and(|name| matches!(self.module.name(name), "broker" | "backend")))
        };
        for (path, args, span) in self.calls() {
            if by_redis && path == "celery.Celery" && named(args) {
                out.push(self.call(span, "celery.Celery"));
            }
        }
    }

    fn redis(&self, out: &mut Vec<OutboundCall>) {
        for (path, args, span) in self.calls() {
            if CLIENTS.contains(&path.as_str()) && !self.has(args, &["socket_timeout", "connection_pool"]) && !self.in_url(args)
            {
                out.push(self.call(span, &path));
            }
        }
    }

    /// The URL is a literal with the option in it.
    fn in_url(&self, args: Args) -> bool {
        self.module.arguments(args).iter().any(|arg| match self.module.expr(arg.value) {
            Expr::Str(text) => self.module.name(text).contains("socket_timeout"),
            _ => false,
        })
    }

    /// `EMAIL_HOST` of settings that send by SMTP.
    fn django_mail(&self) -> Option<OutboundCall> {
        let assigned = |wanted: &str| {
            self.module.block(self.module.body).iter().find_map(|id| {
                let (targets, value) = self.module.assignment(&self.module.stmts[id.index()])?;
                let named = targets
                    .iter()
                    .any(|target| matches!(self.module.expr(*target), Expr::Name(name) if self.module.name(name) == wanted));
                named.then(|| (self.module.stmt_span(*id), value))
            })
        };
        assigned("INSTALLED_APPS")?;
        let (span, _) = assigned("EMAIL_HOST")?;
        let other = assigned("EMAIL_BACKEND").is_some_and(|(_, value)| match self.module.expr(value) {
            Expr::Str(text) => !self.module.name(text).contains("smtp"),
            _ => true,
        });
        (!other).then(|| self.call(span, "django.core.mail"))
    }

    fn call(&self, span: Span, what: &str) -> OutboundCall {
        OutboundCall {
            to_itself: false,
            place: Place { file: self.file, span },
            symbol: Scopes { module: self.module }.symbol(span),
            call: what.to_owned(),
            wait: Wait::Service,
            seen: false,
            insert: None,
        }
    }
}
