//! Bar charts as inline SVG: drawn from the same numbers as the tables beside them.

use maud::{Markup, html};

use crate::finding::Severity;
use crate::report::area::Area;
use crate::report::terminal::route_name;
use crate::report::view::{PageView, Report, RouteView};
use crate::report::words::{kibibytes, thousands};

/// Bars of one chart.
const BARS: usize = 12;
/// Sizes in units of the drawing, which scales to the width of the page.
const WIDTH: u64 = 720;
const ROW: usize = 26;
const LABEL: u64 = 250;
const VALUE: u64 = 110;
/// Characters of a label.
const LABEL_CHARACTERS: usize = 38;

struct Bar {
    label: String,
    /// Class and size of each part, in the unit of the chart.
    parts: Vec<(&'static str, u64)>,
    value: String,
}

/// Shown findings by area, each bar in parts by severity.
pub fn severities(report: &Report) -> Markup {
    let bar = |area: Area| {
        let of = |severity| report.shown().filter(|f| f.area == area && f.severity == severity).count() as u64;
        let parts: Vec<(&str, u64)> = Severity::ALL.into_iter().map(|s| (s.name(), of(s))).filter(|(_, n)| *n > 0).collect();
        let total: u64 = parts.iter().map(|(_, n)| n).sum();
        let words: Vec<String> = parts.iter().map(|(name, n)| format!("{n} {name}")).collect();
        (total > 0).then(|| Bar { label: format!("{} {}", area.letter(), area.title()), parts, value: words.join(", ") })
    };
    chart("Findings by area and severity", Area::ALL.into_iter().filter_map(bar).collect(), 230)
}

/// Statements of the dearest routes, with 10 and with 40 rows a table.
pub fn routes(report: &Report) -> Markup {
    let mut routes: Vec<&RouteView> = report.routes.iter().filter(|r| r.plain.at.forty.is_some_and(|n| n > 0)).collect();
    routes.sort_by_key(|route| std::cmp::Reverse(route.plain.at.forty));
    let bar = |route: &&RouteView| {
        let forty = route.plain.at.forty?;
        let ten = route.plain.at.ten.unwrap_or(forty).min(forty);
        let value = if ten == forty { thousands(forty) } else { format!("{} → {}", thousands(ten), thousands(forty)) };
        Some(Bar { label: route_name(route), parts: vec![("base", ten), ("growth", forty - ten)], value })
    };
    chart(
        "Statements of one request: with 10 rows a table, and what 40 rows add",
        routes.iter().take(BARS).filter_map(bar).collect(),
        VALUE,
    )
}

/// What the heaviest pages load from the tree: compressed, and the rest of the raw bytes.
pub fn pages(report: &Report) -> Markup {
    let bar = |page: &PageView| Bar {
        label: page.path.clone(),
        parts: vec![("base", page.gzip.min(page.bytes)), ("growth", page.bytes.saturating_sub(page.gzip))],
        value: format!("{}, {} gzip", kibibytes(page.bytes), kibibytes(page.gzip)),
    };
    chart("Scripts and stylesheets of a page: gzip size, and raw size", report.pages.iter().take(BARS).map(bar).collect(), 190)
}

/// Nothing for a chart without bars.
fn chart(title: &str, bars: Vec<Bar>, value_width: u64) -> Markup {
    let most = bars.iter().map(total).max().unwrap_or(0);
    if most == 0 {
        return html! {};
    }
    let room = WIDTH - LABEL - value_width;
    let height = bars.len() * ROW + 6;
    html! {
        figure.chart {
            figcaption { (title) }
            svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(title) {
                @for (at, bar) in bars.iter().enumerate() {
                    g transform=(format!("translate(0 {})", at * ROW + 4)) {
                        title { (bar.label) ": " (bar.value) }
                        text.label x=(LABEL - 8) y="15" text-anchor="end" { (shortened(&bar.label)) }
                        @for (class, x, width) in placed(bar, most, room) {
                            rect class=(class) x=(LABEL + x) y="2" width=(width) height="18" rx="2" {}
                        }
                        text.value x=(LABEL + length(total(bar), most, room) + 6) y="15" { (bar.value) }
                    }
                }
            }
        }
    }
}

fn total(bar: &Bar) -> u64 {
    bar.parts.iter().map(|(_, size)| size).sum()
}

/// Class, start and width of each part.
fn placed(bar: &Bar, most: u64, room: u64) -> Vec<(&'static str, u64, u64)> {
    let mut before = 0;
    let place = |(class, size): &(&'static str, u64)| {
        let start = length(before, most, room);
        before += size;
        (*class, start, length(before, most, room).saturating_sub(start))
    };
    bar.parts.iter().map(place).collect()
}

fn length(size: u64, most: u64, room: u64) -> u64 {
    size.saturating_mul(room) / most.max(1)
}

/// The end of a long label tells more than its beginning.
fn shortened(label: &str) -> String {
    let count = label.chars().count();
    if count <= LABEL_CHARACTERS {
        return label.to_owned();
    }
    std::iter::once('…').chain(label.chars().skip(count - LABEL_CHARACTERS + 1)).collect()
}
