//! The open tags of a template and the statements that they become when they close.
//! A statement of a block tag has the span of its opening tag: that is the line a reader looks for.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::builder::Builder;
use crate::facts::program::{
    Access, ExprId, For, Function, FunctionKind, If, Param, Program, Span, Stmt, StmtId, Sym, TemplateBlock,
};
use crate::facts::{Note, NoteKind};

use super::expressions::Parser;
use super::lexer::{Token, slice};

/// Tags nested deeper than this stand in sequence: whoever walks the program recurses over it.
const MAX_DEPTH: usize = 150;
/// Notes of one file; a page of another template language would fill the report.
const MAX_NOTES: usize = 20;

/// What an open tag becomes.
pub enum Kind {
    /// Its body stands in sequence.
    Flat,
    For {
        target: ExprId,
        iter: ExprId,
        condition: Option<ExprId>,
        /// The loop's body, once `else` was met.
        looped: Option<Vec<StmtId>>,
    },
    If {
        /// Branches before the open one; the open one's body is the frame's.
        done: Vec<(Branch, Vec<StmtId>)>,
        open: Branch,
    },
    Block {
        name: Sym,
    },
    Scope,
    Cache,
    /// `{% set x %}…{% endset %}`
    Capture {
        target: ExprId,
    },
    Macro {
        name: Sym,
        name_span: Span,
        params: Vec<Param>,
    },
    /// `{% call(x) m() %}`
    Call {
        call: ExprId,
        name: Sym,
        params: Vec<Param>,
    },
}

/// A branch of an `if`; without a test it is the `else`.
#[derive(Clone, Copy)]
pub struct Branch {
    pub test: Option<ExprId>,
    pub span: Span,
}

struct Frame<'t> {
    tag: &'t str,
    opening: Span,
    kind: Kind,
    body: Vec<StmtId>,
    loops: bool,
    conditional: bool,
    is_block: bool,
}

/// Where the reader stands, for the HTML around it.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// Enclosing template blocks, outermost first.
    pub blocks: &'a [Sym],
    pub loops: usize,
    pub conditions: usize,
}

pub struct Lowering<'t> {
    pub text: &'t str,
    pub dialect: Access,
    pub builder: Builder,
    /// Names of tags that an end tag of this file closes.
    closed: FxHashSet<&'t str>,
    frames: Vec<Frame<'t>>,
    /// Those frames that hold a body; statements in a flat one go to the next of these.
    bodies: Vec<usize>,
    /// How many frames each tag name has open.
    open: FxHashMap<&'t str, usize>,
    blocks: Vec<Sym>,
    loops: usize,
    conditions: usize,
    root: Vec<StmtId>,
    notes: Vec<Note>,
}

