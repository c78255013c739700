//! What stands within a place, and what stands around it, without reading the whole file.
//!
//! Front ends lower what a node is made of before the node, so that ends rise along an arena but for small steps back.
//! The largest end up to each entry and the smallest from it on bound where the entries of a place can be.

use std::ops::Range;
use std::sync::OnceLock;

use super::{Expr, ExprId, FunctionId, Program, Span, Stmt};

/// Orders of a program's arenas, made when they are first asked for; no part of what the program says.
#[derive(Clone, Debug, Default)]
pub struct Orders {
    exprs: OnceLock<Order>,
    stmts: OnceLock<Order>,
    functions: OnceLock<Order>,
}

impl PartialEq for Orders {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[derive(Clone, Debug, Default)]
struct Order {
    /// The largest end up to each entry.
    reached: Vec<u32>,
    /// The smallest end from each entry on.
    next_end: Vec<u32>,
    /// The smallest start from each entry on.
    next_start: Vec<u32>,
}

impl Order {
    fn of(spans: impl DoubleEndedIterator<Item = Span> + Clone) -> Self {
        let up = |most: &mut u32, end: u32| {
            *most = end.max(*most);
            Some(*most)
        };
        let down = |least: &mut u32, at: u32| {
            *least = at.min(*least);
            Some(*least)
        };
        let mut order = Self {
            reached: spans.clone().map(|s| s.end).scan(0, up).collect(),
            next_end: spans.clone().rev().map(|s| s.end).scan(u32::MAX, down).collect(),
            next_start: spans.rev().map(|s| s.start).scan(u32::MAX, down).collect(),
        };
        order.next_end.reverse();
        order.next_start.reverse();
        order
    }

    /// Entries among which are all of the place; all of them of an arena that has grown since.
    fn within(&self, place: Span, len: usize) -> Range<usize> {
        if self.reached.len() != len {
            return 0..len;
        }
        let from = self.reached.partition_point(|end| *end < place.start);
        from..self.next_end.partition_point(|end| *end <= place.end).max(from)
    }

    /// Entries among which are all around the place.
    fn around(&self, place: Span, len: usize) -> Range<usize> {
        if self.reached.len() != len {
            return 0..len;
        }
        let from = self.reached.partition_point(|end| *end < place.end);
        from..self.next_start.partition_point(|start| *start <= place.start).max(from)
    }
}

impl Program {
    /// The expressions of a place, in the order of their ids.
    pub fn exprs_within(&self, place: Span) -> impl Iterator<Item = (&Expr, &Span)> + Clone {
        let range = self.expr_range(place);
        let all = self.exprs[range.clone()].iter().zip(&self.expr_spans[range]);
        all.filter(move |(_, at)| place.holds(**at))
    }

    /// The ids of the expressions of a place, rising.
    pub fn expr_ids_within(&self, place: Span) -> impl Iterator<Item = ExprId> + Clone {
        let ids = self.expr_range(place).map(|at| ExprId(u32::try_from(at).unwrap_or(u32::MAX)));
        ids.filter(move |id| place.holds(self.span(*id)))
    }

    /// The statements of a place, in the order of their ids.
    pub fn stmts_within(&self, place: Span) -> impl Iterator<Item = (&Stmt, &Span)> + Clone {
        let range = self.stmt_order().within(place, self.stmt_spans.len());
        let all = self.stmts[range.clone()].iter().zip(&self.stmt_spans[range]);
        all.filter(move |(_, at)| place.holds(**at))
    }

    /// The statements around a place, inner ones before outer ones.
    pub fn stmts_around(&self, place: Span) -> impl Iterator<Item = (&Stmt, &Span)> + Clone {
        let range = self.stmt_order().around(place, self.stmt_spans.len());
        let all = self.stmts[range.clone()].iter().zip(&self.stmt_spans[range]);
        all.filter(move |(_, at)| at.holds(place))
    }

    /// The functions around a place, inner ones before outer ones; lambdas are among them.
    pub fn functions_around(&self, place: Span) -> impl Iterator<Item = FunctionId> + Clone {
        let order = self.orders.functions.get_or_init(|| Order::of(self.functions.iter().map(|f| f.span)));
        let ids = order.around(place, self.functions.len()).map(|at| FunctionId(u32::try_from(at).unwrap_or(u32::MAX)));
        ids.filter(move |id| self.function(*id).span.holds(place))
    }

    /// The function around a place, innermost.
    #[must_use]
    pub fn function_around(&self, place: Span) -> Option<FunctionId> {
        let length = |id: &FunctionId| self.function(*id).span.end - self.function(*id).span.start;
        self.functions_around(place).min_by_key(length)
    }

    fn expr_range(&self, place: Span) -> Range<usize> {
        let order = self.orders.exprs.get_or_init(|| Order::of(self.expr_spans.iter().copied()));
        order.within(place, self.expr_spans.len())
    }

    fn stmt_order(&self) -> &Order {
        self.orders.stmts.get_or_init(|| Order::of(self.stmt_spans.iter().copied()))
    }
}
