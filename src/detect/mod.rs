//! Native detectors, one file each, grouped as rules/ is; this is their table.

pub mod caching;
pub mod pages;
pub mod queries;
pub mod schema;
pub mod serving;

use crate::rule::DetectorTable;

/// Every native detector by the name that a rule file gives.
pub const TABLE: DetectorTable =
    &[("fk-not-indexed", &schema::fk_not_indexed::FkNotIndexed), ("redundant-index", &schema::redundant_index::RedundantIndex)];
