//! Templates: inheritance, includes, macros, and names that a page is given.

use std::sync::Arc;

use crate::eval::heap::{Key, ObjKind};
use crate::eval::ops::{CallKind, Op};
use crate::eval::semantics::CallArgs;
use crate::eval::value::{Cause, Dims, Site, Value};
use crate::eval::world::{Loaded, ModuleId};
use crate::facts::program::{Block, ExprId, Stmt};
use crate::model::Place;
use crate::names::Name;

use super::{Code, Flow, Interp};

/// The body of a block in one template.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockBody {
    module: ModuleId,
    body: Block,
}

const MAX_RENDER_DEPTH: usize = 24;

impl Interp<'_> {
    /// Renders a template with these names; operations stand in one call.
    pub fn render(&mut self, template: &Value, context: &Value, site: Site) -> Value {
        let modules = self.templates_of(template);
        if modules.is_empty() {
            self.escape(context);
            match self.template_name_of(template) {
                None => self.lost(site.place, Cause::Form("template name is not known")),
                // What is given no rows can run no query.
                Some(_) if !self.gives_rows(context) => {}
                Some(name) => self.lost(site.place, Cause::Name(format!("template {name}").into())),
            }
            return Value::scalar(Dims::default());
        }
        for module in &modules {
            self.ops.push(Op::Render { place: site.place, template: Arc::clone(&self.world.module(*module).name) });
        }
        let scope = self.new_scope(None);
        let mut open = self.fill_scope(scope, context);
        for processor in self.world.context_processors.clone() {
            let out = self.add_context(&processor, CallArgs::default(), site);
            open |= self.fill_scope(scope, &out);
        }
        self.open_render += u32::from(open);
        let blocks = std::mem::take(&mut self.blocks);
        let stack = std::mem::take(&mut self.block_stack);
        self.run_templates(&modules, scope, site);
        self.open_render -= u32::from(open);
        self.blocks = blocks;
        self.block_stack = stack;
        Value::scalar(Dims::default())
    }

    /// Whether a template is given rows, or things that are not known.
    fn gives_rows(&self, context: &Value) -> bool {
        let Value::Object(id) = context else { return true };
        match &self.heap.get(*id).kind {
            ObjKind::Dict { entries, rest: None } => entries.iter().any(|(_, v)| {
                self.carries_rows(v) || matches!(v, Value::Unknown(cause) if cause.blocks()) || matches!(v, Value::Object(_))
            }),
            _ => true,
        }
    }

    /// Binds what a template is given; true when it may be given more.
    fn fill_scope(&mut self, scope: crate::eval::ObjId, context: &Value) -> bool {
        if let Value::OneOf(items) = context {
            let items = Arc::clone(items);
            // Every case binds its names; `any` would stop at the first open one.
            let mut open = false;
            for item in items.iter() {
                open |= self.fill_scope(scope, item);
            }
            return open;
        }
        let Value::Object(id) = context else { return !matches!(context, Value::None) };
        let (entries, open) = match &self.heap.get(*id).kind {
            ObjKind::Dict { entries, rest } => (entries.clone(), rest.is_some()),
            _ => return true,
        };
        for (key, value) in entries {
            let crate::eval::heap::Key::Str(text) = key else { continue };
            let Some(name) = self.world.names.find(&text) else { continue };
            self.hold_in_template(&value);
            self.heap.get_mut(scope).attrs.insert(name, value);
        }
        open
    }

    fn hold_in_template(&mut self, value: &Value) {
        self.hold(value);
    }

    /// Runs a template in a scope; a child's blocks replace its parent's.
    pub(super) fn run_template(&mut self, module: ModuleId, scope: crate::eval::ObjId, site: Site) {
        if self.rendering.len() >= MAX_RENDER_DEPTH || self.rendering.iter().filter(|m| **m == module).count() > 1 {
            self.lost(site.place, Cause::Limit("recursion"));
            self.reads.all = true;
            return;
        }
        let code = self.code(module);
        let symbol = Arc::clone(&self.world.module(module).name);
        self.rendering.push(module);
        let outer = std::mem::take(&mut self.ops);
        let frame = self.push_frame(scope, Arc::clone(&symbol));
        self.top().is_template = true;
        self.collect_blocks(&code, code.program.body, module, 0);
        match self.parent_of(&code) {
            Some(target) => {
                // Of a child only assignments, imports and macros run; its blocks run from the parent.
                self.run_child_head(&code);
                let value = self.eval(&code, target);
                match &self.templates_of(&value)[..] {
                    parents @ [_, ..] => self.run_templates(parents, scope, site),
                    [] => {
                        // A library's page frame (`bootstrap/base.html`) prints each block once.
                        if !matches!(value, Value::Str(_)) {
                            self.reads.all = true;
                            let place = self.place(&code, target);
                            self.lost(place, Cause::Form("parent template is not known"));
                        }
                        // Without its parent, what the child itself says still happens.
                        self.exec_page(&code, code.program.body);
                        self.exec_blocks_below(module);
                    }
                }
            }
            None => {
                self.exec_page(&code, code.program.body);
            }
        }
        self.frames.pop();
        self.rendering.pop();
        let mut body = std::mem::replace(&mut self.ops, outer);
        if body.iter().any(|op| !matches!(op, Op::Hold { .. } | Op::Release { .. })) {
            body.push(Op::Release { frame });
            self.ops.push(Op::Call { place: site.place, symbol, body: Arc::new(body), kind: CallKind::Page });
        } else {
            self.ops.append(&mut body);
        }
    }

    /// Blocks that only children of the topmost template that is known have: the one above it, which is not, prints them.
    fn exec_blocks_below(&mut self, topmost: ModuleId) {
        let children: Vec<ModuleId> = self.rendering.iter().rev().skip(1).copied().collect();
        let is_of = |all: &[BlockBody], module: ModuleId| all.iter().any(|b| b.module == module);
        let mut above = vec![topmost];
        for child in children {
            if !self.blocks.values().any(|all| is_of(all, child)) {
                break;
            }
            let code = self.code(child);
            for stmt in code.program.block(code.program.body) {
                let Stmt::TemplateBlock(at) = code.program.stmt(*stmt) else { continue };
                let name = code.syms[code.program.blocks[at as usize].name.index()];
                if self.blocks.get(&name).is_some_and(|all| !above.iter().any(|module| is_of(all, *module))) {
                    self.exec_template_block(&code, at);
                }
            }
            above.push(child);
        }
    }

    /// A page that surely raises is not believed: what stands behind it reads rows, too.
    fn exec_page(&mut self, code: &Code, body: Block) {
        let flow = self.exec_block(code, body);
        self.reads.all |= flow == Flow::Raise;
    }

    fn parent_of(&self, code: &Code) -> Option<ExprId> {
        code.program.block(code.program.body).iter().find_map(|s| match code.program.stmt(*s) {
            Stmt::Extends(target) => Some(target),
            _ => None,
        })
    }

    fn run_child_head(&mut self, code: &Code) {
        let program = Arc::clone(&code.program);
        for stmt in program.block(program.body) {
            if matches!(
                program.stmt(*stmt),
                Stmt::Assign { .. }
                    | Stmt::TemplateImport(_)
                    | Stmt::Function(_)
                    | Stmt::Expr(_)
                    | Stmt::If(_)
                    | Stmt::Scope(_)
            ) {
                self.exec(code, *stmt);
            }
        }
    }

    /// Blocks of a template, nested ones included; the first one seen is the outermost override.
    fn collect_blocks(&mut self, code: &Code, block: Block, module: ModuleId, depth: usize) {
        if depth > 40 {
            return;
        }
        let program = Arc::clone(&code.program);
        for stmt in program.block(block) {
            match program.stmt(*stmt) {
                Stmt::TemplateBlock(at) => {
                    let b = program.blocks[at as usize];
                    let name = code.syms[b.name.index()];
                    self.blocks.entry(name).or_default().push(BlockBody { module, body: b.body });
                    self.collect_blocks(code, b.body, module, depth + 1);
                }
                Stmt::If(at) => {
                    let branch = program.ifs[at as usize];
                    self.collect_blocks(code, branch.then, module, depth + 1);
                    self.collect_blocks(code, branch.orelse, module, depth + 1);
                }
                Stmt::For(at) => self.collect_blocks(code, program.fors[at as usize].body, module, depth + 1),
                Stmt::With(at) => self.collect_blocks(code, program.withs[at as usize].body, module, depth + 1),
                Stmt::Scope(body) | Stmt::CacheFragment(body) => self.collect_blocks(code, body, module, depth + 1),
                _ => {}
            }
        }
    }

    pub(super) fn exec_template_block(&mut self, code: &Code, at: u32) -> Flow {
        let b = code.program.blocks[at as usize];
        let name = code.syms[b.name.index()];
        let chosen = self.blocks.get(&name).and_then(|all| all.first()).copied();
        let chosen = chosen.unwrap_or(BlockBody { module: code.module, body: b.body });
        self.run_block_body(name, chosen, 0);
        Flow::Next
    }

    fn run_block_body(&mut self, name: Name, chosen: BlockBody, level: usize) {
        if self.block_stack.len() >= MAX_RENDER_DEPTH {
            return;
        }
        let code = self.code(chosen.module);
        let symbol = Arc::clone(&self.world.module(chosen.module).name);
        let before = std::mem::replace(&mut self.top().symbol, symbol);
        self.block_stack.push((name, level));
        self.exec_page(&code, chosen.body);
        self.block_stack.pop();
        self.top().symbol = before;
    }

    /// `{{ super() }}` and `{{ block.super }}`: the same block one template up.
    pub(super) fn template_super(&mut self, _code: &Code) -> Value {
        if let Some((name, level)) = self.block_stack.last().copied() {
            let next = self.blocks.get(&name).and_then(|all| all.get(level + 1)).copied();
            if let Some(body) = next {
                self.run_block_body(name, body, level + 1);
            }
        }
        Value::scalar(Dims::default())
    }

    pub(super) fn exec_include(&mut self, code: &Code, target: ExprId, _with_context: bool) {
        let value = self.eval(code, target);
        let place = self.place(code, target);
        let modules = self.templates_of(&value);
        if modules.is_empty() {
            let scope = self.top().scope;
            self.escape(&Value::Object(scope));
            // A file that a build makes is no page of the tree.
            if !matches!(value, Value::Str(_)) {
                self.lost(place, Cause::Form("included template is not known"));
            }
            return;
        }
        let outer = self.top().scope;
        let scope = self.new_scope(Some(outer));
        let blocks = std::mem::take(&mut self.blocks);
        let stack = std::mem::take(&mut self.block_stack);
        self.run_templates(&modules, scope, Site { place, module: code.module });
        self.blocks = blocks;
        self.block_stack = stack;
    }

    pub(super) fn exec_template_import(&mut self, code: &Code, at: u32) {
        let import = code.program.template_imports[at as usize].clone();
        let value = self.eval(code, import.target);
        let place = self.place(code, import.target);
        let module = self.template_name_of(&value).and_then(|n| self.find_template(&n));
        let Some(module) = module else {
            for (name, alias) in &import.names {
                let bound = code.syms[alias.unwrap_or(*name).index()];
                self.bind(bound, Value::Unknown(Cause::External("a template that is not in the tree".into())), place);
            }
            if let Some(alias) = import.alias {
                let unknown = Value::Unknown(Cause::External("a template that is not in the tree".into()));
                self.bind(code.syms[alias.index()], unknown, place);
            }
            return;
        };
        let macros = self.macros_of(module);
        if let Some(alias) = import.alias {
            let object = self.heap.add(crate::eval::Object::new(ObjKind::Instance));
            for (name, value) in &macros {
                self.heap.get_mut(object).attrs.insert(*name, value.clone());
            }
            self.bind(code.syms[alias.index()], Value::Object(object), place);
        }
        for (name, alias) in import.names {
            let wanted = code.syms[name.index()];
            let value = macros.iter().find(|(n, _)| *n == wanted).map(|(_, v)| v.clone());
            let bound = code.syms[alias.unwrap_or(name).index()];
            self.bind(bound, value.unwrap_or(Value::Unknown(Cause::Attribute("macro".into()))), place);
        }
    }

    /// The macros and top-level assignments of a template.
    fn macros_of(&mut self, module: ModuleId) -> Vec<(Name, Value)> {
        let code = self.code(module);
        let symbol = Arc::clone(&self.world.module(module).name);
        let scope = self.new_scope(None);
        self.push_frame(scope, symbol);
        self.top().is_template = true;
        if self.frames.len() < super::MAX_DEPTH {
            let program = Arc::clone(&code.program);
            for stmt in program.block(program.body) {
                if matches!(program.stmt(*stmt), Stmt::Assign { .. } | Stmt::TemplateImport(_) | Stmt::Function(_)) {
                    self.exec(&code, *stmt);
                }
            }
        }
        self.frames.pop();
        let mut out: Vec<(Name, Value)> = self.heap.get(scope).attrs.iter().map(|(n, v)| (*n, v.clone())).collect();
        out.sort_by_key(|(n, _)| *n);
        out
    }

    /// `loop` in a template loop.
    pub(super) fn bind_loop_variable(&mut self, _code: &Code) {
        if let Some(name) = self.name("loop") {
            let scope = self.top().scope;
            self.heap.get_mut(scope).attrs.insert(name, Value::scalar(Dims::default()));
        }
    }

    /// Printing a row calls its `__str__`, when the class has one of its own.
    pub(super) fn print(&mut self, code: &Code, value: &Value, at: ExprId) {
        let site = self.site(code, at);
        self.print_row(value, site);
    }

    /// What turning a row into text runs.
    pub fn print_row(&mut self, value: &Value, site: Site) {
        match value {
            Value::Object(_) => return self.print_object(value, site),
            Value::OneOf(items) => return items.iter().for_each(|item| self.print_row(item, site)),
            Value::Row(_) => {}
            _ => return,
        }
        let Some(class) = self.class_of(value) else { return };
        for name in ["__html__", "__str__", "__unicode__", "__repr__"] {
            let found = self.name(name).and_then(|n| self.world.find_member(class, n).map(|(o, v)| (o, v.clone())));
            let Some((owner, method)) = found else { continue };
            if !self.world.class(owner).is_stub {
                let bound = self.bind_member(&method, owner, value, site);
                self.call(&bound, CallArgs::default(), site);
                return;
            }
        }
        // What a library's class, or one with a base that is not known, says of itself may be anything.
        if self.world.class(class).is_stub || self.world.class(class).open {
            self.escape(value);
        }
    }

    /// `locals()`: the names of the function that runs.
    pub fn local_names(&mut self) -> Value {
        let mut names: Vec<(Name, Value)> = match self.frames.last() {
            Some(frame) => self.heap.get(frame.scope).attrs.iter().map(|(n, v)| (*n, v.clone())).collect(),
            None => Vec::new(),
        };
        names.sort_by_key(|(n, _)| *n);
        let entries = names.into_iter().map(|(n, v)| (Key::Str(self.world.names.shared(n)), v)).collect();
        self.new_dict(entries)
    }

    /// What an object says of itself as HTML (a form, a field of a form).
    fn print_object(&mut self, value: &Value, site: Site) {
        let html = self.name("__html__").zip(self.class_of(value));
        let Some((name, class)) = html else { return };
        if let Some((owner, method)) = self.world.find_member(class, name).map(|(o, v)| (o, v.clone())) {
            let bound = self.bind_member(&method, owner, value, site);
            self.call(&bound, CallArgs::default(), site);
        }
    }

    /// The names that the template which runs was given: what a tag with `takes_context` reads.
    pub fn template_scope(&mut self) -> Value {
        let mut at = self.frames.iter().rev().find(|f| f.is_template).map(|f| f.scope);
        let mut entries: Vec<(Key, Value)> = Vec::new();
        while let Some(scope) = at {
            let object = self.heap.get(scope);
            let mut names: Vec<_> = object.attrs.iter().collect();
            names.sort_by_key(|(n, _)| **n);
            for (name, value) in names {
                let key = Key::Str(self.world.names.shared(*name));
                if !entries.iter().any(|(k, _)| *k == key) {
                    entries.push((key, value.clone()));
                }
            }
            at = match object.kind {
                ObjKind::Scope { parent } => parent,
                _ => None,
            };
        }
        let dict = self.new_dict(entries);
        if self.open_render > 0 {
            self.set_item(&dict, &Value::input(), Value::input());
        }
        dict
    }

    /// Marks templates as never to be run like modules.
    pub fn seal_templates(&mut self) {
        let world = self.world.to_mut();
        for module in world.modules.iter_mut().filter(|m| m.is_template) {
            module.loaded = Loaded::Yes;
        }
    }
}

/// A place in no file.
#[must_use]
pub fn nowhere() -> Place {
    Place::file(crate::model::FileId(u32::MAX))
}
