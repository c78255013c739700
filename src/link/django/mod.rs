//! Django: what its settings, URL configurations and models make of a project.

pub mod admin;
mod bases;
pub mod database;
mod entities;
mod history;
pub mod migrations;
mod models;
mod outside;
mod pattern;
pub mod runs;
pub mod settings;
pub mod signals;
pub mod start;
mod states;
mod tables;
mod unrouted;
pub mod urls;
mod verbs;
mod viewset;
mod wrapped;

use crate::eval::Interp;
use crate::model::schema::Table;

/// Adds the entities of Django's models; the tables that they declare.
pub fn build(ix: &mut Interp<'_>) -> Vec<Table> {
    let mut models = models::models(ix);
    if models.is_empty() {
        return Vec::new();
    }
    let mut registry = entities::Registry::new(ix, &models);
    if outside::declare(ix, &models, &registry) {
        models = models::models(ix);
        registry = entities::Registry::new(ix, &models);
    }
    let models = entities::used(ix, models, &registry);
    entities::build(ix, &models, &registry);
    tables::declared(ix, &models, &registry)
}
