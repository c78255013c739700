//! Deployment and dependency files.

use crate::facts::Note;
use crate::facts::deploy::Fact;

/// What a deployment or dependency file says.
#[must_use]
pub fn read(_path: &str, _text: &str) -> (Vec<Fact>, Vec<Note>) {
    (Vec::new(), Vec::new())
}

/// Whether the file says how the app is deployed, or what it depends on.
#[must_use]
pub fn is_deploy_file(_path: &str) -> bool {
    false
}
