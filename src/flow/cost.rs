//! The price of an entry point: a polynomial over cardinalities.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::model::Place;

/// A cardinality: the number of rows that one loop or query site meets.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Atom {
    /// `N(projects)`; `D(clients)` for distinct parents.
    pub name: String,
    pub place: Place,
    /// Upper bound by LIMIT, slice or page size.
    pub bound: Option<u64>,
}

/// `coef · Π factors`; a factor is an index into [`Cost::atoms`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Term {
    pub coef: u64,
    pub factors: Vec<Atom>,
}

/// A sum of terms, the constant first, then by degree and name. An empty sum is 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    pub terms: Vec<Term>,
}

impl Cost {
    #[must_use]
    pub fn constant(n: u64) -> Self {
        let mut cost = Self::default();
        cost.add(n, Vec::new());
        cost
    }

    /// Adds `coef · Π factors`.
    pub fn add(&mut self, coef: u64, mut factors: Vec<Atom>) {
        if coef == 0 {
            return;
        }
        factors.sort();
        if let Some(term) = self.terms.iter_mut().find(|t| t.factors == factors) {
            term.coef += coef;
        } else {
            self.terms.push(Term { coef, factors });
            self.terms.sort_by(|a, b| (a.factors.len(), &a.factors).cmp(&(b.factors.len(), &b.factors)));
        }
    }

    pub fn add_cost(&mut self, other: &Self) {
        for term in &other.terms {
            self.add(term.coef, term.factors.clone());
        }
    }

    /// The value when every cardinality is `n`, bounds applied.
    #[must_use]
    pub fn at(&self, n: u64) -> u64 {
        self.terms
            .iter()
            .map(|t| t.factors.iter().fold(t.coef, |acc, a| acc.saturating_mul(a.bound.map_or(n, |b| b.min(n)))))
            .fold(0, u64::saturating_add)
    }

    #[must_use]
    pub fn degree(&self) -> usize {
        self.terms.iter().map(|t| t.factors.len()).max().unwrap_or(0)
    }

    /// `4 + 2·N(projects) + min(5, N(files))`
    #[must_use]
    pub fn formula(&self) -> String {
        if self.terms.is_empty() {
            return "0".into();
        }
        let mut out = String::new();
        // Terms that read the same (same names, other places) are added up for the eye.
        let mut shown: Vec<(u64, Vec<String>)> = Vec::new();
        for term in &self.terms {
            let names: Vec<String> = term
                .factors
                .iter()
                .map(|a| a.bound.map_or_else(|| a.name.clone(), |b| format!("min({b}, {})", a.name)))
                .collect();
            if let Some(same) = shown.iter_mut().find(|(_, n)| *n == names) {
                same.0 += term.coef;
            } else {
                shown.push((term.coef, names));
            }
        }
        for (at, (coef, names)) in shown.iter().enumerate() {
            if at > 0 {
                out.push_str(" + ");
            }
            if names.is_empty() {
                let _ = write!(out, "{coef}");
                continue;
            }
            if *coef != 1 {
                let _ = write!(out, "{coef}·");
            }
            out.push_str(&names.join("·"));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Span;
    use crate::model::FileId;

    fn atom(name: &str, bound: Option<u64>) -> Atom {
        Atom { name: name.into(), place: Place { file: FileId(0), span: Span::new(0, 0) }, bound }
    }

    #[test]
    fn formula_and_value_agree() {
        let mut cost = Cost::constant(4);
        cost.add(2, vec![atom("N(projects)", None)]);
        cost.add(1, vec![atom("N(files)", Some(5))]);
        assert_eq!(cost.formula(), "4 + min(5, N(files)) + 2·N(projects)");
        assert_eq!((cost.at(10), cost.at(40)), (4 + 5 + 20, 4 + 5 + 80));
    }
}