impl<'t> Lowering<'t> {
    pub fn new(text: &'t str, dialect: Access, tokens: &[Token]) -> Self {
        let closed = tokens.iter().filter_map(|token| match token {
            Token::Tag { name, .. } => slice(text, *name).strip_prefix("end").filter(|name| !name.is_empty()),
            _ => None,
        });
        Self {
            text,
            dialect,
            builder: Builder::new(dialect),
            closed: closed.collect(),
            frames: Vec::new(),
            bodies: Vec::new(),
            open: FxHashMap::default(),
            blocks: Vec::new(),
            loops: 0,
            conditions: 0,
            root: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub fn finish(mut self) -> (Program, Vec<Note>) {
        while let Some(frame) = self.frames.last() {
            let (tag, opening) = (frame.tag, frame.opening);
            self.note(opening, &format!("`{tag}` is not closed"));
            self.close_top(opening);
        }
        (self.builder.finish(&self.root), self.notes)
    }

    pub fn surroundings(&self) -> Surroundings<'_> {
        Surroundings { blocks: &self.blocks, loops: self.loops, conditions: self.conditions }
    }

    pub fn note(&mut self, span: Span, text: &str) {
        if self.notes.len() < MAX_NOTES {
            self.notes.push(Note { kind: NoteKind::Syntax, span: Some(span), text: text.into() });
        }
    }

    /// Whether this file closes tags of that name.
    pub fn is_closed(&self, name: &str) -> bool {
        self.closed.contains(name)
    }

    pub fn parser(&mut self, place: Span) -> Parser<'_, 't> {
        Parser::new(&mut self.builder, self.text, place, self.dialect)
    }

    pub fn emit(&mut self, stmt: Stmt, span: Span) {
        let id = self.builder.stmt(stmt, span);
        self.push(id);
    }

    /// Appends a finished statement to the innermost open body.
    pub fn push(&mut self, stmt: StmtId) {
        self.body().push(stmt);
    }

    /// The innermost open body.
    fn body(&mut self) -> &mut Vec<StmtId> {
        let holder = self.bodies.last().and_then(|at| self.frames.get_mut(*at));
        holder.map_or(&mut self.root, |frame| &mut frame.body)
    }

    pub fn emit_assign(&mut self, target: ExprId, value: ExprId, span: Span) {
        let targets = self.builder.exprs(&[target]);
        self.emit(Stmt::Assign { targets, value }, span);
    }

    // Open and close

    /// Opens a tag whose body follows.
    pub fn open(&mut self, tag: &'t str, opening: Span, kind: Kind) {
        let loops = matches!(kind, Kind::For { .. });
        let conditional = loops || matches!(kind, Kind::If { .. }) || tag.starts_with("if");
        let is_block = match kind {
            Kind::Block { name } => {
                self.blocks.push(name);
                true
            }
            _ => false,
        };
        let kind = if self.bodies.len() >= MAX_DEPTH { self.flattened(kind, opening) } else { kind };
        self.loops += usize::from(loops);
        self.conditions += usize::from(conditional);
        *self.open.entry(tag).or_default() += 1;
        if !matches!(kind, Kind::Flat) {
            self.bodies.push(self.frames.len());
        }
        self.frames.push(Frame { tag, opening, kind, body: Vec::new(), loops, conditional, is_block });
    }

    /// Keeps what a tag evaluates, but not its nesting.
    fn flattened(&mut self, kind: Kind, opening: Span) -> Kind {
        let evaluated = match kind {
            Kind::For { iter, .. } => Some(iter),
            Kind::If { open, .. } => open.test,
            Kind::Call { call, .. } => Some(call),
            _ => None,
        };
        if let Some(value) = evaluated {
            self.emit(Stmt::Expr(value), opening);
        }
        Kind::Flat
    }

    /// `{% endX %}`: closes the innermost open X with all that is open in it.
    pub fn close(&mut self, name: &str, closing: Span) {
        if self.open.get(name).is_none_or(|count| *count == 0) {
            self.note(closing, &format!("`end{name}` closes nothing"));
            return;
        }
        while let Some(tag) = self.frames.last().map(|f| f.tag) {
            self.close_top(closing);
            if tag == name {
                return;
            }
        }
    }

    /// `else`, `elif` and `empty`.
    pub fn branch(&mut self, test: Option<ExprId>, span: Span) {
        let Some(frame) = self.frames.last_mut() else {
            self.note(span, "a branch outside of `if` and `for`");
            return;
        };
        match &mut frame.kind {
            Kind::For { looped, .. } if looped.is_none() && test.is_none() => *looped = Some(std::mem::take(&mut frame.body)),
            Kind::If { done, open } if done.len() < MAX_DEPTH => {
                done.push((*open, std::mem::take(&mut frame.body)));
                *open = Branch { test, span };
            }
            _ => {
                if let Some(test) = test {
                    self.emit(Stmt::Expr(test), span);
                }
            }
        }
    }

    fn close_top(&mut self, closing: Span) {
        let Some(frame) = self.frames.pop() else { return };
        self.loops -= usize::from(frame.loops);
        self.conditions -= usize::from(frame.conditional);
        if let Some(count) = self.open.get_mut(frame.tag) {
            *count -= 1;
        }
        if frame.is_block {
            self.blocks.pop();
        }
        if !matches!(frame.kind, Kind::Flat) {
            self.bodies.pop();
        }
        self.lower_frame(frame, closing);
    }

    fn lower_frame(&mut self, frame: Frame<'t>, closing: Span) {
        let Frame { opening, kind, body, .. } = frame;
        match kind {
            Kind::Flat => {}
            Kind::For { target, iter, condition, looped } => {
                let (body, orelse, template_else) = match looped {
                    Some(looped) => (looped, body, true),
                    None => (body, Vec::new(), false),
                };
                let (body, orelse) = (self.builder.block(&body), self.builder.block(&orelse));
                let id =
                    self.builder.for_(For { target, iter, body, orelse, is_async: false, condition, template_else }, opening);
                self.push(id);
            }
            Kind::If { done, open } => self.lower_if(done, open, body),
            Kind::Block { name } => {
                let body = self.builder.block(&body);
                let id = self.builder.template_block(TemplateBlock { name, body }, opening);
                self.push(id);
            }
            Kind::Scope => {
                let body = self.builder.block(&body);
                self.emit(Stmt::Scope(body), opening);
            }
            Kind::Cache => {
                let body = self.builder.block(&body);
                self.emit(Stmt::CacheFragment(body), opening);
            }
            Kind::Capture { target } => {
                // What the body prints becomes a text of unknown content.
                self.append(body);
                let empty = self.builder.exprs(&[]);
                let value = self.builder.expr(crate::facts::program::Expr::Format(empty), opening);
                self.emit_assign(target, value, opening);
            }
            Kind::Macro { name, name_span, params } => {
                let span = Span::new(opening.start, closing.end.max(opening.end));
                let id = self.function(name, name_span, params, &body, span);
                self.emit(Stmt::Function(id), opening);
            }
            Kind::Call { call, name, params } => {
                let span = Span::new(opening.start, closing.end.max(opening.end));
                let caller = self.function(name, opening, params, &body, span);
                let caller = self.builder.stmt(Stmt::Function(caller), opening);
                let output = self.builder.stmt(Stmt::Output(call), opening);
                // `caller` is known to this call only.
                let scope = self.builder.block(&[caller, output]);
                self.emit(Stmt::Scope(scope), opening);
            }
        }
    }

    fn append(&mut self, mut body: Vec<StmtId>) {
        self.body().append(&mut body);
    }

    /// `elif` nests in `orelse`, from the last branch to the first.
    fn lower_if(&mut self, mut done: Vec<(Branch, Vec<StmtId>)>, open: Branch, body: Vec<StmtId>) {
        done.push((open, body));
        let mut orelse: Vec<StmtId> = Vec::new();
        for (branch, body) in done.into_iter().rev() {
            let Some(test) = branch.test else {
                // A second `else` is no branch of its own: what it holds is kept.
                let mut all = body;
                all.append(&mut orelse);
                orelse = all;
                continue;
            };
            let (then, other) = (self.builder.block(&body), self.builder.block(&orelse));
            orelse = vec![self.builder.if_(If { test, then, orelse: other }, branch.span)];
        }
        self.append(orelse);
    }

    fn function(
        &mut self,
        name: Sym,
        name_span: Span,
        params: Vec<Param>,
        body: &[StmtId],
        span: Span,
    ) -> crate::facts::program::FunctionId {
        let body = self.builder.block(body);
        self.builder.function(Function {
            name,
            kind: FunctionKind::Macro,
            params,
            decorators: Vec::new(),
            returns: None,
            body,
            is_async: false,
            is_generator: false,
            span,
            name_span,
        })
    }
}
