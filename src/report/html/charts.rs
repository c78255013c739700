//! Bar charts as inline SVG: drawn from the same numbers as the tables beside them.

use maud::{Markup, html};

use crate::finding::Severity;
use crate::report::area::Area;
use crate::report::terminal::route_name;
use crate::report::view::{PageView, Report, RouteView};
use crate::report::words::{self, kibibytes, thousands};

/// Bars of one chart.
const BARS: usize = 12;
/// A label stands above its bar, so that both have the whole width of any screen; heights in pixels.
const ROW: usize = 38;
const LABEL_CHARACTERS: usize = 34;

struct Bar {
    label: String,
    /// Class and size of each part, in the unit of the chart.
    parts: Vec<(&'static str, u64)>,
    value: String,
    /// What a narrow screen has no room for.
    more: String,
}

/// Shown findings by area, each bar in parts by severity.
pub fn severities(report: &Report) -> Markup {
    let bar = |area: Area| {
        let of = |severity| report.shown().filter(|f| f.area == area && f.severity == severity).count() as u64;
        let parts: Vec<(&str, u64)> = Severity::ALL.into_iter().map(|s| (s.name(), of(s))).filter(|(_, n)| *n > 0).collect();
        let total: u64 = parts.iter().map(|(_, n)| n).sum();
        let words: Vec<String> = parts.iter().map(|(name, n)| format!("{n} {name}")).collect();
        let value = words::count(usize::try_from(total).unwrap_or(usize::MAX), "finding", "findings");
        let more = format!(": {}", words.join(", "));
        (total > 0).then(|| Bar { label: format!("{} {}", area.letter(), area.title()), parts, value, more })
    };
    chart("Findings by area and severity", Area::ALL.into_iter().filter_map(bar).collect())
}

/// Statements of the dearest routes, with 10 and with 40 rows a table.
pub fn routes(report: &Report) -> Markup {
    let mut routes: Vec<&RouteView> = report.routes.iter().filter(|r| r.plain.at.forty.is_some_and(|n| n > 0)).collect();
    routes.sort_by_key(|route| std::cmp::Reverse(route.plain.at.forty));
    let bar = |route: &&RouteView| {
        let forty = route.plain.at.forty?;
        let ten = route.plain.at.ten.unwrap_or(forty).min(forty);
        let value = if ten == forty { thousands(forty) } else { format!("{} → {}", thousands(ten), thousands(forty)) };
        Some(Bar { label: route_name(route), parts: vec![("base", ten), ("growth", forty - ten)], value, more: String::new() })
    };
    chart(
        "Statements of one request: with 10 rows a table, and what 40 rows add",
        routes.iter().take(BARS).filter_map(bar).collect(),
    )
}

/// What the heaviest pages load from the tree: compressed, and the rest of the raw bytes.
pub fn pages(report: &Report) -> Markup {
    let bar = |page: &PageView| Bar {
        label: page.path.clone(),
        parts: vec![("base", page.gzip.min(page.bytes)), ("growth", page.bytes.saturating_sub(page.gzip))],
        value: kibibytes(page.bytes),
        more: format!(", {} with gzip", kibibytes(page.gzip)),
    };
    chart("Scripts and stylesheets of a page: gzip size, and raw size", report.pages.iter().take(BARS).map(bar).collect())
}

/// Nothing for a chart without bars.
fn chart(title: &str, bars: Vec<Bar>) -> Markup {
    let most = bars.iter().map(total).max().unwrap_or(0);
    if most == 0 {
        return html! {};
    }
    html! {
        figure.chart {
            figcaption { (title) }
            svg width="100%" height=(bars.len() * ROW) role="img" aria-label=(title) {
                @for (at, bar) in bars.iter().enumerate() {
                    @let top = at * ROW;
                    g {
                        title { (bar.label) ": " (bar.value) (bar.more) }
                        text.label x="0" y=(top + 14) { (shortened(&bar.label)) }
                        text.value x="100%" y=(top + 14) text-anchor="end" { (bar.value) tspan.more { (bar.more) } }
                        rect.ground x="0" y=(top + 19) width="100%" height="10" {}
                        @for (class, x, width) in placed(bar, most) {
                            rect class=(class) x=(percent(x)) y=(top + 19) width=(percent(width)) height="10" {}
                        }
                    }
                }
            }
        }
    }
}

fn total(bar: &Bar) -> u64 {
    bar.parts.iter().map(|(_, size)| size).sum()
}

/// Class, start and width of each part, in thousandths of the width.
fn placed(bar: &Bar, most: u64) -> Vec<(&'static str, u64, u64)> {
    let length = |size: u64| size.saturating_mul(1000) / most.max(1);
    let mut before = 0;
    let place = |(class, size): &(&'static str, u64)| {
        let start = length(before);
        before += size;
        (*class, start, length(before).saturating_sub(start))
    };
    bar.parts.iter().map(place).collect()
}

fn percent(thousandths: u64) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// The end of a long label tells more than its beginning.
fn shortened(label: &str) -> String {
    let count = label.chars().count();
    if count <= LABEL_CHARACTERS {
        return label.to_owned();
    }
    std::iter::once('…').chain(label.chars().skip(count - LABEL_CHARACTERS + 1)).collect()
}
