//! What code that runs at the start does: calls of other hosts, models that are loaded, tables, schedulers.

use std::collections::BTreeMap;

use super::Module;
use super::scopes::{Read, Way, at_start, calls, guard, innermost, is_handled, text_of};
use crate::facts::Span;
use crate::facts::program::{Expr, ExprId, Program, Stmt, Sym};
use crate::link::serving::{Imports, Scopes};
use crate::model::Place;
use crate::model::startup::{StartAct, StartKind};

const VERBS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "request"];
const PROGRAMS: [&str; 4] = ["run", "call", "check_call", "check_output"];

pub(super) fn acts(modules: &[Module<'_>]) -> Vec<StartAct> {
    let read: Vec<Read> = modules.iter().map(|module| Read { module, imports: Imports::new(module.program) }).collect();
    let start = at_start(&read);
    let mut out = Vec::new();
    for (at, module) in read.iter().enumerate() {
        let reader = Reader { read: module, threads: Threads::new(module) };
        reader.scope(None, Way { from: module.module.file, called: None, guarded: false }, &mut out);
        for (&(_, function), way) in start.range((at, 0)..(at + 1, 0)) {
            reader.scope(Some(function), *way, &mut out);
        }
    }
    out.sort_by_key(|act| act.place);
    out
}

struct Reader<'m, 'p> {
    read: &'m Read<'m, 'p>,
    threads: Threads,
}

impl Reader<'_, '_> {
    fn scope(&self, scope: Option<usize>, way: Way, out: &mut Vec<StartAct>) {
        let program = self.read.module.program;
        for (callee, span) in calls(program, scope) {
            let Some((kind, what)) = self.kind(callee, span) else { continue };
            self.add(scope, way, span, kind, what, out);
        }
        for span in created(program, scope) {
            self.add(scope, way, span, StartKind::CreateTables, "create_all".to_owned(), out);
        }
    }

    fn add(&self, scope: Option<usize>, way: Way, span: Span, kind: StartKind, what: String, out: &mut Vec<StartAct>) {
        let program = self.read.module.program;
        let Some(guarded) = guard(program, span, scope) else { return };
        // A pause before the next attempt: a start that works has none.
        if kind == StartKind::Wait && is_handled(program, span) {
            return;
        }
        out.push(StartAct {
            place: Place { file: self.read.module.file, span },
            symbol: Scopes { module: program }.symbol(span),
            kind,
            what,
            from: way.from,
            called: way.called.map(|(call, statement)| {
                let of = |span| Place { file: way.from, span };
                (of(call), of(statement))
            }),
            guarded: guarded || way.guarded,
            locks: program.names.iter().any(|name| says_lock(name)),
        });
    }

    fn kind(&self, callee: ExprId, span: Span) -> Option<(StartKind, String)> {
        let program = self.read.module.program;
        if self.threads.starts(program, callee, span) {
            return Some((StartKind::Schedule, "a thread that never ends".to_owned()));
        }
        if let Expr::Attr(value, name) = program.expr(callee) {
            let method = program.name(name);
            if method == "start" && self.threads.is_scheduler(program, value) {
                return Some((StartKind::Schedule, "a scheduler".to_owned()));
            }
            if method == "from_pretrained" {
                return Some((StartKind::Load, "from_pretrained".to_owned()));
            }
        }
        let path = self.read.imports.resolve(program, callee)?;
        let (module, function) = path.rsplit_once('.')?;
        let kind = match module {
            "requests" | "httpx" if VERBS.contains(&function) => StartKind::Http,
            "urllib.request" if function == "urlopen" => StartKind::Http,
            "nltk" if function == "download" => StartKind::Load,
            "torch" | "joblib" | "spacy" if function == "load" => StartKind::Load,
            "whisper" | "tensorflow.keras.models" | "keras.models" if function == "load_model" => StartKind::Load,
            "sentence_transformers" if function == "SentenceTransformer" => StartKind::Load,
            "transformers" if function == "pipeline" => StartKind::Load,
            "pandas" if function.starts_with("read_") => StartKind::Parse,
            "subprocess" if PROGRAMS.contains(&function) => StartKind::Wait,
            "time" if function == "sleep" => StartKind::Wait,
            "os" if function == "system" => StartKind::Wait,
            _ => return None,
        };
        Some((kind, path))
    }
}

/// `db.create_all()`, `run_sync(Base.metadata.create_all)`
fn created(program: &Program, scope: Option<usize>) -> Vec<Span> {
    let named = program.exprs_within(text_of(program, scope)).filter(|(expr, span)| {
        matches!(expr, Expr::Attr(_, name) if program.name(*name) == "create_all") && innermost(program, **span) == scope
    });
    named.map(|(_, span)| *span).collect()
}

fn says_lock(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["flock", "filelock", "advisory_lock", "redlock", "is_leader", "acquire_lock", "lockf", "leader_election"]
        .iter()
        .any(|word| name.contains(word))
}

/// Threads and schedulers of one module, by the names that hold them.
struct Threads {
    schedulers: Vec<Sym>,
    /// Names that hold a thread whose function never ends.
    endless: Vec<Sym>,
    /// `Thread(target=f)` of such a function.
    made: Vec<Span>,
}

impl Threads {
    fn new(read: &Read<'_, '_>) -> Self {
        let program = read.module.program;
        let mut threads = Self { schedulers: Vec::new(), endless: Vec::new(), made: Vec::new() };
        let mut made: BTreeMap<ExprId, bool> = BTreeMap::new();
        for (at, expr) in (0..).map(ExprId).zip(&program.exprs) {
            let Expr::Call { func, args } = *expr else { continue };
            let Some(path) = read.imports.resolve(program, func) else { continue };
            let is_scheduler =
                (path.starts_with("apscheduler.") && !path.ends_with("BlockingScheduler") && path.ends_with("Scheduler"))
                    || path == "flask_apscheduler.APScheduler";
            if is_scheduler {
                made.insert(at, true);
            } else if path == "threading.Thread" && targets_endless(program, args) {
                made.insert(at, false);
                threads.made.push(program.span(at));
            }
        }
        for stmt in &program.stmts {
            let Some((targets, value)) = program.assignment(stmt) else { continue };
            let Some(is_scheduler) = made.get(&value) else { continue };
            for target in targets {
                let (Expr::Name(name) | Expr::Attr(_, name)) = program.expr(*target) else { continue };
                if *is_scheduler { threads.schedulers.push(name) } else { threads.endless.push(name) }
            }
        }
        threads
    }

    fn is_scheduler(&self, program: &Program, value: ExprId) -> bool {
        matches!(program.expr(value), Expr::Name(name) | Expr::Attr(_, name) if self.schedulers.contains(&name))
    }

    /// `Thread(…).start()`, or `thread.start()`.
    fn starts(&self, program: &Program, callee: ExprId, _span: Span) -> bool {
        let Expr::Attr(value, name) = program.expr(callee) else { return false };
        program.name(name) == "start"
            && match program.expr(value) {
                Expr::Name(name) | Expr::Attr(_, name) => self.endless.contains(&name),
                Expr::Call { .. } => self.made.contains(&program.span(value)),
                _ => false,
            }
    }
}

/// `target=f` of a function with `while True`.
fn targets_endless(program: &Program, args: crate::facts::program::Args) -> bool {
    let target = program.arguments(args).iter().find(|arg| arg.name.is_some_and(|name| program.name(name) == "target"));
    let Some(Expr::Name(target) | Expr::Attr(_, target)) = target.map(|arg| program.expr(arg.value)) else { return false };
    program.functions.iter().filter(|function| function.name == target).any(|function| {
        program.stmts_within(function.span).any(|(stmt, _)| match stmt {
            Stmt::While { test, .. } => matches!(program.expr(*test), Expr::Bool(true) | Expr::Int(1)),
            _ => false,
        })
    })
}
