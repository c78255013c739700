//! Real files, mutated: whatever bytes a repository has, nothing panics, and work stays in proportion.
//!
//! A plain `cargo test` runs a hundred cases of each target, a few where each is a whole tree. `PERFAUDIT_FUZZ_SECONDS=1200
//! cargo test --test fuzz -- python` goes on for that long; `PERFAUDIT_FUZZ_SEED=2` takes other cases. `PERFAUDIT_FUZZ_CORPUS`
//! names a folder of further files to start from. `fuzz/run.py` gives the same steps to libFuzzer, which sees what code a case
//! reaches. A case that fails is written to `target/tmp/`; its smallest form belongs into `tests/fuzz/<target>/`, which is
//! replayed each time.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use perfaudit::source::guard::guarded;

#[path = "fuzz/steps.rs"]
mod steps;

/// Cases of a plain run, of one file and of what links a whole tree.
const CASES: usize = 100;
const TREES: usize = 8;

/// A mutated file is cut here: a bound on the work of one case.
const MAX_BYTES: usize = 64 * 1024;

/// No case may take longer, on whatever machine, for work in proportion to 64 KiB.
const TOO_LONG: Duration = Duration::from_secs(20);

/// Numbers that look random, the same in every run of a seed (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap_or(0)
    }

    fn range(&mut self, len: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.below(len + 1);
        start..(start + self.below(most) + 1).min(len)
    }
}

/// What mutations insert, out of the dictionary that libFuzzer takes, too.
static WORDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let lines = include_str!("fuzz/words.dict").lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    lines.map(unescaped).collect()
});

/// A word of the dictionary without its escapes: `\\`, `\"` and `\xNN`.
fn unescaped(word: &str) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), word.as_bytes());
    while let Some((&first, tail)) = rest.split_first() {
        rest = match (first, tail) {
            (b'\\', [b'x', _, _, after @ ..]) => {
                let digits = std::str::from_utf8(&tail[1..3]).expect("two digits");
                out.push(u8::from_str_radix(digits, 16).expect("two digits"));
                after
            }
            (b'\\', [escaped, after @ ..]) => {
                out.push(*escaped);
                after
            }
            _ => {
                out.push(first);
                tail
            }
        };
    }
    out
}

/// One to eight changes of a text.
fn mutate(random: &mut Random, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = corpus[random.below(corpus.len())].clone();
    for _ in 0..=random.below(8) {
        let len = bytes.len();
        match random.below(8) {
            0 if len > 0 => {
                let at = random.below(len);
                bytes[at] ^= 1 << random.below(8);
            }
            1 => {
                let range = random.range(len, 40);
                bytes.drain(range);
            }
            2 => {
                let range = random.range(len, 400);
                bytes.drain(range);
            }
            3 => {
                let range = random.range(len, 60);
                let again = bytes[range.clone()].repeat(random.below(30) + 1);
                bytes.splice(range.end..range.end, again);
            }
            4 => {
                let word = WORDS[random.below(WORDS.len())].repeat([1, 1, 1, 2, 300][random.below(5)]);
                let at = random.below(len + 1);
                bytes.splice(at..at, word);
            }
            5 => {
                let other = &corpus[random.below(corpus.len())];
                let (range, at) = (random.range(other.len(), 2_000), random.below(len + 1));
                bytes.splice(at..at, other[range].iter().copied());
            }
            6 => bytes.truncate(random.below(len + 1)),
            _ => {
                // A line goes elsewhere, so that indentation and order are wrong.
                let range = random.range(len, 120);
                let moved: Vec<u8> = bytes.drain(range).collect();
                let at = random.below(bytes.len() + 1);
                bytes.splice(at..at, moved);
            }
        }
    }
    bytes.truncate(MAX_BYTES);
    bytes
}

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files of the fixtures, of the cases of rules, and of the further corpus, of these endings.
fn corpus(endings: &[&str]) -> Vec<Vec<u8>> {
    let mut folders = vec![home().join("fixtures"), home().join("rules")];
    folders.extend(std::env::var_os("PERFAUDIT_FUZZ_CORPUS").map(PathBuf::from));
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            let kind = entry.file_type().expect("a kind");
            if kind.is_dir() && entry.file_name() != ".git" {
                folders.push(entry.path());
            } else if kind.is_file() && endings.iter().any(|e| entry.path().to_string_lossy().ends_with(e)) {
                paths.push(entry.path());
            }
        }
    }
    paths.sort();
    let texts = paths.iter().filter_map(|path| fs::read(path).ok()).filter(|bytes| bytes.len() <= MAX_BYTES);
    let corpus: Vec<Vec<u8>> = texts.collect();
    assert!(!corpus.is_empty());
    corpus
}

/// Runs the step of a target on kept cases, then on mutated files, and says which one failed.
fn fuzz(target: &str, cases: usize) {
    let steps::Target { endings, step, .. } = steps::TARGETS.iter().find(|t| t.name == target).expect("a target");
    for entry in fs::read_dir(home().join("tests/fuzz").join(target)).into_iter().flatten().filter_map(Result::ok) {
        run(target, &fs::read(entry.path()).expect("a case"), *step);
    }
    let corpus = corpus(endings);
    let seconds: Option<u64> = std::env::var("PERFAUDIT_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok());
    let seed = std::env::var("PERFAUDIT_FUZZ_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let (started, mut random, mut count) = (Instant::now(), Random(seed), 0_usize);
    while seconds.map_or(count < cases, |seconds| started.elapsed() < Duration::from_secs(seconds)) {
        run(target, &mutate(&mut random, &corpus), *step);
        count += 1;
    }
    println!("{target}: {count} cases from {} files in {:?}", corpus.len(), started.elapsed());
}

fn run(target: &str, bytes: &[u8], step: fn(&[u8])) {
    // Where even a stack that overflows leaves it behind.
    let at = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{target}"));
    fs::write(&at, bytes).expect("the case is written");
    let started = Instant::now();
    let result = guarded(|| step(bytes));
    assert_eq!(result, Ok(()), "case {}", at.display());
    assert!(started.elapsed() < TOO_LONG, "case {} took {:?}", at.display(), started.elapsed());
}

/// What looks back, or on to the end, at each word costs the square of the length: 32 KiB show it.
#[test]
fn a_word_again_and_again() {
    const BYTES: usize = 32 * 1024;
    for target in steps::TARGETS.iter().filter(|target| target.is_front_end) {
        for word in WORDS.iter() {
            for between in ["", "\n"] {
                let unit = [word, between.as_bytes()].concat();
                run(target.name, &unit.repeat(BYTES / unit.len()), target.step);
            }
        }
    }
}

macro_rules! targets {
    ($($name:ident: $cases:expr,)*) => {
        $(#[test]
        fn $name() {
            fuzz(stringify!($name), $cases);
        })*

        #[test]
        fn every_target_is_run() {
            assert_eq!([$(stringify!($name)),*].as_slice(), steps::TARGETS.iter().map(|t| t.name).collect::<Vec<_>>());
        }
    };
}

targets! {
    python: CASES,
    template: CASES,
    html: CASES,
    script: CASES,
    sql: CASES,
    deploy: CASES,
    evaluator: TREES,
    rendered: TREES,
    migrations: TREES,
    audit: TREES,
    patterns: CASES,
    config: CASES,
    rules: CASES,
    cache: CASES,
    baseline: CASES,
}
