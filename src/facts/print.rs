//! A program as text, one line a statement, for tests and for looking at what a front end made of a file.

use std::fmt::Write;

use super::program::{
    Arg, ArgKind, Args, Block, Class, CollectionKind, Comprehension, ComprehensionKind, Expr, ExprId, Exprs, Function, Import,
    ParamKind, Program, Stmt, StmtId, Sym,
};

/// The whole module: expressions as s-expressions, bodies indented by two blanks.
#[must_use]
pub fn print(program: &Program) -> String {
    let mut printer = Printer { program, out: String::new(), indent: 0 };
    printer.block(program.body);
    printer.out
}

/// One expression as an s-expression.
#[must_use]
pub fn print_expr(program: &Program, id: ExprId) -> String {
    Printer { program, out: String::new(), indent: 0 }.expr(id)
}

struct Printer<'p> {
    program: &'p Program,
    out: String,
    indent: usize,
}

impl Printer<'_> {
    fn line(&mut self, text: &str) {
        let width = self.indent * 2;
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "{:width$}{text}", "");
    }

    fn block(&mut self, block: Block) {
        for id in self.program.block(block) {
            self.stmt(*id);
        }
    }

    fn nested(&mut self, block: Block) {
        self.indent += 1;
        self.block(block);
        self.indent -= 1;
    }

    /// A headed block that is left out when it is empty.
    fn part(&mut self, head: &str, block: Block) {
        if !block.0.is_empty() {
            self.line(head);
            self.nested(block);
        }
    }

    fn name(&self, sym: Sym) -> &str {
        self.program.name(sym)
    }

    fn names(&self, syms: &[Sym]) -> String {
        syms.iter().map(|sym| format!(" {}", self.name(*sym))).collect()
    }

    fn aliases(&self, names: &[(Sym, Option<Sym>)]) -> String {
        let one = |(name, alias): &(Sym, Option<Sym>)| match alias {
            Some(alias) => format!(" {}={}", self.name(*alias), self.name(*name)),
            None => format!(" {}", self.name(*name)),
        };
        names.iter().map(one).collect()
    }

    fn stmt(&mut self, id: StmtId) {
        match self.program.stmt(id) {
            Stmt::Expr(value) => self.line(&self.expr(value)),
            Stmt::Assign { targets, value } => self.line(&format!("(={} {})", self.list(targets), self.expr(value))),
            Stmt::AnnAssign { target, annotation, value } => {
                let text = format!("(: {} {}{})", self.expr(target), self.expr(annotation), self.optional(value));
                self.line(&text);
            }
            Stmt::AugAssign { target, op, value } => {
                self.line(&format!("({op:?}= {} {})", self.expr(target), self.expr(value)));
            }
            Stmt::Delete(targets) => self.line(&format!("(del{})", self.list(targets))),
            Stmt::While { test, body } => {
                self.line(&format!("while {}", self.expr(test)));
                self.nested(body);
            }
            Stmt::Break => self.line("break"),
            Stmt::Continue => self.line("continue"),
            Stmt::Pass => self.line("pass"),
            Stmt::Return(value) => self.line(&format!("(return{})", self.optional(value))),
            Stmt::Raise(value) => self.line(&format!("(raise{})", self.optional(value))),
            Stmt::Assert(test) => self.line(&format!("(assert {})", self.expr(test))),
            Stmt::Global(list) => self.line(&format!("(global{})", self.names(&self.program.sym_lists[list.range()]))),
            Stmt::Output(value) => self.line(&format!("(output {})", self.expr(value))),
            Stmt::Extends(target) => self.line(&format!("(extends {})", self.expr(target))),
            Stmt::Include { target, with_context } => {
                let context = if with_context { "" } else { " without-context" };
                self.line(&format!("(include {}{context})", self.expr(target)));
            }
            Stmt::CacheFragment(body) => self.part("cache", body),
            Stmt::Scope(body) => self.part("scope", body),
            Stmt::Function(id) => self.function(self.program.function(id)),
            Stmt::Class(id) => self.class(self.program.class(id)),
            _ => self.side(id),
        }
    }

    /// Statements that stand in side tables.
    fn side(&mut self, id: StmtId) {
        let program = self.program;
        match program.stmt(id) {
            Stmt::For(at) => self.for_(at as usize),
            Stmt::If(at) => {
                let node = &program.ifs[at as usize];
                self.line(&format!("if {}", self.expr(node.test)));
                self.nested(node.then);
                self.part("else", node.orelse);
            }
            Stmt::Match(at) => self.match_(at as usize),
            Stmt::With(at) => {
                let node = &program.withs[at as usize];
                let item =
                    |(value, target): &(ExprId, Option<ExprId>)| format!(" ({}{})", self.expr(*value), self.optional(*target));
                let items: String = node.items.iter().map(item).collect();
                self.line(&format!("{}with{items}", prefix(node.is_async)));
                self.nested(node.body);
            }
            Stmt::Try(at) => self.try_(at as usize),
            Stmt::Import(at) => {
                let text = self.import(&program.imports[at as usize]);
                self.line(&text);
            }
            Stmt::TemplateBlock(at) => {
                let node = program.blocks[at as usize];
                self.line(&format!("block {}", self.name(node.name)));
                self.nested(node.body);
            }
            Stmt::TemplateImport(at) => {
                let node = &program.template_imports[at as usize];
                let alias = node.alias.map_or(String::new(), |alias| format!(" as {}", self.name(alias)));
                self.line(&format!("(template-import {}{alias}{})", self.expr(node.target), self.aliases(&node.names)));
            }
            _ => {}
        }
    }

    fn for_(&mut self, at: usize) {
        let node = &self.program.fors[at];
        let condition = node.condition.map_or(String::new(), |test| format!(" if {}", self.expr(test)));
        self.line(&format!("{}for {} {}{condition}", prefix(node.is_async), self.expr(node.target), self.expr(node.iter)));
        self.nested(node.body);
        self.part(if node.template_else { "when-empty" } else { "else" }, node.orelse);
    }

    fn match_(&mut self, at: usize) {
        let node = &self.program.matches[at];
        self.line(&format!("match {}", self.expr(node.subject)));
        for case in &node.cases {
            let literal = self.optional(case.literal);
            let wildcard = if case.wildcard { " _" } else { "" };
            let guard = case.guard.map_or(String::new(), |test| format!(" if {}", self.expr(test)));
            self.line(&format!("case{literal}{wildcard}{}{guard}", self.names(&case.binds)));
            self.nested(case.body);
        }
    }

    fn try_(&mut self, at: usize) {
        let node = &self.program.tries[at];
        self.line("try");
        self.nested(node.body);
        for handler in &node.handlers {
            let name = handler.name.map_or(String::new(), |name| format!(" as {}", self.name(name)));
            self.line(&format!("except{}{name}", self.optional(handler.kind)));
            self.nested(handler.body);
        }
        self.part("else", node.orelse);
        self.part("finally", node.finally);
    }

    fn import(&self, import: &Import) -> String {
        match import {
            Import::Module { path, alias } => {
                let alias = alias.map_or(String::new(), |alias| format!(" as {}", self.name(alias)));
                format!("(import {path}{alias})")
            }
            Import::From { path, level, names, star } => {
                let dots = ".".repeat(*level as usize);
                let star = if *star { " *" } else { "" };
                format!("(from {dots}{path}{star}{})", self.aliases(names))
            }
        }
    }

    fn function(&mut self, function: &Function) {
        for decorator in &function.decorators {
            self.line(&format!("@{}", self.expr(*decorator)));
        }
        let generator = if function.is_generator { " generator" } else { "" };
        let returns = function.returns.map_or(String::new(), |kind| format!(" -> {}", self.expr(kind)));
        let head = format!(
            "{}def {}{}{returns}{generator}",
            prefix(function.is_async),
            self.name(function.name),
            self.params(function)
        );
        self.line(&head);
        self.nested(function.body);
    }

    fn params(&self, function: &Function) -> String {
        let one = |param: &super::program::Param| {
            let mark = match param.kind {
                ParamKind::PositionalOnly => "/",
                ParamKind::Plain => "",
                ParamKind::KeywordOnly => "kw:",
                ParamKind::Star => "*",
                ParamKind::DoubleStar => "**",
            };
            let annotation = param.annotation.map_or(String::new(), |kind| format!(":{}", self.expr(kind)));
            let default = param.default.map_or(String::new(), |value| format!("={}", self.expr(value)));
            format!("{mark}{}{annotation}{default}", self.name(param.name))
        };
        format!("({})", function.params.iter().map(one).collect::<Vec<_>>().join(" "))
    }

    fn class(&mut self, class: &Class) {
        for decorator in &class.decorators {
            self.line(&format!("@{}", self.expr(*decorator)));
        }
        self.line(&format!("class {}{}", self.name(class.name), self.args(class.bases)));
        self.nested(class.body);
    }

    fn optional(&self, id: Option<ExprId>) -> String {
        id.map_or(String::new(), |id| format!(" {}", self.expr(id)))
    }

    fn list(&self, list: Exprs) -> String {
        self.program.list(list).iter().map(|id| format!(" {}", self.expr(*id))).collect()
    }

    fn args(&self, args: Args) -> String {
        let one = |arg: &Arg| {
            let name = arg.name.map_or(String::new(), |name| format!("{}=", self.name(name)));
            let stars = match arg.kind {
                ArgKind::Plain => "",
                ArgKind::Star => "*",
                ArgKind::DoubleStar => "**",
            };
            format!(" {name}{stars}{}", self.expr(arg.value))
        };
        self.program.arguments(args).iter().map(one).collect()
    }

    fn expr(&self, id: ExprId) -> String {
        match self.program.expr(id) {
            Expr::Name(name) => self.name(name).to_owned(),
            Expr::Attr(value, name) => format!("{}.{}", self.expr(value), self.name(name)),
            Expr::Call { func, args } => format!("(call {}{})", self.expr(func), self.args(args)),
            Expr::Index { value, index } => format!("(index {} {})", self.expr(value), self.expr(index)),
            Expr::Slice { lower, upper } => {
                let bound = |id: Option<ExprId>| id.map_or_else(|| "-".to_owned(), |id| self.expr(id));
                format!("(slice {} {})", bound(lower), bound(upper))
            }
            Expr::None => "None".to_owned(),
            Expr::Ellipsis => "...".to_owned(),
            Expr::Bool(value) => value.to_string(),
            Expr::Int(value) => value.to_string(),
            Expr::Float(value) => format!("{value:?}"),
            Expr::Str(text) => format!("{:?}", self.name(text)),
            Expr::Bytes => "bytes".to_owned(),
            Expr::Collection { kind, items } => {
                let (open, close) = match kind {
                    CollectionKind::List => ("[", "]"),
                    CollectionKind::Tuple => ("(tuple ", ")"),
                    CollectionKind::Set => ("(set ", ")"),
                };
                format!("{open}{}{close}", self.list(items).trim_start())
            }
            Expr::Dict(items) => format!("{{{}}}", self.list(items).trim_start()),
            Expr::Comprehension(at) => self.comprehension(&self.program.comprehensions[at as usize]),
            Expr::Lambda(id) => self.lambda(self.program.function(id)),
            Expr::Await(value) => format!("(await {})", self.expr(value)),
            Expr::Yield(value) => format!("(yield{})", self.optional(value)),
            Expr::YieldFrom(value) => format!("(yield-from {})", self.expr(value)),
            Expr::Format(parts) => format!("(format{})", self.list(parts)),
            Expr::Compare { left, op, right } => format!("({op:?} {} {})", self.expr(left), self.expr(right)),
            Expr::And(items) => format!("(and{})", self.list(items)),
            Expr::Or(items) => format!("(or{})", self.list(items)),
            Expr::Binary { left, op, right } => format!("({op:?} {} {})", self.expr(left), self.expr(right)),
            Expr::Unary { op, operand } => format!("({op:?} {})", self.expr(operand)),
            Expr::Walrus { target, value } => format!("(:= {} {})", self.expr(target), self.expr(value)),
            Expr::Conditional { test, then, orelse } => {
                format!("(if {} {} {})", self.expr(test), self.expr(then), self.expr(orelse))
            }
            Expr::Starred(value) => format!("*{}", self.expr(value)),
            Expr::Unknown(children) => format!("(?{})", self.list(children)),
        }
    }

    fn comprehension(&self, node: &Comprehension) -> String {
        let kind = match node.kind {
            ComprehensionKind::List => "list",
            ComprehensionKind::Set => "set",
            ComprehensionKind::Dict => "dict",
            ComprehensionKind::Generator => "gen",
        };
        let mut text = format!("({kind} {}{}", self.expr(node.element), self.optional(node.value));
        for clause in &node.clauses {
            let _ = write!(text, " {}for {} {}", prefix(clause.is_async), self.expr(clause.target), self.expr(clause.iter));
            for test in &clause.conditions {
                let _ = write!(text, " if {}", self.expr(*test));
            }
        }
        text.push(')');
        text
    }

    /// A lambda's body is one `Return`.
    fn lambda(&self, function: &Function) -> String {
        let body = self.program.block(function.body).first().map(|id| self.program.stmt(*id));
        let value = match body {
            Some(Stmt::Return(value)) => self.optional(value),
            _ => String::new(),
        };
        format!("(lambda {}{value})", self.params(function))
    }
}

fn prefix(is_async: bool) -> &'static str {
    if is_async { "async " } else { "" }
}
