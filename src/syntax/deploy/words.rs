//! Splits shell text into simple commands and their words. Variables stay as written.

use compact_str::CompactString;

/// The simple commands of a line: split at `;`, `&&`, `||`, `|`, `&` and line ends; words of `sh -c "…"` included.
#[must_use]
pub fn commands(line: &str) -> Vec<Vec<CompactString>> {
    let mut commands = Vec::new();
    for words in simple_commands(line) {
        match inner_script(&words) {
            Some(script) => commands.extend(simple_commands(&script)),
            None => commands.push(words),
        }
    }
    commands
}

/// The script of `sh -c script`, whatever stands before (`exec`, `tini --`).
#[must_use]
pub fn inner_script(words: &[CompactString]) -> Option<CompactString> {
    let shell = words.iter().position(|word| matches!(basename(word), "sh" | "bash" | "ash" | "dash"))?;
    let flag = words.get(shell + 1)?;
    let is_command = flag.starts_with('-') && !flag.starts_with("--") && flag.ends_with('c');
    is_command.then(|| words.get(shell + 2).cloned()).flatten()
}

/// The last part of a path.
#[must_use]
pub fn basename(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

/// A comment ends a line; quotes are taken off; `\` joins lines.
fn simple_commands(line: &str) -> Vec<Vec<CompactString>> {
    let mut splitter = Splitter::default();
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                None | Some('\n') => {}
                Some('\r') => drop(chars.next_if_eq(&'\n')),
                Some(next) => splitter.push(next),
            },
            '\'' => {
                splitter.begin();
                chars.by_ref().take_while(|c| *c != '\'').for_each(|c| splitter.push(c));
            }
            '"' => quoted(&mut chars, &mut splitter),
            '$' => variable(&mut chars, &mut splitter),
            '#' if splitter.word.is_none() => {
                chars.by_ref().find(|c| *c == '\n');
                splitter.end_command();
            }
            ';' | '|' | '\n' => splitter.end_command(),
            '&' if splitter.ends_with_redirect() => splitter.push(c),
            '&' => splitter.end_command(),
            c if c.is_whitespace() => splitter.end_word(),
            c => splitter.push(c),
        }
    }
    splitter.end_command();
    splitter.commands
}

type Chars<'t> = std::iter::Peekable<std::str::Chars<'t>>;

fn quoted(chars: &mut Chars, splitter: &mut Splitter) {
    splitter.begin();
    while let Some(c) = chars.next() {
        match c {
            '"' => return,
            '\\' => match chars.next() {
                Some(c @ ('"' | '\\' | '$' | '`')) => splitter.push(c),
                Some('\n') | None => {}
                Some(c) => {
                    splitter.push('\\');
                    splitter.push(c);
                }
            },
            c => splitter.push(c),
        }
    }
}

/// `$X`, `${X:-a b}` and `$(command; command)` stay one piece.
fn variable(chars: &mut Chars, splitter: &mut Splitter) {
    splitter.push('$');
    let (open, close) = match chars.peek() {
        Some('{') => ('{', '}'),
        Some('(') => ('(', ')'),
        _ => return,
    };
    let mut depth = 0_usize;
    for c in chars.by_ref() {
        splitter.push(c);
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return;
            }
        }
    }
}

#[derive(Default)]
struct Splitter {
    commands: Vec<Vec<CompactString>>,
    words: Vec<CompactString>,
    word: Option<CompactString>,
}

impl Splitter {
    /// A word begins, though it may stay empty (`''`).
    fn begin(&mut self) {
        self.word.get_or_insert_default();
    }

    fn push(&mut self, c: char) {
        self.word.get_or_insert_default().push(c);
    }

    /// In `2>&1` the sign belongs to the word.
    fn ends_with_redirect(&self) -> bool {
        self.word.as_ref().is_some_and(|word| word.ends_with('>'))
    }

    fn end_word(&mut self) {
        self.words.extend(self.word.take());
    }

    fn end_command(&mut self) {
        self.end_word();
        if !self.words.is_empty() {
            self.commands.push(std::mem::take(&mut self.words));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::commands;

    fn split(line: &str) -> Vec<String> {
        commands(line).iter().map(|words| words.join("|")).collect()
    }

    #[test]
    fn words_and_quotes() {
        assert_eq!(split("gunicorn 'a b' \"c $X\" --d=\"e f\" ''"), ["gunicorn|a b|c $X|--d=e f|"]);
        assert_eq!(split("a \\\n  b"), ["a|b"]);
        assert_eq!(split("a # b; c\nd#e"), ["a", "d#e"]);
    }

    #[test]
    fn variables_stay_as_written() {
        assert_eq!(split("a ${X:-b c} $((2 * 3)) $(nproc; x)"), ["a|${X:-b c}|$((2 * 3))|$(nproc; x)"]);
    }

    #[test]
    fn commands_of_one_line() {
        assert_eq!(
            split("flask db upgrade && exec gunicorn app:app 2>&1 | tee; x &"),
            ["flask|db|upgrade", "exec|gunicorn|app:app|2>&1", "tee", "x"]
        );
        assert_eq!(split("exec bash -lc 'cd a && gunicorn b'"), ["cd|a", "gunicorn|b"]);
    }

    #[test]
    fn unfinished_text_is_no_failure() {
        assert_eq!(split("a \"b"), ["a|b"]);
        assert_eq!(split("a ${"), ["a|${"]);
        assert_eq!(split("a \\"), ["a"]);
    }
}
