//! One program for all targets of `tests/fuzz/steps.rs`: `PERFAUDIT_FUZZ_TARGET` names the one that is run. Without it the
//! targets are listed with the minutes that each should get and the files that it starts from.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/fuzz/steps.rs"]
mod steps;

static STEP: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let Ok(name) = std::env::var("PERFAUDIT_FUZZ_TARGET") else { list() };
    steps::TARGETS.iter().find(|target| target.name == name).expect("a known target").step
});

fn list() -> ! {
    for target in steps::TARGETS {
        println!("{} {} {}", target.name, if target.is_front_end { 20 } else { 5 }, target.endings.join(" "));
    }
    std::process::exit(0)
}

fuzz_target!(|bytes: &[u8]| STEP(bytes));
