//! Words of perfaudit's own vocabulary, read back from what an earlier run kept: each stands in memory once, as long as the run.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A word that the tool itself brings along.
pub type Word = &'static str;

/// All words that were read. The vocabulary is small, so they are never given back.
static WORDS: Mutex<BTreeSet<Word>> = Mutex::new(BTreeSet::new());

fn known(text: &str) -> Word {
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(word) = words.get(text) {
        return word;
    }
    let word: Word = Box::leak(text.into());
    words.insert(word);
    word
}

/// A word.
///
/// # Errors
/// No text stands there.
pub fn one<'de, D: Deserializer<'de>>(from: D) -> Result<Word, D::Error> {
    Ok(known(&String::deserialize(from)?))
}

/// Two words.
///
/// # Errors
/// No two texts stand there.
pub fn two<'de, D: Deserializer<'de>>(from: D) -> Result<(Word, Word), D::Error> {
    let (first, second) = <(String, String)>::deserialize(from)?;
    Ok((known(&first), known(&second)))
}

/// Where something stands, and a word; or nothing.
///
/// # Errors
/// Something else stands there.
pub fn with_place<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<(T, Word)>, D::Error> {
    let found = Option::<(T, String)>::deserialize(from)?;
    Ok(found.map(|(place, word)| (place, known(&word))))
}

/// Two texts and a word, any number of times.
///
/// # Errors
/// Something else stands there.
pub fn last_of_each<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(String, String, Word)>, D::Error> {
    let found = Vec::<(String, String, String)>::deserialize(from)?;
    Ok(found.into_iter().map(|(first, second, word)| (first, second, known(&word))).collect())
}

/// A text that several owners share.
///
/// # Errors
/// What the writer says.
pub fn write_shared<S: Serializer>(text: &Option<Arc<str>>, to: S) -> Result<S::Ok, S::Error> {
    text.as_deref().serialize(to)
}

/// A text that several owners share.
///
/// # Errors
/// No text stands there.
pub fn shared<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Arc<str>>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.map(Into::into))
}
