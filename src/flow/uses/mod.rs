//! What becomes of the rows of an executed query: only counted, only asked for, only added up, only searched.
//!
//! Read from the form of the program, from where the query runs: through names of the function, through what it returns
//! to its caller, and into the template that it is given to. What goes anywhere else is not known, and nothing is said.

mod body;
mod context;
pub mod reads;
mod tree;

use rustc_hash::FxHashMap;
use std::sync::Arc;

use crate::eval::ops::CallKind;
use crate::eval::world::{ModuleId, World};
use crate::facts::program::{CompareOp, ComprehensionKind, Expr, ExprId, Program, Stmt, StmtId, Sym, UnaryOp};
use crate::model::entity::EntityId;
use crate::model::{FileId, Place};

use super::ledger::{How, Use};
use super::replay::Link;
use body::Element;
use tree::{Parent, Tree, function_around, inside};

const MAX_DEPTH: usize = 16;
/// Uses of one value from which on it is plainly needed.
const MAX_USES: usize = 40;

/// See the module. One for a whole ledger: programs are turned around once.
pub struct Uses<'w> {
    world: &'w World,
    modules: FxHashMap<FileId, ModuleId>,
    trees: FxHashMap<ModuleId, Arc<Tree>>,
}

/// One question: what is followed so far.
struct Walk<'a> {
    entity: Option<EntityId>,
    chain: &'a [Link],
    found: Vec<Use>,
    /// Names that were followed.
    seen: Vec<(ModuleId, Sym)>,
}

impl<'w> Uses<'w> {
    #[must_use]
    pub fn new(world: &'w World) -> Self {
        let mut modules = FxHashMap::default();
        for (at, module) in world.modules.iter().enumerate() {
            if let Some(file) = module.file {
                modules.entry(file).or_insert(ModuleId(u32::try_from(at).unwrap_or(u32::MAX)));
            }
        }
        Self { world, modules, trees: FxHashMap::default() }
    }

    /// All uses of the rows that run at `place`, reached by the calls of `chain`; `None` when one is not known.
    #[must_use]
    pub fn of_rows(&mut self, place: Place, why: &str, entity: EntityId, chain: &[Link]) -> Option<Vec<Use>> {
        let (module, id) = self.at(place)?;
        let mut walk = Walk { entity: Some(entity), chain, found: Vec::new(), seen: Vec::new() };
        let (program, tree) = self.program(module);
        // `len(query)` runs the query: the rows are those of the argument.
        let start = match program.expr(id) {
            Expr::Call { func, args } if why == "iterated" => match (program.expr(func), program.arguments(args)) {
                (Expr::Name(_), [only, ..]) if only.name.is_none() && is_reader(&program, func) => only.value,
                // Any other call that goes through a query does with the rows what it likes.
                _ if !matches!(tree.parent(id), Parent::ForIter(_) | Parent::ClauseIter(_)) => return None,
                _ => id,
            },
            _ => id,
        };
        let known = match program.expr(start) {
            // A query that the page was given: whoever gave it may use it, too.
            Expr::Name(_) if self.world.module(module).is_template => false,
            Expr::Name(sym) => self.name(&mut walk, module, start, sym, 0),
            Expr::Call { .. } => self.follow(&mut walk, module, start, 0),
            // An attribute may be read elsewhere, and keep what it has loaded.
            _ => false,
        };
        let known = known && !walk.found.iter().any(|found| self.is_searched_often(place, found));
        (known && !walk.found.is_empty()).then_some(walk.found)
    }

    /// The same for a relation that is read at `places`. What a place returns may go to several callers, and they are not at hand.
    #[must_use]
    pub fn of_collection(&mut self, places: &[Place], target: EntityId) -> Option<Vec<Use>> {
        let mut found = Vec::new();
        for read in places {
            let (module, id) = self.at(*read)?;
            let mut walk = Walk { entity: Some(target), chain: &[], found: Vec::new(), seen: Vec::new() };
            let (program, _) = self.program(module);
            if !matches!(program.expr(id), Expr::Attr(..)) || !self.follow(&mut walk, module, id, 0) {
                return None;
            }
            found.append(&mut walk.found);
        }
        (!found.is_empty()).then_some(found)
    }

