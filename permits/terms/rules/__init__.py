"""The rules, one family a module: each a pure function of a start date, its parameters and a law book."""
