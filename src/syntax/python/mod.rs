//! Python, lowered from Ruff's parser.
