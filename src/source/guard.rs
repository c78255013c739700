//! Runs one step so that its failure does not end the audit: a panic becomes a text for the report.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

static HOOK: Once = Once::new();

/// Runs `step`.
///
/// # Errors
/// The message and source line of its panic.
pub fn guarded<T>(step: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(install_hook);
    let outer = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(step));
    GUARDED.set(outer);
    result.map_err(|_| MESSAGE.with_borrow_mut(std::mem::take))
}

/// Inside a guarded step the panic is kept for the report; elsewhere it is printed as ever.
fn install_hook() {
    let default = take_hook();
    set_hook(Box::new(move |info| {
        if !GUARDED.get() {
            return default(info);
        }
        let payload = info.payload();
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".into());
        let place = info.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
        MESSAGE.set(format!("{text}{place}"));
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message_and_the_next_step_runs() {
        let failed = guarded(|| -> u32 { panic!("out of {}", "cheese") });
        assert!(failed.is_err_and(|text| text.starts_with("out of cheese (src/source/guard.rs:")));
        assert_eq!(guarded(|| 7), Ok(7));
    }
}
