//! The stub that would tell what an outside function does: its file, and how it may begin.

use super::view::StubView;

/// `shoplib.prices.Tariff.apply` as a stub: the module is what stands before the first class, or before the last name.
#[must_use]
pub fn of(dotted: &str) -> Option<StubView> {
    let parts: Vec<&str> = dotted.split('.').collect();
    let is_name = |part: &&str| part.chars().all(|c| c.is_alphanumeric() || c == '_') && !part.is_empty();
    if parts.len() < 2 || !parts.iter().all(is_name) {
        return None;
    }
    let is_class = |part: &&str| part.starts_with(|c: char| c.is_uppercase());
    let at = parts.iter().position(is_class).unwrap_or(parts.len() - 1).max(1);
    let (module, inside) = parts.split_at(at);
    let skeleton = match inside {
        [class, method, ..] => {
            format!("class {class}:\n    def {method}(self, *args, **kwargs):\n        return __input__()\n")
        }
        [class] if is_class(class) => {
            format!("class {class}:\n    def __init__(self, *args, **kwargs):\n        self.args = args\n")
        }
        [function] => format!("def {function}(*args, **kwargs):\n    return __input__()\n"),
        [] => return None,
    };
    Some(StubView { path: format!("perfaudit-stubs/{}.py", module.join("/")), skeleton })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn the_module_is_the_file() {
        let stub = of("shoplib.prices.apply").expect("a stub");
        assert_eq!(stub.path, "perfaudit-stubs/shoplib/prices.py");
        assert!(stub.skeleton.starts_with("def apply("), "{}", stub.skeleton);
        let stub = of("shoplib.Tariff.apply").expect("a stub");
        assert_eq!(stub.path, "perfaudit-stubs/shoplib.py");
        assert!(stub.skeleton.starts_with("class Tariff:\n    def apply(self"), "{}", stub.skeleton);
        assert!(of("apply").is_none() && of("an outside function").is_none());
    }
}
