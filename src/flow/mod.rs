//! Serve phase: evaluates entry points, replays what they do and prices it.

pub mod cost;
pub mod ledger;

use crate::config::Settings;
use crate::link::Linked;

use ledger::Ledger;

/// Prices every entry point.
#[must_use]
pub fn price(_linked: &Linked, _settings: &Settings) -> Ledger {
    Ledger::default()
}
