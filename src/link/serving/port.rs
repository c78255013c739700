//! The port that a server listens on.

use compact_str::CompactString;

use super::environment::Environment;
use super::invocation::Invocation;

/// What its command line says; what the server does by itself where nothing is said.
pub(super) fn told(invocation: &Invocation, environment: &Environment) -> Option<u16> {
    let flags: &[&str] = match invocation.server {
        "gunicorn" => &["-b", "--bind"],
        "uvicorn" | "granian" => &["--port"],
        "hypercorn" => &["-b", "--bind"],
        "waitress" => &["--port", "--listen"],
        "daphne" | "flask" | "quart" => &["-p", "--port"],
        "uwsgi" => &["--http", "--http-socket"],
        _ => return None,
    };
    match invocation.flag(flags) {
        Some(text) => port_of(&environment.fill(text).text?),
        // A file of settings may say it, too.
        None if invocation.has("-c") || invocation.has("--config") => None,
        None => usual(invocation.server),
    }
}

/// Where a server listens that is told nothing.
pub(super) fn usual(server: &str) -> Option<u16> {
    match server {
        "gunicorn" | "uvicorn" | "hypercorn" | "granian" | "daphne" => Some(8000),
        "waitress" => Some(8080),
        "flask" | "flask-socketio" | "quart" => Some(5000),
        _ => None,
    }
}

/// `manage.py runserver 0.0.0.0:8001`.
pub(super) fn of_runserver(words: &[CompactString]) -> Option<u16> {
    let told = words.iter().skip_while(|word| *word != "runserver").skip(1).find(|word| !word.starts_with('-'));
    told.map_or(Some(8000), |word| port_of(word))
}

/// `8000`, `:8000`, `0.0.0.0:8000`, `[::]:8000`; a socket file has none.
fn port_of(text: &str) -> Option<u16> {
    text.trim().rsplit(':').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::port_of;

    #[test]
    fn the_port_stands_behind_the_last_colon() {
        assert_eq!(port_of("8000"), Some(8000));
        assert_eq!(port_of("0.0.0.0:8000"), Some(8000));
        assert_eq!(port_of("[::]:80"), Some(80));
        assert_eq!(port_of("unix:/run/app.sock"), None);
        assert_eq!(port_of("0.0.0.0:$PORT"), None);
    }
}
