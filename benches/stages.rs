//! What each stage of a run costs, so that a regression names its stage.
//!
//! `cargo bench` runs on the fixture `racemes`; `PERFAUDIT_BENCH=/path/to/checkout cargo bench` on any tree.

use std::path::{Path, PathBuf};

use divan::{Bencher, black_box};
use perfaudit::facts::{Language, Role};
use perfaudit::library::Library;
use perfaudit::pipeline::setup::Cache;
use perfaudit::pipeline::{self, read, stubs};
use perfaudit::report::{self, Coverage};
use perfaudit::syntax::{self, Input};
use perfaudit::{Request, Setup, Walk, flow, link, walk};

/// Stages nest deeply on hostile trees; a run gives its threads such stacks, too.
const STACK_BYTES: usize = 64 * 1024 * 1024;

fn main() {
    rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).build_global().expect("threads");
    let stages = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(divan::main).expect("a thread");
    stages.join().expect("the stages run");
}

fn tree() -> PathBuf {
    let fixture = || Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/racemes");
    std::env::var_os("PERFAUDIT_BENCH").map_or_else(fixture, PathBuf::from)
}

fn setup() -> Setup {
    Setup::new(&Request { root: tree(), ..Request::default() }).expect("a set-up")
}

fn walked(setup: &Setup) -> Walk {
    walk(&tree(), &setup.settings.files).expect("a walk")
}

/// Runs a stage on what stands before it.
fn staged(bencher: Bencher<'_, '_>, stage: impl Fn(&Setup, &Walk, Bencher<'_, '_>)) {
    let setup = setup();
    stage(&setup, &walked(&setup), bencher);
}

#[divan::bench]
fn a_set_up(bencher: Bencher<'_, '_>) {
    bencher.bench_local(setup);
}

#[divan::bench]
fn b_walk(bencher: Bencher<'_, '_>) {
    staged(bencher, |setup, _, bencher| bencher.bench_local(|| walked(setup)));
}

/// Parsing and lowering of all Python and templates, on one thread.
#[divan::bench]
fn c_parse_and_lower(bencher: Bencher<'_, '_>) {
    staged(bencher, |_, walk, bencher| {
        let texts: Vec<(&str, Language, Vec<u8>)> = walk
            .files
            .iter()
            .filter(|file| matches!(file.language, Language::Python | Language::Template) && file.role == Role::App)
            .filter_map(|file| Some((file.path.as_str(), file.language, std::fs::read(walk.root.join(&file.path)).ok()?)))
            .collect();
        bencher.bench_local(|| {
            for (path, language, bytes) in &texts {
                black_box(syntax::read(&Input { path, language: *language, role: Role::App, bytes }));
            }
        });
    });
}

#[divan::bench]
fn d_read_cold(bencher: Bencher<'_, '_>) {
    staged(bencher, |setup, walk, bencher| bencher.bench_local(|| read::read(walk, &setup.patterns(), None)));
}

#[divan::bench]
fn e_read_warm(bencher: Bencher<'_, '_>) {
    staged(bencher, |setup, walk, bencher| {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache { folder: folder.path().join("kept"), writes: true };
        let _ = read::read(walk, &setup.patterns(), Some(&cache));
        bencher.bench_local(|| read::read(walk, &setup.patterns(), Some(&cache)));
    });
}

#[divan::bench]
fn f_link(bencher: Bencher<'_, '_>) {
    staged(bencher, |setup, walk, bencher| {
        let files = read::read(walk, &setup.patterns(), None).files;
        let stubs = stubs::stubs(&walk.root, &mut Coverage::default());
        bencher
            .with_inputs(|| (files.clone(), stubs.clone()))
            .bench_local_values(|(files, stubs)| link::link(files, stubs, &Library));
    });
}

#[divan::bench]
fn g_flow(bencher: Bencher<'_, '_>) {
    staged(bencher, |setup, walk, bencher| {
        let files = read::read(walk, &setup.patterns(), None).files;
        let linked = link::link(files, stubs::stubs(&walk.root, &mut Coverage::default()), &Library);
        bencher.bench_local(|| flow::price(&linked, &Library));
    });
}

#[divan::bench]
fn h_rules(bencher: Bencher<'_, '_>) {
    staged(bencher, |setup, walk, bencher| {
        let mut analysed = pipeline::analyse(walk, setup).expect("an analysis");
        bencher.bench_local(|| pipeline::decide(&mut analysed, setup));
    });
}

#[divan::bench]
fn i_report(bencher: Bencher<'_, '_>) {
    staged(bencher, |setup, walk, bencher| {
        let mut analysed = pipeline::analyse(walk, setup).expect("an analysis");
        let outcome = pipeline::decide(&mut analysed, setup);
        let input = analysed.report_input(&walk.root, &outcome, setup);
        bencher.bench_local(|| report::json::write(&report::build(&input)));
    });
}
