//! Turns verdicts into what people and programs read; one thin file per output format.
