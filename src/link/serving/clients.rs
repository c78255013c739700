//! What names of a module hold clients of HTTP libraries, as far as its own text tells.

use std::collections::BTreeMap;

use super::program::Imports;
use crate::facts::Span;
use crate::facts::program::{ArgKind, Expr, ExprId, FunctionId, Program, Stmt};

/// A client whose calls wait for ever unless they are told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Client {
    /// A session of requests.
    Session,
    /// A pool of urllib3.
    Pool,
    /// A publisher of Google Pub/Sub.
    Publisher,
    /// What a publisher's `publish` returns.
    Published,
}

/// What a name holds, and in which function (none: the module, or an attribute).
#[derive(Clone, Copy, Debug)]
struct Binding {
    scope: Option<usize>,
    client: Option<Client>,
}

/// Names and attributes of one module.
pub(super) struct Clients<'p> {
    module: &'p Program,
    imports: &'p Imports,
    scopes: Scopes<'p>,
    /// By name, or by `.attribute`.
    bindings: BTreeMap<String, Vec<Binding>>,
}

impl<'p> Clients<'p> {
    pub fn new(module: &'p Program, imports: &'p Imports) -> Self {
        let mut clients = Self { module, imports, scopes: Scopes { module }, bindings: BTreeMap::new() };
        let parameters = clients.parameters();
        // The result of a client's method needs the client: a second round sees it.
        for _ in 0..2 {
            clients.bindings = clients.assignments(parameters.clone());
        }
        clients
    }

    /// The function around a place, innermost.
    pub fn scope(&self, span: Span) -> Option<usize> {
        self.scopes.around(span)
    }

    /// The client that an expression yields; none when it is another thing, or not known.
    pub fn client(&self, id: ExprId) -> Option<Client> {
        match self.module.expr(id) {
            Expr::Call { func, args } => {
                if let Some(made) = self.imports.imported(self.module, func).and_then(|path| constructed(&path)) {
                    let has_timeout = self.module.arguments(args).iter().any(|arg| {
                        arg.kind == ArgKind::DoubleStar || arg.name.is_some_and(|name| self.module.name(name) == "timeout")
                    });
                    return (made != Client::Pool || !has_timeout).then_some(made);
                }
                match self.module.expr(func) {
                    Expr::Attr(value, name) if self.module.name(name) == "publish" => {
                        (self.client(value)? == Client::Publisher).then_some(Client::Published)
                    }
                    _ => None,
                }
            }
            Expr::Name(_) | Expr::Attr(..) => self.held(id)?.client,
            _ => None,
        }
    }

    /// A parameter, or an attribute of `self` that parameters fill: nothing in the module says what it holds.
    pub fn comes_from_outside(&self, id: ExprId) -> bool {
        let Some((key, held)) = self.key(id).and_then(|key| self.bindings.get_key_value(&key)) else { return false };
        match self.module.expr(id) {
            Expr::Name(name) => {
                let Some(scope) = self.scope(self.module.span(id)) else { return false };
                let given = self.module.functions[scope].params.iter().any(|param| param.name == name);
                given && held.iter().filter(|binding| binding.scope == Some(scope)).count() == 1
            }
            Expr::Attr(value, _) => {
                matches!(self.module.expr(value), Expr::Name(base) if self.module.name(base) == "self")
                    && held.iter().all(|binding| binding.client.is_none())
                    && self.only_parameters(key)
            }
            _ => false,
        }
    }

    /// Attributes that are set from a parameter of the same name, and parameters themselves.
    fn only_parameters(&self, key: &str) -> bool {
        let name = key.trim_start_matches('.');
        let bare = name.trim_start_matches('_');
        self.module.stmts.iter().all(|stmt| match stmt {
            Stmt::Assign { targets, value } => {
                let sets = self.module.list(*targets).iter().any(|target| self.key(*target).as_deref() == Some(key));
                let given = matches!(self.module.expr(*value), Expr::Name(from) if [name, bare, "session"].contains(&self.module.name(from)));
                !sets || given
            }
            _ => true,
        })
    }

    fn held(&self, id: ExprId) -> Option<Binding> {
        let held = self.bindings.get(&self.key(id)?)?;
        let scope = if matches!(self.module.expr(id), Expr::Attr(..)) { None } else { self.scope(self.module.span(id)) };
        let own: Vec<&Binding> = held.iter().filter(|binding| binding.scope == scope).collect();
        let seen = if own.is_empty() { held.iter().filter(|binding| binding.scope.is_none()).collect() } else { own };
        let first = **seen.first()?;
        seen.iter().all(|binding| binding.client == first.client).then_some(first)
    }

