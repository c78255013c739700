//! What a library adds to the language: attributes of its values and calls of its functions.

use super::interp::Interp;
use super::value::{CallValues, Site, Value};
use super::world::{ClassRef, ModuleId};
use crate::facts::program::ExprId;
use crate::names::Name;

/// Evaluated arguments of a call.
pub type CallArgs = CallValues;

/// Implemented by library/. `None` means "not mine"; the interpreter then does what the language says.
pub trait Semantics: Sync {
    /// A function that Rust implements, by name.
    fn call_native(&self, ix: &mut Interp<'_>, native: &'static str, args: CallArgs, site: Site) -> Value;

    /// The static name of an intrinsic that stubs may call (`__route__`).
    fn native(&self, name: &str) -> Option<&'static str>;

    /// Whether what an intrinsic does with its arguments is followed: what it reads of rows is on record.
    fn follows(&self, native: &'static str) -> bool;

    /// `value.name` for queries, rows, columns, proxies and classes of entities.
    fn attribute(&self, ix: &mut Interp<'_>, value: &Value, name: Name, site: Site) -> Option<Value>;

    /// `value.name(args)` for values whose methods the library knows.
    fn call_method(&self, ix: &mut Interp<'_>, receiver: &Value, name: Name, args: &CallArgs, site: Site) -> Option<Value>;

    /// `x.name(args)` of a receiver that is not known, where the arguments alone say what it is (`x.query(Post)`).
    fn call_by_arguments(&self, ix: &mut Interp<'_>, name: Name, args: &CallArgs, site: Site) -> Option<Value>;

    /// What iterating the value runs and yields (a query runs).
    fn iterate(&self, ix: &mut Interp<'_>, value: &Value, site: Site) -> Option<Value>;

    /// Whether a value surely has, or surely lacks, a public attribute of that name.
    fn has(&self, ix: &Interp<'_>, value: &Value, name: &str) -> Option<bool>;

    /// What asking whether a value is true runs.
    fn condition(&self, ix: &mut Interp<'_>, value: &Value, site: Site);

    /// Comparisons and operators of columns and predicates.
    fn operator(&self, ix: &mut Interp<'_>, op: &'static str, left: &Value, right: &Value, site: Site) -> Option<Value>;

    /// `value[index]`; slices come as a two-tuple (lower, upper).
    fn index(&self, ix: &mut Interp<'_>, value: &Value, index: &Value, is_slice: bool, site: Site) -> Option<Value>;

    /// `receiver[key] = value` was written (a configuration is filled).
    fn item_set(&self, ix: &mut Interp<'_>, receiver: &Value, key: &Value, value: &Value, site: Site);

    /// What a parameter is by its annotation, when what it is given is not known.
    fn given(&self, ix: &mut Interp<'_>, module: ModuleId, annotation: ExprId) -> Option<Value>;

    /// A row of a mapped class, of which nothing else is known.
    fn given_row(&self, ix: &mut Interp<'_>, class: ClassRef) -> Option<Value>;

    /// What a call of an outside function does, by its dotted name.
    fn external(&self, ix: &mut Interp<'_>, dotted: &str, args: &CallArgs, site: Site) -> Option<Value>;

    /// Whether a library, given by the dotted name of something in it, runs functions of the project as somebody's request
    /// asks for them: what a call of it does is not known.
    fn defers(&self, dotted: &str) -> bool;

    /// A name that templates know without being given it.
    fn template_name(&self, ix: &mut Interp<'_>, name: &str) -> Option<Value>;
}
