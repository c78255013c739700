//! Phases of the roadmap.
