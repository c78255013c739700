//! Mapped classes: what an attribute of a row is, and what reading it costs.

use serde::{Deserialize, Serialize};

use super::Place;

/// A mapped class, by its place in `Model::entities`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityId(pub u32);

impl EntityId {
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Which library maps a class: what loads when is its choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Orm {
    SqlAlchemy,
    Django,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entity {
    pub orm: Orm,
    /// `Project`
    pub name: String,
    /// `app.models.Project`
    pub qualified: String,
    pub place: Place,
    /// Where the class itself says what its table has beside columns (`Meta`, `__table_args__`).
    pub options: Option<Place>,
    /// Index into `Schema::tables`, when the class has a table.
    pub table: Option<usize>,
    pub table_name: Option<String>,
    /// Nearest mapped base class.
    pub base: Option<EntityId>,
    /// Attribute name → column name and declaration.
    pub columns: Vec<Attribute>,
    pub relations: Vec<Relation>,
    /// Attribute names of the primary key.
    pub primary_key: Vec<String>,
    /// Code of the project that runs when a row is saved, and that a write of many rows at once passes by.
    pub save_receivers: Vec<Receiver>,
    /// Attributes that saving a row sets by itself (`auto_now`).
    pub set_by_save: Vec<String>,
    /// Attributes that together tell its rows apart: unique indexes of several columns.
    pub unique_together: Vec<Vec<String>>,
    /// Attributes that hold the key of another row, or a UUID, and are never empty.
    pub held_keys: Vec<String>,
    /// Attributes that order its rows where a query says nothing, in their order.
    pub ordering: Vec<String>,
}

/// A receiver of a signal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receiver {
    /// The name of its function, where that is known.
    pub name: Option<String>,
    /// Where it is connected.
    pub place: Place,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attribute {
    pub name: String,
    pub column: String,
    pub kind: String,
    /// Loaded only when read (`deferred()`).
    pub deferred: bool,
    pub unique: bool,
    pub place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Many {
    ToOne,
    OneToMany,
    ManyToMany,
}

/// How a relation is loaded when no option says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Loading {
    /// On first access.
    Lazy,
    /// With the parent (`joined`, `selectin`, `subquery`, `immediate`).
    Joined,
    SelectIn,
    Subquery,
    /// A query object; every use is a statement.
    Dynamic,
    WriteOnly,
    /// Access raises.
    Raise,
    /// `noload`: always empty.
    None,
    /// Given by something that could not be read.
    Unknown,
}

impl Loading {
    /// Loaded together with the parent rows.
    #[must_use]
    pub fn is_eager(self) -> bool {
        matches!(self, Self::Joined | Self::SelectIn | Self::Subquery)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Relation {
    pub name: String,
    pub target: EntityId,
    pub many: Many,
    pub loading: Loading,
    /// Of a to-one: it joins on the whole primary key of the target, so the identity map can serve it.
    pub by_primary_key: bool,
    /// Local columns (attribute names) of a to-one.
    pub local: Vec<String>,
    /// The relation that is its other side: as declared (`backref`, `back_populates`), or by the only key between the two tables.
    pub reverse: Option<String>,
    /// Association table of a many-to-many.
    pub secondary: Option<String>,
    /// No key was found on either side: that it is to many is a guess.
    pub guessed: bool,
    /// Where it is declared; a `backref` is declared on the other class.
    pub place: Place,
}

impl Relation {
    /// Is it, a to-one, the other side of the relation `from` of an entity? Either of the two may name the other.
    #[must_use]
    pub fn leads_back(&self, id: EntityId, entity: &Entity, from: &str) -> bool {
        let names_it = |forward: &Self| forward.reverse.as_deref() == Some(self.name.as_str());
        self.many == Many::ToOne
            && self.target == id
            && (self.reverse.as_deref() == Some(from) || entity.relation(from).is_some_and(names_it))
    }
}

impl Entity {
    #[must_use]
    pub fn relation(&self, name: &str) -> Option<&Relation> {
        self.relations.iter().find(|r| r.name == name)
    }

    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.columns.iter().find(|c| c.name == name)
    }
}
