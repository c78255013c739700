//! A request that asks its own server over HTTP.

use crate::eval::ops::Outside;
use crate::finding::{Confidence, EvidenceRole, Verdict};
use crate::flow::ledger::OutsideRecord;
use crate::model::Place;
use crate::model::route::Route;
use crate::rule::{Detector, Input, Rule};

use super::{in_requests, with_way};

/// Hosts that are this machine.
const SELF: [&str; 4] = ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"];

pub struct HttpSelfCall;

impl Detector for HttpSelfCall {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        for call in in_requests(input).filter(|call| call.kind == Outside::Http) {
            let Some(url) = call.what.split_once(' ').map(|(_, url)| url.trim()) else { continue };
            let Some(path) = own_path(url) else { continue };
            // Another service of the same machine has other paths, or another port.
            let mut routes = input.model.routes.iter();
            let asked = routes.find(|route| begins_alike(&route.rule, path) && are_together(route, call, input));
            let Some(asked) = asked.filter(|_| !is_elsewhere(url, input)) else { continue };
            let mut finding = rule.finding(call.place, call.symbol.clone()).slot("url", url);
            finding = finding.evidence(asked.place, EvidenceRole::Definition, format!("{} is served here", asked.rule));
            if !call.guards.is_empty() {
                // Under whatever conditions: when it is made, a worker waits for another.
                finding = finding.confidence(Confidence::Medium);
            }
            out.push(with_way(finding, call, input).build());
        }
    }
}

/// The path of an address on this machine.
fn own_path(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"))?;
    let host = SELF.into_iter().find(|host| rest.starts_with(host))?;
    let rest = &rest[host.len()..];
    let path = rest.find('/').map(|at| &rest[at..])?;
    (path.len() > 1).then_some(path)
}

/// Both stand in one package, or in one folder.
fn are_together(route: &Route, call: &OutsideRecord, input: &Input<'_>) -> bool {
    let in_package = route.handler.split('.').next() == call.symbol.split('.').next();
    let folder = |place: Place| input.model.path(place.file).rsplit_once('/').map(|(folder, _)| folder);
    in_package || folder(route.place) == folder(call.place)
}

/// The address names a port, and the tree tells on which ones its servers listen: on others.
fn is_elsewhere(url: &str, input: &Input<'_>) -> bool {
    let Some(port) = port(url) else { return false };
    let servers = input.model.processes.iter().filter(|process| !process.takes_jobs());
    let mut ports = servers.filter_map(|process| process.port).peekable();
    ports.peek().is_some() && ports.all(|own| own != port)
}

fn port(url: &str) -> Option<u16> {
    let authority = url.split("://").nth(1)?.split('/').next()?;
    authority.rsplit_once(':')?.1.parse().ok()
}

/// The rule of a route is the path up to its first parameter, and the path ends there or is cut by a hole.
fn begins_alike(rule: &str, path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let fixed = rule.split('<').next().unwrap_or(rule).split('{').next().unwrap_or(rule);
    if fixed.len() < 2 {
        return false;
    }
    if fixed.len() == rule.len() { path == rule } else { path.starts_with(fixed) }
}

#[cfg(test)]
mod tests {
    use super::{begins_alike, own_path};

    #[test]
    fn only_an_address_of_this_machine_has_an_own_path() {
        assert_eq!(own_path("http://localhost:5000/api/race?x=1"), Some("/api/race?x=1"));
        assert_eq!(own_path("https://127.0.0.1/a"), Some("/a"));
        assert_eq!(own_path("http://localhost:9200"), None);
        assert_eq!(own_path("https://example.org/api"), None);
    }

    #[test]
    fn a_route_fits_by_its_fixed_part() {
        assert!(begins_alike("/api/race", "/api/race?x=1"));
        assert!(begins_alike("/api/race/<int:id>", "/api/race/"));
        assert!(!begins_alike("/api/race", "/api/races"));
        assert!(!begins_alike("/<path:rest>", "/api/race"));
    }
}
