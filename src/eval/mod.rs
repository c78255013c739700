//! Values, heap, query algebra, operations and the interpreter. Knows no framework and no price: what a library call means
//! comes in through [`Semantics`], what an operation costs is decided by the replay in flow/.

mod bounds;
pub mod builtins;
pub mod heap;
pub mod identity;
pub mod interp;
pub mod ops;
mod predicate;
pub mod query;
pub mod reads;
pub mod registrations;
pub mod semantics;
pub mod value;
pub mod world;

pub use heap::{Heap, ObjId, ObjKind, Object};
pub use interp::Interp;
pub use ops::{LoopInfo, Op};
pub use query::{Bound, Predicate, Query};
pub use semantics::{CallArgs, Semantics};
pub use value::{Cause, Dims, Rows, RowsKind, Value};
pub use world::{ClassRef, FuncRef, ModuleId, World};
