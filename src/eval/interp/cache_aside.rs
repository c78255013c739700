//! Conditions that tell how seldom something runs: what a cache did not hold (`found = cache.get(key)`, `if found: return found`,
//! …, `cache.set(key, made)`), and what an exception left behind.

use crate::eval::ops::Op;
use crate::eval::value::{Dims, Value};
use crate::facts::Span;
use crate::facts::program::{Block, CompareOp, Expr, ExprId, Function, Program, Stmt, Sym, UnaryOp};
use crate::model::Place;

use super::{Code, Flow, Interp, Mode, filled};

/// What a condition tells of what runs where it holds, or behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// A cache held it: it is returned, and the rest of the function makes it.
    Hit,
    /// No cache held it, nor an attribute that lives as long as the process: it is made here.
    Miss,
    /// An exception was handled.
    Failure,
    /// A row has an empty column, which is filled here.
    Empty,
}

/// From here on, a function makes what a cache did not hold.
#[derive(Clone, Copy, Debug)]
pub struct Behind {
    place: Place,
    /// Operations of the function before.
    ops: usize,
}

impl Interp<'_> {
    /// An `if` statement, which may ask whether a cache holds something, or whether an exception was handled.
    pub(super) fn exec_if_cold(&mut self, code: &Code, test: ExprId, then: Block, orelse: Block) -> Flow {
        let tells = if self.linking_mode() { None } else { self.tells(code, test, then) };
        let before = self.ops.len();
        let flow = self.exec_if(code, test, then, orelse);
        let Some(tells) = tells.filter(|_| flow == Flow::Next) else { return flow };
        let place = self.user_site(self.site(code, test)).place;
        match tells {
            Tells::Hit if self.top().aparts == self.aparts => {
                let behind = Behind { place, ops: self.ops.len() };
                self.top().behind_cache.get_or_insert(behind);
            }
            Tells::Miss if self.ops.len() > before => {
                let made = self.ops.split_off(before);
                self.cold(place, made);
            }
            Tells::Failure | Tells::Empty if self.ops.len() > before => {
                let body = self.ops.split_off(before);
                self.ops.push(Op::Handler { body });
            }
            _ => {}
        }
        flow
    }

    /// What a function leaves behind that ended as it is.
    pub(super) fn warmed(&mut self, behind: Option<Behind>, mut body: Vec<Op>) -> Vec<Op> {
        if let Some(behind) = behind
            && behind.ops < body.len()
        {
            let made = body.split_off(behind.ops);
            let outer = std::mem::replace(&mut self.ops, body);
            self.cold(behind.place, made);
            body = std::mem::replace(&mut self.ops, outer);
        }
        body
    }

    /// In the plain case caches are warm. What the key is made of may vary over each loop around.
    fn cold(&mut self, place: Place, body: Vec<Op>) {
        if self.mode != Mode::Plain {
            let dims = self.loops.iter().fold(Dims::default(), |dims, l| dims.with(*l));
            self.ops.push(Op::Cached { place, dims, body });
        }
    }

    /// What a condition tells; of the form of the program, so that it is looked for once.
    fn tells(&mut self, code: &Code, test: ExprId, then: Block) -> Option<Tells> {
        let p = &*code.program;
        // A block of a template that stands in a macro is another template's.
        let function = self.top().function.filter(|f| f.module == code.module)?;
        if self.asks_loaded_row(code, test) {
            let fills = || filled::is_filled(p, p.function(function.id), test, then).then_some(Tells::Empty);
            return *self.conditions.entry((code.module, test)).or_insert_with(fills);
        }
        if self.asks_kept_object(code, test) {
            let keeps = || filled::is_kept(p, p.function(function.id), test, then).then_some(Tells::Miss);
            return *self.conditions.entry((code.module, test)).or_insert_with(keeps);
        }
        let (name, found) = asked(p, test)?;
        let scope = self.top().scope;
        // Rows and columns come from a table, whatever the call is named.
        if self.heap.get(scope).attrs.get(&code.syms[name.index()]).is_some_and(is_of_table) {
            return None;
        }
        *self.conditions.entry((code.module, test)).or_insert_with(|| {
            let within = p.function(function.id).span;
            let kept = if found { is_hit(p, test, then, name, within) } else { is_miss(p, then, name, within) };
            kept.or_else(|| (found && is_failure(p, p.function(function.id), name)).then_some(Tells::Failure))
        })
    }
}

