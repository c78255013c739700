//! Calls of other hosts that no timeout bounds, as they are written. What may carry one unseen is passed over.

use std::collections::BTreeSet;

use super::clients::{Client, Clients, Scopes};
use super::program::{Imports, keyword};
use super::signing::only_signs;
use super::{SourceFile, numbered};
use crate::facts::program::{Arg, ArgKind, Args, Expr, ExprId, Import, Program, Stmt, Sym};
use crate::facts::{Language, Role, Span};
use crate::model::outbound::{ClientMade, Given, HANDED_ON, OutboundCall, Wait};
use crate::model::{FileId, Place};

const VERBS: [&str; 8] = ["get", "post", "put", "patch", "delete", "head", "options", "request"];
/// Packages whose calls are looked at.
const PACKAGES: [&str; 12] = [
    "requests",
    "requests_oauthlib",
    "authlib",
    "httpx",
    "urllib",
    "urllib3",
    "smtplib",
    "google",
    "openai",
    "cloudscraper",
    "aiohttp",
    "boto3",
];
/// The limit of the clients of OpenAI, in seconds.
const OPENAI_SECONDS: u32 = 600;

pub(super) struct Outbound {
    pub calls: Vec<OutboundCall>,
    pub clients: Vec<ClientMade>,
}

pub(super) fn outbound(files: &[SourceFile]) -> Outbound {
    let tree = Tree::new(files);
    let mut out = Outbound { calls: Vec::new(), clients: Vec::new() };
    for (file, source) in numbered(files) {
        let Some(module) = source.facts.program.as_ref().filter(|_| is_app(source)) else { continue };
        if !Imports::may_be_from(module, &PACKAGES) {
            continue;
        }
        let imports = Imports::new(module);
        if !PACKAGES.iter().any(|package| imports.imports_from(package)) {
            continue;
        }
        let clients = Clients::new(module, &imports);
        let reader = Reader { module, file, path: &source.entry.path, imports: &imports, clients: &clients, tree: &tree };
        for at in 0..module.exprs.len() {
            reader.call(at, &mut out);
        }
    }
    out
}

fn is_app(source: &SourceFile) -> bool {
    source.entry.language == Language::Python && source.entry.role == Role::App
}

/// What other modules say about the calls of one.
#[derive(Default)]
struct Tree {
    /// Functions that some call gives a timeout, or something open, as calls name them ([`names`]).
    timed: BTreeSet<String>,
    called: BTreeSet<String>,
    /// Sessions or adapters of the project's own may bound every call.
    own_sessions: bool,
    /// `Session.request = …`: what stands for the library's own method may bound every call.
    patched: bool,
    /// `socket.setdefaulttimeout` bounds what sockets do by themselves.
    socket_default: bool,
}

impl Tree {
    fn new(files: &[SourceFile]) -> Self {
        let mut tree = Self::default();
        for module in files.iter().filter(|file| is_app(file)).filter_map(|file| file.facts.program.as_ref()) {
            tree.read(module);
        }
        // What starts the app may stand in a `setup.py`.
        let runs = |file: &&SourceFile| file.entry.language == Language::Python && file.entry.role != Role::Test;
        tree.patched = files.iter().filter(runs).filter_map(|file| file.facts.program.as_ref()).any(patches);
        tree
    }

    fn read(&mut self, module: &Program) {
        for expr in &module.exprs {
            let Expr::Call { func, args } = *expr else { continue };
            let names = names(module, func);
            self.socket_default |= names.iter().any(|name| name.trim_start_matches('.') == "setdefaulttimeout");
            let open = |arg: &Arg| arg.kind != ArgKind::Plain || arg.name.is_some_and(|key| module.name(key) == "timeout");
            if module.arguments(args).iter().any(open) {
                self.timed.extend(names.iter().cloned());
            }
            self.called.extend(names);
        }
        let imports = module.imports.iter().any(|import| match import {
            Import::Module { path, .. } | Import::From { path, .. } => path.starts_with("requests"),
        });
        self.own_sessions |= imports
            && module.classes.iter().flat_map(|class| module.arguments(class.bases)).any(|base| {
                matches!(module.expr(base.value), Expr::Name(name) | Expr::Attr(_, name)
                    if matches!(module.name(name), "Session" | "HTTPAdapter"))
            });
    }
}

