//! Puts a [`Program`] together: interning of names and pooling of lists. Every front end lowers through it.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::program::{
    Arg, Args, Block, Class, ClassId, Comprehension, Expr, ExprId, Exprs, For, Function, FunctionId, If, Import, List, Match,
    Program, Span, Stmt, StmtId, Sym, TemplateBlock, TemplateImport, Try, With,
};

/// Builds one [`Program`].
#[derive(Default)]
pub struct Builder {
    program: Program,
    symbols: FxHashMap<CompactString, Sym>,
}

fn id(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

macro_rules! push {
    ($($name:ident: $field:ident($kind:ty) -> $out:expr),+ $(,)?) => {$(
        pub fn $name(&mut self, value: $kind, span: Span) -> StmtId {
            let at = id(self.program.$field.len());
            self.program.$field.push(value);
            self.stmt($out(at), span)
        }
    )+};
}

impl Builder {
    #[must_use]
    pub fn new(access: super::program::Access) -> Self {
        Self { program: Program { access, ..Program::default() }, symbols: FxHashMap::default() }
    }

    pub fn sym(&mut self, text: &str) -> Sym {
        if let Some(found) = self.symbols.get(text) {
            return *found;
        }
        let sym = Sym(id(self.program.names.len()));
        self.program.names.push(text.into());
        self.symbols.insert(text.into(), sym);
        sym
    }

    pub fn expr(&mut self, expr: Expr, span: Span) -> ExprId {
        let at = ExprId(id(self.program.exprs.len()));
        self.program.exprs.push(expr);
        self.program.expr_spans.push(span);
        at
    }

    pub fn stmt(&mut self, stmt: Stmt, span: Span) -> StmtId {
        let at = StmtId(id(self.program.stmts.len()));
        self.program.stmts.push(stmt);
        self.program.stmt_spans.push(span);
        at
    }

    pub fn exprs(&mut self, items: &[ExprId]) -> Exprs {
        let start = id(self.program.expr_lists.len());
        self.program.expr_lists.extend_from_slice(items);
        Exprs(List { start, len: id(items.len()) })
    }

    pub fn block(&mut self, items: &[StmtId]) -> Block {
        let start = id(self.program.stmt_lists.len());
        self.program.stmt_lists.extend_from_slice(items);
        Block(List { start, len: id(items.len()) })
    }

    pub fn syms(&mut self, items: &[Sym]) -> List {
        let start = id(self.program.sym_lists.len());
        self.program.sym_lists.extend_from_slice(items);
        List { start, len: id(items.len()) }
    }

    pub fn args(&mut self, items: &[Arg]) -> Args {
        let start = id(self.program.args.len());
        self.program.args.extend_from_slice(items);
        Args(List { start, len: id(items.len()) })
    }

    pub fn comprehension(&mut self, value: Comprehension, span: Span) -> ExprId {
        let at = id(self.program.comprehensions.len());
        self.program.comprehensions.push(value);
        self.expr(Expr::Comprehension(at), span)
    }

    push!(
        for_: fors(For) -> Stmt::For,
        if_: ifs(If) -> Stmt::If,
        match_: matches(Match) -> Stmt::Match,
        with: withs(With) -> Stmt::With,
        try_: tries(Try) -> Stmt::Try,
        import: imports(Import) -> Stmt::Import,
        template_block: blocks(TemplateBlock) -> Stmt::TemplateBlock,
        template_import: template_imports(TemplateImport) -> Stmt::TemplateImport,
    );

    pub fn function(&mut self, function: Function) -> FunctionId {
        let at = FunctionId(id(self.program.functions.len()));
        self.program.functions.push(function);
        at
    }

    pub fn class(&mut self, class: Class) -> ClassId {
        let at = ClassId(id(self.program.classes.len()));
        self.program.classes.push(class);
        at
    }

    pub fn comment(&mut self, span: Span, text: &str) {
        self.program.comments.push(super::program::Comment { span, text: text.into() });
    }

    #[must_use]
    pub fn finish(mut self, body: &[StmtId]) -> Program {
        self.program.body = self.block(body);
        self.program
    }

    /// What has been built so far, for look-ups while lowering.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }
}
