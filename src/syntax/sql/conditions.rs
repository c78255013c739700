//! What the rows of a statement have to fulfil, and what orders them: the outermost query only.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use compact_str::CompactString;
use sqlparser::ast::{
    BinaryOperator, Expr, FromTable, Ident, JoinConstraint, JoinOperator, OrderByExpr, OrderByKind, SetExpr, Statement,
    TableFactor, TableWithJoins, Value, visit_expressions,
};

use crate::facts::ddl::{ColumnRef, Condition, QueryShape, SortKey};

use super::ddl;

/// Nesting of conditions that is followed.
const DEPTH: u32 = 60;
/// Functions that fold letters.
const FOLDING: [&str; 4] = ["lower", "upper", "lcase", "ucase"];

/// Adds conditions and sort keys of `statement` to its shape.
pub fn add(statement: &Statement, with: &[String], shape: &mut QueryShape) {
    let (from, condition, order): (&[TableWithJoins], Option<&Expr>, &[OrderByExpr]) = match statement {
        Statement::Query(query) => {
            let SetExpr::Select(select) = query.body.as_ref() else { return };
            let order = match query.order_by.as_ref().map(|o| &o.kind) {
                Some(OrderByKind::Expressions(parts)) => parts.as_slice(),
                _ => &[],
            };
            (&select.from, select.selection.as_ref(), order)
        }
        Statement::Update(update) => (std::slice::from_ref(&update.table), update.selection.as_ref(), &[]),
        Statement::Delete(delete) => {
            let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = &delete.from;
            (from, delete.selection.as_ref(), &[])
        }
        _ => return,
    };
    let scope = Scope::new(from, with);
    let mut out = Vec::new();
    for join in from.iter().flat_map(|f| &f.joins) {
        if let Some(JoinConstraint::On(on)) = constraint(&join.join_operator) {
            scope.conjuncts(on, 0, &mut out);
        }
    }
    if let Some(condition) = condition {
        scope.conjuncts(condition, 0, &mut out);
    }
    shape.conditions = out;
    shape.sort = order.iter().map(|part| scope.sort_key(&part.expr)).collect();
}

fn constraint(join: &JoinOperator) -> Option<&JoinConstraint> {
    use JoinOperator as J;
    match join {
        J::Join(on) | J::Inner(on) | J::Left(on) | J::LeftOuter(on) | J::Right(on) | J::RightOuter(on) | J::FullOuter(on) => {
            Some(on)
        }
        _ => None,
    }
}

/// Which table each name of the FROM clause stands for.
struct Scope {
    tables: BTreeMap<String, Option<CompactString>>,
}

impl Scope {
    fn new(from: &[TableWithJoins], with: &[String]) -> Self {
        let mut tables = BTreeMap::new();
        let factors = from.iter().flat_map(|f| std::iter::once(&f.relation).chain(f.joins.iter().map(|j| &j.relation)));
        for factor in factors {
            let (alias, table) = match factor {
                TableFactor::Table { name, alias, .. } => {
                    let name = ddl::name(name).name;
                    let local = with.iter().any(|w| w.eq_ignore_ascii_case(&name));
                    (alias.as_ref().map_or_else(|| name.to_string(), |a| a.name.value.clone()), (!local).then_some(name))
                }
                TableFactor::Derived { alias: Some(alias), .. } => (alias.name.value.clone(), None),
                _ => (String::new(), None),
            };
            tables.insert(alias.to_lowercase(), table);
        }
        Self { tables }
    }

    /// The column that an expression is, if its table can be named. A column of one table among several stays unqualified.
    fn column(&self, expr: &Expr) -> Option<ColumnRef> {
        match expr {
            Expr::Nested(inner) => self.column(inner),
            Expr::Identifier(ident) => self.unqualified(ident),
            Expr::CompoundIdentifier(parts) => {
                let [.., table, column] = parts.as_slice() else { return None };
                let table = self.tables.get(&table.value.to_lowercase())?.clone()?;
                Some(ColumnRef { table: Some(table), column: ddl::text(column) })
            }
            _ => None,
        }
    }

    fn unqualified(&self, ident: &Ident) -> Option<ColumnRef> {
        // SQLite and MySQL take a word in double quotes that is no column for a text.
        let mut tables = self.tables.values();
        let table = match (tables.next(), tables.next()) {
            (Some(Some(only)), None) => Some(only.clone()),
            (Some(None), None) => return None,
            _ => None,
        };
        Some(ColumnRef { table, column: ddl::text(ident) })
    }

    /// All columns inside an expression.
    fn columns(&self, expr: &Expr) -> Vec<ColumnRef> {
        let mut out: Vec<ColumnRef> = Vec::new();
        let _ = visit_expressions(expr, |part| {
            if let Some(column) = self.column(part)
                && !out.contains(&column)
            {
                out.push(column);
            }
            ControlFlow::<()>::Continue(())
        });
        out
    }

