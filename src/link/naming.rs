//! What a `MetaData` says about the names of its tables and of their indexes.

use super::records::entries;
use crate::eval::world::ClassRef;
use crate::eval::{Interp, Value};

/// The schema of its tables, and how an index of one column is called.
#[derive(Clone, Debug)]
pub struct Naming {
    pub schema: Option<String>,
    /// SQLAlchemy's own rule, or `naming_convention["ix"]`; `None` where it is not a text.
    index: Option<String>,
}

impl Default for Naming {
    fn default() -> Self {
        Self { schema: None, index: Some("ix_%(column_0_label)s".to_owned()) }
    }
}

impl Naming {
    #[must_use]
    pub fn of(ix: &Interp<'_>, metadata: Option<&Value>) -> Self {
        let mut out = Self::default();
        let Some(Value::Object(id)) = metadata else { return out };
        let object = ix.heap.get(*id);
        let keywords = ix.name("kwargs").and_then(|name| object.attrs.get(&name)).map(|value| entries(ix, value));
        for (key, value) in keywords.unwrap_or_default() {
            match key.as_str() {
                "schema" => out.schema = value.as_str().map(str::to_owned),
                "naming_convention" => {
                    let given = entries(ix, &value).into_iter().find(|(kind, _)| kind == "ix");
                    if let Some((_, given)) = given {
                        out.index = given.as_str().map(str::to_owned);
                    }
                }
                _ => {}
            }
        }
        out
    }

    /// That of the base of a class.
    #[must_use]
    pub fn of_class(ix: &Interp<'_>, class: ClassRef) -> Self {
        let metadata = ix.name("metadata").and_then(|name| ix.world.find_member(class, name));
        Self::of(ix, metadata.map(|(_, value)| value))
    }

    /// The name of the index that `index=True` makes; `None` where the convention has parts that are not known here.
    #[must_use]
    pub fn index(&self, schema: Option<&str>, table: &str, column: &str) -> Option<String> {
        let label = schema.map_or_else(|| format!("{table}_{column}"), |schema| format!("{schema}_{table}_{column}"));
        let mut name = self.index.clone()?;
        for (token, text) in [
            ("%(column_0_label)s", label.as_str()),
            ("%(column_0_N_label)s", &label),
            ("%(column_0N_label)s", &label),
            ("%(column_0_name)s", column),
            ("%(column_0_N_name)s", column),
            ("%(column_0N_name)s", column),
            ("%(column_0_key)s", column),
            ("%(table_name)s", table),
        ] {
            name = name.replace(token, text);
        }
        (!name.contains("%(")).then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::Naming;

    #[test]
    fn the_label_of_a_column_begins_with_the_schema() {
        let usual = Naming::default();
        assert_eq!(usual.index(None, "orders", "buyer_id").as_deref(), Some("ix_orders_buyer_id"));
        assert_eq!(usual.index(Some("shop"), "orders", "buyer_id").as_deref(), Some("ix_shop_orders_buyer_id"));
        let own = Naming { schema: None, index: Some("idx_%(table_name)s__%(column_0_name)s".to_owned()) };
        assert_eq!(own.index(Some("shop"), "orders", "buyer_id").as_deref(), Some("idx_orders__buyer_id"));
        let computed = Naming { schema: None, index: Some("ix_%(own)s".to_owned()) };
        assert_eq!(computed.index(None, "orders", "buyer_id"), None);
    }
}