    fn key(&self, id: ExprId) -> Option<String> {
        match self.module.expr(id) {
            Expr::Name(name) => Some(self.module.name(name).to_owned()),
            Expr::Attr(value, name) if matches!(self.module.expr(value), Expr::Name(_)) => {
                Some(format!(".{}", self.module.name(name)))
            }
            _ => None,
        }
    }

    fn parameters(&self) -> BTreeMap<String, Vec<Binding>> {
        let mut bindings: BTreeMap<String, Vec<Binding>> = BTreeMap::new();
        for (at, function) in self.module.functions.iter().enumerate() {
            for param in &function.params {
                let annotated = param.annotation.and_then(|id| self.imports.imported(self.module, id));
                let client = annotated.and_then(|path| constructed(&path));
                let name = self.module.name(param.name).to_owned();
                bindings.entry(name).or_default().push(Binding { scope: Some(at), client });
            }
        }
        bindings
    }

    fn assignments(&self, mut bindings: BTreeMap<String, Vec<Binding>>) -> BTreeMap<String, Vec<Binding>> {
        let mut found = Vec::new();
        for (at, stmt) in self.module.stmts.iter().enumerate() {
            let scope = self.scope(self.module.stmt_spans[at]);
            match stmt {
                Stmt::Assign { targets, value } => {
                    let targets = self.module.list(*targets);
                    found.extend(targets.iter().map(|target| (*target, self.assigned(*value), scope)));
                }
                Stmt::AnnAssign { target, value: Some(value), .. } => found.push((*target, self.assigned(*value), scope)),
                Stmt::With(with) => {
                    let items = self.module.withs[*with as usize].items.iter();
                    found.extend(items.filter_map(|(value, target)| Some(((*target)?, Some(self.client(*value)), scope))));
                }
                Stmt::For(each) => found.push((self.module.fors[*each as usize].target, Some(None), scope)),
                _ => {}
            }
        }
        for (target, client, scope) in found {
            let (Some(key), Some(client)) = (self.key(target), client) else { continue };
            let scope = if key.starts_with('.') { None } else { scope };
            bindings.entry(key).or_default().push(Binding { scope, client });
        }
        bindings
    }

    /// `None` alone says nothing of what a name holds later.
    #[expect(clippy::option_option, reason = "nothing said, or said to be no client")]
    fn assigned(&self, value: ExprId) -> Option<Option<Client>> {
        (!matches!(self.module.expr(value), Expr::None)).then(|| self.client(value))
    }
}

/// Functions around places.
pub(in crate::link) struct Scopes<'p> {
    pub module: &'p Program,
}

impl Scopes<'_> {
    pub fn around(&self, span: Span) -> Option<usize> {
        self.module.function_around(span).map(FunctionId::index)
    }

    /// `Class.method`, or the name of the function; empty for the module itself.
    pub fn symbol(&self, span: Span) -> String {
        let mut around: Vec<(Span, &str)> = Vec::new();
        let classes = self.module.classes.iter().filter(|c| c.span.holds(span));
        around.extend(classes.map(|c| (c.span, self.module.name(c.name))));
        let functions = self.module.functions_around(span).map(|id| self.module.function(id));
        let named = functions.filter(|f| !self.module.name(f.name).is_empty());
        around.extend(named.map(|f| (f.span, self.module.name(f.name))));
        around.sort_by_key(|(span, _)| span.start);
        around.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(".")
    }
}

/// What a constructor of that path makes.
fn constructed(path: &str) -> Option<Client> {
    match path {
        "requests.Session"
        | "requests.session"
        | "requests.sessions.Session"
        | "requests_oauthlib.OAuth2Session"
        | "requests_oauthlib.OAuth1Session"
        | "authlib.integrations.requests_client.OAuth2Session"
        | "cloudscraper.create_scraper" => Some(Client::Session),
        "urllib3.PoolManager" | "urllib3.ProxyManager" => Some(Client::Pool),
        "google.cloud.pubsub_v1.PublisherClient" | "google.cloud.pubsub.PublisherClient" => Some(Client::Publisher),
        _ => None,
    }
}
