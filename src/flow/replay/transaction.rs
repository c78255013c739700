//! What the database has been told and may lock, until the transaction ends.

use crate::eval::ops::TransactionEvent;
use crate::model::Place;

/// State of the one transaction that is followed. What is not sure to be open is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Transaction {
    /// Inside a block whose writes are sent at once and committed at its end.
    block: bool,
    /// A write that waits for the next flush.
    added: Option<Place>,
    /// The first write that was sent.
    sent: Option<Place>,
}

impl Transaction {
    /// The first write that holds its locks.
    pub(super) fn sent(&self) -> Option<Place> {
        self.sent
    }

    pub(super) fn write(&mut self, place: Place) {
        let first = if self.block { &mut self.sent } else { &mut self.added };
        first.get_or_insert(place);
    }

    pub(super) fn on(&mut self, event: TransactionEvent) {
        match event {
            TransactionEvent::Begin => self.block = true,
            TransactionEvent::Flush => self.sent = self.sent.or(self.added.take()),
            TransactionEvent::End => *self = Self::default(),
        }
    }

    /// After branches: what holds on each of them.
    pub(super) fn join(self, other: Self) -> Self {
        Self {
            block: self.block && other.block,
            added: self.added.and_then(|place| other.added.map(|_| place)),
            sent: self.sent.and_then(|place| other.sent.map(|_| place)),
        }
    }
}
