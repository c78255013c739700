#![forbid(unsafe_code)]

use std::process::ExitCode;

/// An audit makes many small objects and drops them on other threads: a quarter of the time would go into `malloc`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(perfaudit::cli::run())
}
