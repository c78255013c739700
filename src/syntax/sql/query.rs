//! What a row statement reads or writes.

use std::ops::ControlFlow;

use sqlparser::ast::{
    BinaryOperator, Expr, FromTable, GroupByExpr, JoinConstraint, JoinOperator, LimitClause, OrderByExpr, OrderByKind, Query,
    Select, SelectItem, SetExpr, Statement, TableWithJoins, Value, Visit, With, visit_relations,
};

use crate::facts::ddl::{Filter, Limit, Name, QueryShape, Verb};

use super::{conditions, ddl};

/// Nesting of conditions and subqueries that is followed.
const DEPTH: u32 = 100;

const AGGREGATES: [&str; 12] = [
    "count",
    "sum",
    "avg",
    "min",
    "max",
    "total",
    "array_agg",
    "string_agg",
    "group_concat",
    "json_agg",
    "bool_or",
    "bool_and",
];

impl QueryShape {
    /// A statement of which only the tables are known.
    #[must_use]
    pub fn of(verb: Verb, tables: Vec<Name>) -> Self {
        Self {
            verb,
            tables,
            filters: Vec::new(),
            order: Vec::new(),
            limit: Limit::None,
            aggregate: false,
            star: false,
            conditions: Vec::new(),
            sort: Vec::new(),
        }
    }

    /// A statement that could not be read: it may be limited.
    #[must_use]
    pub fn unknown(verb: Verb) -> Self {
        Self { limit: Limit::Some, ..Self::of(verb, Vec::new()) }
    }
}

/// The shape of a row statement; `None` for any other.
pub fn shape(statement: &Statement) -> Option<QueryShape> {
    let (before, statement) = with_and_write(statement);
    let verb = match statement {
        Statement::Query(_) => Verb::Select,
        Statement::Insert(_) => Verb::Insert,
        Statement::Update(_) => Verb::Update,
        Statement::Delete(_) => Verb::Delete,
        _ => return None,
    };
    let mut shape = QueryShape::of(verb, Vec::new());
    let mut walker = Walker { shape: &mut shape, with: Vec::new() };
    walker.common_tables(before, 0);
    match statement {
        Statement::Query(query) => walker.query(query, true, 0),
        Statement::Update(update) => {
            walker.joins(std::slice::from_ref(&update.table), 0);
            walker.condition(update.selection.as_ref(), 0);
            walker.order(&update.order_by);
            walker.shape.limit = limit(update.limit.as_ref());
        }
        Statement::Delete(delete) => {
            let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = &delete.from;
            walker.joins(from, 0);
            walker.condition(delete.selection.as_ref(), 0);
            walker.order(&delete.order_by);
            walker.shape.limit = limit(delete.limit.as_ref());
        }
        _ => {}
    }
    let with = walker.with;
    tables(statement, &with, &mut shape);
    if let Some(before) = before {
        tables(before, &with, &mut shape);
    }
    conditions::add(statement, &with, &mut shape);
    Some(shape)
}

/// `WITH … UPDATE …` is parsed as a query, and is what it does in the end.
fn with_and_write(statement: &Statement) -> (Option<&With>, &Statement) {
    let Statement::Query(query) = statement else { return (None, statement) };
    match query.body.as_ref() {
        SetExpr::Insert(write) | SetExpr::Update(write) | SetExpr::Delete(write) => (query.with.as_ref(), write),
        _ => (None, statement),
    }
}

/// All tables in order, without the names of common table expressions.
fn tables<V: Visit>(statement: &V, with: &[String], shape: &mut QueryShape) {
    let _ = visit_relations(statement, |relation| {
        let name = ddl::name(relation);
        let is_local = name.schema.is_none() && with.iter().any(|w| w.eq_ignore_ascii_case(&name.name));
        if !is_local && !shape.tables.contains(&name) {
            shape.tables.push(name);
        }
        ControlFlow::<()>::Continue(())
    });
}

struct Walker<'a> {
    shape: &'a mut QueryShape,
    with: Vec<String>,
}

