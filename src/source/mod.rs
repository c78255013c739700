//! Files: walking, classifying, reading, decoding, and lines of text.

pub mod classify;
pub mod file;
pub mod git;
pub mod guard;
mod named_like_tests;
pub mod text;
pub mod walk;
