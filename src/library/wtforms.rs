//! WTForms: the fields that a form class declares, filled from an object and printed.

use crate::eval::value::Site;
use crate::eval::{CallArgs, Interp, Value};
use crate::names::Name;

/// `Form(obj=row)`: each field takes the attribute of its name.
pub fn process(ix: &mut Interp<'_>, form: &Value, object: &Value, site: Site) -> Value {
    if !matches!(object, Value::None) {
        for (name, field) in fields(ix, form) {
            let value = ix.attribute(object, name, site);
            method(ix, &field, "process", vec![value], site);
        }
    }
    Value::None
}

/// Prints every field of a form.
pub fn print(ix: &mut Interp<'_>, form: &Value, site: Site) -> Value {
    for (_, field) in fields(ix, form) {
        method(ix, &field, "__html__", Vec::new(), site);
    }
    Value::None
}

/// The fields of a form, by name.
pub fn list(ix: &mut Interp<'_>, form: &Value) -> Value {
    let fields = fields(ix, form).into_iter().map(|(_, field)| field).collect();
    ix.new_list(fields)
}

/// What the class of a form and its bases in the tree declare, by name.
fn fields(ix: &Interp<'_>, form: &Value) -> Vec<(Name, Value)> {
    let Some(class) = ix.class_of(form) else { return Vec::new() };
    let mut found: Vec<(Name, Value)> = Vec::new();
    for owner in ix.world.class(class).mro.iter().map(|owner| ix.world.class(*owner)).filter(|owner| !owner.is_stub) {
        for (name, value, _) in &owner.members {
            let may_be_field = matches!(value, Value::Object(_) | Value::Unknown(_) | Value::Scalar(_));
            if may_be_field && !found.iter().any(|(n, _)| n == name) {
                found.push((*name, value.clone()));
            }
        }
    }
    found.sort_by(|a, b| ix.text(a.0).cmp(ix.text(b.0)));
    found
}

fn method(ix: &mut Interp<'_>, field: &Value, name: &str, positional: Vec<Value>, site: Site) {
    let found = ix.name(name).zip(ix.class_of(field)).filter(|(name, class)| ix.world.find_member(*class, *name).is_some());
    if let (Some((name, _)), Value::Object(_)) = (found, field) {
        let method = ix.attribute(field, name, site);
        ix.call(&method, CallArgs { positional, ..CallArgs::default() }, site);
    }
}