    /// Loaded once, and searched in each round of a loop: a query a round would be worse.
    fn is_searched_often(&mut self, loaded: Place, found: &Use) -> bool {
        let Some(module) = self.modules.get(&found.place.file).copied() else { return false };
        let (p, _) = self.program(module);
        found.how == How::Filter
            && p.stmts.iter().enumerate().any(|(at, stmt)| {
                let Stmt::For(of) = stmt else { return false };
                let Some(iter) = p.fors.get(*of as usize).map(|f| p.span(f.iter)) else { return false };
                let around = p.stmt_span(StmtId(u32::try_from(at).unwrap_or(u32::MAX)));
                let loads = found.place.file == loaded.file && inside(loaded.span, around);
                inside(found.place.span, around) && found.place.span.start >= iter.end && !loads
            })
    }

    /// The same for the number that `count()` gives.
    #[must_use]
    pub fn of_count(&mut self, place: Place, chain: &[Link]) -> Option<Vec<Use>> {
        let (module, id) = self.at(place)?;
        let (program, _) = self.program(module);
        let Expr::Call { func, .. } = program.expr(id) else { return None };
        let Expr::Attr(query, name) = program.expr(func) else { return None };
        if program.name(name) != "count" || self.is_used_again(module, query) {
            return None;
        }
        let mut walk = Walk { entity: None, chain, found: Vec::new(), seen: Vec::new() };
        self.number(&mut walk, module, id, 0);
        Some(walk.found)
    }

    /// A query that is kept in a name and run in another way, too: whether it has rows could be told from those.
    fn is_used_again(&mut self, module: ModuleId, query: ExprId) -> bool {
        let (p, tree) = self.program(module);
        match p.expr(query) {
            Expr::Name(sym) => {
                let within = function_around(&p, p.span(query)).map(|f| p.function(f).span);
                tree.named(&p, p.name(sym), within).into_iter().any(|u| u != query && !is_changed(&p, &tree, u, sym))
            }
            Expr::Call { .. } => false,
            _ => true,
        }
    }

    fn at(&mut self, place: Place) -> Option<(ModuleId, ExprId)> {
        let module = *self.modules.get(&place.file)?;
        let (_, tree) = self.program(module);
        Some((module, tree.at(place.span)?))
    }

    fn program(&mut self, module: ModuleId) -> (Arc<Program>, Arc<Tree>) {
        let program = Arc::clone(&self.world.module(module).program);
        let tree = self.trees.entry(module).or_insert_with(|| Arc::new(Tree::of(&program)));
        (program, Arc::clone(tree))
    }

    fn place(&self, module: ModuleId, id: ExprId) -> Place {
        let m = self.world.module(module);
        Place { file: m.file.unwrap_or(FileId(u32::MAX)), span: m.program.span(id) }
    }

    fn add(&self, walk: &mut Walk<'_>, how: How, module: ModuleId, id: ExprId) -> bool {
        walk.found.push(Use { how, place: self.place(module, id) });
        walk.found.len() < MAX_USES
    }

    /// Follows rows to what is done with them; false where that is not known.
    fn follow(&mut self, walk: &mut Walk<'_>, module: ModuleId, id: ExprId, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        let (p, tree) = self.program(module);
        match tree.parent(id) {
            Parent::Expr(up) => self.in_expression(walk, module, id, up, depth),
            Parent::Argument(call, position, keyword) => self.argument(walk, module, (id, call), (position, keyword), depth),
            Parent::Test => self.add(walk, How::Exists, module, id),
            Parent::Dropped => true,
            Parent::Assigned(stmt) => match assigned_name(&p, stmt) {
                Some((target, sym)) => self.name(walk, module, target, sym, depth + 1),
                None => self.followed_pages(walk, module, id, depth),
            },
            Parent::Entry(..) => self.followed_pages(walk, module, id, depth),
            Parent::Returned => self.returned(walk, depth),
            Parent::ForIter(at) => {
                let f = &p.fors[at as usize];
                let (Expr::Name(variable), Some(entity)) = (p.expr(f.target), walk.entity) else { return false };
                let element = Element { world: self.world, program: &p, entity, variable };
                if element.sums(f.body) {
                    self.add(walk, How::Aggregate, module, id)
                } else if element.filters(f.body) || f.condition.is_some_and(|c| element.selects(c)) {
                    self.add(walk, How::Filter, module, id)
                } else {
                    false
                }
            }
            Parent::ClauseIter(at) => self.comprehension(walk, module, at),
            _ => false,
        }
    }

