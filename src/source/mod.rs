//! Files: walking, classifying, reading, decoding, and lines of text.

pub mod classify;
pub mod file;
pub mod git;
pub mod guard;
pub mod text;
pub mod walk;
