//! Expressions of both dialects, lowered as they are read. `None` means that the words are no expression (or one that is
//! nested too deeply); what was built until then stays unused in the arena.

mod postfix;

use crate::facts::Span;
use crate::facts::builder::Builder;
use crate::facts::program::{Access, Arg, ArgKind, BinaryOp, CollectionKind, CompareOp, Expr, ExprId, UnaryOp};

use super::lexer::slice;
use super::tokens::{Kind, Word, unquote, words};

/// Deepest expression that is lowered; consumers recurse over it.
const MAX_HEIGHT: u16 = 150;

pub struct Parser<'b, 't> {
    pub builder: &'b mut Builder,
    words: Vec<Word<'t>>,
    at: usize,
    django: bool,
    depth: u16,
    /// Where this parser's own expressions begin in the arena, and how high each of them is.
    first: usize,
    heights: Vec<u16>,
}

impl<'b, 't> Parser<'b, 't> {
    pub fn new(builder: &'b mut Builder, text: &'t str, place: Span, dialect: Access) -> Self {
        let first = builder.program().exprs.len();
        let words = words(slice(text, place), place.start as usize);
        Self { builder, words, at: 0, django: dialect == Access::Django, depth: 0, first, heights: Vec::new() }
    }

    // Words

    pub fn peek(&self) -> Option<Word<'t>> {
        self.words.get(self.at).copied()
    }

    fn peek_after(&self, count: usize) -> Option<&'t str> {
        self.words.get(self.at + count).map(|w| w.text)
    }

    pub fn done(&self) -> bool {
        self.at >= self.words.len()
    }

    pub fn next(&mut self) -> Option<Word<'t>> {
        let word = self.peek()?;
        self.at += 1;
        Some(word)
    }

    /// The next word is this sign or name (never a string of that content: those keep their quotes).
    pub fn is(&self, text: &str) -> bool {
        self.peek().is_some_and(|w| w.text == text)
    }

    pub fn eat(&mut self, text: &str) -> bool {
        let found = self.is(text);
        self.at += usize::from(found);
        found
    }

    pub fn name(&mut self) -> Option<Word<'t>> {
        self.peek().filter(|w| w.kind == Kind::Name)?;
        self.next()
    }

    /// The end of the last word that was read.
    fn end(&self) -> u32 {
        self.at.checked_sub(1).and_then(|at| self.words.get(at)).map_or(0, |w| w.span.end)
    }

    // Nodes

    fn height(&self, id: ExprId) -> u16 {
        id.index().checked_sub(self.first).and_then(|at| self.heights.get(at)).copied().unwrap_or(0)
    }

    /// Adds a node over `children`.
    fn node(&mut self, expr: Expr, span: Span, children: &[ExprId]) -> Option<ExprId> {
        let height = 1 + children.iter().map(|c| self.height(*c)).max().unwrap_or(0);
        if height > MAX_HEIGHT {
            return None;
        }
        let id = self.builder.expr(expr, span);
        self.heights.resize(id.index() - self.first, 0);
        self.heights.push(height);
        Some(id)
    }

    fn span_of(&self, id: ExprId) -> Span {
        self.builder.program().span(id)
    }

    /// From the start of `id` to the last word read.
    fn through(&self, id: ExprId) -> Span {
        Span::new(self.span_of(id).start, self.end())
    }

    pub fn name_expr(&mut self, text: &str, span: Span) -> Option<ExprId> {
        let sym = self.builder.sym(text);
        self.node(Expr::Name(sym), span, &[])
    }

    /// A call of a name that stands for a filter, test or tag.
    pub fn call_named(&mut self, name: &str, name_span: Span, args: &[Arg], span: Span) -> Option<ExprId> {
        let func = self.name_expr(name, name_span)?;
        self.call(func, args, span)
    }

    fn call(&mut self, func: ExprId, args: &[Arg], span: Span) -> Option<ExprId> {
        let mut children: Vec<ExprId> = args.iter().map(|a| a.value).collect();
        children.push(func);
        let args = self.builder.args(args);
        self.node(Expr::Call { func, args }, span, &children)
    }

    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= MAX_HEIGHT {
            return None;
        }
        self.depth += 1;
        let out = read(self);
        self.depth -= 1;
        out
    }

    // Operators, loosest first

    /// One expression, inline `if` included.
    pub fn expression(&mut self) -> Option<ExprId> {
        self.nested(|p| {
            let then = p.or()?;
            if p.django { Some(then) } else { p.conditional(then) }
        })
    }

    fn conditional(&mut self, then: ExprId) -> Option<ExprId> {
        let mut then = then;
        while self.eat("if") {
            let test = self.or()?;
            let orelse = if self.eat("else") {
                self.expression()?
            } else {
                self.node(Expr::None, Span::new(self.end(), self.end()), &[])?
            };
            let span = self.through(then);
            then = self.node(Expr::Conditional { test, then, orelse }, span, &[test, then, orelse])?;
        }
        Some(then)
    }

    pub fn or(&mut self) -> Option<ExprId> {
        self.joined("or", Self::and, Expr::Or)
    }

    fn and(&mut self) -> Option<ExprId> {
        self.joined("and", Self::not, Expr::And)
    }

    fn joined(
        &mut self,
        word: &str,
        operand: fn(&mut Self) -> Option<ExprId>,
        make: fn(crate::facts::program::Exprs) -> Expr,
    ) -> Option<ExprId> {
        let first = operand(self)?;
        if !self.is(word) {
            return Some(first);
        }
        let mut items = vec![first];
        while self.eat(word) {
            items.push(operand(self)?);
        }
        let span = self.through(first);
        let list = self.builder.exprs(&items);
        self.node(make(list), span, &items)
    }

    fn not(&mut self) -> Option<ExprId> {
        let Some(word) = self.peek().filter(|w| w.text == "not") else { return self.compare() };
        self.at += 1;
        let operand = self.nested(Self::not)?;
        self.unary(UnaryOp::Not, word.span.start, operand)
    }

    fn unary(&mut self, op: UnaryOp, start: u32, operand: ExprId) -> Option<ExprId> {
        let span = Span::new(start, self.end());
        self.node(Expr::Unary { op, operand }, span, &[operand])
    }

    fn compare_op(&mut self) -> Option<CompareOp> {
        let op = match self.peek()?.text {
            "==" => CompareOp::Eq,
            "!=" => CompareOp::NotEq,
            "<" => CompareOp::Lt,
            "<=" => CompareOp::LtE,
            ">" => CompareOp::Gt,
            ">=" => CompareOp::GtE,
            "in" => CompareOp::In,
            "not" if self.peek_after(1) == Some("in") => CompareOp::NotIn,
            "is" if self.django && self.peek_after(1) == Some("not") => CompareOp::IsNot,
            "is" if self.django => CompareOp::Is,
            _ => return None,
        };
        self.at += if matches!(op, CompareOp::NotIn | CompareOp::IsNot) { 2 } else { 1 };
        Some(op)
    }

    fn compare(&mut self) -> Option<ExprId> {
        let first = self.sum()?;
        let (mut left, mut pairs) = (first, Vec::new());
        while let Some(op) = self.compare_op() {
            let right = self.sum()?;
            let span = self.through(left);
            pairs.push(self.node(Expr::Compare { left, op, right }, span, &[left, right])?);
            left = right;
        }
        match pairs.as_slice() {
            [] => Some(first),
            [one] => Some(*one),
            _ => {
                let span = self.through(first);
                let list = self.builder.exprs(&pairs);
                self.node(Expr::And(list), span, &pairs)
            }
        }
    }

    fn sum(&mut self) -> Option<ExprId> {
        self.binary(&[("+", BinaryOp::Add), ("-", BinaryOp::Sub)], Self::concat)
    }

    fn concat(&mut self) -> Option<ExprId> {
        self.binary(&[("~", BinaryOp::Concat)], Self::product)
    }

    fn product(&mut self) -> Option<ExprId> {
        const OPS: &[(&str, BinaryOp)] =
            &[("*", BinaryOp::Mul), ("/", BinaryOp::Div), ("//", BinaryOp::FloorDiv), ("%", BinaryOp::Mod)];
        self.binary(OPS, Self::power)
    }

    fn power(&mut self) -> Option<ExprId> {
        self.binary(&[("**", BinaryOp::Pow)], |p| p.signed(true))
    }

    fn binary(&mut self, ops: &[(&str, BinaryOp)], operand: fn(&mut Self) -> Option<ExprId>) -> Option<ExprId> {
        let mut left = operand(self)?;
        if self.django {
            return Some(left);
        }
        while let Some((_, op)) = ops.iter().find(|(text, _)| self.is(text)) {
            self.at += 1;
            let right = operand(self)?;
            let span = self.through(left);
            left = self.node(Expr::Binary { left, op: *op, right }, span, &[left, right])?;
        }
        Some(left)
    }

    /// One operand with its filters, without operators.
    pub fn operand(&mut self) -> Option<ExprId> {
        self.signed(true)
    }

    /// A sign binds tighter than a filter: `-x|abs` is `(-x)|abs`.
    fn signed(&mut self, with_filters: bool) -> Option<ExprId> {
        let op = match self.peek()?.text {
            "-" => Some(UnaryOp::Neg),
            "+" => Some(UnaryOp::Pos),
            _ => None,
        };
        let value = match op {
            Some(op) => {
                let start = self.next()?.span.start;
                let operand = self.nested(|p| p.signed(false))?;
                self.unary(op, start, operand)?
            }
            None => {
                let primary = self.primary()?;
                self.postfix(primary)?
            }
        };
        if with_filters { self.filters(value) } else { Some(value) }
    }

    // Operands

    fn primary(&mut self) -> Option<ExprId> {
        let word = self.next()?;
        match (word.kind, word.text) {
            (Kind::Str, _) => self.string(word),
            (Kind::Int, text) => {
                let value = text.replace('_', "").parse().ok();
                self.node(value.map_or(Expr::Float(f64::INFINITY), Expr::Int), word.span, &[])
            }
            (Kind::Float, text) => {
                let value = text.replace('_', "").parse().unwrap_or(0.0);
                self.node(Expr::Float(value), word.span, &[])
            }
            (Kind::Name, "true" | "True") => self.node(Expr::Bool(true), word.span, &[]),
            (Kind::Name, "false" | "False") => self.node(Expr::Bool(false), word.span, &[]),
            (Kind::Name, "none" | "None") => self.node(Expr::None, word.span, &[]),
            (Kind::Name, "_") if self.django && self.is("(") => self.translated(),
            (Kind::Name, text) => self.name_expr(text, word.span),
            (Kind::Sign, "(") if !self.django => self.parenthesised(word.span.start),
            (Kind::Sign, "[") if !self.django => {
                let items = self.nested(|p| p.items("]"))?;
                self.collection(CollectionKind::List, &items, word.span.start)
            }
            (Kind::Sign, "{") if !self.django => self.nested(|p| p.dict(word.span.start)),
            _ => None,
        }
    }

    /// Neighbouring strings are one string in Jinja; in Django they are two arguments.
    fn string(&mut self, first: Word<'t>) -> Option<ExprId> {
        let mut value = unquote(first.text);
        while !self.django
            && let Some(next) = self.peek().filter(|w| w.kind == Kind::Str)
        {
            value.push_str(&unquote(next.text));
            self.at += 1;
        }
        let sym = self.builder.sym(&value);
        let span = Span::new(first.span.start, self.end());
        self.node(Expr::Str(sym), span, &[])
    }

    /// `_("text")` of Django is its text.
    fn translated(&mut self) -> Option<ExprId> {
        self.at += 1;
        let word = self.peek().filter(|w| w.kind == Kind::Str)?;
        self.at += 1;
        let value = self.string(word)?;
        self.eat(")").then_some(value)
    }

    fn parenthesised(&mut self, start: u32) -> Option<ExprId> {
        if self.eat(")") {
            return self.collection(CollectionKind::Tuple, &[], start);
        }
        let first = self.expression()?;
        if self.eat(")") {
            return Some(first);
        }
        let mut items = vec![first];
        while self.eat(",") {
            if self.is(")") {
                break;
            }
            items.push(self.expression()?);
        }
        if !self.eat(")") {
            return None;
        }
        self.collection(CollectionKind::Tuple, &items, start)
    }

    fn items(&mut self, close: &str) -> Option<Vec<ExprId>> {
        let mut items = Vec::new();
        while !self.eat(close) {
            items.push(self.expression()?);
            if !self.eat(",") && !self.is(close) {
                return None;
            }
        }
        Some(items)
    }

    fn collection(&mut self, kind: CollectionKind, items: &[ExprId], start: u32) -> Option<ExprId> {
        let list = self.builder.exprs(items);
        let span = Span::new(start, self.end());
        self.node(Expr::Collection { kind, items: list }, span, items)
    }

    fn dict(&mut self, start: u32) -> Option<ExprId> {
        let mut items = Vec::new();
        while !self.eat("}") {
            items.push(self.expression()?);
            if !self.eat(":") {
                return None;
            }
            items.push(self.expression()?);
            if !self.eat(",") && !self.is("}") {
                return None;
            }
        }
        let list = self.builder.exprs(&items);
        let span = Span::new(start, self.end());
        self.node(Expr::Dict(list), span, &items)
    }

    /// One expression, or several as a tuple (`a, b`). `inline_if` is off where `if` begins a loop's condition.
    pub fn tuple(&mut self, inline_if: bool) -> Option<ExprId> {
        let read = if inline_if { Self::expression } else { Self::or };
        let first = read(self)?;
        if !self.is(",") {
            return Some(first);
        }
        let mut items = vec![first];
        while self.eat(",") {
            if self.done() || self.is("in") || self.is("=") {
                break;
            }
            items.push(read(self)?);
        }
        self.collection(CollectionKind::Tuple, &items, self.span_of(first).start)
    }

    /// An assignment's target: names, attributes of namespaces, nested tuples.
    pub fn target(&mut self) -> Option<ExprId> {
        let first = self.target_item()?;
        if !self.is(",") {
            return Some(first);
        }
        let mut items = vec![first];
        while self.eat(",") {
            if self.is("in") || self.is("=") || self.is(")") || self.done() {
                break;
            }
            items.push(self.target_item()?);
        }
        self.collection(CollectionKind::Tuple, &items, self.span_of(first).start)
    }

    fn target_item(&mut self) -> Option<ExprId> {
        if self.eat("(") {
            let inner = self.nested(Self::target)?;
            return self.eat(")").then_some(inner);
        }
        let word = self.name()?;
        let name = self.name_expr(word.text, word.span)?;
        self.postfix(name)
    }
}

/// A positional argument.
pub fn plain(value: ExprId) -> Arg {
    Arg { name: None, kind: ArgKind::Plain, value }
}