/// A method of sessions or adapters is set, in a module that speaks of timeouts.
fn patches(module: &Program) -> bool {
    let is_own = |target: &ExprId| {
        let Expr::Attr(of, method) = module.expr(*target) else { return false };
        let (Expr::Name(of) | Expr::Attr(_, of)) = module.expr(of) else { return false };
        matches!(module.name(of), "Session" | "HTTPAdapter") && matches!(module.name(method), "request" | "send")
    };
    let says = |stmt: &Stmt| matches!(stmt, Stmt::Assign { targets, .. } if module.list(*targets).iter().any(is_own));
    module.names.iter().any(|name| name == "timeout") && module.stmts.iter().any(says)
}

/// How a call names what it calls: `send` as `send`, `client.send` as `client.send` and `.send`.
fn names(module: &Program, func: ExprId) -> Vec<String> {
    match module.expr(func) {
        Expr::Name(name) => vec![module.name(name).to_owned()],
        Expr::Attr(of, name) => {
            let name = module.name(name);
            let of = match module.expr(of) {
                Expr::Name(of) => Some(format!("{}.{name}", module.name(of))),
                _ => None,
            };
            of.into_iter().chain([format!(".{name}")]).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a call's arguments bound its time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    No,
    /// `timeout=None`
    Unlimited,
    /// Open arguments that no caller fills with a timeout.
    NotByCallers,
    /// Bounded, or not known.
    Maybe,
}

struct Reader<'p> {
    module: &'p Program,
    file: FileId,
    path: &'p str,
    imports: &'p Imports,
    clients: &'p Clients<'p>,
    tree: &'p Tree,
}

impl Reader<'_> {
    fn call(&self, at: usize, out: &mut Outbound) {
        let Expr::Call { func, args } = self.module.exprs[at] else { return };
        let span = self.module.expr_spans[at];
        if let Some(path) = self.imports.imported(self.module, func) {
            if keeps_connections(&path) && !only_signs(self.module, span) {
                let place = Place { file: self.file, span };
                out.clients.push(ClientMade { place, kept: self.is_kept(span), given: self.given(args, span) });
            }
            if let Some((wait, seconds)) = self.by_name(&path, args) {
                let told = self.told(args, positional_timeout(&path), span);
                out.calls.extend(self.judge(&path, span, args, wait, told, seconds, true));
                return;
            }
        }
        let Expr::Attr(receiver, name) = self.module.expr(func) else { return };
        let method = self.module.name(name);
        let (path, seen) = match self.clients.client(receiver) {
            Some(Client::Session) if VERBS.contains(&method) && !self.has_adapter() => {
                (format!("requests.Session.{method}"), true)
            }
            Some(Client::Pool) if matches!(method, "request" | "urlopen") => (format!("urllib3.PoolManager.{method}"), true),
            Some(Client::Published) if method == "result" => ("pubsub_v1.publisher.futures.Future.result".to_owned(), true),
            None if VERBS.contains(&method) && self.is_caught_as_requests(receiver, span) => {
                (format!("requests.Session.{method}"), false)
            }
            _ => return,
        };
        let edit = if method == "result" { "timeout=30" } else { "timeout=(3, 10)" };
        let positional = (method == "result").then_some(0);
        let told = self.told(args, positional, span);
        out.calls.extend(self.judge(&path, span, args, Wait::Endless, told, edit, seen));
    }

    /// How long a call of that name waits when nothing is said, and what says it.
    fn by_name(&self, path: &str, args: Args) -> Option<(Wait, &'static str)> {
        let (package, function) = path.rsplit_once('.')?;
        let given = self.module.arguments(args).len();
        match package {
            "requests" | "requests.api" if VERBS.contains(&function) && !self.tree.patched => {
                Some((Wait::Endless, "timeout=(3, 10)"))
            }
            "urllib.request" if function == "urlopen" && !self.tree.socket_default => Some((Wait::Endless, "timeout=10")),
            // It takes no timeout at all.
            "urllib.request" if function == "urlretrieve" && !self.tree.socket_default => Some((Wait::Endless, "")),
            "smtplib" if matches!(function, "SMTP" | "SMTP_SSL") && given > 0 && !self.tree.socket_default => {
                Some((Wait::Endless, "timeout=10"))
            }
            "openai" if matches!(function, "OpenAI" | "AsyncOpenAI" | "AzureOpenAI" | "AsyncAzureOpenAI") => {
                let retries = keyword(self.module, args, "max_retries");
                let again = !retries.is_some_and(|id| matches!(self.module.expr(id), Expr::Int(0)));
                Some((Wait::Long { seconds: OPENAI_SECONDS, again }, ""))
            }
            "httpx" if VERBS.contains(&function) || matches!(function, "Client" | "AsyncClient") => {
                // httpx has five seconds of its own: only an explicit None takes them away.
                self.is_none(args, "timeout").then_some((Wait::Unlimited, ""))
            }
            _ => None,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call, taken apart")]
    fn judge(
        &self,
        path: &str,
        span: Span,
        args: Args,
        wait: Wait,
        told: Told,
        edit: &'static str,
        seen: bool,
    ) -> Option<OutboundCall> {
        let wait = match told {
            Told::Maybe => return None,
            Told::Unlimited => Wait::Unlimited,
            Told::No | Told::NotByCallers => wait,
        };
        let place = Place { file: self.file, span };
        let edit = if edit.is_empty() || !self.is_told_how_long(span) { edit } else { HANDED_ON };
        let insert = (told == Told::No && !edit.is_empty()).then(|| self.end_of_arguments(args)).flatten();
        Some(OutboundCall {
            place,
            symbol: Scopes { module: self.module }.symbol(span),
            call: path.to_owned(),
            wait,
            to_itself: self.asks_itself(args),
            seen: seen && told != Told::NotByCallers,
            insert: insert.map(|place| (place, edit)),
        })
    }

    /// The function around it takes a timeout, which is more than none if nobody gives one.
    fn is_told_how_long(&self, span: Span) -> bool {
        let inner = self.module.function_around(span).map(|id| self.module.function(id));
        inner.is_some_and(|function| {
            let mut params = function.params.iter().filter(|param| self.module.name(param.name) == "timeout");
            params.any(|param| param.default.is_some_and(|id| matches!(self.module.expr(id), Expr::Int(1..) | Expr::Float(_))))
        })
    }

    /// The address is a literal, or a name that the module sets to one, of this machine.
    fn asks_itself(&self, args: Args) -> bool {
        let Some(address) = self.module.arguments(args).first().map(|arg| arg.value) else { return false };
        let is_own = |id: ExprId| {
            let text = super::program::text(self.module, self.head(id)).and_then(|text| text.split_once("://"));
            text.is_some_and(|(_, rest)| ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"].iter().any(|own| rest.starts_with(own)))
        };
        let Expr::Name(name) = self.module.expr(address) else { return is_own(address) };
        let mut values = self.values_of(name);
        values.next().is_some_and(is_own) && values.all(is_own)
    }

    /// The first part of a text with values in it.
    fn head(&self, text: ExprId) -> ExprId {
        match self.module.expr(text) {
            Expr::Format(parts) => self.module.list(parts).first().copied().unwrap_or(text),
            _ => text,
        }
    }

    /// What the arguments of a client are made of.
    fn given(&self, args: Args, span: Span) -> Given {
        let arguments = self.module.arguments(args);
        if arguments.iter().any(|arg| arg.kind == ArgKind::DoubleStar) {
            return Given::Open;
        }
        let Some(scope) = self.clients.scope(span) else { return Given::Fixed };
        let function = &self.module.functions[scope];
        let is_set = |name: Sym| {
            function.params.iter().any(|param| param.name == name)
                || self.module.stmts_within(function.span).any(|(stmt, _)| {
                    let is_name = |id: &ExprId| matches!(self.module.expr(*id), Expr::Name(sym) if sym == name);
                    matches!(stmt, Stmt::Assign { targets, .. } if self.module.list(*targets).iter().any(is_name))
                })
        };
        let is_local = self.module.exprs_within(span).any(|(expr, _)| matches!(expr, Expr::Name(name) if is_set(*name)));
        if is_local { Given::Local } else { Given::Fixed }
    }

    fn told(&self, args: Args, positional: Option<usize>, span: Span) -> Told {
        let arguments = self.module.arguments(args);
        if self.is_none(args, "timeout") {
            return Told::Unlimited;
        }
        if arguments.iter().any(|arg| arg.name.is_some_and(|name| matches!(self.module.name(name), "timeout" | "http_client")))
        {
            return Told::Maybe;
        }
        let plain = arguments.iter().filter(|arg| arg.kind == ArgKind::Plain && arg.name.is_none()).count();
        if arguments.iter().any(|arg| arg.kind == ArgKind::Star) || positional.is_some_and(|at| plain > at) {
            return Told::Maybe;
        }
        let spread: Vec<ExprId> = arguments.iter().filter(|arg| arg.kind == ArgKind::DoubleStar).map(|arg| arg.value).collect();
        match spread[..] {
            [] => Told::No,
            [one] => self.spread(one, span),
            _ => Told::Maybe,
        }
    }

    /// `**name`: the open parameters of a function whose callers give no timeout, or a dictionary that has none.
    fn spread(&self, value: ExprId, span: Span) -> Told {
        let (Expr::Name(name), Some(scope)) = (self.module.expr(value), self.clients.scope(span)) else { return Told::Maybe };
        let function = &self.module.functions[scope];
        let mut inside = self.module.exprs_within(function.span);
        let says = inside.any(|(expr, _)| matches!(expr, Expr::Str(text) if self.module.name(*text) == "timeout"));
        let is_open = function.params.iter().any(|p| p.name == name && p.kind == crate::facts::program::ParamKind::DoubleStar);
        let own = self.module.name(function.name);
        if says || !function.decorators.iter().all(|id| self.is_plain_decorator(*id)) {
            return Told::Maybe;
        }
        if is_open {
            let names = self.called_as(own, function.span);
            let among = |calls: &BTreeSet<String>| names.iter().any(|name| calls.contains(name));
            let known = among(&self.tree.called) && !among(&self.tree.timed) && !self.is_rebound(name, function.span);
            return if known { Told::NotByCallers } else { Told::Maybe };
        }
        Told::Maybe
    }

    /// How callers name a function of this module: a method by any receiver, another one by the module at most.
    fn called_as(&self, own: &str, at: Span) -> [String; 2] {
        let is_method = self.module.classes.iter().any(|class| class.span.start <= at.start && at.end <= class.span.end);
        let path = self.path.strip_suffix("/__init__.py").or_else(|| self.path.strip_suffix(".py")).unwrap_or(self.path);
        let module = path.rsplit('/').next().unwrap_or(path);
        [own.to_owned(), if is_method { format!(".{own}") } else { format!("{module}.{own}") }]
    }

    fn is_plain_decorator(&self, id: ExprId) -> bool {
        matches!(self.module.expr(id), Expr::Name(name) if matches!(self.module.name(name), "staticmethod" | "classmethod"))
    }

    fn is_rebound(&self, name: Sym, within: Span) -> bool {
        let is_name = |id: &ExprId| matches!(self.module.expr(*id), Expr::Name(sym) if sym == name);
        let is_own = |id: &ExprId| is_name(id) || matches!(self.module.expr(*id), Expr::Index { value, .. } if is_name(&value));
        let assigned = self
            .module
            .stmts_within(within)
            .any(|(stmt, _)| matches!(stmt, Stmt::Assign { targets, .. } if self.module.list(*targets).iter().any(is_own)));
        let updated = self.module.exprs_within(within).any(
            |(expr, _)| matches!(expr, Expr::Attr(value, method) if is_name(value) && self.module.name(*method) == "update"),
        );
        assigned || updated
    }

    fn is_none(&self, args: Args, keyword: &str) -> bool {
        super::program::keyword(self.module, args, keyword).is_some_and(|id| matches!(self.module.expr(id), Expr::None))
    }

    /// Sessions of this module are given an adapter of another class than requests' own, or another `request`.
    fn has_adapter(&self) -> bool {
        let mounts = self.module.exprs.iter().any(|expr| {
            let Expr::Call { func, args } = *expr else { return false };
            let is_mount = matches!(self.module.expr(func), Expr::Attr(_, name) if self.module.name(name) == "mount");
            is_mount && self.module.arguments(args).get(1).is_none_or(|arg| !self.is_plain_adapter(arg.value))
        });
        mounts
            || self.module.stmts.iter().any(|stmt| match stmt {
                Stmt::Assign { targets, .. } => self.module.list(*targets).iter().any(|target| {
                    matches!(self.module.expr(*target), Expr::Attr(_, name) if matches!(self.module.name(name), "request" | "send"))
                }),
                _ => false,
            })
    }

    fn is_plain_adapter(&self, id: ExprId) -> bool {
        let made = |id: ExprId| match self.module.expr(id) {
            Expr::Call { func, .. } => self
                .imports
                .resolve(self.module, func)
                .is_some_and(|path| path.starts_with("requests.") && path.ends_with(".HTTPAdapter")),
            _ => false,
        };
        let Expr::Name(name) = self.module.expr(id) else { return made(id) };
        let mut values = self.values_of(name);
        values.next().is_some_and(made) && values.all(made)
    }

    /// What the module assigns to a name, anywhere.
    fn values_of(&self, name: Sym) -> impl Iterator<Item = ExprId> {
        self.module.stmts.iter().filter_map(move |stmt| {
            let (targets, value) = self.module.assignment(stmt)?;
            let sets = targets.iter().any(|t| matches!(self.module.expr(*t), Expr::Name(n) if n == name));
            sets.then_some(value)
        })
    }

    /// What is called comes from elsewhere, and what it raises is caught as an error of requests.
    fn is_caught_as_requests(&self, receiver: ExprId, span: Span) -> bool {
        if self.tree.own_sessions
            || self.tree.patched
            || !self.imports.imports_from("requests")
            || !self.clients.comes_from_outside(receiver)
        {
            return false;
        }
        self.module.tries.iter().any(|attempt| {
            let body = self.module.block(attempt.body);
            let (Some(first), Some(last)) = (body.first(), body.last()) else { return false };
            let holds = self.module.stmt_span(*first).start <= span.start && span.end <= self.module.stmt_span(*last).end;
            holds && attempt.handlers.iter().filter_map(|handler| handler.kind).any(|kind| self.is_error_of_requests(kind))
        })
    }

    fn is_error_of_requests(&self, kind: ExprId) -> bool {
        match self.module.expr(kind) {
            Expr::Collection { items, .. } => self.module.list(items).iter().any(|id| self.is_error_of_requests(*id)),
            _ => self.imports.imported(self.module, kind).is_some_and(|path| path.starts_with("requests.")),
        }
    }

    /// Behind the last argument.
    fn end_of_arguments(&self, args: Args) -> Option<Place> {
        let last = self.module.arguments(args).last()?;
        let end = self.module.span(last.value).end;
        Some(Place { file: self.file, span: Span::new(end, end) })
    }

    /// Held by an attribute or a global, or made once by the module.
    fn is_kept(&self, span: Span) -> bool {
        let Some(scope) = self.clients.scope(span) else { return true };
        let function = &self.module.functions[scope];
        let memoised = function.decorators.iter().any(|id| {
            let id = if let Expr::Call { func, .. } = self.module.expr(*id) { func } else { *id };
            super::program::called(self.module, id).is_some_and(|name| name.contains("cache"))
        });
        memoised
            || self.module.stmts_within(function.span).any(|(stmt, _)| match self.module.assignment(stmt) {
                Some((targets, value)) if self.module.span(value).holds(span) => {
                    targets.iter().any(|target| !matches!(self.module.expr(*target), Expr::Name(_)))
                }
                _ => matches!(stmt, Stmt::Global(_)),
            })
    }
}

/// Number of positional arguments before the timeout.
fn positional_timeout(path: &str) -> Option<usize> {
    match path {
        "urllib.request.urlopen" => Some(2),
        "smtplib.SMTP" => Some(3),
        "smtplib.SMTP_SSL" => Some(5),
        _ => None,
    }
}

/// Clients whose connections serve the next call as well.
fn keeps_connections(path: &str) -> bool {
    matches!(
        path,
        "httpx.Client"
            | "httpx.AsyncClient"
            | "aiohttp.ClientSession"
            | "requests.Session"
            | "requests.session"
            | "boto3.client"
            | "boto3.resource"
            | "openai.OpenAI"
            | "openai.AsyncOpenAI"
    )
}
