//! Annotations and defaults, read when a library asks for them.

use crate::eval::heap::ObjId;
use crate::eval::value::Value;
use crate::eval::world::ModuleId;
use crate::facts::program::ExprId;

use super::Interp;

impl Interp<'_> {
    /// What an expression of a module is when it is evaluated below `closure`, or at the top of the module.
    pub fn eval_at(&mut self, module: ModuleId, closure: Option<ObjId>, expr: ExprId) -> Value {
        let code = self.code(module);
        let scope = self.new_scope(closure);
        let symbol = self.symbol();
        self.push_frame(scope, symbol);
        let value = self.eval(&code, expr);
        self.frames.pop();
        value
    }

    /// The value of a global name of a module.
    #[must_use]
    pub fn global(&self, module: ModuleId, text: &str) -> Option<Value> {
        let globals = self.world.module(module).globals;
        self.heap.get(globals).attrs.get(&self.name(text)?).cloned()
    }
}
