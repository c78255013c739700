//! Source roots, modules, imports, class hierarchies.