    fn in_expression(&mut self, walk: &mut Walk<'_>, module: ModuleId, id: ExprId, up: ExprId, depth: usize) -> bool {
        let (p, tree) = self.program(module);
        match p.expr(up) {
            Expr::Await(_) => self.follow(walk, module, up, depth + 1),
            // `.scalars().all()`: the same rows in another form.
            Expr::Attr(_, name) => match tree.parent(up) {
                Parent::Callee(call) if matches!(p.name(name), "all" | "scalars" | "unique" | "fetchall") => {
                    self.follow(walk, module, call, depth + 1)
                }
                _ => false,
            },
            Expr::Unary { op: UnaryOp::Not, .. } => self.add(walk, How::Exists, module, id),
            Expr::And(_) | Expr::Or(_) if is_asked(&p, &tree, up) => self.add(walk, How::Exists, module, id),
            Expr::Index { value, index } if value == id => {
                let taken = match p.expr(index) {
                    Expr::Slice { lower: None, upper: Some(upper) } => matches!(p.expr(upper), Expr::Int(n) if n > 0),
                    Expr::Int(n) => n >= 0,
                    _ => false,
                };
                taken && self.add(walk, How::Slice, module, up)
            }
            _ => false,
        }
    }

    fn argument(
        &mut self,
        walk: &mut Walk<'_>,
        module: ModuleId,
        (id, call): (ExprId, ExprId),
        (position, keyword): (usize, Option<Sym>),
        depth: usize,
    ) -> bool {
        let (p, _) = self.program(module);
        let Expr::Call { func, .. } = p.expr(call) else { return false };
        let callee = match p.expr(func) {
            Expr::Name(sym) | Expr::Attr(_, sym) => p.name(sym),
            _ => return false,
        };
        let is_name = matches!(p.expr(func), Expr::Name(_));
        match (callee, keyword) {
            ("len" | "filter:length" | "filter:count", None) if is_name && position == 0 => {
                self.number(walk, module, call, depth + 1);
                true
            }
            ("bool", None) if is_name && position == 0 => self.add(walk, How::Exists, module, call),
            ("list" | "tuple" | "sorted" | "filter:list" | "filter:sort", None) if is_name && position == 0 => {
                self.follow(walk, module, call, depth + 1)
            }
            ("filter:selectattr" | "filter:rejectattr", None) if is_name && position == 0 => {
                let mut inner = Walk { entity: walk.entity, chain: &[], found: Vec::new(), seen: Vec::new() };
                let counted = self.follow(&mut inner, module, call, depth + 1);
                let is_count = counted && inner.found.iter().any(|u| u.how == How::Length);
                is_count && self.add(walk, How::Aggregate, module, call)
            }
            ("render_template", Some(_)) => self.followed_pages(walk, module, id, depth),
            _ => false,
        }
    }

    /// How many there are: needed as a number, or only whether it is zero.
    fn number(&mut self, walk: &mut Walk<'_>, module: ModuleId, id: ExprId, depth: usize) {
        let asked = self.only_asked(module, id, depth);
        self.add(walk, if asked { How::Exists } else { How::Length }, module, id);
    }

