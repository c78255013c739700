//! Fingerprints: what a finding is, without line numbers.
