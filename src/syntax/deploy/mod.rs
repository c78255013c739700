//! Deployment and dependency files.
