//! Walks a checkout.