    fn conjuncts(&self, expr: &Expr, depth: u32, out: &mut Vec<Condition>) {
        if depth > DEPTH {
            return;
        }
        // A chain leans to the left and may be long: its spine is a loop.
        let mut spine = expr;
        let mut right = Vec::new();
        while let Expr::BinaryOp { left, op: BinaryOperator::And, right: other } = spine {
            right.push(other.as_ref());
            spine = left;
        }
        for part in std::iter::once(spine).chain(right.into_iter().rev()) {
            match part {
                Expr::Nested(inner) => self.conjuncts(inner, depth + 1, out),
                other => out.push(self.condition(other, depth + 1)),
            }
        }
    }

    fn condition(&self, expr: &Expr, depth: u32) -> Condition {
        match expr {
            Expr::BinaryOp { op: BinaryOperator::Or, .. } => self.either(expr, depth),
            Expr::BinaryOp { left, op, right } => self.comparison(left, &op.to_string(), right),
            Expr::InList { expr, negated: false, .. } | Expr::InSubquery { expr, negated: false, .. } => {
                self.compared(expr, "IN")
            }
            Expr::Between { expr, negated: false, .. } => self.compared(expr, ">="),
            Expr::IsNull(expr) => self.compared(expr, "IS"),
            Expr::Like { expr, negated: false, pattern, .. } | Expr::ILike { expr, negated: false, pattern, .. } => {
                match (self.column(expr), begins_with_wildcard(pattern)) {
                    (Some(column), true) => Condition::Anywhere(column),
                    _ => Condition::Other(self.columns(expr)),
                }
            }
            other => Condition::Other(self.columns(other)),
        }
    }

    fn either(&self, expr: &Expr, depth: u32) -> Condition {
        let mut spine = expr;
        let mut parts = Vec::new();
        while let Expr::BinaryOp { left, op: BinaryOperator::Or, right } = spine {
            parts.push(right.as_ref());
            spine = left;
        }
        parts.push(spine);
        let mut out = Vec::new();
        for part in parts.into_iter().rev() {
            let mut all = Vec::new();
            self.conjuncts(part, depth + 1, &mut all);
            // Of several that hold together, one that compares stands for them.
            let compares = |c: &Condition| matches!(c, Condition::Compare { .. });
            let at = all.iter().position(compares).unwrap_or(0);
            out.push(if all.is_empty() { Condition::Other(Vec::new()) } else { all.swap_remove(at) });
        }
        Condition::Either(out)
    }

    fn comparison(&self, left: &Expr, op: &str, right: &Expr) -> Condition {
        if !matches!(op, "=" | "<" | "<=" | ">" | ">=") {
            return Condition::Other([self.columns(left), self.columns(right)].concat());
        }
        match (self.column(left), self.column(right)) {
            (Some(left), Some(right)) if op == "=" => Condition::Join { left, right },
            (Some(left), Some(right)) => Condition::Other(vec![left, right]),
            (Some(column), None) if self.columns(right).iter().all(|c| !c.column.bytes().any(|b| b != b'_')) => {
                Condition::Compare { column, op: op.into() }
            }
            (None, Some(column)) if self.columns(left).is_empty() => Condition::Compare { column, op: turned(op).into() },
            (None, None) => self.hidden(left).or_else(|| self.hidden(right)).unwrap_or(Condition::Other(Vec::new())),
            (Some(one), None) | (None, Some(one)) => Condition::Other(vec![one]),
        }
    }

    /// `lower(name) = …`
    fn hidden(&self, expr: &Expr) -> Option<Condition> {
        let name = match expr {
            Expr::Function(function) => ddl::name(&function.name).name.to_lowercase(),
            Expr::Cast { .. } => "cast".into(),
            Expr::Trim { .. } => "trim".into(),
            Expr::Substring { .. } => "substring".into(),
            Expr::Extract { .. } => "extract".into(),
            _ => return None,
        };
        let [column] = self.columns(expr).try_into().ok()?;
        Some(Condition::Hidden { column, case: FOLDING.contains(&name.as_str()) })
    }

    fn compared(&self, expr: &Expr, op: &str) -> Condition {
        match self.column(expr) {
            Some(column) => Condition::Compare { column, op: op.into() },
            None => self.hidden(expr).unwrap_or_else(|| Condition::Other(self.columns(expr))),
        }
    }

    fn sort_key(&self, expr: &Expr) -> SortKey {
        match self.column(expr) {
            Some(column) => SortKey { columns: vec![column], plain: true },
            None => SortKey { columns: self.columns(expr), plain: false },
        }
    }
}

fn turned(op: &str) -> &str {
    match op {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        same => same,
    }
}

/// `'%…'`, `'%' || x`
fn begins_with_wildcard(pattern: &Expr) -> bool {
    match pattern {
        Expr::Value(value) => match &value.value {
            Value::SingleQuotedString(text) | Value::DoubleQuotedString(text) => text.starts_with('%'),
            _ => false,
        },
        Expr::BinaryOp { left, op: BinaryOperator::StringConcat, .. } => begins_with_wildcard(left),
        Expr::Nested(inner) => begins_with_wildcard(inner),
        _ => false,
    }
}