fn is_of_table(value: &Value) -> bool {
    match value {
        Value::Row(_) | Value::Rows(_) | Value::Query(_) | Value::Object(_) => true,
        Value::Scalar(scalar) => scalar.column.is_some(),
        Value::OneOf(items) => items.iter().any(|v| matches!(v, Value::Row(_) | Value::Rows(_) | Value::Query(_))),
        _ => false,
    }
}

/// `if found: return found`, and a write of the same key behind it.
fn is_hit(p: &Program, test: ExprId, then: Block, name: Sym, within: Span) -> Option<Tells> {
    let Stmt::Return(Some(_)) = p.stmt(*p.block(then).last()?) else { return None };
    let read = read_under(p, name, within)?;
    is_written(p, read, Span { start: p.span(test).end, end: within.end }).then_some(Tells::Hit)
}

/// `if found is None:` with a write of the same key in it.
fn is_miss(p: &Program, then: Block, name: Sym, within: Span) -> Option<Tells> {
    let read = read_under(p, name, within)?;
    is_written(p, read, span_of(p, then)?).then_some(Tells::Miss)
}

pub(super) fn span_of(p: &Program, block: Block) -> Option<Span> {
    let (first, last) = p.block(block).first().zip(p.block(block).last())?;
    Some(Span { start: p.stmt_span(*first).start, end: p.stmt_span(*last).end })
}

/// `error = None`, and something else only where an exception is handled: what runs for an error runs as seldom as that.
fn is_failure(p: &Program, function: &Function, name: Sym) -> bool {
    if function.params.iter().any(|param| param.name == name) {
        return false;
    }
    let tries = p
        .stmts_within(function.span)
        .filter_map(|(stmt, _)| if let Stmt::Try(at) = stmt { p.tries.get(*at as usize) } else { None });
    let handlers: Vec<Span> = tries.flat_map(|t| &t.handlers).filter_map(|h| span_of(p, h.body)).collect();
    if handlers.is_empty() {
        return false;
    }
    let mut handled = false;
    for (stmt, at) in p.stmts_within(function.span) {
        let value = match stmt {
            Stmt::Assign { targets, value } if p.list(*targets).iter().any(|t| binds(p, *t, name)) => Some(*value),
            Stmt::AnnAssign { target, value, .. } if binds(p, *target, name) => *value,
            Stmt::AugAssign { target, .. } if binds(p, *target, name) => return false,
            Stmt::For(f) if binds(p, p.fors[*f as usize].target, name) => return false,
            _ => None,
        };
        let Some(value) = value else { continue };
        if handlers.iter().any(|handler| handler.holds(*at)) {
            handled = true;
        } else if !matches!(p.expr(value), Expr::None | Expr::Bool(false)) {
            return false;
        }
    }
    handled
}

/// The target of an assignment is the name, or a tuple that has it.
fn binds(p: &Program, target: ExprId, name: Sym) -> bool {
    match p.expr(target) {
        Expr::Name(found) => found == name,
        Expr::Collection { items, .. } => p.list(items).iter().any(|item| binds(p, *item, name)),
        _ => false,
    }
}

/// The name that a condition asks for, and whether it holds where there is something.
fn asked(p: &Program, test: ExprId) -> Option<(Sym, bool)> {
    let name = |at: ExprId| match p.expr(at) {
        Expr::Name(name) => Some(name),
        Expr::Walrus { target, .. } => match p.expr(target) {
            Expr::Name(name) => Some(name),
            _ => None,
        },
        _ => None,
    };
    match p.expr(test) {
        Expr::Name(_) | Expr::Walrus { .. } => Some((name(test)?, true)),
        Expr::Unary { op: UnaryOp::Not, operand } => Some((name(operand)?, false)),
        Expr::Compare { left, op: CompareOp::IsNot, right } if matches!(p.expr(right), Expr::None) => Some((name(left)?, true)),
        Expr::Compare { left, op: CompareOp::Is, right } if matches!(p.expr(right), Expr::None) => Some((name(left)?, false)),
        Expr::And(items) => asked(p, *p.list(items).first()?).filter(|(_, found)| *found),
        _ => None,
    }
}

