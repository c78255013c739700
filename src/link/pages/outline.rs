//! What one template says about others: whom it extends, what it includes, which blocks it has, and where.

use crate::facts::Program;
use crate::facts::program::{Block, Expr, ExprId, Stmt, StmtId, Sym};

/// A block or an include, by the byte offset of its tag.
#[derive(Clone, Debug)]
pub struct Spot {
    pub offset: u32,
    /// Names of the enclosing blocks, innermost first.
    pub blocks: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Names that the template may extend; several when a condition decides.
    pub extends: Vec<String>,
    /// It extends another template, whether its name is known or not.
    pub is_child: bool,
    pub includes: Vec<(Vec<String>, Spot)>,
    pub blocks: Vec<(String, Spot)>,
}

pub fn outline(program: &Program) -> Outline {
    let mut reader = Reader { program, enclosing: Vec::new(), out: Outline::default() };
    reader.block(program.body);
    reader.out
}

struct Reader<'p> {
    program: &'p Program,
    enclosing: Vec<Sym>,
    out: Outline,
}

impl Reader<'_> {
    fn block(&mut self, block: Block) {
        for id in self.program.block(block) {
            self.stmt(*id);
        }
    }

    fn spot(&self, id: StmtId) -> Spot {
        let blocks = self.enclosing.iter().rev().map(|sym| self.program.name(*sym).to_owned()).collect();
        Spot { offset: self.program.stmt_span(id).start, blocks }
    }

    fn stmt(&mut self, id: StmtId) {
        match self.program.stmt(id) {
            Stmt::Extends(target) => {
                self.out.extends = names(self.program, target);
                self.out.is_child = true;
            }
            Stmt::Include { target, .. } => {
                let include = (names(self.program, target), self.spot(id));
                self.out.includes.push(include);
            }
            Stmt::TemplateBlock(at) => {
                let node = self.program.blocks[at as usize];
                let block = (self.program.name(node.name).to_owned(), self.spot(id));
                self.out.blocks.push(block);
                self.enclosing.push(node.name);
                self.block(node.body);
                self.enclosing.pop();
            }
            Stmt::For(at) => {
                let (body, orelse) = (self.program.fors[at as usize].body, self.program.fors[at as usize].orelse);
                self.block(body);
                self.block(orelse);
            }
            Stmt::If(at) => {
                let node = self.program.ifs[at as usize];
                self.block(node.then);
                self.block(node.orelse);
            }
            Stmt::Scope(body) | Stmt::CacheFragment(body) => self.block(body),
            Stmt::Function(function) => self.block(self.program.function(function).body),
            _ => {}
        }
    }
}

/// The texts that a template name may be: a text, a list of texts, a choice between texts.
fn names(program: &Program, target: ExprId) -> Vec<String> {
    match program.expr(target) {
        Expr::Str(text) => vec![program.name(text).to_owned()],
        Expr::Collection { items, .. } => program.list(items).iter().flat_map(|item| names(program, *item)).collect(),
        Expr::Conditional { then, orelse, .. } => [names(program, then), names(program, orelse)].concat(),
        _ => Vec::new(),
    }
}
