//! Pools, caches and the like that a module makes when it is imported and that nothing asks for anything.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::clients::Scopes;
use super::program::called;
use super::{SourceFile, numbered};
use crate::facts::program::{Expr, ExprId, Import, Program, Stmt, Sym};
use crate::facts::{Language, Role, Span};
use crate::model::outbound::{MeansFault, UnusedMeans};
use crate::model::{FileId, Place};

/// Words in the names of what makes an app faster.
const MEANS: [&str; 6] = ["pool", "cache", "optimiz", "optimis", "prefetch", "compress"];
/// Calls by which something works without being asked.
const WORKS_ALONE: [&str; 9] =
    ["start", "register", "init_app", "listens_for", "listen", "add_job", "connect_signal", "submit", "add_middleware"];

pub(super) fn unused(files: &[SourceFile]) -> Vec<UnusedMeans> {
    let is_app = |source: &SourceFile| source.entry.language == Language::Python && source.entry.role == Role::App;
    let apps = numbered(files).filter(|(_, source)| is_app(source));
    let modules: Vec<Module> = apps
        .filter_map(|(file, source)| {
            let path = source.entry.path.trim_end_matches(".py");
            let stem = path.rsplit('/').next().unwrap_or(path);
            Some(Module { file, stem, program: source.facts.program.as_ref()? })
        })
        .collect();
    let made: Vec<(usize, Made<'_>)> =
        modules.iter().enumerate().flat_map(|(at, module)| module.made().map(move |made| (at, made))).collect();
    if made.is_empty() {
        return Vec::new();
    }
    let tree = Tree::new(&modules);
    let mut out = Vec::new();
    for (at, made) in made {
        if tree.is_unused(at, &made) {
            let place = Place { file: modules[at].file, span: made.span };
            out.push(UnusedMeans {
                place,
                fault: MeansFault::Unused,
                names: made.names.iter().map(|name| (*name).to_owned()).collect(),
                maker: made.maker.to_owned(),
            });
        }
    }
    out
}

struct Module<'p> {
    file: FileId,
    stem: &'p str,
    program: &'p Program,
}

/// `a, b = maker(…)` of a module, with arguments that hand nothing of the app over.
struct Made<'p> {
    span: Span,
    names: Vec<&'p str>,
    syms: Vec<Sym>,
    maker: &'p str,
}

impl<'p> Module<'p> {
    fn made(&self) -> impl Iterator<Item = Made<'p>> {
        let program = self.program;
        let scopes = Scopes { module: program };
        program.stmts.iter().zip(&program.stmt_spans).filter_map(move |(stmt, span)| {
            let (&[target], value) = program.assignment(stmt)? else { return None };
            let Expr::Call { func, args } = program.expr(value) else { return None };
            let maker = called(program, func).filter(|_| matches!(program.expr(func), Expr::Name(_)))?;
            let lower = maker.to_ascii_lowercase();
            let says = MEANS.iter().any(|word| lower.contains(word));
            if !says || !program.arguments(args).iter().all(|arg| is_plain(program, arg.value)) {
                return None;
            }
            let targets = match program.expr(target) {
                Expr::Collection { items, .. } => program.list(items).to_vec(),
                _ => vec![target],
            };
            let syms: Option<Vec<Sym>> =
                targets.iter().map(|id| if let Expr::Name(sym) = program.expr(*id) { Some(sym) } else { None }).collect();
            let in_class = program.classes.iter().any(|class| class.span.start <= span.start && span.end <= class.span.end);
            let syms = syms.filter(|_| !in_class && scopes.around(*span).is_none())?;
            Some(Made { span: *span, names: syms.iter().map(|sym| program.name(*sym)).collect(), syms, maker })
        })
    }
}

/// A literal, or a constant by its name.
fn is_plain(program: &Program, id: ExprId) -> bool {
    match program.expr(id) {
        Expr::Name(sym) => program.name(sym).chars().all(|c| !c.is_lowercase()),
        Expr::Str(_) | Expr::Int(_) | Expr::Float(_) | Expr::Bool(_) | Expr::None => true,
        _ => false,
    }
}

