//! What a loop over rows does with each of them: only adds a column up, or only looks for those with a property.

use crate::eval::World;
use crate::facts::program::{Args, Block, CompareOp, Expr, ExprId, FunctionId, Program, Stmt, StmtId, Sym, UnaryOp};
use crate::model::entity::EntityId;

/// Functions that SQL has too.
const PURE: &[&str] = &["float", "int", "round", "abs", "Decimal", "bool", "str"];
const PURE_METHODS: &[&str] = &["lower", "upper", "startswith", "endswith"];
/// Methods of dictionaries that only keep the sums.
const KEEPERS: &[&str] = &["get", "setdefault"];
const MAX_DEPTH: usize = 24;

/// The rows of one entity, by the name of the variable that holds each.
pub struct Element<'a> {
    pub world: &'a World,
    pub program: &'a Program,
    pub entity: EntityId,
    pub variable: Sym,
}

impl Element<'_> {
    /// The database could compute it: columns of the row, constants and what does not vary with the row.
    /// The result says whether a column is read; `None` where it could not.
    #[must_use]
    pub fn computable(&self, id: ExprId) -> Option<bool> {
        self.walk(id, 0)
    }

    fn walk(&self, id: ExprId, depth: usize) -> Option<bool> {
        if depth > MAX_DEPTH {
            return None;
        }
        let p = self.program;
        let both = |a: ExprId, b: ExprId| Some(self.walk(a, depth + 1)? | self.walk(b, depth + 1)?);
        let list = |ids: &[ExprId]| ids.iter().try_fold(false, |read, e| Some(read | self.walk(*e, depth + 1)?));
        match p.expr(id) {
            Expr::Name(sym) => (sym != self.variable).then_some(false),
            Expr::Attr(value, name) => match p.expr(value) {
                Expr::Name(sym) if sym == self.variable => self.member(p.name(name), depth).then_some(true),
                _ => (!self.walk(value, depth + 1)?).then_some(false),
            },
            Expr::None | Expr::Bool(_) | Expr::Int(_) | Expr::Float(_) | Expr::Str(_) => Some(false),
            Expr::Compare { left, right, .. } | Expr::Binary { left, right, .. } => both(left, right),
            Expr::And(items) | Expr::Or(items) | Expr::Collection { items, .. } => list(p.list(items)),
            Expr::Unary { operand, .. } => self.walk(operand, depth + 1),
            Expr::Conditional { test, then, orelse } => Some(both(test, then)? | self.walk(orelse, depth + 1)?),
            Expr::Index { value, index } => (!both(value, index)?).then_some(false),
            Expr::Call { func, args } => self.call(func, args, depth),
            _ => None,
        }
    }

    fn call(&self, func: ExprId, args: Args, depth: usize) -> Option<bool> {
        let p = self.program;
        let reads = p.arguments(args).iter().try_fold(false, |read, a| Some(read | self.walk(a.value, depth + 1)?))?;
        match p.expr(func) {
            Expr::Name(sym) if PURE.contains(&p.name(sym)) => Some(reads),
            Expr::Attr(value, name) if PURE_METHODS.contains(&p.name(name)) => Some(self.walk(value, depth + 1)? | reads),
            _ => (!reads && !self.walk(func, depth + 1)?).then_some(false),
        }
    }

    /// A column, or a property that only computes with columns.
    fn member(&self, name: &str, depth: usize) -> bool {
        let entity = self.world.entity(self.entity);
        if let Some(column) = entity.attribute(name) {
            let kind = column.kind.to_ascii_lowercase();
            return !["encrypt", "pickle", "json"].iter().any(|k| kind.contains(k));
        }
        let Some(class) = self.world.entity_class.get(self.entity.index()) else { return false };
        let member = self.world.names.find(name).and_then(|n| self.world.find_member(*class, n));
        let Some((_, crate::eval::Value::Property(getter))) = member else { return false };
        let crate::eval::Value::Function(f, _) = &**getter else { return false };
        let program = &self.world.module(f.module).program;
        depth < MAX_DEPTH / 2 && self.property(program, f.id, depth)
    }

    fn property(&self, program: &Program, f: FunctionId, depth: usize) -> bool {
        let function = program.function(f);
        let Some(receiver) = function.params.first() else { return false };
        let inner = Element { world: self.world, program, entity: self.entity, variable: receiver.name };
        let body = program.block(function.body);
        !body.is_empty() && body.iter().all(|s| inner.returns(*s, depth + 2))
    }

    fn returns(&self, stmt: StmtId, depth: usize) -> bool {
        let p = self.program;
        if depth > MAX_DEPTH {
            return false;
        }
        match p.stmt(stmt) {
            Stmt::Return(Some(e)) => self.walk(e, depth).is_some(),
            Stmt::Return(None) | Stmt::Pass => true,
            Stmt::Expr(e) => matches!(p.expr(e), Expr::Str(_)),
            Stmt::If(at) => {
                let branch = p.ifs[at as usize];
                let sides = p.block(branch.then).iter().chain(p.block(branch.orelse));
                self.walk(branch.test, depth).is_some() && sides.into_iter().all(|s| self.returns(*s, depth + 1))
            }
            _ => false,
        }
    }

    /// A condition that a WHERE clause can say, and that leaves rows out: more than that a value is there.
    #[must_use]
    pub fn selects(&self, test: ExprId) -> bool {
        self.computable(test) == Some(true) && self.compares(test, 0)
    }

    fn compares(&self, id: ExprId, depth: usize) -> bool {
        let p = self.program;
        if depth > MAX_DEPTH {
            return false;
        }
        match p.expr(id) {
            // A list that the program holds would have to travel to the database.
            Expr::Compare { op: CompareOp::In | CompareOp::NotIn, right, .. } => {
                matches!(p.expr(right), Expr::Collection { .. })
            }
            Expr::Compare { op: CompareOp::Is | CompareOp::IsNot, .. } => false,
            // All but one row.
            Expr::Compare { op: CompareOp::NotEq, left, right } if self.is_key(left) || self.is_key(right) => false,
            Expr::Compare { left, right, .. } => {
                let column = |e| self.computable(e) == Some(true);
                column(left) || column(right)
            }
            Expr::And(items) => p.list(items).iter().any(|e| self.compares(*e, depth + 1)),
            Expr::Or(items) => p.list(items).iter().all(|e| self.compares(*e, depth + 1)),
            Expr::Unary { operand, .. } => self.compares(operand, depth + 1),
            Expr::Attr(_, name) => self.is_truth(p.name(name)),
            _ => false,
        }
    }

    /// What tells the row from all others.
    fn is_key(&self, id: ExprId) -> bool {
        let Expr::Attr(of, name) = self.program.expr(id) else { return false };
        let entity = self.world.entity(self.entity);
        let name = self.program.name(name);
        let is_element = matches!(self.program.expr(of), Expr::Name(sym) if sym == self.variable);
        let is_unique = entity.attribute(name).is_some_and(|a| a.unique);
        is_element && (is_unique || name == "pk" || matches!(entity.primary_key.as_slice(), [key] if key == name))
    }

    /// A boolean column, or a property that computes with columns.
    fn is_truth(&self, name: &str) -> bool {
        match self.world.entity(self.entity).attribute(name) {
            Some(column) => column.kind.to_ascii_lowercase().contains("bool"),
            None => self.member(name, 0),
        }
    }

    /// The loop looks at each row and does something only with those that a condition on columns lets through.
    #[must_use]
    pub fn filters(&self, body: Block) -> bool {
        let p = self.program;
        let Some((first, rest)) = p.block(body).split_first() else { return false };
        let Stmt::If(at) = p.stmt(*first) else { return false };
        let branch = p.ifs[at as usize];
        if !branch.orelse.0.is_empty() || !self.selects(branch.test) {
            return false;
        }
        let skips = matches!(p.block(branch.then), [only] if matches!(p.stmt(*only), Stmt::Continue));
        let skips_one = match p.expr(branch.test) {
            Expr::Compare { op: CompareOp::Eq, left, right } => skips && (self.is_key(left) || self.is_key(right)),
            _ => false,
        };
        !skips_one && (skips || rest.is_empty())
    }

    /// The loop only keeps sums of columns.
    #[must_use]
    pub fn sums(&self, body: Block) -> bool {
        let mut added = false;
        self.keeps(body, &mut added, 0) && added
    }

    fn keeps(&self, body: Block, added: &mut bool, depth: usize) -> bool {
        depth < MAX_DEPTH && self.program.block(body).iter().all(|s| self.keeps_in(*s, added, depth))
    }

    fn keeps_in(&self, stmt: StmtId, added: &mut bool, depth: usize) -> bool {
        let p = self.program;
        match p.stmt(stmt) {
            Stmt::AugAssign { target, value, .. } => {
                *added = true;
                self.kept_in(target, depth) && self.kept(value, depth) && !self.is_textual(value, depth)
            }
            Stmt::Assign { targets, value } => {
                p.list(targets).iter().all(|t| self.kept_in(*t, depth)) && self.kept(value, depth)
            }
            Stmt::If(at) => {
                let branch = p.ifs[at as usize];
                self.kept(branch.test, depth)
                    && self.keeps(branch.then, added, depth + 1)
                    && self.keeps(branch.orelse, added, depth + 1)
            }
            Stmt::Continue | Stmt::Pass => true,
            _ => false,
        }
    }

    /// A text, or made with one: what is put together from it is a list, not a sum.
    fn is_textual(&self, id: ExprId, depth: usize) -> bool {
        let p = self.program;
        let any = |ids: &[ExprId]| ids.iter().any(|e| self.is_textual(*e, depth + 1));
        if depth > MAX_DEPTH {
            return true;
        }
        match p.expr(id) {
            Expr::Str(_) | Expr::Format(_) | Expr::Collection { .. } => true,
            Expr::Attr(_, name) => self.world.entity(self.entity).attribute(p.name(name)).is_some_and(|column| {
                let kind = column.kind.to_ascii_lowercase();
                ["str", "text", "char", "unicode"].iter().any(|k| kind.contains(k))
            }),
            Expr::Binary { left, right, .. } => any(&[left, right]),
            Expr::Or(items) | Expr::And(items) => any(p.list(items)),
            Expr::Conditional { then, orelse, .. } => any(&[then, orelse]),
            _ => false,
        }
    }

    /// A place to keep a sum in, which is not the row itself.
    fn kept_in(&self, target: ExprId, depth: usize) -> bool {
        let p = self.program;
        let on_row =
            matches!(p.expr(target), Expr::Attr(value, _) if matches!(p.expr(value), Expr::Name(s) if s == self.variable));
        !on_row && self.kept(target, depth)
    }

    /// Reads the row by its columns only, and calls nothing but what keeps a sum.
    fn kept(&self, id: ExprId, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        let p = self.program;
        match p.expr(id) {
            // A place to keep a sum in may be an entry of a dictionary by a column.
            Expr::Index { value, index } => self.kept(value, depth + 1) && self.kept(index, depth + 1),
            Expr::Dict(items) => p.list(items).iter().all(|e| self.kept(*e, depth + 1)),
            Expr::Call { func, args } => {
                let keeper = matches!(p.expr(func), Expr::Attr(value, name)
                    if KEEPERS.contains(&p.name(name)) && self.kept(value, depth + 1));
                let arguments = p.arguments(args).iter().all(|a| self.kept(a.value, depth + 1));
                (keeper && arguments) || self.computable(id).is_some()
            }
            Expr::Unary { op: UnaryOp::Not, operand } => self.kept(operand, depth + 1),
            _ => self.computable(id).is_some(),
        }
    }
}
