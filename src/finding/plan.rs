//! Phases of the roadmap: which finding is mended when, and what a phase takes.

use super::{Effort, Severity};

/// Where an item stands in the roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Minimal or low effort, high or critical severity.
    QuickWins,
    /// Everything else up to a day of work that is worth an appointment.
    Medium,
    /// More than a day, or of low weight: when the place is touched anyway.
    Long,
}

impl Phase {
    pub const ALL: [Self; 3] = [Self::QuickWins, Self::Medium, Self::Long];

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::QuickWins => "Phase 1: quick wins",
            Self::Medium => "Phase 2: planned work",
            Self::Long => "Phase 3: long-term",
        }
    }
}

/// The same items by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Horizon {
    Today,
    Week,
    Month,
    Later,
}

/// Work in minutes, from the effort words: between `low` and `high`, or more when `open`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    pub low: u64,
    pub high: u64,
    /// An item without an upper bound is among them.
    pub open: bool,
}

#[must_use]
pub fn phase(severity: Severity, effort: Effort) -> Phase {
    match (severity, effort) {
        (_, Effort::High) | (Severity::Low | Severity::Info, _) => Phase::Long,
        (Severity::High | Severity::Critical, Effort::Minimal | Effort::Low) => Phase::QuickWins,
        _ => Phase::Medium,
    }
}

#[must_use]
pub fn horizon(phase: Phase, effort: Effort) -> Horizon {
    match (phase, effort) {
        (Phase::QuickWins, Effort::Minimal) => Horizon::Today,
        (Phase::QuickWins, _) => Horizon::Week,
        (Phase::Medium, _) => Horizon::Month,
        (Phase::Long, _) => Horizon::Later,
    }
}

/// Effort of one cause with many places: the word of its dearest place, one step up beyond five places.
#[must_use]
pub fn group_effort(dearest: Effort, places: usize) -> Effort {
    match dearest {
        word if places <= 5 => word,
        Effort::Minimal => Effort::Low,
        Effort::Low => Effort::Medium,
        Effort::Medium | Effort::High => Effort::High,
    }
}

/// What the words mean in minutes; a day has eight hours.
#[must_use]
pub fn range(effort: Effort) -> Range {
    let (low, high, open) = match effort {
        Effort::Minimal => (5, 15, false),
        Effort::Low => (15, 120, false),
        Effort::Medium => (240, 480, false),
        Effort::High => (480, 1440, true),
    };
    Range { low, high, open }
}

/// The sum of several efforts.
#[must_use]
pub fn total(efforts: impl IntoIterator<Item = Effort>) -> Range {
    efforts.into_iter().map(range).fold(Range::default(), |a, b| Range {
        low: a.low + b.low,
        high: a.high + b.high,
        open: a.open || b.open,
    })
}

impl Range {
    /// `35 min to 4 h`, `1 day to 3 days or more`.
    #[must_use]
    pub fn words(self) -> String {
        let more = if self.open { " or more" } else { "" };
        format!("{} to {}{more}", minutes(self.low), minutes(self.high))
    }
}

fn minutes(minutes: u64) -> String {
    let halves = |unit: u64| {
        let halves = (minutes * 2).div_ceil(unit);
        if halves.is_multiple_of(2) { format!("{}", halves / 2) } else { format!("{}.5", halves / 2) }
    };
    match minutes {
        0..60 => format!("{minutes} min"),
        60..480 => format!("{} h", halves(60)),
        480 => "1 day".into(),
        _ => format!("{} days", halves(480)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cheap_and_grave_is_a_quick_win() {
        assert_eq!(phase(Severity::Critical, Effort::Minimal), Phase::QuickWins);
        assert_eq!(phase(Severity::High, Effort::Low), Phase::QuickWins);
        assert_eq!(phase(Severity::Critical, Effort::Medium), Phase::Medium);
        assert_eq!(phase(Severity::Medium, Effort::Minimal), Phase::Medium);
        assert_eq!(phase(Severity::Critical, Effort::High), Phase::Long);
        assert_eq!(phase(Severity::Low, Effort::Minimal), Phase::Long);
    }

    #[test]
    fn totals_are_ranges_in_readable_units() {
        assert_eq!(total([Effort::Minimal]).words(), "5 min to 15 min");
        assert_eq!(total([Effort::Minimal, Effort::Low, Effort::Low]).words(), "35 min to 4.5 h");
        assert_eq!(total([Effort::Medium, Effort::High]).words(), "1.5 days to 4 days or more");
    }

    #[test]
    fn many_places_take_longer() {
        assert_eq!(group_effort(Effort::Minimal, 5), Effort::Minimal);
        assert_eq!(group_effort(Effort::Minimal, 6), Effort::Low);
        assert_eq!(group_effort(Effort::High, 60), Effort::High);
    }
}
