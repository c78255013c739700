//! What one file says: owned, serialisable, free of ids of other files; every place is a byte range in this file.
//! Facts are what the cache ([`store`]) keeps; nothing here knows another file.

pub mod asset;
pub mod builder;
pub mod ddl;
pub mod deploy;
pub mod page;
pub mod print;
pub mod program;
pub mod script;
pub mod store;
pub mod word;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

pub use crate::source::classify::{Language, Role};
pub use program::{Program, Span};

/// What a front end learned from one file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Python and templates.
    pub program: Option<Program>,
    /// The HTML of a template.
    pub page: Option<page::PageFacts>,
    /// `.sql` files.
    pub ddl: Vec<ddl::Statement>,
    /// Deployment and dependency files.
    pub deploy: Vec<deploy::Fact>,
    /// Served files.
    pub asset: Option<asset::AssetFacts>,
    /// What scripts and pages ask the server in intervals.
    pub polls: Vec<script::Poll>,
    /// Requests that scripts await one after another.
    pub awaited_requests: Vec<script::AwaitedRequests>,
    /// Inline scripts, as far as they can be read, with what they use of other scripts.
    pub inline_names: Vec<script::InlineNames>,
    /// Places that patterns of declarative rules mark, sorted.
    pub patterns: Vec<PatternHit>,
    /// What could not be understood.
    pub notes: Vec<Note>,
}

/// A place that a pattern of a declarative rule marks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PatternHit {
    pub span: Span,
    /// The rule's id.
    pub rule: String,
}

/// Something in the file that could not be understood, or was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub kind: NoteKind,
    pub span: Option<Span>,
    pub text: CompactString,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// A syntax error; what stands around it was read.
    Syntax,
    /// Bytes that are not text in any encoding that was recognised.
    Encoding,
    /// Over a size limit.
    TooLarge,
    /// Could not be opened or read.
    Unreadable,
    /// perfaudit itself failed on this file.
    InternalError,
    /// Anything else worth saying in the coverage.
    Other,
}
