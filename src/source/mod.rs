//! Files: walking, classifying, decoding, and lines of text.

pub mod classify;
pub mod git;
pub mod guard;
pub mod text;
pub mod walk;
