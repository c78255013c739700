//! Library stubs, lowered by the same front end as the audited code.

use crate::library::{STUB_ALIASES, STUBS};
use crate::link::Stub;
use crate::syntax::python;

/// All stubs with the names that they answer to.
pub fn stubs() -> Vec<Stub> {
    STUBS
        .iter()
        .map(|(name, source)| {
            let (program, _) = python::lower(source);
            let mut names = vec![*name];
            names.extend(STUB_ALIASES.iter().filter(|(_, of)| of == name).map(|(alias, _)| *alias));
            Stub { names, program }
        })
        .collect()
}