/// What the modules ask of each other.
struct Tree<'m, 'p> {
    modules: &'m [Module<'p>],
    /// Where functions and classes of a name are defined.
    defined: FxHashMap<&'p str, Vec<usize>>,
    /// Names that are imported by `from … import`.
    imported: FxHashSet<&'p str>,
    /// `module.name`
    asked: FxHashSet<(&'p str, &'p str)>,
    /// Names that are called or handed on, by module.
    mentioned: FxHashMap<&'p str, Vec<usize>>,
}

impl<'m, 'p> Tree<'m, 'p> {
    fn new(modules: &'m [Module<'p>]) -> Self {
        let mut tree = Self {
            modules,
            defined: FxHashMap::default(),
            imported: FxHashSet::default(),
            asked: FxHashSet::default(),
            mentioned: FxHashMap::default(),
        };
        for (at, module) in modules.iter().enumerate() {
            let program = module.program;
            let functions = program.functions.iter().map(|function| function.name);
            for name in functions.chain(program.classes.iter().map(|class| class.name)) {
                tree.defined.entry(program.name(name)).or_default().push(at);
            }
            for import in &program.imports {
                if let Import::From { names, .. } = import {
                    tree.imported.extend(names.iter().map(|(name, _)| program.name(*name)));
                }
            }
            let mut mentioned = vec![false; program.names.len()];
            for expr in &program.exprs {
                match *expr {
                    Expr::Attr(value, name) => {
                        if let Expr::Name(base) = program.expr(value) {
                            tree.asked.insert((program.name(base), program.name(name)));
                        }
                        mentioned[name.index()] = true;
                    }
                    Expr::Name(name) => mentioned[name.index()] = true,
                    _ => {}
                }
            }
            for (name, _) in program.names.iter().zip(mentioned).filter(|(_, is)| *is) {
                tree.mentioned.entry(name).or_default().push(at);
            }
        }
        tree
    }

    fn is_unused(&self, at: usize, made: &Made<'_>) -> bool {
        let own = &self.modules[at];
        // The targets themselves are one mention each.
        let read_here = made
            .syms
            .iter()
            .any(|sym| own.program.exprs.iter().filter(|expr| matches!(expr, Expr::Name(name) if name == sym)).count() > 1);
        let read_elsewhere =
            made.names.iter().any(|name| self.imported.contains(name) || self.asked.contains(&(own.stem, *name)));
        if read_here || read_elsewhere {
            return false;
        }
        let Some([home]) = self.defined.get(made.maker).map(Vec::as_slice) else { return false };
        let maker = &self.modules[*home];
        let Some(body) = span_of(maker.program, made.maker) else { return false };
        !works_alone(maker.program, body) && !self.is_handed_out(*home, body)
    }

    /// A function of the maker's module gives away what the maker keeps in a global, and another module calls it.
    fn is_handed_out(&self, home: usize, body: Span) -> bool {
        let program = self.modules[home].program;
        let globals: BTreeSet<Sym> = program
            .stmts_within(body)
            .filter_map(|(stmt, _)| if let Stmt::Global(names) = stmt { Some(names) } else { None })
            .flat_map(|names| program.sym_lists[names.range()].iter().copied())
            .collect();
        if globals.iter().any(|name| self.imported.contains(program.name(*name))) {
            return true;
        }
        program.functions.iter().filter(|function| function.span != body).any(|function| {
            let mut inside = program.exprs_within(function.span);
            let reads = inside.any(|(expr, _)| matches!(expr, Expr::Name(name) if globals.contains(name)));
            let users = self.mentioned.get(program.name(function.name));
            reads && users.is_some_and(|users| users.iter().any(|user| *user != home))
        })
    }
}

fn span_of(program: &Program, name: &str) -> Option<Span> {
    let function = program.functions.iter().find(|function| program.name(function.name) == name).map(|f| f.span);
    function.or_else(|| program.classes.iter().find(|class| program.name(class.name) == name).map(|class| class.span))
}

/// Something in it goes on by itself once it is made. Its base classes may do so unseen.
fn works_alone(program: &Program, body: Span) -> bool {
    let inherits = program.classes.iter().any(|class| {
        class.span == body
            && program
                .arguments(class.bases)
                .iter()
                .any(|base| !matches!(program.expr(base.value), Expr::Name(name) if program.name(name) == "object"))
    });
    inherits
        || program.exprs_within(body).any(|(expr, _)| {
            let Expr::Call { func, .. } = expr else { return false };
            called(program, *func).is_some_and(|name| WORKS_ALONE.contains(&name))
        })
}