    /// A number of which only zero or not is asked.
    fn only_asked(&mut self, module: ModuleId, id: ExprId, depth: usize) -> bool {
        let (p, tree) = self.program(module);
        match tree.parent(id) {
            Parent::Test => true,
            Parent::Expr(up) => match p.expr(up) {
                Expr::Unary { op: UnaryOp::Not, .. } => true,
                Expr::And(_) | Expr::Or(_) => is_asked(&p, &tree, up),
                Expr::Compare { left, op, right } if left == id => match p.expr(right) {
                    Expr::Int(0) => matches!(op, CompareOp::Gt | CompareOp::NotEq | CompareOp::Eq | CompareOp::LtE),
                    Expr::Int(1) => matches!(op, CompareOp::GtE | CompareOp::Lt),
                    _ => false,
                },
                _ => false,
            },
            Parent::Argument(call, 0, None) => {
                matches!(p.expr(call), Expr::Call { func, .. } if matches!(p.expr(func), Expr::Name(s) if p.name(s) == "bool"))
            }
            Parent::Entry(..) | Parent::Argument(_, _, Some(_)) => self.pages_only_ask(module, id),
            Parent::Assigned(stmt) if depth < MAX_DEPTH => {
                let Some((target, sym)) = assigned_name(&p, stmt) else { return self.pages_only_ask(module, id) };
                let Some(around) = function_around(&p, p.span(target)) else { return false };
                let within = Some(p.function(around).span);
                let uses: Vec<ExprId> =
                    tree.named(&p, p.name(sym), within).into_iter().filter(|u| tree.parent(*u) != Parent::Target).collect();
                // A second assignment of the name may be another number.
                let once = tree.named(&p, p.name(sym), within).len() == uses.len() + 1;
                once && !uses.is_empty() && uses.iter().all(|u| self.only_asked(module, *u, MAX_DEPTH))
            }
            _ => false,
        }
    }

    /// Pages are given the number, and ask only whether it is zero.
    fn pages_only_ask(&mut self, module: ModuleId, id: ExprId) -> bool {
        let uses = self.shown(module, id).unwrap_or_default();
        !uses.is_empty() && uses.into_iter().all(|(page, used)| self.only_asked(page, used, MAX_DEPTH))
    }

    /// All uses of a local name.
    fn name(&mut self, walk: &mut Walk<'_>, module: ModuleId, target: ExprId, sym: Sym, depth: usize) -> bool {
        let (p, tree) = self.program(module);
        if walk.seen.contains(&(module, sym)) {
            return false;
        }
        walk.seen.push((module, sym));
        let is_global = p.stmts.iter().any(|s| matches!(s, Stmt::Global(names) if p.sym_lists[names.range()].contains(&sym)));
        let within = function_around(&p, p.span(target)).map(|f| p.function(f).span);
        if is_global || (within.is_none() && !self.world.module(module).is_template) {
            return false;
        }
        let uses = tree.named(&p, p.name(sym), within);
        uses.into_iter().filter(|u| tree.parent(*u) != Parent::Target).all(|u| self.follow(walk, module, u, depth + 1))
    }

    /// What a function returns is what its call yields.
    fn returned(&mut self, walk: &mut Walk<'_>, depth: usize) -> bool {
        let Some((last, rest)) = walk.chain.split_last() else { return false };
        if last.kind == CallKind::Page {
            return false;
        }
        let Some((module, call)) = self.at(last.place) else { return false };
        walk.chain = rest;
        self.follow(walk, module, call, depth + 1)
    }

    fn comprehension(&mut self, walk: &mut Walk<'_>, module: ModuleId, at: u32) -> bool {
        let (p, tree) = self.program(module);
        let c = &p.comprehensions[at as usize];
        let Some(whole) = tree.comprehensions.get(&at).copied() else { return false };
        let (Some(clause), Some(entity)) = (c.clauses.first(), walk.entity) else { return false };
        let Expr::Name(variable) = p.expr(clause.target) else { return false };
        let element = Element { world: self.world, program: &p, entity, variable };
        let filtered = clause.conditions.iter().any(|e| element.selects(*e));
        if clause.conditions.iter().any(|e| element.computable(*e) != Some(true)) {
            return false;
        }
        let callee = match tree.parent(whole) {
            Parent::Argument(call, 0, None) => match p.expr(call) {
                Expr::Call { func, .. } => match p.expr(func) {
                    Expr::Name(sym) => p.name(sym),
                    _ => "",
                },
                _ => "",
            },
            _ => "",
        };
        let counted = callee == "len" && filtered;
        let summed = matches!(callee, "sum" | "min" | "max" | "Counter") && element.computable(c.element).is_some();
        if counted || (summed && c.kind != ComprehensionKind::Dict) {
            return self.add(walk, How::Aggregate, module, whole);
        }
        filtered && self.add(walk, How::Filter, module, whole)
    }