impl Walker<'_> {
    fn common_tables(&mut self, with: Option<&With>, depth: u32) {
        for table in with.iter().flat_map(|with| &with.cte_tables) {
            self.with.push(table.alias.name.value.clone());
            self.query(&table.query, false, depth + 1);
        }
    }

    fn query(&mut self, query: &Query, outer: bool, depth: u32) {
        if depth > DEPTH {
            return;
        }
        self.common_tables(query.with.as_ref(), depth);
        self.body(&query.body, outer, depth + 1);
        if outer {
            if let Some(order) = &query.order_by
                && let OrderByKind::Expressions(parts) = &order.kind
            {
                self.order(parts);
            }
            self.shape.limit = query_limit(query);
        }
    }

    fn body(&mut self, body: &SetExpr, outer: bool, depth: u32) {
        if depth > DEPTH {
            return;
        }
        match body {
            SetExpr::Select(select) => self.select(select, outer, depth),
            SetExpr::Query(query) => self.query(query, false, depth + 1),
            SetExpr::SetOperation { left, right, .. } => {
                self.body(left, false, depth + 1);
                self.body(right, false, depth + 1);
            }
            _ => {}
        }
    }

    fn select(&mut self, select: &Select, outer: bool, depth: u32) {
        self.joins(&select.from, depth);
        self.condition(select.selection.as_ref(), depth);
        if !outer {
            return;
        }
        let is_star = |i: &SelectItem| matches!(i, SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..));
        self.shape.star = select.projection.iter().any(is_star);
        let grouped = match &select.group_by {
            GroupByExpr::All(_) => true,
            GroupByExpr::Expressions(parts, _) => !parts.is_empty(),
        };
        self.shape.aggregate = !grouped && !select.projection.is_empty() && select.projection.iter().all(is_aggregate);
    }

    fn joins(&mut self, from: &[TableWithJoins], depth: u32) {
        for join in from.iter().flat_map(|f| &f.joins) {
            use JoinOperator as J;
            let (J::Join(on)
            | J::Inner(on)
            | J::Left(on)
            | J::LeftOuter(on)
            | J::Right(on)
            | J::RightOuter(on)
            | J::FullOuter(on)) = &join.join_operator
            else {
                continue;
            };
            match on {
                JoinConstraint::On(condition) => self.condition(Some(condition), depth),
                JoinConstraint::Using(names) => {
                    for name in names {
                        self.push(None, &ddl::name(name).name, "=");
                    }
                }
                _ => {}
            }
        }
    }

    fn condition(&mut self, condition: Option<&Expr>, depth: u32) {
        // A chain of ANDs leans to the left and may be long: its spine is a loop.
        let mut spine = condition;
        let mut right = Vec::new();
        while let Some(Expr::BinaryOp { left, op: BinaryOperator::And | BinaryOperator::Or, right: other }) = spine {
            right.push(other.as_ref());
            spine = Some(left);
        }
        if let Some(first) = spine {
            self.comparison(first, depth + 1);
        }
        for other in right.into_iter().rev() {
            self.comparison(other, depth + 1);
        }
    }

    fn comparison(&mut self, expr: &Expr, depth: u32) {
        if depth > DEPTH {
            return;
        }
        match expr {
            Expr::Nested(inner) => self.condition(Some(inner), depth),
            Expr::UnaryOp { expr: inner, .. } => self.condition(Some(inner), depth),
            Expr::BinaryOp { op: BinaryOperator::And | BinaryOperator::Or, .. } => self.condition(Some(expr), depth),
            Expr::BinaryOp { left, op, right } => {
                let op = op.to_string();
                self.column(left, &op);
                self.column(right, &op);
            }
            Expr::InList { expr, .. } => self.column(expr, "IN"),
            Expr::InSubquery { expr, subquery, .. } => {
                self.column(expr, "IN");
                self.query(subquery, false, depth + 1);
            }
            Expr::Exists { subquery, .. } => self.query(subquery, false, depth + 1),
            Expr::Between { expr, .. } => self.column(expr, "BETWEEN"),
            Expr::Like { expr, .. } => self.column(expr, "LIKE"),
            Expr::ILike { expr, .. } => self.column(expr, "ILIKE"),
            Expr::IsNull(expr) | Expr::IsNotNull(expr) => self.column(expr, "IS"),
            Expr::AnyOp { left, compare_op, .. } => self.column(left, &compare_op.to_string()),
            _ => {}
        }
    }

    fn column(&mut self, expr: &Expr, op: &str) {
        match expr {
            Expr::Identifier(ident) => self.push(None, &ident.value, op),
            Expr::CompoundIdentifier(parts) => {
                if let [.., table, column] = parts.as_slice() {
                    self.push(Some(&table.value), &column.value, op);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, table: Option<&str>, column: &str, op: &str) {
        self.shape.filters.push(Filter { table: table.map(Into::into), column: column.into(), op: op.into() });
    }

    fn order(&mut self, parts: &[OrderByExpr]) {
        self.shape.order.extend(parts.iter().map(|p| match &p.expr {
            Expr::Identifier(ident) => ddl::text(ident),
            other => other.to_string().into(),
        }));
    }
}

fn is_aggregate(item: &SelectItem) -> bool {
    let (SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. }) = item else { return false };
    let Expr::Function(function) = expr else { return false };
    function.over.is_none() && AGGREGATES.iter().any(|a| ddl::name(&function.name).name.eq_ignore_ascii_case(a))
}

fn query_limit(query: &Query) -> Limit {
    let by_clause = match &query.limit_clause {
        Some(LimitClause::LimitOffset { limit: value, .. }) => limit(value.as_ref()),
        Some(LimitClause::OffsetCommaLimit { limit: value, .. }) => limit(Some(value)),
        None => Limit::None,
    };
    match (&query.fetch, by_clause) {
        (Some(fetch), Limit::None) => fetch.quantity.as_ref().map_or(Limit::Literal(1), |q| limit(Some(q))),
        (_, by_clause) => by_clause,
    }
}

fn limit(expr: Option<&Expr>) -> Limit {
    match expr {
        None => Limit::None,
        Some(Expr::Value(value)) => match &value.value {
            Value::Number(digits, _) => digits.to_string().parse().map_or(Limit::Some, Limit::Literal),
            Value::Null => Limit::None,
            _ => Limit::Some,
        },
        Some(_) => Limit::Some,
    }
}