/// A call that reads or writes a cache: what it is called on, or its name, and the key.
#[derive(Clone, Copy)]
struct Access {
    on: ExprId,
    key: ExprId,
}

/// `found = cache.get(key)` in a function.
fn read_under(p: &Program, name: Sym, within: Span) -> Option<Access> {
    let is_name = |at: ExprId| matches!(p.expr(at), Expr::Name(found) if found == name);
    let assigned = p.stmts_within(within).find_map(|(stmt, _)| match p.assignment(stmt)? {
        (targets, value) if targets.iter().any(|t| is_name(*t)) => access(p, value, "get"),
        _ => None,
    });
    let walrus = || {
        p.exprs_within(within).find_map(|(expr, _)| match expr {
            Expr::Walrus { target, value } if is_name(*target) => access(p, *value, "get"),
            _ => None,
        })
    };
    assigned.or_else(walrus)
}

/// What a helper does that puts something into the cache: `self._update_cache(key, value)`.
const FILLS: [&str; 6] = ["update", "set", "fill", "store", "save", "put"];

/// Whether something is put there under the same key, or by a helper that is called so.
fn is_written(p: &Program, read: Access, within: Span) -> bool {
    let mut calls = p.expr_ids_within(within).filter(|id| matches!(p.expr(*id), Expr::Call { .. }));
    let names_cache = |on: ExprId| p.last_name(on).is_some_and(|name| name.contains("cache"));
    let fills = |call: ExprId| p.last_name(call).is_some_and(|name| FILLS.iter().any(|word| name.contains(word)));
    calls.any(|call| {
        let by_helper = names_cache(read.on) && names_cache(call) && fills(call);
        let is_same = |written: Access| {
            let same_key = alike(p, written.key, read.key, 0);
            same_key && (alike(p, written.on, read.on, 0) || is_counterpart(p, read.on, written.on))
        };
        by_helper || access(p, call, "set").is_some_and(is_same)
    })
}

/// A call of a method whose name says that it reads (`get`) or writes (`set`), awaited or not.
fn access(p: &Program, call: ExprId, does: &str) -> Option<Access> {
    match p.expr(call) {
        Expr::Await(inner) => access(p, inner, does),
        Expr::Call { func, args } => {
            let key = p.arguments(args).first()?.value;
            match p.expr(func) {
                Expr::Attr(on, method) if p.name(method).contains(does) => Some(Access { on, key }),
                Expr::Name(name) if p.name(name).contains(does) => Some(Access { on: func, key }),
                _ => None,
            }
        }
        _ => None,
    }
}

/// `get_cached(key)` and `set_cached(key, value)`.
fn is_counterpart(p: &Program, read: ExprId, written: ExprId) -> bool {
    match (p.expr(read), p.expr(written)) {
        (Expr::Name(read), Expr::Name(written)) => p.name(read).replacen("get", "set", 1) == p.name(written),
        _ => false,
    }
}

/// Written alike.
fn alike(p: &Program, a: ExprId, b: ExprId, depth: usize) -> bool {
    if depth > 6 {
        return false;
    }
    let each = |a: &[ExprId], b: &[ExprId]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(p, *a, *b, depth + 1));
    match (p.expr(a), p.expr(b)) {
        (Expr::Attr(a, x), Expr::Attr(b, y)) => x == y && alike(p, a, b, depth + 1),
        (Expr::Format(a), Expr::Format(b)) => each(p.list(a), p.list(b)),
        (Expr::Call { func: f, args: a }, Expr::Call { func: g, args: b }) => {
            let values = |args| p.arguments(args).iter().map(|arg| arg.value).collect::<Vec<_>>();
            alike(p, f, g, depth + 1) && each(&values(a), &values(b))
        }
        (Expr::Binary { left: a, right: x, .. }, Expr::Binary { left: b, right: y, .. }) => {
            alike(p, a, b, depth + 1) && alike(p, x, y, depth + 1)
        }
        (Expr::Name(x), Expr::Name(y)) | (Expr::Str(x), Expr::Str(y)) => x == y,
        _ => false,
    }
}
