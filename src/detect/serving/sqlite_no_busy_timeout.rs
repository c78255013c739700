//! Connections of SQLite that give up before another writer is done.

use crate::detect::web_app::{production_servers, web_modules};
use crate::finding::{EvidenceRole, Verdict};
use crate::rule::{Detector, Input, Rule};

pub struct SqliteNoBusyTimeout;

impl Detector for SqliteNoBusyTimeout {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let model = input.model;
        let together =
            |workers: Option<i64>, threads: Option<i64>| workers.unwrap_or(2).saturating_mul(threads.unwrap_or(2)) > 1;
        let mut servers = production_servers(model).chain(model.processes.iter().filter(|process| process.deployed));
        let Some(server) = servers.find(|process| together(process.workers.value, process.threads.value)) else { return };
        let web = web_modules(model, true);
        for short in model.busy_timeouts.iter().filter(|short| web.contains_key(&short.place.file)) {
            let finding = rule
                .finding(short.place, model.path(short.place.file))
                .slot("what", short.what.as_str())
                .slot("server", server.server.as_str())
                .evidence(server.place, EvidenceRole::Entry, "serves several requests at once");
            out.push(finding.build());
        }
    }
}
