//! Calls that are no statements but cost a request time all the same: what libraries do outside the process, or for long inside it.

use crate::eval::ops::Outside;
use crate::eval::value::{Cause, ScalarIs, Value};

/// Parsers of files that take long for what is large.
const PARSERS: [&str; 7] =
    ["read_csv", "read_excel", "read_json", "read_parquet", "read_feather", "read_pickle", "read_sql_table"];

/// As stubs name it.
#[must_use]
pub fn named(word: &str) -> Option<Outside> {
    match word {
        "http" => Some(Outside::Http),
        "mail" => Some(Outside::Mail),
        "connection" => Some(Outside::Connection),
        "engine" => Some(Outside::Engine),
        "client" => Some(Outside::Client),
        "compute" => Some(Outside::Compute),
        "pause" => Some(Outside::Pause),
        _ => None,
    }
}

/// Functions by their modules.
const FUNCTIONS: [(&str, &[&str], Outside); 15] = [
    ("boto3", &["client", "resource"], Outside::Client),
    ("openai", &["OpenAI", "AsyncOpenAI"], Outside::Client),
    ("urllib.request", &["urlopen", "urlretrieve"], Outside::Http),
    ("subprocess", &["run", "call", "check_call", "check_output", "getoutput", "getstatusoutput"], Outside::Process),
    ("os", &["system", "popen"], Outside::Process),
    ("time", &["sleep"], Outside::Sleep),
    ("anyio", &["sleep"], Outside::Pause),
    ("trio", &["sleep"], Outside::Pause),
    ("pandas", &PARSERS, Outside::Parse),
    ("openpyxl", &["load_workbook"], Outside::Parse),
    ("bcrypt", &["hashpw", "checkpw", "kdf"], Outside::Compute),
    ("hashlib", &["pbkdf2_hmac", "scrypt"], Outside::Compute),
    ("werkzeug.security", &["generate_password_hash", "check_password_hash"], Outside::Compute),
    ("pdfkit", &["from_string", "from_file", "from_url"], Outside::Compute),
    ("joblib", &["load"], Outside::Parse),
];

/// What a call of that qualified name does; `None` where it is nothing of the kind, or not known.
#[must_use]
pub fn kind(dotted: &str) -> Option<Outside> {
    let (module, function) = dotted.rsplit_once('.')?;
    let of = FUNCTIONS.iter().find(|(of, names, _)| *of == module && names.contains(&function));
    of.map(|(.., kind)| *kind)
}

/// Whether a function of that name is known of some module.
#[must_use]
pub fn is_function(name: &str) -> bool {
    FUNCTIONS.iter().any(|(_, names, _)| names.contains(&name))
}

/// What a request sends, a stream in memory, or a text that was just written is new each time: there is nothing to keep.
pub fn is_sent(source: &Value) -> bool {
    match source {
        Value::Scalar(scalar) => matches!(scalar.is, ScalarIs::Sent | ScalarIs::Address),
        Value::OneOf(all) => {
            let mut read = all.iter().filter(|value| !matches!(value, Value::None)).peekable();
            read.peek().is_some() && read.all(is_sent)
        }
        Value::Unknown(Cause::Input | Cause::Bound(_, None)) => true,
        Value::Unknown(Cause::External(path) | Cause::Bound(_, Some(path))) => {
            matches!(&**path, "io.BytesIO" | "io.StringIO" | "json.dumps")
        }
        _ => false,
    }
}