    /// What pages do with the value that they are given.
    fn followed_pages(&mut self, walk: &mut Walk<'_>, module: ModuleId, id: ExprId, depth: usize) -> bool {
        let Some(uses) = self.shown(module, id) else { return false };
        uses.into_iter().all(|(page, used)| self.follow(walk, page, used, depth + 1))
    }

    /// Uses of a name in the template that is rendered, and in all that it extends and includes.
    fn page_uses(&mut self, p: &Program, named: ExprId, name: &str) -> Option<Vec<(ModuleId, ExprId)>> {
        let pages = self.named_templates(p, named)?;
        self.uses_in(pages, name)
    }

    fn uses_in(&mut self, pages: Vec<ModuleId>, name: &str) -> Option<Vec<(ModuleId, ExprId)>> {
        let mut out = Vec::new();
        for module in self.templates(pages)? {
            let (program, tree) = self.program(module);
            let uses = tree.named(&program, name, None);
            out.extend(uses.into_iter().filter(|u| tree.parent(*u) != Parent::Target).map(|u| (module, u)));
        }
        Some(out)
    }

    fn named_templates(&self, p: &Program, target: ExprId) -> Option<Vec<ModuleId>> {
        match p.expr(target) {
            Expr::Str(sym) => self.world.templates_named(p.name(sym)).map(<[ModuleId]>::to_vec),
            _ => None,
        }
    }

    /// The templates and all that they draw in; `None` when one is not known.
    fn templates(&self, mut open: Vec<ModuleId>) -> Option<Vec<ModuleId>> {
        let mut out: Vec<ModuleId> = Vec::new();
        while let Some(module) = open.pop() {
            if out.contains(&module) {
                continue;
            }
            out.push(module);
            let program = &self.world.module(module).program;
            for stmt in &program.stmts {
                let drawn = match stmt {
                    Stmt::Extends(e) | Stmt::Include { target: e, .. } => *e,
                    Stmt::TemplateImport(at) => program.template_imports[*at as usize].target,
                    _ => continue,
                };
                open.extend(self.named_templates(program, drawn)?);
            }
        }
        Some(out)
    }
}

/// `x = value`, to one name.
fn assigned_name(p: &Program, stmt: StmtId) -> Option<(ExprId, Sym)> {
    let target = match p.stmt(stmt) {
        Stmt::Assign { targets, .. } => match p.list(targets) {
            [only] => *only,
            _ => return None,
        },
        Stmt::AnnAssign { target, .. } => target,
        _ => return None,
    };
    match p.expr(target) {
        Expr::Name(sym) => Some((target, sym)),
        _ => None,
    }
}

/// `query = …` and `query = query.filter(…)`.
fn is_changed(p: &Program, tree: &Tree, id: ExprId, sym: Sym) -> bool {
    let mut at = id;
    for _ in 0..MAX_DEPTH {
        at = match tree.parent(at) {
            Parent::Target => return true,
            Parent::Expr(up) if matches!(p.expr(up), Expr::Attr(..)) => up,
            Parent::Callee(call) => call,
            Parent::Assigned(stmt) => return assigned_name(p, stmt).is_some_and(|(_, name)| name == sym),
            _ => return false,
        };
    }
    false
}

/// `a and b` of which only the truth is asked.
fn is_asked(p: &Program, tree: &Tree, id: ExprId) -> bool {
    match tree.parent(id) {
        Parent::Test => true,
        Parent::Expr(up) => match p.expr(up) {
            Expr::Unary { op: UnaryOp::Not, .. } => true,
            Expr::And(_) | Expr::Or(_) => is_asked(p, tree, up),
            _ => false,
        },
        _ => false,
    }
}

/// A builtin that goes through what it is given.
fn is_reader(p: &Program, func: ExprId) -> bool {
    matches!(p.expr(func), Expr::Name(sym) if matches!(p.name(sym), "len" | "list" | "tuple" | "sorted" | "bool" | "filter:length" | "filter:count" | "filter:list"))
}
