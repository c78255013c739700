//! What the text of a loop says about its writes: which rows they leave out, what else is done, and whether they are meant so.

use std::sync::Arc;

use crate::flow::ledger::OpRecord;
use crate::rule::Input;
use crate::source::text::Text;

/// Lines above a loop, or above what is written in it, in which somebody may have said why.
const ABOVE: u32 = 3;
/// Rows are written alone on purpose.
const MEANT: [&str; 7] =
    ["individually", "one by one", "one-by-one", "one at a time", "deadlock", "row by row", "lock contention"];
/// What is to be mended is not meant.
const REGRETTED: [&str; 5] = ["todo", "fixme", "xxx", "slow", "optimi"];

/// The lines of a file around one operation of a loop.
struct Round {
    text: Arc<Text>,
    /// Of the loop's head, and of the operation or the call that leads to it; from 1.
    head: u32,
    at: u32,
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// `None` where the loop and what leads to the operation stand in two files.
fn round(op: &OpRecord, input: &Input<'_>) -> Option<Round> {
    let around = op.loops.last()?;
    let site = if op.through_call { op.chain.first().copied().unwrap_or(op.place) } else { op.place };
    if site.file != around.place.file || around.place.file.index() >= input.model.files.len() {
        return None;
    }
    let text = input.texts.get(around.place.file.index());
    let (head, at) = (text.position(around.place.span.start).0, text.position(site.span.start).0);
    Some(Round { text, head, at })
}

/// Somebody has said in a comment that each row is written alone on purpose.
pub fn is_meant(op: &OpRecord, input: &Input<'_>) -> bool {
    let Some(round) = round(op, input) else { return false };
    let above = |at: u32| at.saturating_sub(ABOVE).max(1)..at;
    above(round.head).chain(above(round.at)).any(|at| {
        let Some((_, said)) = round.text.line(at).split_once('#') else { return false };
        let said = said.to_lowercase();
        MEANT.iter().any(|word| said.contains(word)) && !REGRETTED.iter().any(|word| said.contains(word))
    })
}

/// Not every row that the loop goes through is written, or not every row of its query is gone through.
pub fn writes_some(op: &OpRecord, input: &Input<'_>) -> bool {
    let Some(round) = round(op, input) else { return true };
    let Some(around) = op.loops.last() else { return false };
    // A condition on the way, in a helper as well.
    let inside = |at: u32| at > around.place.span.start;
    op.guards.iter().any(|guard| guard.file != around.place.file || inside(guard.span.start))
        || round.is_conditional()
        || round.goes_through_some()
}

impl Round {
    /// A condition of the loop's body stands around the line, or a line before it may end the round.
    fn is_conditional(&self) -> bool {
        let line = |at: u32| self.text.line(at);
        let own = line(self.at).trim_start();
        if own.starts_with("if ") || own.contains(" if ") || own.contains(" and ") || own.contains(" or ") {
            return true;
        }
        // A comprehension: its condition stands behind the call.
        if self.at <= self.head {
            let mut near = (self.at..=self.head + ABOVE).take(ABOVE as usize + 1).map(line);
            return near.any(|l| l.contains(" if ") || l.trim_start().starts_with("if "));
        }
        let mut depth = indent(line(self.at));
        for at in (self.head + 1..self.at).rev() {
            let text = line(at);
            let code = text.trim_start();
            if code.is_empty() || code.starts_with('#') {
                continue;
            }
            let first = code.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if matches!(first, "continue" | "break" | "return" | "raise") || code.contains(": continue") {
                return true;
            }
            if indent(text) < depth {
                depth = indent(text);
                if matches!(first, "if" | "elif" | "else" | "except" | "case" | "match" | "while") {
                    return true;
                }
            }
        }
        false
    }

