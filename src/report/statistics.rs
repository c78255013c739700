//! How many findings each rule has: the short answer to "what is here?".

use comfy_table::{CellAlignment, Table, presets};

use super::view::{Report, RuleView};
use super::words;

/// One row a rule with shown findings, the most first; the last line is the sum.
#[must_use]
pub fn write(report: &Report) -> String {
    let mut rules: Vec<&RuleView> = report.rules.iter().filter(|rule| rule.findings > 0).collect();
    rules.sort_by(|a, b| b.findings.cmp(&a.findings).then_with(|| a.id.cmp(&b.id)));
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.force_no_tty();
    for rule in &rules {
        let places = report.shown().filter(|f| f.rule == rule.id);
        let (edits, sure) = places.fold((0, 0), |(edits, sure), f| {
            (edits + usize::from(!f.edits.is_empty()), sure + usize::from(f.confidence >= crate::finding::Confidence::High))
        });
        let edits = if edits == 0 { String::new() } else { format!("{edits} with an edit") };
        table.add_row([rule.findings.to_string(), rule.id.clone(), format!("{sure} sure"), edits]);
    }
    if let Some(column) = table.column_mut(0) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let total: usize = rules.iter().map(|rule| rule.findings).sum();
    let sum = format!("{} of {}.\n", words::count(total, "finding", "findings"), words::count(rules.len(), "rule", "rules"));
    if rules.is_empty() {
        return sum;
    }
    format!("{}\n\n{sum}", table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n"))
}
