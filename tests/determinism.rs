//! Same input, same bytes out: for any number of threads, and for any order in which files were found.

use std::path::{Path, PathBuf};

use perfaudit::{Report, Request, Setup, audit, audit_files, report, walk};

fn racemes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/racemes")
}

fn request(jobs: usize) -> Request {
    Request { root: racemes(), jobs: Some(jobs), ..Request::default() }
}

fn bytes(report: &Report) -> [String; 2] {
    [report::json::write(report), report::markdown::write(report, false)]
}

fn with_jobs(jobs: usize) -> Report {
    audit(&request(jobs)).expect("a report").0
}

#[test]
fn threads_do_not_show() {
    let one = with_jobs(1);
    assert!(!one.findings.is_empty(), "a report without findings would prove nothing");
    for jobs in [2, 8] {
        assert_eq!(bytes(&one), bytes(&with_jobs(jobs)), "{jobs} threads");
    }
}

#[test]
fn the_order_of_files_does_not_show() {
    let expected = bytes(&with_jobs(2));
    let setup = Setup::new(&request(2)).expect("a set-up");
    let sorted = walk(&racemes(), &setup.settings.files).expect("a walk");
    let mut reversed = sorted.clone();
    reversed.files.reverse();
    let mut riffled = sorted.clone();
    let (even, odd): (Vec<_>, Vec<_>) = sorted.files.iter().cloned().enumerate().partition(|(at, _)| at % 2 == 0);
    riffled.files = odd.into_iter().chain(even).map(|(_, file)| file).collect();
    for shuffled in [reversed, riffled] {
        assert_ne!(shuffled.files, sorted.files);
        assert_eq!(expected, bytes(&audit_files(&shuffled, &setup).expect("a report")));
    }
}