    /// What the loop goes through was picked in Python: a comprehension with a condition, a list that is appended to, a slice.
    fn goes_through_some(&self) -> bool {
        let line = |at: u32| self.text.line(at);
        let head = line(self.head);
        let Some((_, what)) = head.split_once(" in ") else { return false };
        let picks = |text: &str| {
            text.contains(" if ") || text.contains("filter(lambda") || text.contains("set(") || text.contains("islice(")
        };
        let what = what.trim_end().trim_end_matches(':');
        let is_name = !what.is_empty() && what.chars().all(|c| c.is_alphanumeric() || c == '_');
        if picks(what) || what.contains('[') && what.contains(':') {
            return true;
        }
        if !is_name {
            return false;
        }
        let (assigned, grown) =
            (format!("{what} = "), [format!("{what}.append("), format!("{what}.add("), format!("{what} += ")]);
        for at in (1..self.head).rev() {
            let code = line(at).trim_start();
            if grown.iter().any(|g| code.contains(g.as_str())) {
                return true;
            }
            if code.starts_with(&assigned) {
                // The statement, as far as its next lines are further in or close it.
                let rest = (at + 1..self.head).map(line);
                let more = rest.take_while(|l| indent(l) > indent(line(at)) || l.trim_start().starts_with([')', ']']));
                return picks(code) || more.map(|l| format!(" {}", l.trim())).any(|l| picks(&l) || l.starts_with(" if "));
            }
            if code.starts_with("def ") {
                break;
            }
        }
        false
    }
}

/// Nothing else is done with the row: no file removed, nobody told.
pub fn is_all(op: &OpRecord, input: &Input<'_>) -> bool {
    let Some(around) = op.loops.last().filter(|l| l.place.file == op.place.file) else { return false };
    let text = input.texts.get(around.place.file.index());
    let at = text.position(around.place.span.start).0;
    // Somebody has said why: for the sake of cascades, signals, files.
    let mut above = (at.saturating_sub(ABOVE).max(1)..at).map(|at| text.line(at));
    if above.any(|line| line.trim_start().starts_with('#') && line.contains("delete")) {
        return false;
    }
    let head = text.line(at);
    let Some(row) = head.split_once("for ").and_then(|(_, rest)| rest.split_once(" in ")).map(|(row, _)| row.trim()) else {
        return false;
    };
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    // `token.delete()`, `session.delete(token)`: the row that the loop is at, not what a query in it finds.
    let call = text.slice(op.place.span);
    if !call.contains(&format!("{row}.delete")) && !call.contains(&format!("delete({row})")) {
        return false;
    }
    let lines = (at + 1..=text.last_line()).map(|at| text.line(at));
    let mut body = lines.take_while(|line| line.trim().is_empty() || indent(line) > indent(head)).map(str::trim);
    body.all(|line| {
        let tells = ["log", "print", "echo"].iter().any(|word| line.to_lowercase().starts_with(word));
        let uses_row = line.contains('(') && line.split(|c| !is_word(c)).any(|word| word == row);
        line.contains(".delete") || line.starts_with("if ") || line.starts_with('#') || tells || !uses_row
    })
}

/// The commit stands in a `try` of its round whose handler rolls back.
pub fn rolls_back_alone(op: &OpRecord, input: &Input<'_>) -> bool {
    let Some(around) = op.loops.last().filter(|l| l.place.file == op.place.file) else { return false };
    let text = input.texts.get(op.place.file.index());
    let (head, commit) = (text.position(around.place.span.start).0, text.position(op.place.span.start).0);
    let line = |at: u32| text.line(at).trim();
    let depth = |at: u32| indent(text.line(at));
    let of_loop = |at: &u32| line(*at).is_empty() || depth(*at) > depth(head);
    let in_try = (head + 1..commit).any(|at| line(at) == "try:" && depth(at) < depth(commit));
    let behind = commit + 1..=text.last_line();
    let mut after = behind.take_while(of_loop).skip_while(|at| !line(*at).starts_with("except"));
    in_try && after.any(|at| line(at).contains("rollback("))
}
