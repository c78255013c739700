//! What a shell script only says, over several lines: help in quotes behind `echo`, texts and programs in here documents.

use super::words::basename;

/// Programs that print what they are given, or read it as another language.
const SAYERS: [&str; 10] = ["echo", "printf", "cat", "python", "python3", "psql", "mysql", "perl", "ruby", "node"];

/// Byte ranges of such texts, in order.
pub(super) fn spoken(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut at, mut quote) = (0, None::<Quote>);
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
        let line = &text[at..end];
        if quote.is_none() && line.trim_start().starts_with('#') {
            at = end;
            continue;
        }
        if let Some((word, says)) = quote.is_none().then(|| here_document(line)).flatten() {
            let close = closing(text, end, word);
            if says {
                out.push((end - 1, close));
            }
            at = close;
            continue;
        }
        scan(text, at, end, &mut quote, &mut out);
        at = end;
    }
    out
}

/// The word that ends the document which begins behind this line, and whether what reads it runs no commands of a shell.
fn here_document(line: &str) -> Option<(&str, bool)> {
    let (before, rest) = line.split_once("<<").filter(|(_, rest)| !rest.starts_with('<'))?;
    let rest = rest.trim_start_matches('-').trim_start().trim_start_matches(['"', '\'', '\\']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let to_a_file = before.contains('>') || rest[end..].contains('>');
    (rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')).then(|| (&rest[..end], says(before) && !to_a_file))
}

/// Behind the line that is only this word.
fn closing(text: &str, from: usize, word: &str) -> usize {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        at += line.len();
        if line.trim() == word {
            return at;
        }
    }
    text.len()
}

/// One that is open: its mark, and where its line and itself begin.
#[derive(Clone, Copy)]
struct Quote {
    mark: u8,
    line: usize,
    start: usize,
}

/// Follows quotes over the characters of one line.
fn scan(text: &str, from: usize, to: usize, quote: &mut Option<Quote>, out: &mut Vec<(usize, usize)>) {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < to {
        match (bytes[at], *quote) {
            (b'\\', open) if open.is_none_or(|open| open.mark == b'"') => at += 1,
            (mark @ (b'"' | b'\''), None) => *quote = Some(Quote { mark, line: from, start: at }),
            (mark, Some(open)) if mark == open.mark => {
                if open.line < from && says(&text[open.line..open.start]) {
                    out.push((open.start, at));
                }
                *quote = None;
            }
            // The rest of the line is a comment.
            (b'#', None) if at == from || bytes[at - 1].is_ascii_whitespace() => return,
            _ => {}
        }
        at += 1;
    }
}

/// The last command that begins before is one of the sayers.
fn says(before: &str) -> bool {
    let command = before.rsplit([';', '&', '|', '(', '{']).next().unwrap_or(before);
    let mut words = command.split_ascii_whitespace().filter(|word| !word.contains('='));
    words.any(|word| SAYERS.contains(&basename(word)))
}

#[cfg(test)]
mod tests {
    use super::spoken;

    fn said(text: &str) -> Vec<&str> {
        spoken(text).into_iter().map(|(from, to)| text[from..to].trim()).collect()
    }

    #[test]
    fn help_in_quotes_and_documents() {
        assert_eq!(said("echo \"\"\"\ngunicorn : serves\n\"\"\"\ngunicorn app\n"), ["\"\ngunicorn : serves"]);
        assert_eq!(said("cat <<-EOF\n  celery : works\n  EOF\nuvicorn a\n"), ["celery : works\n  EOF"]);
        assert_eq!(said("X=1 python3 << 'END'\nimport celery\nEND\n"), ["import celery\nEND"]);
    }

    #[test]
    fn what_a_shell_runs_or_a_file_keeps_is_not_said() {
        assert!(said("bash -c \"\ngunicorn app\n\"\n").is_empty());
        assert!(said("su app <<EOF\ngunicorn app\nEOF\n").is_empty());
        assert!(said("cat > app.conf <<EOF\ngunicorn app\nEOF\n").is_empty());
        assert!(said("# don't\necho it\\'s\ngunicorn app # can't\nexec gunicorn b <<< 'x'\n").is_empty());
    }
}
