//! The roadmap: entries in phases. An item without a finding behind it does not exist.

use std::collections::BTreeSet;

use crate::finding::plan::{self, Phase};

use super::view::{Entry, FindingView, PhaseView, RoadmapItem};

/// Phases with at least one item, items by rank.
#[must_use]
pub fn phases(entries: &[Entry], ranked: &[usize], findings: &[FindingView]) -> Vec<PhaseView> {
    Phase::ALL
        .into_iter()
        .filter_map(|phase| {
            let of_phase: Vec<usize> =
                ranked.iter().copied().filter(|&at| plan::phase(entries[at].severity, entries[at].effort) == phase).collect();
            if of_phase.is_empty() {
                return None;
            }
            let effort = plan::total(of_phase.iter().map(|&at| entries[at].effort));
            let items = of_phase.into_iter().map(|at| item(at, &entries[at], phase, findings)).collect();
            Some(PhaseView { phase, items, effort })
        })
        .collect()
}

fn item(at: usize, entry: &Entry, phase: Phase, findings: &[FindingView]) -> RoadmapItem {
    let files: BTreeSet<&str> = entry.members.iter().map(|&m| findings[m].at.path.as_str()).collect();
    RoadmapItem {
        entry: at,
        horizon: plan::horizon(phase, entry.effort),
        files: files.into_iter().map(str::to_owned).collect(),
    }
}
