//! What a library declares and what its calls mean.
