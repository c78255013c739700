//! Makers of routes that a library wraps around Django's (`from robots.utils import url`): named alike, and given alike.

use crate::eval::Interp;
use crate::eval::semantics::CallArgs;
use crate::eval::value::{Site, Value};

const MAKERS: &[&str] = &["url", "path", "re_path"];

/// The route that Django makes of an address and a view; what else is given is the library's own.
pub fn made(ix: &mut Interp<'_>, dotted: &str, args: &CallArgs, site: Site) -> Option<Value> {
    let maker = dotted.rsplit('.').next().filter(|name| MAKERS.contains(name))?;
    let [Value::Str(address), view, ..] = args.positional.as_slice() else { return None };
    let is_view = matches!(view, Value::Function(..) | Value::Bound(_) | Value::Object(_) | Value::Partial(_));
    // Templates and clients have functions of these names, too: their addresses are no patterns, and they are given no views.
    if !is_view || address.contains("://") {
        return None;
    }
    let Value::Module(module) = ix.load_dotted("django.urls") else { return None };
    let maker = ix.name(maker)?;
    let function = ix.attribute(&Value::Module(module), maker, site);
    let known = args.keywords.iter().filter(|(name, _)| matches!(ix.text(*name), "name" | "kwargs")).cloned().collect();
    let positional = args.positional.iter().take(2).cloned().collect();
    Some(ix.call(&function, CallArgs { positional, keywords: known, open: false }, site))
}
