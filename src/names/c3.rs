//! Python's method resolution order.

/// Linearises a class from the linearisations of its bases (each begins with the base itself) and the bases in order.
/// `None` when the hierarchy is inconsistent; Python refuses such a class.
#[must_use]
pub fn linearise<T: Copy + PartialEq>(class: T, bases: &[T], orders: &[Vec<T>]) -> Option<Vec<T>> {
    let mut out = vec![class];
    if let [order] = orders {
        out.extend(order);
        return Some(out);
    }
    let mut lists: Vec<&[T]> = orders.iter().map(Vec::as_slice).chain([bases]).collect();
    loop {
        lists.retain(|list| !list.is_empty());
        if lists.is_empty() {
            return Some(out);
        }
        let next = lists.iter().map(|list| list[0]).find(|head| lists.iter().all(|list| !list[1..].contains(head)))?;
        out.push(next);
        for list in &mut lists {
            if list[0] == next {
                *list = &list[1..];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::linearise;

    #[test]
    fn diamond_visits_the_shared_base_last() {
        let object = vec!['o'];
        let a = linearise('a', &['o'], std::slice::from_ref(&object)).unwrap();
        let b = linearise('b', &['o'], &[object]).unwrap();
        assert_eq!(linearise('c', &['a', 'b'], &[a, b]).unwrap(), vec!['c', 'a', 'b', 'o']);
    }

    #[test]
    fn inconsistent_orders_are_refused() {
        assert_eq!(linearise('c', &['a', 'b'], &[vec!['a', 'b'], vec!['b', 'a']]), None);
    }
}
