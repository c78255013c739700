//! Names that a page of Django's is given: a dictionary, written where it is rendered or filled before.

use crate::eval::world::ModuleId;
use crate::eval::{ClassRef, FuncRef, Value};
use crate::facts::program::{Expr, ExprId, FunctionId, Program, Stmt};
use crate::model::Place;
use crate::model::entity::EntityId;

use super::tree::{Parent, Tree, function_around};
use super::{MAX_DEPTH, Uses, Walk, assigned_name};
use crate::flow::ledger::Use;

/// Methods that give another queryset of the same rows, or of fewer.
const BUILDS: &[&str] = &[
    "all",
    "filter",
    "exclude",
    "order_by",
    "select_related",
    "prefetch_related",
    "distinct",
    "annotate",
    "reverse",
    "only",
    "defer",
    "using",
];

impl Uses<'_> {
    /// All uses of a queryset that begins at `origin` and runs wherever it is gone through.
    #[must_use]
    pub fn of_queryset(&mut self, origin: Place, entity: EntityId) -> Option<Vec<Use>> {
        let (module, mut id) = self.at(origin)?;
        let (p, tree) = self.program(module);
        for _ in 0..MAX_DEPTH {
            let Parent::Expr(up) = tree.parent(id) else { break };
            let (Expr::Attr(_, name), Parent::Callee(call)) = (p.expr(up), tree.parent(up)) else { break };
            if !BUILDS.contains(&p.name(name)) {
                return None;
            }
            id = call;
        }
        let mut walk = Walk { entity: Some(entity), chain: &[], found: Vec::new(), seen: Vec::new() };
        let known = self.follow(&mut walk, module, id, 0);
        let often = walk.found.iter().any(|found| self.is_searched_often(origin, found));
        (known && !often && !walk.found.is_empty()).then_some(walk.found)
    }

    /// Every use, in pages, of a value that stands in a context; `None` where it goes anywhere else.
    pub(super) fn shown(&mut self, module: ModuleId, id: ExprId) -> Option<Vec<(ModuleId, ExprId)>> {
        // A page that renders pages could go on for ever.
        if self.world.module(module).is_template {
            return None;
        }
        let (p, tree) = self.program(module);
        match tree.parent(id) {
            Parent::Entry(dict, key) => {
                let key = p.name(key).to_owned();
                match tree.parent(dict) {
                    Parent::Argument(..) => self.page_uses(&p, rendered(&p, &tree, dict)?, &key),
                    Parent::Assigned(stmt) => self.in_named(module, assigned_name(&p, stmt)?.0, &key),
                    _ => None,
                }
            }
            // `context["books"] = rows`
            Parent::Assigned(stmt) => {
                let Stmt::Assign { targets, .. } = p.stmt(stmt) else { return None };
                let [target] = p.list(targets) else { return None };
                let Expr::Index { value, index } = p.expr(*target) else { return None };
                let Expr::Str(key) = p.expr(index) else { return None };
                let key = p.name(key).to_owned();
                self.in_named(module, value, &key)
            }
            // `render_template("books.html", books=rows)`
            Parent::Argument(call, _, Some(name)) => {
                let Expr::Call { func, args } = p.expr(call) else { return None };
                let (Expr::Name(callee) | Expr::Attr(_, callee)) = p.expr(func) else { return None };
                let first = p.arguments(args).first().filter(|a| a.name.is_none())?;
                let key = p.name(name).to_owned();
                if p.name(callee) == "render_template" { self.page_uses(&p, first.value, &key) } else { None }
            }
            _ => None,
        }
    }

    /// Uses of a name in the pages of the views that have this method; `None` where one of the pages is not known, or
    /// another method of them has to do with the name.
    fn view_uses(&mut self, module: ModuleId, method: FunctionId, key: &str) -> Option<Vec<(ModuleId, ExprId)>> {
        let world = self.world;
        let owner = *world.function_class.get(&FuncRef { module, id: method })?;
        let template = world.names.find("template_name")?;
        let mut out = Vec::new();
        for (at, class) in (0u32..).zip(&world.classes).filter(|(_, c)| !c.is_stub && c.mro.contains(&owner)) {
            let said = says(&world.module(class.module).program, key);
            if said > usize::from(class.module == module) {
                return None;
            }
            let page = match world.find_member(ClassRef(at), template).map(|(_, v)| v) {
                Some(Value::Str(name)) => world.templates_named(name)?.to_vec(),
                // A view that others are made of has no page of its own.
                _ if world.classes.iter().any(|c| c.mro.len() > 1 && c.mro[1..].contains(&ClassRef(at))) => continue,
                _ => return None,
            };
            out.extend(self.uses_in(page, key)?);
        }
        Some(out)
    }

    /// A dictionary in a local name: filled by keys, and given to pages.
    fn in_named(&mut self, module: ModuleId, name: ExprId, key: &str) -> Option<Vec<(ModuleId, ExprId)>> {
        let (p, tree) = self.program(module);
        let Expr::Name(sym) = p.expr(name) else { return None };
        let around = function_around(&p, p.span(name))?;
        let mut out = Vec::new();
        let mut pages = 0;
        for used in tree.named(&p, p.name(sym), Some(p.function(around).span)) {
            let fills = matches!(tree.parent(used), Parent::Expr(up) if tree.parent(up) == Parent::Target);
            if fills || tree.parent(used) == Parent::Target {
                continue;
            }
            let uses = match rendered(&p, &tree, used) {
                Some(template) => self.page_uses(&p, template, key)?,
                None if is_context_of_view(&p, &tree, used, around) => self.view_uses(module, around, key)?,
                None => return None,
            };
            out.extend(uses);
            pages += 1;
        }
        (pages > 0).then_some(out)
    }
}

/// How often a text stands in a program.
fn says(p: &Program, text: &str) -> usize {
    p.exprs.iter().filter(|e| matches!(e, Expr::Str(sym) if p.name(*sym) == text)).count()
}

/// `return context`, `super().get_context_data(**kwargs)`: the names go to the page of the view.
fn is_context_of_view(p: &Program, tree: &Tree, used: ExprId, around: FunctionId) -> bool {
    let is_context = |sym| matches!(p.name(sym), "get_context_data" | "get_context");
    if !is_context(p.function(around).name) {
        return false;
    }
    match tree.parent(used) {
        Parent::Returned => true,
        Parent::Argument(call, ..) => match p.expr(call) {
            Expr::Call { func, .. } => matches!(p.expr(func), Expr::Attr(_, name) if is_context(name)),
            _ => false,
        },
        // `return {**context, …}`: what else becomes of it is not followed.
        _ => false,
    }
}

/// The template that a call renders with this argument as its context.
fn rendered(p: &Program, tree: &Tree, context: ExprId) -> Option<ExprId> {
    let Parent::Argument(call, position, keyword) = tree.parent(context) else { return None };
    let Expr::Call { func, args } = p.expr(call) else { return None };
    let (Expr::Name(callee) | Expr::Attr(_, callee)) = p.expr(func) else { return None };
    let at = match p.name(callee) {
        "render" | "TemplateResponse" => 1,
        "render_to_string" | "render_to_response" => 0,
        _ => return None,
    };
    let is_context = match keyword {
        Some(name) => p.name(name) == "context",
        None => position == at + 1,
    };
    let named = p.arguments(args).iter().filter(|a| a.name.is_none()).nth(at)?;
    is_context.then_some(named.value)
}
