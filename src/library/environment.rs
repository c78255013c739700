//! What programs read at start: variables of the environment, and classes by their names.

use crate::eval::interp::{Mode, join_values};
use crate::eval::value::Site;
use crate::eval::{Interp, Value};

/// Kept in the store while the settings are those of tests: these run with no variables set.
pub const PLAIN: &str = "plain environment";

/// `os.environ.get(name, default)`: what the code falls back to, in the worst case anything.
pub(super) fn variable(ix: &Interp<'_>, default: &Value) -> Value {
    match default {
        Value::None if ix.store.contains_key(PLAIN) => Value::None,
        Value::None => Value::input(),
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
