//! Imports: running a module's body once, when it is first needed.

use std::sync::Arc;

use crate::eval::CallArgs;
use crate::eval::value::{Cause, Site, Value};
use crate::eval::world::{Loaded, ModuleId};
use crate::facts::program::{Import, StmtId};
use crate::names::roots::beside;

use super::{Code, Interp};

impl Interp<'_> {
    pub(super) fn exec_import(&mut self, code: &Code, at: u32, id: StmtId) {
        let place = self.stmt_place(code, id);
        match code.program.imports[at as usize].clone() {
            Import::Module { path, alias } => {
                if let Some(alias) = alias {
                    let value = self.load_dotted(&self.absolute(code, &path, 0));
                    self.bind(code.syms[alias.index()], value, place);
                } else {
                    self.load_dotted(&self.absolute(code, &path, 0));
                    let first = path.split('.').next().unwrap_or(&path);
                    let value = self.load_dotted(&self.absolute(code, first, 0));
                    if let Some(name) = self.intern(first) {
                        self.bind(name, value, place);
                    }
                }
            }
            Import::From { path, level, names, star } => {
                let base = self.absolute(code, &path, level);
                if star {
                    self.import_star(code, &base);
                    return;
                }
                let module = self.load_dotted(&base);
                for (name, alias) in names {
                    let bound = alias.unwrap_or(name);
                    let value = self.import_name(&module, &base, code.syms[name.index()]);
                    self.bind(code.syms[bound.index()], value, place);
                }
            }
        }
    }

    fn intern(&mut self, text: &str) -> Option<crate::names::Name> {
        if self.linking_mode() { Some(self.world.to_mut().names.intern(text)) } else { self.world.names.find(text) }
    }

    /// The dotted name that a relative import means.
    fn absolute(&self, code: &Code, path: &str, level: u32) -> String {
        let module = self.world.module(code.module);
        if level == 0 {
            let known = |name: &str| self.world.by_name.contains_key(name);
            return beside(&module.name, module.is_package, path, known).unwrap_or_else(|| path.to_owned());
        }
        let mut base: Vec<&str> = module.name.split('.').collect();
        let up = level as usize - usize::from(module.is_package);
        base.truncate(base.len().saturating_sub(up));
        if !path.is_empty() {
            base.push(path);
        }
        base.join(".")
    }

    /// What the `__getattr__` of a module gives for a name that it does not bind.
    pub(super) fn computed_global(&mut self, module: ModuleId, name: crate::names::Name) -> Option<Value> {
        let getattr = self.global(module, "__getattr__")?;
        let args = CallArgs { positional: vec![Value::Str(self.world.names.shared(name))], ..CallArgs::default() };
        let site = Site { module, ..Site::nowhere() };
        Some(self.call(&getattr, args, site))
    }

    fn import_name(&mut self, module: &Value, base: &str, name: crate::names::Name) -> Value {
        match module {
            Value::Module(id) => {
                let globals = self.world.module(*id).globals;
                if let Some(value) = self.heap.get(globals).attrs.get(&name) {
                    return value.clone();
                }
                let dotted = if base.is_empty() { self.text(name).to_owned() } else { format!("{base}.{}", self.text(name)) };
                if self.world.by_name.contains_key(dotted.as_str()) {
                    return self.load_dotted(&dotted);
                }
                if self.world.module(*id).file.is_none() {
                    return Value::External(dotted.into());
                }
                self.computed_global(*id, name).unwrap_or_else(|| Value::Unknown(Cause::Name(dotted.into())))
            }
            Value::External(path) => {
                let dotted = format!("{path}.{}", self.text(name));
                // `from folder import module` where the folder has no `__init__.py`.
                if self.world.by_name.contains_key(dotted.as_str()) {
                    return self.load_dotted(&dotted);
                }
                Value::External(dotted.into())
            }
            other => other.clone(),
        }
    }

    fn import_star(&mut self, code: &Code, base: &str) {
        let module = self.load_dotted(base);
        let Value::Module(id) = module else { return };
        let from = self.world.module(id).globals;
        let attrs: Vec<_> = self
            .heap
            .get(from)
            .attrs
            .iter()
            .filter(|(n, _)| !self.world.names.text(**n).starts_with('_'))
            .map(|(n, v)| (*n, v.clone()))
            .collect();
        let target = self.frames.last().map_or(self.world.module(code.module).globals, |f| f.scope);
        let object = self.heap.get_mut(target);
        for (name, value) in attrs {
            object.attrs.insert(name, value);
        }
    }

    /// The module of a dotted name, its parents and itself loaded; something outside otherwise.
    pub fn load_dotted(&mut self, dotted: &str) -> Value {
        // Importing `a.b.c` runs `a` and `a.b` first.
        let mut end = 0;
        while let Some(next) = dotted[end..].find('.') {
            let parent = &dotted[..end + next];
            if let Some(id) = self.world.by_name.get(parent).copied() {
                self.load(id);
            }
            end += next + 1;
        }
        match self.world.by_name.get(dotted).copied() {
            Some(id) => {
                self.load(id);
                Value::Module(id)
            }
            None => Value::External(dotted.into()),
        }
    }

    /// Runs a module's body, unless it ran or is running (an import cycle sees what is there so far).
    pub fn load(&mut self, id: ModuleId) {
        if self.world.module(id).loaded != Loaded::No || !self.linking_mode() {
            return;
        }
        self.world.to_mut().modules[id.0 as usize].loaded = Loaded::Running;
        let code = self.code(id);
        let globals = self.world.module(id).globals;
        let symbol: Arc<str> = Arc::clone(&self.world.module(id).name);
        let undecided = std::mem::take(&mut self.undecided);
        let loops = std::mem::take(&mut self.loops);
        self.push_frame(globals, symbol);
        self.exec_module(&code);
        self.frames.pop();
        self.undecided = undecided;
        self.loops = loops;
        self.world.to_mut().modules[id.0 as usize].loaded = Loaded::Yes;
        self.bind_in_parent(id);
    }

    /// Runs what stands under `if TYPE_CHECKING` once all modules are there, where it closes no cycle of imports.
    pub fn load_types(&mut self) {
        for (module, block) in std::mem::take(&mut self.imports_for_types) {
            let code = self.code(module);
            let globals = self.world.module(module).globals;
            let symbol: Arc<str> = Arc::clone(&self.world.module(module).name);
            self.push_frame(globals, symbol);
            self.exec_block(&code, block);
            self.frames.pop();
            self.diverged = false;
        }
    }

    /// `import a.b` makes `b` an attribute of `a`.
    fn bind_in_parent(&mut self, id: ModuleId) {
        let name = Arc::clone(&self.world.module(id).name);
        let Some((parent, last)) = name.rsplit_once('.') else { return };
        let Some(parent) = self.world.by_name.get(parent).copied() else { return };
        let globals = self.world.module(parent).globals;
        let Some(last) = self.intern(last) else { return };
        self.heap.get_mut(globals).attrs.entry(last).or_insert(Value::Module(id));
    }
}
