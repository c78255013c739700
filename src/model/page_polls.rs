//! What pages ask the server in intervals.

use serde::{Deserialize, Serialize};

use super::Place;
use crate::facts::script::Poll;

/// A poll where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PagePoll {
    pub place: Place,
    pub poll: Poll,
}
