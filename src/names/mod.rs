//! Names: the interner, source roots and module names, and the linearisation of class hierarchies.

pub mod c3;
pub mod interner;
pub mod roots;
pub mod shared;

pub use interner::{Interner, Name};
