//! Files that a browser downloads.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssetFacts {
    pub kind: AssetKind,
    pub bytes: u64,
    /// Scripts and styles: `None` when the shape does not decide it.
    pub minified: Option<bool>,
    pub lines: u32,
    /// xxh3 of the content, to find copies.
    pub content: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssetKind {
    Script,
    Style,
    Image,
    Font,
    Other,
}
