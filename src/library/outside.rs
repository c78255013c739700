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

/// What a call of that qualified name does; `None` where it is nothing of the kind, or not known.
#[must_use]
pub fn kind(dotted: &str) -> Option<Outside> {
    let (module, function) = dotted.rsplit_once('.')?;
    let is = |names: &[&str]| names.contains(&function);
    match module {
        "boto3" if is(&["client", "resource"]) => Some(Outside::Client),
        "openai" if is(&["OpenAI", "AsyncOpenAI"]) => Some(Outside::Client),
        "urllib.request" if is(&["urlopen", "urlretrieve"]) => Some(Outside::Http),
        "subprocess" if is(&["run", "call", "check_call", "check_output", "getoutput", "getstatusoutput"]) => {
            Some(Outside::Process)
        }
        "os" if is(&["system", "popen"]) => Some(Outside::Process),
        "time" if function == "sleep" => Some(Outside::Sleep),
        "anyio" | "trio" if function == "sleep" => Some(Outside::Pause),
        "pandas" if is(&PARSERS) => Some(Outside::Parse),
        "openpyxl" if function == "load_workbook" => Some(Outside::Parse),
        "bcrypt" if is(&["hashpw", "checkpw", "kdf"]) => Some(Outside::Compute),
        "hashlib" if is(&["pbkdf2_hmac", "scrypt"]) => Some(Outside::Compute),
        "werkzeug.security" if is(&["generate_password_hash", "check_password_hash"]) => Some(Outside::Compute),
        "pdfkit" if is(&["from_string", "from_file", "from_url"]) => Some(Outside::Compute),
        "joblib" if function == "load" => Some(Outside::Parse),
        _ => None,
    }
}

/// What a request sends, a stream in memory, or a text that was just written is new each time: there is nothing to keep.
pub fn is_sent(source: &Value) -> bool {
    match source {
        Value::Scalar(scalar) => scalar.is == ScalarIs::Sent,
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
