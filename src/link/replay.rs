//! Replays schema statements into tables.
