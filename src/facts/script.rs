//! What scripts of pages do by themselves.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::program::Span;

/// Something in a page that asks the server again and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    pub span: Span,
    /// Between two requests.
    pub milliseconds: u32,
    /// What it asks, as far as it is written out; empty where it is not, or where the page itself is loaded again.
    pub url: CompactString,
    pub how: PollKind,
    /// Something ends it, or lets it rest while nobody looks.
    pub stops: bool,
}

/// Requests that a script awaits one after another, although none needs what another gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitedRequests {
    /// The calls, in their order.
    pub calls: Vec<Span>,
    /// Names that their answers get.
    pub names: Vec<CompactString>,
}

/// Stands before the name of what may be a method of a plugin of jQuery.
pub const PLUGIN: &str = "$.fn.";

/// What an inline script uses of other scripts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InlineNames {
    /// Where its body begins.
    pub body: u32,
    /// Names that neither it nor the browser defines, and that it uses while the page is parsed; sorted, methods
    /// that neither has behind [`PLUGIN`].
    pub foreign: Vec<CompactString>,
    /// Functions that it does not call by then.
    pub functions: Vec<OfFunction>,
}

/// A function of an inline script with the names of others that it uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfFunction {
    pub name: CompactString,
    pub foreign: Vec<CompactString>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PollKind {
    /// `setInterval`
    Interval,
    /// `hx-trigger="every 2s"`
    Htmx,
    /// `<meta http-equiv="refresh">`
    Refresh,
}
