"""Apart from the accounts, so that who prints it need not set up Django."""

PASSWORD = "kijk-rond-in-de-demonstratie"  # noqa: S105 - printed by make run; production does not start with these
