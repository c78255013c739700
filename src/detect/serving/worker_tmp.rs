//! gunicorn's heartbeat file on the disk of a container.

use crate::facts::Language;
use crate::finding::{EvidenceRole, Holds, Verdict};
use crate::model::FileId;
use crate::model::delivery::Process;
use crate::rule::{Detector, Input, Rule};

/// Words that say that /tmp is memory, or that somebody has thought of it.
const SAID_ELSEWHERE: [&str; 4] = ["tmpfs", "worker-tmp-dir", "worker_tmp_dir", "medium: Memory"];

pub struct WorkerTmpOnDisk;

impl Detector for WorkerTmpOnDisk {
    fn detect(&self, rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
        let is_meant = |p: &&Process| p.server == "gunicorn" && p.container && p.deployed && !p.development;
        for process in input.model.processes.iter().filter(is_meant) {
            let subject = format!("{} under gunicorn", process.name);
            if process.tmp_dir_told || is_said_elsewhere(input) {
                let why = "something says where the heartbeat file is".to_owned();
                out.push(Verdict::Holds(Holds { rule: rule.id.clone(), subject, place: Some(process.place), why }));
                continue;
            }
            let finding = rule.finding(process.place, subject).evidence(
                process.place,
                EvidenceRole::Entry,
                "starts gunicorn in a container, without --worker-tmp-dir",
            );
            out.push(finding.build());
        }
    }
}

fn is_said_elsewhere(input: &Input<'_>) -> bool {
    let mut deploy = (0..).map(FileId).zip(&input.model.files).filter(|(_, entry)| entry.language == Language::Deploy);
    deploy.any(|(file, _)| {
        let text = input.texts.get(file.index());
        SAID_ELSEWHERE.iter().any(|word| text.text.contains(word))
    })
}
