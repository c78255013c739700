//! What programs read at start: variables of the environment, and classes by their names.

use crate::eval::interp::{Mode, join_values};
use crate::eval::value::{Cause, Site};
use crate::eval::{Interp, Value};

/// Kept in the store while the settings are those of tests: these run with no variables set.
pub const PLAIN: &str = "plain environment";

/// `os.environ.get(name, default)`: what the code falls back to, in the worst case anything. Without a default it is not set
/// in the plain case: that is what a deployment has that configures nothing.
pub(super) fn variable(ix: &Interp<'_>, name: &Value, default: &Value) -> Value {
    match default {
        Value::None if ix.store.contains_key(PLAIN) => Value::None,
        Value::None => Value::Unknown(Cause::Unset(name.as_str().unwrap_or("computed").into())),
        other if ix.mode == Mode::Worst => join_values(other, &Value::input()),
        other => other.clone(),
    }
}

/// `import_string("shop.backends.Backend")`
pub(super) fn import_string(ix: &mut Interp<'_>, name: &Value) -> Value {
    let Some(text) = name.as_str() else { return Value::input() };
    let text = text.replace(':', ".");
    if ix.world.by_name.contains_key(text.as_str()) {
        return ix.load_dotted(&text);
    }
    let Some((module, attribute)) = text.rsplit_once('.') else { return Value::input() };
    let module = ix.load_dotted(module);
    match ix.name(attribute) {
        Some(name) => {
            let site = Site::nowhere();
            ix.attribute(&module, name, site)
        }
        None => Value::input(),
    }
}
